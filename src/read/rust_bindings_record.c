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
	struct part part;
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
	const char *name = member->part.name;
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
		member->part.name = api_format(b->api, "%u", number);
	} else {
		if (i + 1 >= span.end || !is_name(&b->file, i) || !is_mark(&b->file, i + 1, ':'))
			return false;
		member->part.name = bindings_word(b, i);
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
		if (read_member(b, &scope, (struct span){ start, comma }, decl->kind == DECL_TUPLE, members->len, &member))
			g_array_append_val(members, member);
		else
			bindings_omit(b, decl->item, "a member is in no form that is understood (line %u)", bindings_line(b, start));
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
			member->part.offset = end;
		}
		whole.align = MAX(whole.align, align);
		if (__builtin_add_overflow(member->part.offset, member->layout.size, &end) || end > G_MAXINT64 / 16)
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

static struct field make_field(struct bindings *b, const char *name, const struct type *type, unsigned place, int64_t offset)
{
	struct field field = { .rust_name = name, .type = type, .offset = offset, .width = -1 };
	field.name = bindings_numbered(name, "__bindgen_anon_") ? NULL : bindings_c_name(b, name);
	field.loc = bindings_location(b, place);
	return field;
}

static void add_unit(struct bindings *b, struct decl *decl, const struct member_text *member, const GArray *accessors,
		     GArray *fields)
{
	bool is_known = false;
	for (unsigned i = 0; i < accessors->len; i++) {
		const struct reached *accessor = &g_array_index(accessors, struct reached, i);
		if (accessor->unit != member->unit)
			continue;
		is_known = true;
		if (!accessor->name)
			continue;
		struct field field = make_field(b, accessor->name, accessor->type, member->place,
						member->part.offset * 8 + accessor->offset);
		field.width = accessor->width;
		g_array_append_val(fields, field);
	}
	if (is_known)
		return;
	struct field field = make_field(b, member->part.name, member->type, member->place, member->part.offset * 8);
	g_array_append_val(fields, field);
	decl->item->unknown |= UNKNOWN_BITFIELDS;
}

/* Whether a member with nothing but its address is an array without length: one element could be copied. */
static bool is_array(struct bindings *b, const struct type *type)
{
	type = bindings_strip(b, type);
	if (type->kind == TYPE_ARRAY)
		return is_array(b, type->array.element);
	return type->kind != TYPE_RECORD || bindings_decl_of(b, type->item)->attributes.is_copy;
}

static bool has_value_accessor(const GArray *accessors, const struct reached *address)
{
	for (unsigned i = 0; i < accessors->len; i++) {
		const struct reached *other = &g_array_index(accessors, struct reached, i);
		if (!other->is_address && other->width < 0 && other->name && other->offset == address->offset &&
		    g_str_has_prefix(other->name, address->name))
			return true;
	}
	return false;
}

static void add_bytes(struct bindings *b, struct decl *decl, const struct member_text *member, const GArray *accessors,
		      GArray *fields)
{
	struct record *record = &decl->item->record;
	unsigned n_at_start = 0;
	for (unsigned i = 0; i < accessors->len; i++) {
		const struct reached *accessor = &g_array_index(accessors, struct reached, i);
		if (!accessor->name || accessor->unit || (accessor->is_address && has_value_accessor(accessors, accessor)))
			continue;
		const struct type *type = accessor->type;
		if (accessor->is_address && is_array(b, type))
			type = bindings_incomplete(b, type);
		struct field field = make_field(b, accessor->name, type, member->place, accessor->offset);
		field.width = accessor->width;
		n_at_start += field.offset == 0;
		g_array_append_val(fields, field);
	}
	record->has_blob = !fields->len;
	record->is_union |= n_at_start > 1 && n_at_start == fields->len;
}

static void add_member(struct bindings *b, struct decl *decl, const struct member_text *member, const GArray *accessors,
		       GArray *fields)
{
	struct field field;
	switch (member->role) {
	case ROLE_MEMBER:
		decl->item->record.is_union = true;
		/* fall through */
	case ROLE_FIELD:
		field = make_field(b, member->part.name, member->type, member->place, member->part.offset * 8);
		g_array_append_val(fields, field);
		break;
	case ROLE_UNIT:
		add_unit(b, decl, member, accessors, fields);
		break;
	case ROLE_BLOB:
		if (strcmp(member->part.name, "_address") == 0)
			decl->item->record.has_blob = true;
		else
			add_bytes(b, decl, member, accessors, fields);
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
	GArray *accessors = g_array_new(FALSE, FALSE, sizeof(struct reached));
	bool has_methods = false;
	for (unsigned i = 0; i < members->len; i++) {
		enum role role = g_array_index(members, struct member_text, i).role;
		has_methods |= role == ROLE_UNIT || role == ROLE_BLOB;
	}
	if (has_methods)
		bindings_read_accessors(b, decl, accessors);
	for (unsigned i = 0; i < members->len; i++)
		add_member(b, decl, &g_array_index(members, struct member_text, i), accessors, fields);
	record->n_fields = fields->len;
	record->fields = api_alloc(b->api, MAX(fields->len, 1) * sizeof(struct field));
	if (fields->len)
		memcpy(record->fields, fields->data, fields->len * sizeof(struct field));
	g_array_unref(fields);
	g_array_unref(accessors);
}

/* Whether the members only say that there are none to be seen: `_unused: [u8; 0]`. */
static bool is_forward(const GArray *members)
{
	bool found = false;
	for (unsigned i = 0; i < members->len; i++) {
		const struct member_text *member = &g_array_index(members, struct member_text, i);
		if (member->role != ROLE_UNUSED && member->role != ROLE_HELPER)
			return false;
		if (member->layout.size != 0)
			return false;
		found |= member->role == ROLE_UNUSED;
	}
	return found;
}

static void set_parts(struct decl *decl, const GArray *members)
{
	decl->parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	for (unsigned i = 0; i < members->len; i++)
		g_array_append_val(decl->parts, g_array_index(members, struct member_text, i).part);
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
		set_parts(decl, members);
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
