/*
 * Compressed bytes → what they were, by the program of the format: gzip, xz, zstd, lz4, lzma, bzip2, lzop.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/*
 * *out: a new reference, to the bytes themselves where no format is recognised. what: the file they are of, for the one error where the program
 * is missing or cannot read them; false then.
 */
bool unpack_bytes(GBytes *bytes, const char *what, GBytes **out);
/* Whether the bytes begin as one of the formats does. */
bool unpack_is_packed(GBytes *bytes);
