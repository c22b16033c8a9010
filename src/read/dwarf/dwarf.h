/*
 * The DWARF reader: object files, archives, shared libraries and vmlinux in, model out. The only user of libelf and libdw.
 *
 *     object.c      a file, or each member of an archive → an ELF handle, relocated and decompressed, and its struct object
 *     object_*.c    what else an ELF file tells: properties, attributes, symbols, identifiers for kernel control flow integrity
 *     c.c, rust.c   entries of one language → items and types
 */
#pragma once

#include "api/api.h"
#include "api/origin.h"

/* Which units of the files are read into the model; those of other languages are passed over. */
struct dwarf_request {
	enum language language; /* LANGUAGE_C or LANGUAGE_RUST */
	/* Rust: a component that the path of a type must have, "bindings"; NULL: all but the standard library's */
	const char *module;
};

/* What was there, for those who ask whether to look elsewhere. */
struct dwarf_summary {
	unsigned objects; /* ELF files seen, members of archives one by one */
	unsigned units; /* read into the model */
	unsigned other_units; /* of another language */
	unsigned without; /* objects with code but without DWARF */
};

/*
 * Adds what the units of the file say to the model: structs, unions, enums, typedefs, functions and variables, each once where several
 * units agree; where they do not, each as an item of its own. Sets api->target from the first object; objects and origins go to api.
 * False after errors, which were reported, all with the path of the file: not readable, no ELF, truncated, broken DWARF, DWARF in
 * a file that is not at hand (split), another machine than the model's. An object without DWARF is no error here: see summary.
 */
bool dwarf_read(const char *path, const struct dwarf_request *request, struct api *api, struct dwarf_summary *summary);
