/*
 * Structs and unions: members, and where rustc puts them.
 *
 *     #[repr(C)] pub struct s {                     ITEM_RECORD "s", size 8, align 4
 *         pub kind: u8,                             kind @0 unsigned char
 *         pub _bitfield_align_1: [u32; 0],
 *         pub _bitfield_1: __BindgenBitfieldUnit<[u8; 4usize]>,       the bitfields that methods say there are @32…
 *     }
 *
 * The layout is that of the Rust reference: with repr(C) each member goes to the next multiple of its alignment, which packed(N) lowers
 * to N; align(N) raises that of the whole. What is there for the layout only (padding, markers, alignments) is no field of the model.
 */
#include "read/rust_bindings_parts.h"

enum role {
	ROLE_FIELD,
	ROLE_HELPER, /* for the layout only */
	ROLE_UNIT,   /* bitfields */
	ROLE_MEMBER, /* of a union that is a struct of __BindgenUnionField */
	ROLE_BLOB,   /* bytes in the place of all members */
	ROLE_UNUSED, /* says that there are no members to be seen */
};

struct member_text {
	const char *name;   /* as in Rust, interned */
	int64_t offset;     /* bytes */
	enum role role;
	unsigned unit;
	bool is_public;
	const struct type *type;
	struct layout layout;
	unsigned place;
};

/* ---- members in the text ---- */

static bool is_union_field(struct bindings *b, const struct scope *scope, struct span span, struct span *inner)
{
	struct cursor cursor = { span.start, span.end };
	struct path path;
	if (!bindings_read_path(b, &cursor, &path) || !path.generics)
		return false;
	const struct builtin *builtin = bindings_resolve(b, scope->module, &path, false).builtin;
	*inner = (struct span){ path.generics + 1, cursor.i - 1 };
	return builtin && builtin->form == FORM_UNION_FIELD && cursor.i == span.end;
}

static void set_role(struct member_text *member)
{
	const char *name = member->name;
	member->unit = bindings_numbered(name, "_bitfield_");
	if (bindings_is_nothing(member->type))
		member->role = ROLE_HELPER;
	else if (member->unit)
		member->role = ROLE_UNIT;
	else if (bindings_is_numbered(name, "_bitfield_align_") || bindings_is_numbered(name, "__bindgen_padding_") ||
		 strcmp(name, "bindgen_union_field") == 0)
		member->role = ROLE_HELPER;
	else if (strcmp(name, "_bindgen_opaque_blob") == 0 || strcmp(name, "_address") == 0)
		member->role = ROLE_BLOB;
	else if (member->layout.size == 0 && (strcmp(name, "_unused") == 0 || (*name == '_' && !member->is_public)))
		member->role = ROLE_UNUSED;
}

/* One member; start is behind its attributes. False if it is none. */
static bool read_member(struct bindings *b, const struct scope *scope, struct span span, bool is_tuple, unsigned number,
			struct member_text *member)
{
	unsigned i = span.start;
	*member = (struct member_text){ .place = i };
	if (is_word(&b->file, i, "pub")) {
		member->is_public = true;
		i++;
		if (i < span.end && is_mark(&b->file, i, '('))
			i = bindings_skip(b, i, span.end);
	}
	if (is_tuple) {
		member->name = api_format(b->api, "%u", number);
	} else {
		if (i + 1 >= span.end || !is_name(&b->file, i) || !is_mark(&b->file, i + 1, ':'))
			return false;
		member->name = bindings_word(b, i);
		member->place = i;
		i += 2;
	}
	struct span type = { MIN(i, span.end), span.end }, inner;
	if (is_union_field(b, scope, type, &inner)) {
		member->type = bindings_type(b, scope, inner);
		member->layout = (struct layout){ 0, 1, NULL };
		set_role(member);
		member->role = member->role == ROLE_FIELD ? ROLE_MEMBER : member->role;
		return true;
	}
	member->type = bindings_type(b, scope, type);
	member->layout = bindings_type_layout(b, member->type);
	set_role(member);
	return true;
}

static GArray *read_members(struct bindings *b, struct decl *decl)
{
	GArray *members = g_array_new(FALSE, FALSE, sizeof(struct member_text));
	struct scope scope = bindings_scope(b, decl);
	for (unsigned start = decl->body.start, comma; start < decl->body.end; start = comma + 1) {
		struct attributes attributes = { 0 };
		struct member_text member;
		comma = bindings_find(b, start, decl->body.end, ",");
		bindings_read_attributes(b, &start, comma, &attributes);
		if (attributes.is_absent || start >= comma)
			continue;
		bindings_note_condition(b, &attributes, start);
		if (read_member(b, &scope, (struct span){ start, comma }, decl->kind == DECL_TUPLE, members->len,
				&member))
			g_array_append_val(members, member);
		else
			bindings_omit(b, decl->item, "a member is in no form that is understood (line %u)",
				      bindings_line(b, start));
	}
	return members;
}

/* ---- layout ---- */

static bool round_up(int64_t *value, int64_t align)
{
	int64_t sum;
	if (__builtin_add_overflow(*value, align - 1, &sum))
		return false;
	*value = sum / align * align;
	return true;
}

static struct layout place_members(struct decl *decl, GArray *members)
{
	const struct layout too_large = { -1, -1, "it is larger than memory" };
	const struct attributes *attributes = &decl->attributes;
	struct layout whole = { 0, MAX(attributes->align, 1), NULL };
	int64_t end = 0;
	for (unsigned i = 0; i < members->len; i++) {
		struct member_text *member = &g_array_index(members, struct member_text, i);
		if (member->layout.size < 0)
			return (struct layout){ -1, -1, member->layout.reason };
		int64_t align = MAX(member->layout.align, 1);
		if (attributes->packed)
			align = MIN(align, (int64_t)attributes->packed);
		if (decl->kind != DECL_UNION) {
			if (!round_up(&end, align))
				return too_large;
			member->offset = end;
		}
		whole.align = MAX(whole.align, align);
		if (__builtin_add_overflow(member->offset, member->layout.size, &end) || end > G_MAXINT64 / 16)
			return too_large;
		whole.size = MAX(whole.size, end);
	}
	return round_up(&whole.size, whole.align) ? whole : too_large;
}

/* Whether the layout is the compiler's, or no layout at all. NULL: it is not. */
static const char *repr_problem(const struct bindings *b, const struct decl *decl)
{
	const struct attributes *attributes = &decl->attributes;
	struct span generics = decl->generics;
	if (!attributes->repr_c && !attributes->repr_transparent)
		return "no repr(C): its layout is the compiler's";
	if (attributes->packed && attributes->align)
		return "it is packed and aligned at once, which Rust has not";
	if ((attributes->packed & (attributes->packed - 1)) || (attributes->align & (attributes->align - 1)))
		return "its alignment is no power of two";
	bool is_generic = generics.end > generics.start && b->file.tokens[generics.start].kind != TOKEN_LIFETIME &&
			  bindings_find(b, generics.start, generics.end, "=") == generics.end;
	return is_generic ? "it is generic" : NULL;
}

/* ---- fields of the model ---- */

static struct field make_field(struct bindings *b, const char *name, const struct type *type, unsigned place,
			       int64_t offset)
{
	struct field field = { .rust_name = name, .type = type, .offset = offset, .width = -1 };
	field.name = bindings_numbered(name, "__bindgen_anon_") ? NULL : bindings_c_name(b, name);
	field.loc = bindings_location(b, place);
	return field;
}

/* The methods of a record that has such members. */
struct methods {
	GArray *list;      /* struct reached */
	GHashTable *first; /* unit → index + 1 of the first one of it */
	GHashTable *values; /* set of "offset:name": those that give values, '_' at the end of names dropped */
};

static char *value_key(const struct reached *method)
{
	size_t length = strlen(method->name);
	while (length && method->name[length - 1] == '_')
		length--;
	return g_strdup_printf("%" G_GINT64_FORMAT ":%.*s", method->offset, (int)length, method->name);
}

static void init_methods(struct methods *methods)
{
	methods->list = g_array_new(FALSE, FALSE, sizeof(struct reached));
	methods->first = g_hash_table_new(g_direct_hash, g_direct_equal);
	methods->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void finish_methods(struct methods *methods)
{
	g_array_unref(methods->list);
	g_hash_table_unref(methods->first);
	g_hash_table_unref(methods->values);
}

static void read_methods(struct bindings *b, struct decl *decl, struct methods *methods)
{
	bindings_read_accessors(b, decl, methods->list);
	for (unsigned i = methods->list->len; i-- > 0;) { /* from the end, so that each list is in order */
		struct reached *method = &g_array_index(methods->list, struct reached, i);
		void *unit = GUINT_TO_POINTER(method->unit);
		method->next = GPOINTER_TO_UINT(g_hash_table_lookup(methods->first, unit));
		g_hash_table_insert(methods->first, unit, GUINT_TO_POINTER(i + 1));
		if (method->name && !method->is_address && method->width < 0)
			g_hash_table_add(methods->values, value_key(method));
	}
}

static const struct reached *first_method(const struct methods *methods, unsigned unit)
{
	unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(methods->first, GUINT_TO_POINTER(unit)));
	return number ? &g_array_index(methods->list, struct reached, number - 1) : NULL;
}

static const struct reached *next_method(const struct methods *methods, const struct reached *method)
{
	return method->next ? &g_array_index(methods->list, struct reached, method->next - 1) : NULL;
}

static void add_unit(struct bindings *b, struct decl *decl, const struct member_text *member,
		     const struct methods *methods, GArray *fields)
{
	const struct reached *method = first_method(methods, member->unit);
	bool is_known = method != NULL;
	for (; method; method = next_method(methods, method)) {
		if (!method->name)
			continue;
		struct field field =
			make_field(b, method->name, method->type, member->place, member->offset * 8 + method->offset);
		field.width = method->width;
		g_array_append_val(fields, field);
	}
	/* A generator writes methods for all bitfields that have names. */
	const char *unit = api_intern(b->api, "__BindgenBitfieldUnit");
	if (is_known || g_hash_table_contains(decl->module->types, unit) || g_hash_table_contains(b->root->types, unit))
		return;
	struct field field = make_field(b, member->name, member->type, member->place, member->offset * 8);
	g_array_append_val(fields, field);
	decl->item->unknown |= UNKNOWN_BITFIELDS;
}

/* Whether a member with nothing but its address is an array without length: one element could be copied. */
static bool is_array(struct bindings *b, const struct type *type)
{
	type = bindings_strip(b, type);
	if (type->kind == TYPE_ARRAY)
		return is_array(b, type->array.element);
	const struct decl *decl = type->kind == TYPE_RECORD ? bindings_decl_of(b, type->item) : NULL;
	return !decl || decl->attributes.is_copy;
}

static bool has_value(const struct methods *methods, const struct reached *address)
{
	char *key = value_key(address);
	bool found = g_hash_table_contains(methods->values, key);
	g_free(key);
	return found;
}

static void add_bytes(struct bindings *b, struct decl *decl, const struct member_text *member,
		      const struct methods *methods, GArray *fields)
{
	struct record *record = &decl->item->record;
	unsigned n_at_start = 0;
	for (const struct reached *method = first_method(methods, 0); method; method = next_method(methods, method)) {
		if (method->is_address && has_value(methods, method))
			continue;
		const struct type *type = method->type;
		if (method->is_address && is_array(b, type))
			type = bindings_incomplete(b, type);
		struct field field = make_field(b, method->name, type, member->place, method->offset);
		field.width = method->width;
		n_at_start += field.offset == 0;
		g_array_append_val(fields, field);
	}
	record->has_blob = !fields->len;
	record->is_union |= n_at_start > 1 && n_at_start == fields->len;
}

static void add_member(struct bindings *b, struct decl *decl, const struct member_text *member,
		       const struct methods *methods, GArray *fields)
{
	struct field field;
	switch (member->role) {
	case ROLE_MEMBER:
		decl->item->record.is_union = true;
		/* fall through */
	case ROLE_FIELD:
		field = make_field(b, member->name, member->type, member->place, member->offset * 8);
		g_array_append_val(fields, field);
		break;
	case ROLE_UNIT:
		add_unit(b, decl, member, methods, fields);
		break;
	case ROLE_BLOB:
		add_bytes(b, decl, member, methods, fields);
		break;
	case ROLE_HELPER:
	case ROLE_UNUSED:
		break;
	}
}

static void set_fields(struct bindings *b, struct decl *decl, const GArray *members)
{
	struct record *record = &decl->item->record;
	GArray *fields = g_array_new(FALSE, FALSE, sizeof(struct field));
	struct methods methods;
	bool has_methods = false;
	for (unsigned i = 0; i < members->len; i++) {
		enum role role = g_array_index(members, struct member_text, i).role;
		has_methods |= role == ROLE_UNIT || role == ROLE_BLOB;
	}
	init_methods(&methods);
	if (has_methods)
		read_methods(b, decl, &methods);
	for (unsigned i = 0; i < members->len; i++)
		add_member(b, decl, &g_array_index(members, struct member_text, i), &methods, fields);
	record->n_fields = fields->len;
	record->fields = api_alloc(b->api, MAX(fields->len, 1) * sizeof(struct field));
	if (fields->len)
		memcpy(record->fields, fields->data, fields->len * sizeof(struct field));
	g_array_unref(fields);
	finish_methods(&methods);
}

/* Whether the members only say that there are none to be seen: `_unused: [u8; 0]`, `_address: u8`. */
static bool is_forward(const GArray *members)
{
	bool found = false;
	for (unsigned i = 0; i < members->len; i++) {
		const struct member_text *member = &g_array_index(members, struct member_text, i);
		bool is_address = strcmp(member->name, "_address") == 0 && member->layout.size == 1;
		if (!is_address && member->role != ROLE_UNUSED && member->role != ROLE_HELPER)
			return false;
		if (!is_address && member->layout.size != 0)
			return false;
		found |= is_address || member->role == ROLE_UNUSED;
	}
	return found;
}

static void set_offsets(struct decl *decl, const GArray *members)
{
	decl->offsets = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (unsigned i = 0; i < members->len; i++) {
		const struct member_text *member = &g_array_index(members, struct member_text, i);
		g_hash_table_insert(decl->offsets, (void *)member->name, GSIZE_TO_POINTER(member->offset));
	}
}

static void fill_members(struct bindings *b, struct decl *decl)
{
	struct record *record = &decl->item->record;
	const char *problem = repr_problem(b, decl);
	if (problem) {
		decl->layout.reason = problem;
		bindings_omit(b, decl->item, "%s", problem);
		return;
	}
	GArray *members = read_members(b, decl);
	if (decl->item->omitted)
		decl->layout.reason = decl->item->omitted;
	else
		decl->layout = place_members(decl, members);
	if (decl->layout.size < 0) {
		bindings_omit(b, decl->item, "%s", decl->layout.reason);
	} else if (is_forward(members)) {
		record->is_complete = false;
		record->has_blob = true;
	} else {
		record->size = decl->layout.size;
		record->align = decl->layout.align;
		set_offsets(decl, members);
		set_fields(b, decl, members);
	}
	g_array_unref(members);
}

static void fill_layout(struct bindings *b, struct decl *decl)
{
	struct record *record = &decl->item->record;
	record->is_union = decl->kind == DECL_UNION;
	record->is_complete = decl->kind != DECL_EXTERN_TYPE && decl->kind != DECL_ENUM;
	record->is_transparent = decl->attributes.repr_transparent;
	record->is_packed = decl->attributes.packed != 0;
	record->size = record->align = -1;
	decl->layout = (struct layout){ -1, -1, "its members are not known" };
	if (record->is_complete)
		fill_members(b, decl);
}

struct layout bindings_layout(struct bindings *b, struct decl *decl)
{
	if (decl->layout_state == STATE_BUSY)
		return (struct layout){ -1, -1, "it contains itself" };
	if (decl->layout_state == STATE_NEW) {
		decl->layout_state = STATE_BUSY;
		fill_layout(b, decl);
		decl->layout_state = STATE_DONE;
	}
	return decl->layout;
}

void bindings_fill_record(struct bindings *b, struct decl *decl)
{
	bindings_layout(b, decl);
}
