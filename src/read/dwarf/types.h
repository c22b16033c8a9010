/*
 * Making types of the model out of sizes and encodings: shared by the readers of C and of Rust entries.
 *
 * Sizes are the file's; alignments are those that C's scalars have by nature in records of the target (m68k: 2 at most; i686: 4 for long long and
 * double), since DWARF tells only the ones that somebody asked for.
 */
#pragma once

#include "read/dwarf/die.h"

/* Alignment in records of a scalar with that many bytes; 1 where it is 0 or less. */
int64_t type_natural_alignment(const struct target *target, int64_t size);
/* void: one shared type. */
const struct type *type_void(struct reading *reading);
/* _Bool of one byte: one shared type. */
const struct type *type_bool(struct reading *reading);
/* One shared type per kind, where its size is that of the target; otherwise a new one. */
const struct type *type_int(struct reading *reading, enum int_kind kind, int64_t size);
const struct type *type_float(struct reading *reading, enum float_kind kind, int64_t size);
/* The kind that has this size and sign on the target: int before long before long long. INT_KINDS: none. */
enum int_kind type_int_kind(const struct target *target, int64_t size, bool is_signed);
const struct type *type_pointer(struct reading *reading, const struct type *element);
const struct type *type_array(struct reading *reading, const struct type *element, int64_t count,
			      enum array_bound bound);
/* A use of a record, enum or typedef, with that size and alignment in bytes; -1: unknown or none. */
const struct type *dwarf_type_of_item(struct reading *reading, struct item *item, int64_t size, int64_t align);
/* size -1: unknown. The text is the reason: "type 'x' …". */
const struct type *type_unsupported(struct reading *reading, int64_t size, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The type with these qualifiers added: itself where it has them. */
const struct type *type_qualified(struct reading *reading, const struct type *type, bool is_const, bool is_volatile,
				  bool is_restrict);
/* Copies a list of fields into the model. Sets n_fields, and align as the fields' alignments and offsets allow (UNKNOWN_ALIGNMENT stays the
 * caller's). */
void type_set_fields(struct reading *reading, struct item *item, const GArray *fields);
