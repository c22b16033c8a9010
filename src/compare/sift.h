/*
 * What three views held against each other in pairs say more than once.
 */
#pragma once

#include "api/comparison.h"

/* Drops those differences from index `first` on that repeat one before them. */
void sift_repeated(struct comparison *comparison, guint first);

/*
 * A witness uses only those functions, variables and constants of the headers that the bindings name: that C has no others is no news. Drops these gaps
 * of the pair from index `first` on; what the pair counted stays.
 */
void sift_unasked(struct comparison *comparison, guint first, unsigned pair);

/*
 * Macros of the C library ask which compiler it is: __HAVE_FLOAT128 is 1 for gcc and 0 for clang. Where the two compilers do not agree on such a
 * name themselves, in the pair `headers`, Rust's value, which is clang's, is no mistake of anybody: it is set aside as a gap.
 */
void sift_reserved(struct comparison *comparison, unsigned headers);
