/*
 * --depfile: what the output was made from, as a rule for Make and Ninja.
 */
#pragma once

#include "api/api.h"
#include "base/writer.h"

/* `TARGET: FILE…`, every file on disk that was read, in the order in which it was opened first. */
void depfile_write(const struct api *api, const char *target, struct writer *out);
