/*
 * What the files of the reader of Rust entries share.
 *
 *     rust.c         a unit's entries → items; each definition once, whatever number of units has it
 *     rust_path.c    which module an entry is in, and what crates are Rust's own
 *     rust_type.c    an entry → the use of a type, in C's terms
 *     rust_peel.c    types of Rust's library and of generators that are, in memory, something that C has
 *     rust_record.c  members and enumerators
 *     rust_name.c    what the name of a function pointer's type says
 *     rust_symbol.c  functions and variables
 *     rust_hash.c    what makes two definitions the same one
 *
 * Items are made at the first mention of their entry, and records filled when the walk is back at the top level.
 */
#pragma once

#include "api/rust_names.h"
#include "read/dwarf/types.h"

/* What a unit's walk has found, in the order of the file. */
struct rust_found {
	Dwarf_Die die;
	const char *path; /* of the module; "" at the top of the unit */
};

struct rust_unit {
	GArray *found;      /* struct rust_found: what may become an item */
	GPtrArray *records; /* struct item *: made in this unit */
};

static inline struct rust_unit *rust_unit(const struct reading *reading)
{
	return reading->language;
}

/* ---- rust_path.c ---- */

/*
 * Adds the types of the unit that has this root to reading->modules, and (collect) what may become an item to
 * unit->found; once each.
 */
void rust_path_index(struct reading *reading, Dwarf_Die *root, bool collect);
/* The path of the module that a struct, union or enum is in, "" at the top of a unit. Never NULL. */
const char *rust_path(struct reading *reading, Dwarf_Die *die);
/* Whether the crate that the path begins with comes with Rust. */
bool rust_path_is_standard(const char *path);
/* The path as item->scope has it: blocks (`impl`, `extern`) left out; NULL in the crate's root. */
const char *rust_path_scope(struct api *api, const char *path);
/* Whether it is that of an extern block: `extern "C" { type file; }`. */
bool rust_path_is_foreign(const char *path);
/* Whether a component of the path has that name; any path if name is NULL. */
bool rust_path_has(const char *path, const char *name);
/* The same for a unit, by its name: "library/core/src/lib.rs/@/core.3ad7-cgu.0". */
bool rust_unit_is_standard(Dwarf_Die *root);

/* ---- rust.c ---- */

/* The item of a struct, union or enum; made if it is not there yet. */
struct item *rust_item(struct reading *reading, Dwarf_Die *die);

/* ---- rust_type.c ---- */

const struct type *rust_type(struct reading *reading, Dwarf_Die *die);
/* What DW_AT_type says; void where there is none. */
const struct type *rust_type_of(struct reading *reading, Dwarf_Die *die);
/* The same for a parameter or result: unsupported where C cannot pass it. */
const struct type *rust_type_passed(struct reading *reading, Dwarf_Die *die);
/* Whether what DW_AT_type names is VaList of Rust's library. */
bool rust_type_is_va_list(struct reading *reading, Dwarf_Die *die);
/* Whether the result that DW_AT_type names is `!`. */
bool rust_type_is_never(Dwarf_Die *die);
/* Adds the parameters and the result that the entry has to a TYPE_FUNCTION. */
void rust_type_set_signature(struct reading *reading, Dwarf_Die *die, struct type *type);
/* Bytes that a type has, also where the entry does not say; -1: unknown. */
int64_t rust_type_size(struct reading *reading, Dwarf_Die *die);

/* ---- rust_peel.c ---- */

/* What a struct or union of Rust's library, or of generators, is in C: NULL where it is what its members are. */
const struct type *rust_peel(struct reading *reading, Dwarf_Die *die);
/* The only member that has a size; false where there is none, or more than one. */
bool rust_peel_member(struct reading *reading, Dwarf_Die *die, Dwarf_Die *member);
/* Whether the name is that of a type that generators define for their own use. */
bool rust_peel_is_helper(const char *name);

/* ---- rust_record.c ---- */

/* Whether it is an integer in a struct: `struct colour(pub u32)`; and which. */
bool rust_record_is_enum(struct reading *reading, Dwarf_Die *die, Dwarf_Die *integer);
void rust_fill_record(struct reading *reading, struct item *item, Dwarf_Die *die);
void rust_fill_enum(struct reading *reading, struct item *item, Dwarf_Die *die);
/* Makes members that would lie within themselves unsupported. */
void rust_record_finish(struct reading *reading);

/* ---- rust_name.c ---- */

struct rust_signature {
	enum call_conv conv;
	char conv_name[24]; /* CALL_OTHER: as in Rust, "rust-call" */
	bool is_variadic;
};

/* Reads `unsafe extern "C" fn(*const i8, ...) -> i32`. False if the name is of no such form. */
bool rust_name_parse_signature(const char *name, struct rust_signature *signature);
/* Whether it can be a name in C. */
bool rust_name_is_identifier(const char *name);
/* Whether the symbol is one that rustc made up, with the module and a hash in it. */
bool rust_name_is_mangled(const char *symbol);

/* ---- rust_symbol.c ---- */

void rust_read_function(struct reading *reading, const struct rust_found *found);
void rust_read_variable(struct reading *reading, const struct rust_found *found);

/* ---- rust_hash.c ---- */

/* Of a struct, union or enum with its members. */
uint64_t rust_hash_definition(struct reading *reading, Dwarf_Die *die);
/* Of a function or variable of that symbol. */
uint64_t rust_hash_symbol(struct reading *reading, Dwarf_Die *die, const char *symbol);
