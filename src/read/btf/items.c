/*
 * BTF's structs, unions, enums, typedefs, functions and variables to items.
 *
 *     [1] STRUCT without a name, [2] TYPEDEF "s_t" → 1      struct named by its typedef
 *     [3] FWD struct "t", [4] STRUCT "t"                    one item: both mean the same
 *     bitfields: a member's width in its offset (kind_flag), or, before 2018, an integer type of that many bits
 *
 * A record's fields are read when the way back from its first mention is at the top (btf_reader_run): lists of structs are no recursion.
 */
#include "read/btf/reader.h"

static const struct location nowhere = { 0, 0, 0 };

/* How far up a record's parents are looked at, so that none is its own: C does not nest so deep. */
enum { PARENTS_MAX = 256 };

const struct btf_type *btf_reader_type(const struct btf_reader *reader, unsigned number)
{
	return btf__type_by_id(reader->btf, number);
}

const char *btf_reader_name(const struct btf_reader *reader, uint32_t offset)
{
	const char *name = btf__str_by_offset(reader->btf, offset);
	if (!name || !*name)
		return NULL;
	if (g_utf8_validate(name, -1, NULL))
		return api_intern(reader->api, name);
	char *valid = g_utf8_make_valid(name, -1);
	const char *interned = api_intern(reader->api, valid);
	g_free(valid);
	return interned;
}

/* ---- tags: one item for the declaration and the definition ---- */

static bool is_complete(const struct btf_type *btf)
{
	return btf_is_composite(btf) || (btf_is_any_enum(btf) && btf_vlen(btf));
}

static GHashTable *table_of(const struct btf_reader *reader, const struct btf_type *btf)
{
	if (btf_is_any_enum(btf))
		return reader->enums;
	return btf_is_union(btf) || (btf_is_fwd(btf) && btf_kflag(btf)) ? reader->unions : reader->structs;
}

static void index_tags(struct btf_reader *reader)
{
	reader->structs = g_hash_table_new(g_str_hash, g_str_equal);
	reader->unions = g_hash_table_new(g_str_hash, g_str_equal);
	reader->enums = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned i = 1; i < reader->n_types; i++) {
		const struct btf_type *btf = btf_reader_type(reader, i);
		if (!is_complete(btf) || !btf->name_off)
			continue;
		const char *name = btf_reader_name(reader, btf->name_off);
		GHashTable *table = table_of(reader, btf);
		if (name && !g_hash_table_contains(table, name))
			g_hash_table_insert(table, (void *)name, GUINT_TO_POINTER(i));
	}
}

/* The number of the definition, or the same where there is none. */
static unsigned definition(struct btf_reader *reader, unsigned number, const struct btf_type *btf)
{
	if (is_complete(btf) || !btf->name_off)
		return number;
	if (!reader->structs)
		index_tags(reader);
	const char *name = btf_reader_name(reader, btf->name_off);
	gpointer found = name ? g_hash_table_lookup(table_of(reader, btf), name) : NULL;
	return found ? GPOINTER_TO_UINT(found) : number;
}

static struct item *add_item(struct btf_reader *reader, enum item_kind kind, const char *name)
{
	struct item *item = api_add_item(reader->api, kind, name, nowhere);
	item->origin = reader->origin;
	return item;
}

static struct item *add_tag(struct btf_reader *reader, enum item_kind kind, unsigned number, const struct btf_type *btf,
			    bool *in_typedef)
{
	const char *name = btf_reader_name(reader, btf->name_off), *given = reader->typedef_names[number];
	struct item *item = add_item(reader, kind, name ? name : given);
	*in_typedef = !name && given;
	item->is_anonymous = !item->name;
	return item;
}

/* ---- records ---- */

static struct item *add_record(struct btf_reader *reader, unsigned number, const struct btf_type *btf)
{
	bool in_typedef;
	struct item *item = add_tag(reader, ITEM_RECORD, number, btf, &in_typedef);
	struct record *record = &item->record;
	record->in_typedef = in_typedef;
	record->is_union = btf_is_union(btf) || (btf_is_fwd(btf) && btf_kflag(btf));
	record->is_complete = is_complete(btf);
	record->size = record->align = -1;
	/* All that a module's .BTF.base has of some, and all that GCC says of a transparent union: its size. */
	record->has_blob = record->is_complete && btf->size && !btf_vlen(btf);
	item->unknown = UNKNOWN_ALIGNMENT;
	if (record->is_complete) {
		record->size = btf->size;
		record->align = btf_reader_align(reader, number);
		g_queue_push_tail(&reader->pending, GUINT_TO_POINTER(number));
	}
	return item;
}

/* The integer that an old encoding's bitfield is made of, or NULL. */
static const struct btf_type *partial_integer(const struct btf_reader *reader, unsigned number)
{
	const struct btf_type *btf = btf_reader_type(reader, number);
	while (btf_is_mod(btf) || btf_is_typedef(btf))
		btf = btf_reader_type(reader, btf->type);
	bool is_partial = btf_is_int(btf) && btf_int_bits(btf) &&
			  (btf_int_bits(btf) < 8 * (uint64_t)btf->size || btf_int_offset(btf));
	return is_partial ? btf : NULL;
}

int btf_reader_member(const struct btf_reader *reader, const struct btf_type *record, unsigned member, int64_t *offset)
{
	*offset = btf_member_bit_offset(record, member);
	unsigned width = btf_member_bitfield_size(record, member);
	if (width)
		return (int)width;
	const struct btf_type *partial = partial_integer(reader, btf_members(record)[member].type);
	if (!partial)
		return -1;
	*offset += btf_int_offset(partial);
	return btf_int_bits(partial);
}

static bool is_above(const struct item *item, const struct item *above)
{
	for (int i = 0; item && i < PARENTS_MAX; i++, item = item->parent)
		if (item == above)
			return true;
	return item != NULL; /* further up than anyone nests */
}

/* A record or enum without a name belongs to the record that mentions it. */
static void set_parent(const struct type *type, struct item *parent)
{
	while (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY)
		type = type->kind == TYPE_POINTER ? type->element : type->array.element;
	if (type->kind != TYPE_RECORD && type->kind != TYPE_ENUM)
		return;
	if (type->item->is_anonymous && !type->item->parent && !is_above(parent, type->item))
		type->item->parent = parent;
}

static void fill_record(struct btf_reader *reader, unsigned number)
{
	const struct btf_type *btf = btf_reader_type(reader, number);
	struct item *item = reader->items[number];
	struct record *record = &item->record;
	record->n_fields = btf_vlen(btf);
	record->fields = api_alloc(reader->api, (record->n_fields + 1) * sizeof(struct field));
	for (unsigned i = 0; i < record->n_fields; i++) {
		const struct btf_member *member = &btf_members(btf)[i];
		struct field *field = &record->fields[i];
		field->name = btf_reader_name(reader, member->name_off);
		field->type = btf_reader_convert(reader, member->type);
		field->width = btf_reader_member(reader, btf, i, &field->offset);
		record->is_packed |= field->type->align > record->align;
		set_parent(field->type, item);
	}
}

/* ---- enums ---- */

/* Before it had a bit for it, BTF gave values in 32 bits with sign and left it at that. */
static bool enum_is_signed(const struct btf_reader *reader, const struct btf_type *btf)
{
	if (btf_kflag(btf) || reader->has_signs || btf_is_enum64(btf))
		return btf_kflag(btf);
	for (unsigned i = 0; i < btf_vlen(btf); i++)
		if (btf_enum(btf)[i].val < 0)
			return true;
	return false;
}

static uint64_t enum_value(const struct btf_type *btf, unsigned i, bool is_signed)
{
	uint64_t value;
	if (btf_is_enum64(btf))
		value = btf_enum64_value(&btf_enum64(btf)[i]);
	else
		value = (uint64_t)(int64_t)btf_enum(btf)[i].val;
	if (!is_signed && !btf_is_enum64(btf))
		value = (uint32_t)value;
	if (!is_signed && btf->size < 8)
		value &= (UINT64_C(1) << (8 * btf->size)) - 1;
	return value;
}

static struct item *add_enum(struct btf_reader *reader, unsigned number, const struct btf_type *btf)
{
	bool in_typedef, is_signed = enum_is_signed(reader, btf);
	struct item *item = add_tag(reader, ITEM_ENUM, number, btf, &in_typedef);
	struct enumeration *enumeration = &item->enumeration;
	enumeration->in_typedef = in_typedef;
	enumeration->is_complete = is_complete(btf);
	enumeration->integer = btf_reader_integer(reader, btf->size ? btf->size : 4, is_signed);
	enumeration->n_values = btf_vlen(btf);
	enumeration->values = api_alloc(reader->api, (enumeration->n_values + 1) * sizeof(struct enumerator));
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		uint32_t name = btf_is_enum64(btf) ? btf_enum64(btf)[i].name_off : btf_enum(btf)[i].name_off;
		enumeration->values[i].name = btf_reader_name(reader, name);
		enumeration->values[i].value = enum_value(btf, i, is_signed);
	}
	return item;
}

/* ---- the rest ---- */

static struct item *add_typedef(struct btf_reader *reader, const struct btf_type *btf)
{
	const struct type *type = btf_reader_convert(reader, btf->type);
	struct item *item = add_item(reader, ITEM_TYPEDEF, btf_reader_name(reader, btf->name_off));
	item->typedef_.type = type;
	return item;
}

static void add_function(struct btf_reader *reader, const struct btf_type *btf)
{
	const struct type *type = btf_reader_convert(reader, btf->type);
	struct item *item = add_item(reader, ITEM_FUNCTION, btf_reader_name(reader, btf->name_off));
	unsigned linkage = btf_vlen(btf);
	item->function.type = type;
	item->function.is_definition = linkage != BTF_FUNC_EXTERN;
	item->function.linkage =
		reader->has_linkage && linkage == BTF_FUNC_STATIC ? LINKAGE_INTERNAL : LINKAGE_EXTERNAL;
	item->unknown = UNKNOWN_CONVENTION | UNKNOWN_NORETURN;
	if (type->kind == TYPE_FUNCTION && !type->function->n_params && !type->function->is_variadic &&
	    type->function->result->kind == TYPE_VOID)
		item->unknown |= UNKNOWN_SIGNATURE;
}

static void add_variable(struct btf_reader *reader, const struct btf_type *btf)
{
	const struct type *type = btf_reader_convert(reader, btf->type);
	struct item *item = add_item(reader, ITEM_VARIABLE, btf_reader_name(reader, btf->name_off));
	item->variable.type = type;
	item->variable.linkage = btf_var(btf)->linkage == BTF_VAR_STATIC ? LINKAGE_INTERNAL : LINKAGE_EXTERNAL;
}

static struct item *make_item(struct btf_reader *reader, unsigned number)
{
	const struct btf_type *btf = btf_reader_type(reader, number);
	if (btf_is_typedef(btf))
		return add_typedef(reader, btf);
	unsigned defined = definition(reader, number, btf);
	if (defined != number)
		return btf_reader_item(reader, defined);
	return btf_is_any_enum(btf) ? add_enum(reader, number, btf) : add_record(reader, number, btf);
}

struct item *btf_reader_item(struct btf_reader *reader, unsigned number)
{
	if (!reader->items[number]) {
		struct item *item = make_item(reader, number);
		reader->items[number] = item;
	}
	return reader->items[number];
}

/* ---- all ---- */

static void fill_pending(struct btf_reader *reader)
{
	gpointer number;
	while ((number = g_queue_pop_head(&reader->pending)))
		fill_record(reader, GPOINTER_TO_UINT(number));
}

/* What has to be known of all types before the first is converted. */
static void look_ahead(struct btf_reader *reader)
{
	for (unsigned i = 1; i < reader->n_types; i++) {
		const struct btf_type *btf = btf_reader_type(reader, i);
		reader->has_signs |= btf_is_enum64(btf) || (btf_is_enum(btf) && btf_kflag(btf));
		reader->has_linkage |= btf_is_func(btf) && btf_vlen(btf) != BTF_FUNC_STATIC;
		if (!btf_is_typedef(btf))
			continue;
		const struct btf_type *tag = btf_reader_type(reader, btf->type);
		bool is_tag = btf_is_composite(tag) || btf_is_any_enum(tag);
		if (is_tag && !tag->name_off && !reader->typedef_names[btf->type])
			reader->typedef_names[btf->type] = btf_reader_name(reader, btf->name_off);
	}
}

void btf_reader_run(struct btf_reader *reader)
{
	look_ahead(reader);
	for (unsigned i = reader->first; i < reader->n_types; i++) {
		const struct btf_type *btf = btf_reader_type(reader, i);
		if (btf_is_composite(btf) || btf_is_fwd(btf) || btf_is_any_enum(btf) || btf_is_typedef(btf))
			btf_reader_item(reader, i);
		else if (btf_is_func(btf))
			add_function(reader, btf);
		else if (btf_is_var(btf))
			add_variable(reader, btf);
		fill_pending(reader);
	}
}
