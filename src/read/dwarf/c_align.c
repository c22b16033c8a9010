/*
 * Alignments of records, and of the types that depend on them, once all records of a unit have their members.
 *
 *     struct a { char c; struct b b; };    b at 8, whose first member is a long   →   a is aligned to 8, or packed to less
 *
 * DWARF has no alignment but those that somebody asked for (DW_AT_alignment). For the rest it is the most that members have by nature, as far as
 * their places and the record's size allow: no record can have more, one that is packed may have less. Where that is not known either, because of a
 * member or of what the compiler does not write, it is 0. The same walk sees to it that no record lies within itself: all other code relies on that.
 */
#include "read/dwarf/c.h"

#include <string.h>

enum { STATE_NEW = 1, STATE_OPEN, STATE_DONE };

static int64_t record_alignment(struct reading *reading, GHashTable *states, struct item *item, unsigned depth);

const struct type *align_later(struct reading *reading, const struct type *type)
{
	if (type->kind != TYPE_POINTER)
		g_ptr_array_add(c_unit(reading)->fresh, (void *)type);
	return type;
}

/* The record that a type has by value, or NULL. */
static struct item *record_of(const struct type *type)
{
	for (;;) {
		switch (type->kind) {
		case TYPE_TYPEDEF:
			type = type->item->typedef_.type;
			break;
		case TYPE_ARRAY:
			type = type->array.element;
			break;
		case TYPE_ATOMIC:
			type = type->element;
			break;
		default:
			return type->kind == TYPE_RECORD ? type->item : NULL;
		}
	}
}

static int64_t type_alignment(const struct type *type)
{
	switch (type->kind) {
	case TYPE_TYPEDEF:
		return MAX(type->align, type_alignment(type->item->typedef_.type));
	case TYPE_ARRAY:
		return type_alignment(type->array.element);
	case TYPE_RECORD:
		return type->item->record.align;
	default:
		return type->align;
	}
}

/* As far as the field's own place and the record's size allow. */
static void use_field(struct item *item, const struct field *field)
{
	struct record *record = &item->record;
	int64_t natural = MAX(type_alignment(field->type), 1), own = natural;
	int64_t from = field->width < 0 ? field->offset : field->offset / (8 * own) * (8 * own);
	if (field->width == 0)
		return;
	while (own > 1 && (from % (8 * own) != 0 || record->size % own != 0))
		own /= 2;
	record->is_packed |= field->width < 0 && own < natural;
	if (item->unknown & UNKNOWN_ALIGNMENT && record->align)
		record->align = MAX(record->align, own);
}

static void use_fields(struct reading *reading, GHashTable *states, struct item *item, unsigned depth)
{
	struct record *record = &item->record;
	for (unsigned i = 0; i < record->n_fields; i++) {
		struct field *field = &record->fields[i];
		struct item *inner = record_of(field->type);
		if (inner && inner->record.is_complete && record_alignment(reading, states, inner, depth + 1) < 0)
			field->type = type_unsupported(reading, field->type->size, "record that lies within itself");
		use_field(item, field);
	}
}

/* What compilers do not tell of alignments, by the unit's producer. */
void align_begin(struct reading *reading)
{
	/* machines where GCC's records are not read and written by the integer of their size unless they are aligned like it */
	static const char *const lenient[] = { "x86_64", "i?86", "s390x", "powerpc*", "m68k", "loongarch*" };
	const struct origin *origin = api_origin(reading->api, reading->origin);
	const char *producer = origin && origin->producer ? origin->producer : "";
	struct c_unit *unit = c_unit(reading);
	bool is_gcc = g_str_has_prefix(producer, "GNU "), is_lenient = false;
	for (size_t i = 0; i < G_N_ELEMENTS(lenient); i++)
		is_lenient |= g_pattern_match_simple(lenient[i], reading->api->target.arch);
	/* clang writes that of typedefs in DWARF 5 only */
	unit->hides_alignments = (reading->unit.version < 5 && (!is_gcc || strstr(producer, "-gstrict-dwarf"))) ||
				 strstr(producer, "-malign-") || !*producer;
	unit->loses_alignments = is_gcc && (!is_lenient || strstr(producer, "-mstrict-align"));
}

/* Whether no member can have asked for more without that being in the file. */
static bool is_bounded(const struct reading *reading, const struct item *item)
{
	const struct record *record = &item->record;
	if (!(item->unknown & UNKNOWN_ALIGNMENT))
		return true;
	if (c_unit(reading)->hides_alignments || record->has_blob)
		return false;
	/* GCC forgets that somebody asked for the alignment that this integer has */
	bool is_integer = record->size == 2 || record->size == 4 || record->size == 8 || record->size == 16;
	if (c_unit(reading)->loses_alignments && is_integer && record->align < record->size)
		return false;
	for (unsigned i = 0; i < record->n_fields; i++) {
		const struct type *type = record->fields[i].type;
		const struct item *inner = record_of(type);
		while (type->kind == TYPE_TYPEDEF || type->kind == TYPE_ARRAY)
			type = type->kind == TYPE_TYPEDEF ? type->item->typedef_.type : type->array.element;
		if ((inner && !inner->record.align) || (type->kind == TYPE_UNSUPPORTED && !c_type_is_swapped(type)))
			return false;
	}
	return true;
}

/* -1: it is being looked at, or nested too deeply. */
static int64_t record_alignment(struct reading *reading, GHashTable *states, struct item *item, unsigned depth)
{
	unsigned state = GPOINTER_TO_UINT(g_hash_table_lookup(states, item));
	if (state == STATE_OPEN || depth >= DIE_DEPTH_LIMIT)
		return -1;
	if (state == STATE_DONE)
		return item->record.align;
	g_hash_table_insert(states, item, GUINT_TO_POINTER(STATE_OPEN));
	if (item->record.align < 0)
		item->record.align = 1;
	/* those of earlier units, too: what this one completed may lie within itself */
	use_fields(reading, states, item, depth);
	if (state == STATE_NEW && !is_bounded(reading, item))
		item->record.align = 0;
	g_hash_table_insert(states, item, GUINT_TO_POINTER(STATE_DONE));
	return item->record.align;
}

static void set_alignment(struct type *type)
{
	switch (type->kind) {
	case TYPE_RECORD:
		if (type->item->record.is_complete) {
			type->size = type->item->record.size;
			type->align = type->item->record.align ? type->item->record.align : -1;
		}
		break;
	case TYPE_TYPEDEF:
		type->align = MAX(type->align, type->item->typedef_.type->align);
		break;
	case TYPE_ARRAY:
		type->align = type->array.element->align;
		break;
	default:
		break;
	}
}

void align_finish(struct reading *reading)
{
	struct c_unit *unit = c_unit(reading);
	GHashTable *states = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < unit->records->len; i++)
		g_hash_table_insert(states, g_ptr_array_index(unit->records, i), GUINT_TO_POINTER(STATE_NEW));
	for (guint i = 0; i < unit->records->len; i++)
		record_alignment(reading, states, g_ptr_array_index(unit->records, i), 0);
	for (guint i = 0; i < unit->fresh->len; i++)
		set_alignment(g_ptr_array_index(unit->fresh, i));
	g_hash_table_unref(states);
	g_ptr_array_set_size(unit->fresh, 0);
	g_ptr_array_set_size(unit->records, 0);
}
