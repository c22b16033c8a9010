/*
 * The reader of Rust: finds the C names that Rust sources use. It reads tokens, not items, so it needs no crate, no features and
 * no expansion of macros; src/read/rust.c says what counts as a use.
 */
#pragma once

#include "api/uses.h"

/*
 * Adds to uses what the Rust files in paths (char *) name in the module of that name ("bindings"). A folder stands for the *.rs files
 * in it and below, sorted by name; hidden entries and links to folders are passed over. A file is read whatever its suffix; one
 * that a binding generator wrote is not read as a user, so that output in the same folder does not name itself.
 *
 * False after errors, which are reported: a path that cannot be read, text that is not UTF-8, a comment or string without an end.
 * What the other files use is added all the same.
 */
bool rust_uses_read(const GPtrArray *paths, const char *module, struct uses *uses);
