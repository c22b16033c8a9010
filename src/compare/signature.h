/*
 * What functions and pointers to functions have in common.
 */
#pragma once

#include "compare/matching.h"

/* The convention that a function with this one has on the side's target: sysv64 is C there, on x86_64 without Windows. */
enum call_conv conv_effective(const struct side *side, enum call_conv conv);
const char *conv_text(const struct matching *m, const struct function_type *type);
/* "parameter 2 'flags'", number from 0. */
const char *param_text(const struct matching *m, unsigned number, const struct function_type *left,
		       const struct function_type *right);
