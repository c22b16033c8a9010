/*
 * What the files of the reader of C entries share.
 *
 *     c.c         a unit's entries → items; each definition once, whatever number of units has it
 *     c_entry.c   the attributes of one entry, read in one go
 *     c_hash.c    what makes two definitions the same one
 *     c_type.c    an entry → the use of a type
 *     c_base.c    base types
 *     c_record.c  members and enumerators
 *     c_align.c   alignments of records, and that none lies within itself
 *     c_symbol.c  functions and variables
 *     c_data.c    what an object's data sections have for a variable
 *
 * Items are made at the first mention of their entry and filled when the walk is back at the top level, as read/clang does.
 */
#pragma once

#include "read/dwarf/types.h"

/* ---- c_entry.c ---- */

enum entry_slot {
	ENTRY_NAME,
	ENTRY_LINKAGE_NAME,
	ENTRY_TYPE,
	ENTRY_BYTE_SIZE,
	ENTRY_BIT_SIZE,
	ENTRY_MEMBER_LOCATION,
	ENTRY_DATA_BIT_OFFSET,
	ENTRY_BIT_OFFSET,
	ENTRY_ENCODING,
	ENTRY_ENDIANITY,
	ENTRY_ALIGNMENT,
	ENTRY_DECLARATION,
	ENTRY_EXTERNAL,
	ENTRY_PROTOTYPED,
	ENTRY_NORETURN,
	ENTRY_INLINE,
	ENTRY_CONVENTION,
	ENTRY_CONST_VALUE,
	ENTRY_COUNT,
	ENTRY_UPPER_BOUND,
	ENTRY_LOWER_BOUND,
	ENTRY_STRIDE,
	ENTRY_VECTOR,
	ENTRY_SPECIFICATION,
	ENTRY_ORIGIN,
	ENTRY_SIGNATURE,
	ENTRY_LINE,
	ENTRY_LOW_PC,
	ENTRY_RANGES,
	ENTRY_SLOTS
};

/* An entry with its own attributes: what is in a specification or an abstract origin is not among them. */
struct entry {
	Dwarf_Die die;
	unsigned tag;
	bool big_endian;
	uint32_t has; /* bit per enum entry_slot */
	Dwarf_Attribute attributes[ENTRY_SLOTS];
};

void entry_read(const struct reading *reading, struct entry *entry, const Dwarf_Die *die);
/* The same for the definition that the entry refers to by its signature (DW_AT_signature), where it does. */
void entry_read_definition(const struct reading *reading, struct entry *entry, const Dwarf_Die *die);
static inline bool entry_has(const struct entry *entry, enum entry_slot slot)
{
	return entry->has >> slot & 1;
}
bool entry_flag(struct entry *entry, enum entry_slot slot);
/* NULL where it has none, or an empty one. */
const char *entry_text(struct entry *entry, enum entry_slot slot);
bool entry_unsigned(struct entry *entry, enum entry_slot slot, uint64_t *value);
/* Numbers of a fixed size are extended by zeros, others by their sign: that is what GCC and LLVM mean. False where 64 bits do not hold it. */
bool entry_integer(struct entry *entry, enum entry_slot slot, int64_t *value);
int64_t entry_size(struct entry *entry);
int64_t entry_alignment(struct entry *entry);
bool entry_reference(struct entry *entry, enum entry_slot slot, Dwarf_Die *target);
/* As die_member_offset(). */
bool entry_member_offset(const struct reading *reading, struct entry *member, int64_t storage, int64_t *bits);

/* ---- c.c: a unit ---- */

struct c_unit {
	GHashTable
		*named; /* die.addr of a record or enum without a tag → struct c_typedef *: the typedef that names it */
	GHashTable *superseded; /* die.addr of declarations that a later entry specifies */
	GPtrArray *fresh; /* struct type *, in the order of their making: their alignment is set by align_finish() */
	GPtrArray *records; /* struct item *: filled in this unit */
	struct item *filling; /* the record that members are read of; NULL: none */
	bool hides_alignments; /* its compiler does not write all alignments that somebody asked for … */
	bool loses_alignments; /* … or not those of records that are as large as an integer */
	unsigned depth;
};

struct c_typedef {
	const char *name; /* in libdw's memory */
	uint64_t line;
};

static inline struct c_unit *c_unit(const struct reading *reading)
{
	return reading->language;
}
/* The item of a struct, union, enum or typedef; NULL for other entries. */
struct item *c_item(struct reading *reading, Dwarf_Die *die);
/* The name of a record or enum: its tag, or else that of its typedef; NULL: it has none. */
const char *c_tag_name(const struct reading *reading, struct entry *entry, bool *in_typedef);

/* ---- c_hash.c ---- */

/* Of a use of the type: what it is called, and what it consists of as far as that has no name. */
uint64_t c_hash_use(struct reading *reading, const Dwarf_Die *die);
/* Of a type attribute: void has a hash, too. */
uint64_t c_hash_type(struct reading *reading, struct entry *entry);
/* Of a definition with all that is in it. */
uint64_t c_hash_definition(struct reading *reading, struct entry *entry);
uint64_t c_hash_declaration(unsigned tag, const char *name);
uint64_t c_hash_function(struct reading *reading, struct entry *entry);

/* ---- c_type.c ---- */

const struct type *c_type(struct reading *reading, Dwarf_Die *die);
/* What DW_AT_type says; void where there is none. */
const struct type *c_type_of(struct reading *reading, struct entry *entry);
/* The type of a function or of what a pointer to one points to. */
const struct type *c_type_function(struct reading *reading, struct entry *entry);

/* ---- c_base.c ---- */

const struct type *c_base_type(struct reading *reading, struct entry *entry);
/* A scalar in the byte order that the target does not have: unsupported. */
const struct type *c_type_swapped(struct reading *reading, int64_t size, const char *name);
bool c_type_is_swapped(const struct type *type);

/* ---- c_record.c ---- */

void c_fill_record(struct reading *reading, struct item *item, Dwarf_Die *die);
void c_fill_enum(struct reading *reading, struct item *item, Dwarf_Die *die);
/* The integer that an enum is made of, with its size and sign. */
const struct type *c_enum_integer(struct reading *reading, Dwarf_Die *die);

/* ---- c_align.c ---- */

/* Before the first item of a unit. */
void align_begin(struct reading *reading);
/* Remembers a type whose alignment depends on records that are not filled yet. */
const struct type *align_later(struct reading *reading, const struct type *type);
/* Sets alignments of the unit's records and types, and makes members that would lie within themselves unsupported. */
void align_finish(struct reading *reading);

/* ---- c_symbol.c ---- */

void c_read_function(struct reading *reading, struct entry *entry);
void c_read_variable(struct reading *reading, struct entry *entry);

/* ---- c_data.c ---- */

/* Whether the object's symbol of that name is a thread-local one: GCC does not say where such variables are on every machine. */
bool c_data_is_thread_local(struct reading *reading, const char *symbol);
/* The size bytes that a variable begins with, from the object's data: false where they are not known before the program is linked or run. */
bool c_data_read(struct reading *reading, const char *symbol, const uint64_t *address, void *bytes, size_t size);
