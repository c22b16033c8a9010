/*
 * Members of records and enumerators of enums.
 *
 * A record without a tag or a typedef that a member has as its type belongs to that member's record. The integer of an enum is the one that
 * DW_AT_type names, or one of its size with the sign that its encoding or its values show.
 */
#include "read/dwarf/c.h"

#include <string.h>

/* An anonymous member has a record of its own, an array of such a record or a pointer to one has so, too. */
static void adopt(struct item *record, const struct type *type)
{
	while (type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER)
		type = type->kind == TYPE_ARRAY ? type->array.element : type->element;
	if (type->kind != TYPE_RECORD && type->kind != TYPE_ENUM)
		return;
	struct item *item = type->item;
	if (!item->is_anonymous || item->parent || item == record || item->origin != record->origin)
		return;
	for (const struct item *above = record; above; above = above->parent)
		if (above == item)
			return;
	item->parent = record;
}

static void read_member(struct reading *reading, GArray *fields, struct item *record, struct entry *member)
{
	struct field field = {
		.name = api_intern(reading->api, entry_text(member, ENTRY_NAME)),
		.type = c_type_of(reading, member),
		.loc = die_location(reading, &member->die),
		.width = -1,
	};
	uint64_t width;
	adopt(record, field.type);
	if (entry_has(member, ENTRY_EXTERNAL) ||
	    (entry_has(member, ENTRY_DECLARATION) && !entry_has(member, ENTRY_MEMBER_LOCATION)))
		return; /* a static member, which C does not have */
	if (entry_unsigned(member, ENTRY_BIT_SIZE, &width))
		field.width = width <= 1 << 20 ? (int)width : 0;
	if (!entry_member_offset(reading, member, field.type->size, &field.offset)) {
		field.type = type_unsupported(reading, field.type->size, "its place is no number");
		field.offset = 0;
	}
	int64_t align = entry_alignment(member);
	if (align && record->unknown & UNKNOWN_ALIGNMENT)
		record->record.align = MAX(record->record.align, align);
	g_array_append_val(fields, field);
}

static const struct type *innermost(const struct type *type)
{
	for (;;) {
		if (type->kind == TYPE_TYPEDEF)
			type = type->item->typedef_.type;
		else if (type->kind == TYPE_ARRAY)
			type = type->array.element;
		else
			return type;
	}
}

/* The order of bytes is that of all scalars in a record, but GCC says so only of those that have a base type. */
static void swap_enums(struct reading *reading, struct record *record)
{
	bool is_swapped = false;
	for (unsigned i = 0; i < record->n_fields; i++)
		is_swapped |= c_type_is_swapped(innermost(record->fields[i].type));
	for (unsigned i = 0; i < record->n_fields && is_swapped; i++) {
		struct field *field = &record->fields[i];
		const struct type *type = innermost(field->type);
		if (type->kind == TYPE_ENUM && type->size > 1)
			field->type = c_type_swapped(reading, field->type->size, type->item->name);
	}
}

void c_fill_record(struct reading *reading, struct item *item, Dwarf_Die *die)
{
	GArray *fields = g_array_new(FALSE, TRUE, sizeof(struct field));
	struct record *record = &item->record;
	struct entry child;
	Dwarf_Die at;
	c_unit(reading)->filling = item;
	for (bool more = die_first(reading, die, &at); more; more = die_next(reading, &at)) {
		entry_read(reading, &child, &at);
		if (child.tag == DW_TAG_member)
			read_member(reading, fields, item, &child);
	}
	c_unit(reading)->filling = NULL;
	record->n_fields = fields->len;
	/* GCC leaves out the members of a transparent union that only a typedef names */
	record->has_blob = !fields->len && record->size > 0;
	record->fields = api_alloc(reading->api, (fields->len + 1) * sizeof(struct field));
	if (fields->len)
		memcpy(record->fields, fields->data, fields->len * sizeof(struct field));
	g_array_unref(fields);
	swap_enums(reading, record);
	g_ptr_array_add(c_unit(reading)->records, item);
}

/* ---- enums ---- */

/* Without DW_AT_type: the sign is that of the encoding, or there is one if a value is below zero. */
static bool enum_is_signed(struct reading *reading, struct entry *entry)
{
	uint64_t encoding;
	struct entry child;
	Dwarf_Die at;
	int64_t value;
	bool is_signed = false;
	if (entry_unsigned(entry, ENTRY_ENCODING, &encoding))
		return encoding == DW_ATE_signed || encoding == DW_ATE_signed_char;
	for (bool more = die_first(reading, &entry->die, &at); more && !is_signed; more = die_next(reading, &at)) {
		entry_read(reading, &child, &at);
		is_signed = child.tag == DW_TAG_enumerator && entry_has(&child, ENTRY_CONST_VALUE) &&
			    dwarf_whatform(&child.attributes[ENTRY_CONST_VALUE]) == DW_FORM_sdata &&
			    entry_integer(&child, ENTRY_CONST_VALUE, &value) && value < 0;
	}
	return is_signed;
}

const struct type *c_enum_integer(struct reading *reading, Dwarf_Die *die)
{
	struct entry entry;
	entry_read(reading, &entry, die);
	int64_t size = entry_size(&entry);
	if (entry_has(&entry, ENTRY_TYPE)) {
		const struct type *type = type_resolve(c_type_of(reading, &entry));
		if ((type->kind == TYPE_INT || type->kind == TYPE_BOOL) && (size < 0 || type->size == size))
			return type;
	}
	/* one that is only declared (GNU): unsigned int */
	if (size < 0)
		return type_int(reading, INT_UINT, 4);
	enum int_kind kind = type_int_kind(&reading->api->target, size, enum_is_signed(reading, &entry));
	return kind == INT_KINDS ? NULL : type_int(reading, kind, size);
}

void c_fill_enum(struct reading *reading, struct item *item, Dwarf_Die *die)
{
	struct enumeration *enumeration = &item->enumeration;
	GArray *values = g_array_new(FALSE, TRUE, sizeof(struct enumerator));
	const struct type *integer = enumeration->integer;
	bool is_signed = integer->kind == TYPE_INT && int_kind_is_signed(&reading->api->target, integer->int_kind);
	uint64_t mask = !is_signed && integer->size < 8 ? (UINT64_C(1) << (8 * integer->size)) - 1 : UINT64_MAX;
	struct entry child;
	Dwarf_Die at;
	for (bool more = die_first(reading, die, &at); more; more = die_next(reading, &at)) {
		int64_t value;
		entry_read(reading, &child, &at);
		if (child.tag != DW_TAG_enumerator)
			continue;
		struct enumerator one = {
			.name = api_intern(reading->api, entry_text(&child, ENTRY_NAME)),
			.loc = die_location(reading, &child.die),
		};
		if (!one.name)
			continue;
		if (!entry_integer(&child, ENTRY_CONST_VALUE, &value)) {
			item->unknown |= UNKNOWN_VALUE;
			continue;
		}
		one.value = (uint64_t)value & mask;
		g_array_append_val(values, one);
	}
	enumeration->n_values = values->len;
	enumeration->values = api_alloc(reading->api, (values->len + 1) * sizeof(struct enumerator));
	if (values->len)
		memcpy(enumeration->values, values->data, values->len * sizeof(struct enumerator));
	g_array_unref(values);
}
