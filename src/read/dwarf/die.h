/*
 * What the readers of C and of Rust entries share: one reading of one object, and bounded access to the attributes of its entries.
 *
 *     DW_TAG_member  DW_AT_name "flag"  DW_AT_bit_size 3  DW_AT_data_bit_offset 37
 *
 * is die_name() "flag", die_unsigned(DW_AT_bit_size) 3, die_member_offset() 37 bits: in whichever form and version of DWARF they are written.
 *
 * Invariants: an entry is known by the address of its bytes (die.addr), which is unique in an object, type units and the other file of dwz
 * included; nothing of libdw's memory gets into the model (names are interned by those who store them); what is broken is said once per
 * object (reading_broken) and ends the walk, what is merely unknown makes a type that says so.
 */
#pragma once

#include "read/dwarf/dwarf.h"
#include "read/dwarf/object.h"

#include <dwarf.h>
#include <inttypes.h>

/* How deep types may nest, and chains of references be, before they are given up: no compiler writes this, broken files do. */
enum { DIE_DEPTH_LIMIT = 200 };

/* One dwarf_read(). */
struct reading {
	struct api *api;
	const struct dwarf_request *request;

	/* ---- of the object ---- */
	struct object_walk *walk; /* its object is the current one */
	bool is_broken; /* an error was reported for the object's entries */
	GHashTable *symbols; /* C: name → GElf_Sym *, when first asked for; or NULL */
	GHashTable *relocations; /* C: section → GArray of uint64_t: where some are to be applied; or NULL */
	/* Sets of die.addr: partial units (Rust: all kinds) that were gone over; C: in imported also types of other units that were used. */
	GHashTable *scanned;
	GHashTable *imported;
	GHashTable *named; /* C: die.addr → struct c_typedef *: what those say */
	GHashTable *modules; /* Rust: die.addr of a type → path of its module, interned */

	/* ---- of the unit ---- */
	struct object_unit unit; /* unit.die is its root */
	unsigned origin; /* number of the unit among the model's origins */
	GHashTable *items; /* die.addr → struct item *: what was made of an entry */
	GHashTable *types; /* die.addr → struct type *: likewise */
	GHashTable *state; /* die.addr → what else the reader of a language wants to know of an entry; its own */
	GHashTable *files; /* Dwarf_CU * → struct die_files *: of this unit and of those that it refers to */
	GPtrArray *pending; /* struct item *: made, to be filled when the walk is back at the top level, … */
	GArray *pending_dies; /* … Dwarf_Die: from these */
	void *language; /* what else the reader of a language keeps for a unit; its own */

	/* ---- of the whole reading ---- */
	GHashTable *paths; /* path → index in api->files + 1 */
	struct type *scalars[INT_KINDS + FLOAT_KINDS + 2]; /* types.h */
	bool knows_char; /* a unit has said what sign plain char has */
	unsigned depth; /* Rust: of the recursion at hand */
};

/* ---- entries ---- */

/* The entry's own attribute, or that of its abstract origin or specification. */
bool die_attribute(Dwarf_Die *die, unsigned name, Dwarf_Attribute *attribute);
bool die_flag(Dwarf_Die *die, unsigned name);
/* DW_AT_name; NULL if it has none or an empty one. In libdw's memory. */
const char *die_name(Dwarf_Die *die);
/* Any attribute that is a text; NULL. */
const char *die_string(Dwarf_Die *die, unsigned name);
/* A constant in any form; false where there is none or where it is no constant. Signed ones are extended to 64 bits. */
bool die_unsigned(Dwarf_Die *die, unsigned name, uint64_t *value);
bool die_signed(Dwarf_Die *die, unsigned name, int64_t *value);
/* DW_AT_byte_size, or DW_AT_bit_size in bytes; -1 if it has neither. */
int64_t die_size(Dwarf_Die *die);
/* DW_AT_alignment in bytes; 0 if it has none. */
int64_t die_alignment(Dwarf_Die *die);
/* The entry that an attribute refers to, in this or another unit, by signature or in the other file of dwz. */
bool die_reference(Dwarf_Die *die, unsigned name, Dwarf_Die *target);
/* DW_AT_type; false for void, or where it leads nowhere: then *is_void, which may be NULL, tells. */
bool die_type(Dwarf_Die *die, Dwarf_Die *type, bool *is_void);
/*
 * Where a member begins, in bits from the start of its record, DW_AT_data_bit_offset and both kinds of older bitfields included. storage: bytes of
 * its type, for the oldest kind. False where it is an expression that is more than an offset.
 */
bool die_member_offset(const struct reading *reading, Dwarf_Die *member, int64_t storage, int64_t *bits);
/* The address in DW_AT_location, where that is all there is to it. *is_thread_local: it is an offset in the thread's block. */
bool die_address(Dwarf_Die *die, uint64_t *address, bool *is_thread_local);
/* The children one by one: `for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child))`. */
bool die_first(struct reading *reading, Dwarf_Die *die, Dwarf_Die *child);
bool die_next(struct reading *reading, Dwarf_Die *die);
/* DW_AT_decl_file and _line as a place of the model; no place where it has none. */
struct location die_location(struct reading *reading, Dwarf_Die *die);
/* Of the values of reading->files. */
void die_files_free(void *files);

/* ---- the reading ---- */

/* Reports once per object that its debug information cannot be read: "'a.o' …"; sets is_broken. */
void reading_broken(struct reading *reading, const char *format, ...) G_GNUC_PRINTF(2, 3);

/*
 * Definitions that are the same in many units are one item: hash is that of all that makes the definition (kind, name, size, members with names
 * and offsets and the names of their types …), begun with reading_hash_begin(). reading_find() gives the item of an earlier unit, or file, with
 * that hash; or NULL, then the caller makes it and tells reading_define().
 */
uint64_t hash_begin(unsigned tag);
uint64_t hash_number(uint64_t hash, uint64_t number);
uint64_t hash_text(uint64_t hash, const char *text); /* NULL is a text of its own */
struct item *reading_find(const struct reading *reading, uint64_t hash);
void reading_define(struct reading *reading, uint64_t hash, struct item *item);
/* A new item of the unit at hand. name may be NULL and is interned. */
struct item *reading_add_item(struct reading *reading, enum item_kind kind, const char *name, Dwarf_Die *die);

/* ---- the readers of languages: each reads the unit at hand ---- */

void c_read_unit(struct reading *reading);
void rust_read_unit(struct reading *reading);
/* The source that a unit of Rust is of: "src/lib.rs" of the name "src/lib.rs/@/crate.3ad7-cgu.0". NULL: unknown. */
const char *rust_unit_source(struct api *api, Dwarf_Die *root);
