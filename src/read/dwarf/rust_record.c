/*
 * Members and enumerators of Rust's types.
 *
 *     x: i32, type_: u8                     x, type
 *     _bitfield_1: __BindgenBitfieldUnit    _bitfield_1, and UNKNOWN_BITFIELDS: single ones are in no debug information
 *     __bindgen_padding_0, PhantomData      nothing
 *     _bindgen_opaque_blob, enums with data has_blob
 *     a: __BindgenUnionField<T>             the member a: T of a union
 *
 * rustc writes the alignment of every type: it is known.
 */
#include "read/dwarf/rust.h"

#include <string.h>

bool rust_record_is_enum(struct reading *reading, Dwarf_Die *die, Dwarf_Die *integer)
{
	Dwarf_Die member;
	const char *name;
	uint64_t encoding = 0;
	if (dwarf_tag(die) != DW_TAG_structure_type || !rust_peel_member(reading, die, &member) ||
	    !(name = die_name(&member)) || strcmp(name, "__0") || !die_type(&member, integer, NULL) ||
	    dwarf_tag(integer) != DW_TAG_base_type || die_size(integer) != die_size(die))
		return false;
	die_unsigned(integer, DW_AT_encoding, &encoding);
	return encoding == DW_ATE_signed || encoding == DW_ATE_unsigned || encoding == DW_ATE_boolean ||
	       encoding == DW_ATE_signed_char || encoding == DW_ATE_unsigned_char;
}

/* ---- members ---- */

struct members {
	struct reading *reading;
	struct item *item;
	GArray *fields; /* struct field */
	bool has_union_fields;
};

static void add_field(struct members *members, Dwarf_Die *die, const char *name, const struct type *type)
{
	struct field field = { .name = name, .type = type, .width = -1 };
	if (!die_member_offset(members->reading, die, type->size, &field.offset))
		return;
	field.loc = die_location(members->reading, die);
	g_array_append_val(members->fields, field);
}

/* Only such a member makes a union of a struct: its type has no size, but the union has. */
static bool is_union_field(struct reading *reading, Dwarf_Die *type)
{
	const char *name = die_name(type);
	return dwarf_tag(type) == DW_TAG_structure_type && name && g_str_has_prefix(name, "__BindgenUnionField<") &&
	       !rust_path_is_standard(rust_path(reading, type));
}

static bool is_only_member(struct reading *reading, Dwarf_Die *member, Dwarf_Die *record)
{
	Dwarf_Die child;
	for (bool more = die_first(reading, record, &child); more; more = die_next(reading, &child))
		if (dwarf_tag(&child) == DW_TAG_member && child.addr != member->addr)
			return false;
	return true;
}

/* A name that is a generator's means what it says only where the member is what the generator makes of it. */
static enum rust_member role_of(struct reading *reading, Dwarf_Die *member, Dwarf_Die *record, const char *name,
				Dwarf_Die *type)
{
	enum rust_member role = rust_name_of_member(name);
	int64_t size = rust_type_size(reading, type);
	if (role == RUST_MEMBER_FORWARD && !(size == 0 && is_only_member(reading, member, record)))
		return RUST_MEMBER_NAMED;
	if (role == RUST_MEMBER_BLOB && !strcmp(name, "_address") &&
	    !(size == 1 && is_only_member(reading, member, record)))
		return RUST_MEMBER_NAMED;
	return role;
}

static void add_member(struct members *members, Dwarf_Die *member, Dwarf_Die *record)
{
	struct reading *reading = members->reading;
	struct item *item = members->item;
	const char *name = die_name(member);
	Dwarf_Die type_die;
	if (!name || !die_type(member, &type_die, NULL))
		return;
	const struct type *type = rust_type(reading, &type_die);
	members->has_union_fields |= is_union_field(reading, &type_die);
	switch (role_of(reading, member, record, name, &type_die)) {
	case RUST_MEMBER_ANONYMOUS:
		add_field(members, member, NULL, type);
		break;
	case RUST_MEMBER_BITFIELDS:
		item->unknown |= UNKNOWN_BITFIELDS;
		add_field(members, member, api_intern(reading->api, name), type);
		break;
	case RUST_MEMBER_FORWARD:
		item->record.is_complete = false;
		item->record.has_blob = true;
		break;
	case RUST_MEMBER_BLOB:
		item->record.has_blob = true;
		break;
	case RUST_MEMBER_HELPER:
		break;
	case RUST_MEMBER_UNION:
	case RUST_MEMBER_NAMED:
		/* PhantomData, PhantomPinned, (): nothing that C has */
		if (type->kind != TYPE_VOID)
			add_field(members, member, rust_name_in_c(reading->api, name), type);
		break;
	}
}

/* The bytes of a union of __BindgenUnionField have a name that is no member's. */
static void drop_union_bytes(GArray *fields)
{
	for (guint i = fields->len; i; i--) {
		const char *name = g_array_index(fields, struct field, i - 1).name;
		if (name && rust_name_of_member(name) == RUST_MEMBER_UNION)
			g_array_remove_index(fields, i - 1);
	}
}

/* The record or enum that a type is, or an array of. */
static struct item *item_of(const struct type *type)
{
	while (type->kind == TYPE_ARRAY || type->kind == TYPE_VECTOR)
		type = type->array.element;
	return type->kind == TYPE_RECORD || type->kind == TYPE_ENUM ? type->item : NULL;
}

void rust_fill_record(struct reading *reading, struct item *item, Dwarf_Die *die)
{
	struct members members = { reading, item, g_array_new(FALSE, TRUE, sizeof(struct field)), false };
	struct record *record = &item->record;
	int64_t align = die_alignment(die);
	Dwarf_Die child;
	record->size = die_size(die);
	record->is_complete = record->size >= 0 && !die_flag(die, DW_AT_declaration) &&
			      !rust_path_is_foreign(rust_path(reading, die));
	record->has_blob |= !record->is_complete;
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child))
		if (dwarf_tag(&child) == DW_TAG_member)
			add_member(&members, &child, die);
	if (members.has_union_fields) {
		record->is_union = true;
		drop_union_bytes(members.fields);
	}
	type_set_fields(reading, item, members.fields);
	if (align)
		record->align = align;
	else
		item->unknown |= UNKNOWN_ALIGNMENT;
	if (record->n_fields == 1 && !record->is_union && record->fields[0].type->size == record->size)
		item->unknown |= UNKNOWN_TRANSPARENT;
	for (unsigned i = 0; i < record->n_fields; i++) {
		struct item *inner = item_of(record->fields[i].type);
		if (inner && inner != item && inner->is_anonymous && !inner->parent &&
		    rust_name_is_anonymous(inner->rust_name))
			inner->parent = item;
	}
	g_array_unref(members.fields);
}

/* ---- enumerators ---- */

/* The number as the enum's integer has it: older compilers write -1 of an i8 as 255. */
static uint64_t extended(const struct reading *reading, const struct type *integer, uint64_t number)
{
	bool is_signed = integer->kind == TYPE_INT && int_kind_is_signed(&reading->api->target, integer->int_kind);
	if (integer->size <= 0 || integer->size >= 8)
		return number;
	unsigned unused = 64 - 8 * (unsigned)integer->size;
	return is_signed ? (uint64_t)((int64_t)(number << unused) >> unused) : number << unused >> unused;
}

static void read_value(struct reading *reading, Dwarf_Die *die, const struct type *integer, struct enumerator *value)
{
	int64_t number = 0;
	const char *name = die_name(die);
	value->name = api_intern(reading->api, name ? name : "");
	value->loc = die_location(reading, die);
	if (die_unsigned(die, DW_AT_const_value, &value->value))
		value->value = extended(reading, integer, value->value);
	else if (die_signed(die, DW_AT_const_value, &number))
		value->value = (uint64_t)number;
	else
		value->omitted = "its value has more than 64 bits";
}

/* Where it cannot be read, an integer of the enum's size. */
static const struct type *integer_of(struct reading *reading, Dwarf_Die *die, const struct type *type)
{
	int64_t size = die_size(die);
	enum int_kind kind = type_int_kind(&reading->api->target, size, false);
	if (type->kind == TYPE_INT || type->kind == TYPE_BOOL)
		return type;
	return kind == INT_KINDS ? type_int(reading, INT_UINT, 4) : type_int(reading, kind, size);
}

void rust_fill_enum(struct reading *reading, struct item *item, Dwarf_Die *die)
{
	struct enumeration *enumeration = &item->enumeration;
	GArray *values = g_array_new(FALSE, TRUE, sizeof(struct enumerator));
	Dwarf_Die child, holder;
	bool is_struct = rust_record_is_enum(reading, die, &holder);
	enumeration->is_complete = true;
	enumeration->integer =
		integer_of(reading, die, is_struct ? rust_type(reading, &holder) : rust_type_of(reading, die));
	if (is_struct)
		item->unknown |= UNKNOWN_TRANSPARENT | UNKNOWN_VALUE;
	for (bool more = !is_struct && die_first(reading, die, &child); more; more = die_next(reading, &child)) {
		struct enumerator value = { 0 };
		if (dwarf_tag(&child) != DW_TAG_enumerator)
			continue;
		read_value(reading, &child, enumeration->integer, &value);
		g_array_append_val(values, value);
	}
	enumeration->n_values = values->len;
	enumeration->values = api_alloc(reading->api, (values->len + 1) * sizeof(struct enumerator));
	if (values->len)
		memcpy(enumeration->values, values->data, values->len * sizeof(struct enumerator));
	g_array_unref(values);
}

/* ---- records within themselves ---- */

/* Items by what is known of them: not there, under way, done. */
enum { VISIT_OPEN = 1, VISIT_DONE };

static void visit(struct reading *reading, GHashTable *states, struct item *item, unsigned depth)
{
	g_hash_table_insert(states, item, GINT_TO_POINTER(VISIT_OPEN));
	for (unsigned i = 0; i < item->record.n_fields; i++) {
		struct field *field = &item->record.fields[i];
		struct item *inner = item_of(field->type);
		if (!inner || inner->kind != ITEM_RECORD)
			continue;
		int state = GPOINTER_TO_INT(g_hash_table_lookup(states, inner));
		if (state == VISIT_OPEN || (!state && depth >= DIE_DEPTH_LIMIT))
			field->type = type_unsupported(reading, field->type->size,
						       "it lies within itself, or is nested too deeply");
		else if (!state)
			visit(reading, states, inner, depth + 1);
	}
	g_hash_table_insert(states, item, GINT_TO_POINTER(VISIT_DONE));
}

void rust_record_finish(struct reading *reading)
{
	GHashTable *states = g_hash_table_new(NULL, NULL);
	GPtrArray *records = rust_unit(reading)->records;
	/* Records of earlier units have only what was there before them. */
	for (guint i = 0; i < records->len; i++) {
		struct item *item = g_ptr_array_index(records, i);
		if (!g_hash_table_contains(states, item))
			visit(reading, states, item, 0);
	}
	g_hash_table_unref(states);
}
