/*
 * The reader of bindings: Rust source in, model out: what the file declares to C, and how rustc must lay it out by the Rust reference's
 * rules for repr(C).
 */
#pragma once

#include "api/api.h"

/*
 * Adds the file's structs, unions, enums, aliases, functions, statics and constants to the model; names are those in C, as far as the
 * file tells (type_ is type, __bindgen_anon_1 is an anonymous member, foo_BAR: foo an enumerator). api->target must be set: layouts are
 * computed for it. What the text does not tell, or is in no form that can be laid out, is an item with `omitted` set and its reason.
 * module: only what is in a module of that name, or below; NULL: all of the file. False after errors, which were reported.
 */
bool rust_bindings_read(const char *path, const char *module, struct api *api);
