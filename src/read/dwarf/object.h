/*
 * Object files for the readers of DWARF: a path in; objects, and the compilation units of each, out.
 *
 *     struct object_walk walk;
 *     object_walk_init(&walk, "liba.a", api);
 *     while (object_walk_next(&walk)) {                   walk.object: its struct object, filled, in the model
 *             struct object_unit unit;
 *             while (object_walk_next_unit(&walk, &unit))
 *                     …                                   unit.die, and what dwarf_child() and others give of it
 *     }
 *     bool fine = object_walk_finish(&walk);              false: errors were reported
 *
 * A walk goes over a plain ELF file, or over each ELF member of an archive (thin ones and rlibs too). The sections that a unit is read
 * from are decompressed, and relocated where the file is relocatable, whatever the machine; units of a dwz or a separate debug file, of a .dwo
 * or a .dwp come out as if they were in the object itself.
 *
 * Invariants: entries (Dwarf_Die), and strings that libdw gives, are valid until the next object_walk_next() or object_walk_finish();
 * copy what is kept (api_intern). A file that is bad in some way gives one error, which names it, "liba.a(a.o)", and the walk goes on with the next
 * object. Nothing here trusts the file.
 */
#pragma once

#include "api/api.h"
#include "api/origin.h"

#include <elfutils/libdw.h>

struct object_unit {
	Dwarf *dwarf;
	Dwarf_Die die;      /* its root: DW_TAG_compile_unit, DW_TAG_partial_unit, DW_TAG_type_unit */
	unsigned version;   /* of DWARF: 2 to 5 */
	/* DW_UT_compile, DW_UT_split_compile, DW_UT_partial, DW_UT_type, DW_UT_split_type; never DW_UT_skeleton */
	unsigned type;
	/* whose dwarf_getsrcfiles() DW_AT_decl_file counts in: the skeleton where the unit is split, else die */
	Dwarf_Die files;
	const char *folder; /* DW_AT_comp_dir, from the skeleton where the unit is split; NULL: unknown */
};

struct object_walk {
	struct object *object; /* the current one; NULL before the first */
	bool has_dwarf; /* it has compilation units: in itself, in a separate debug file or split */
	struct object_file *file; /* private to object*.c */
};

void object_walk_init(struct object_walk *walk, const char *path, struct api *api);
/* The next object, whether it has DWARF or not. False at the end. */
bool object_walk_next(struct object_walk *walk);
/*
 * The next unit of the current object, in the order of the file; type units and partial units are among them, units with line tables only
 * (-g1) are not. False at the end.
 */
bool object_walk_next_unit(struct object_walk *walk, struct object_unit *unit);
/* Frees all. False after errors. */
bool object_walk_finish(struct object_walk *walk);
/* The current object's own file, for those who look at its data (object_private.h); valid as long as the object. NULL before the first. */
struct object_elf;
const struct object_elf *object_walk_elf(const struct object_walk *walk);
/* Reports an error of the current object, "'liba.a(a.o)' …": the walk has failed then. */
void object_walk_fail(struct object_walk *walk, const char *format, ...) G_GNUC_PRINTF(2, 3);
