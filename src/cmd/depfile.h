/*
 * --depfile: what the output was made from, as a rule for Make and Ninja.
 */
#pragma once

#include "api/api.h"
#include "base/writer.h"

/*
 * `TARGET: FILE…`, every file on disk that was read: headers in the order in which they were opened first, the Rust of --used-by, the contracts
 * (char *).
 */
void depfile_write(const struct api *api, const char *target, const GPtrArray *contracts, struct writer *out);
