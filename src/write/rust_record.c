/*
 * Records to Rust structs and unions.
 *
 *     struct list { int n; unsigned flag : 1; char data[]; };
 *
 *     #[repr(C)]
 *     #[derive(Debug)]
 *     pub struct list {
 *         pub n: ::std::os::raw::c_int,
 *         pub _bitfield_align_1: [u8; 0],
 *         pub _bitfield_1: __BindgenBitfieldUnit<[u8; 1usize]>,
 *         pub data: __IncompleteArrayField<::std::os::raw::c_char>,
 *     }
 *
 * record.repr says which members there are and where; they are printed one by one and nothing is laid out here.
 * Behind the type come its layout assertions, the accessors of its bitfields and the traits that are written by hand.
 */
#include "base/diag.h"
#include "write/rust.h"

const struct type *rust_flexible_element(const struct rust *r, const struct item *item)
{
	const struct record *record = &item->record;
	const struct repr *repr = &record->repr;
	/* rustc takes no packed struct whose last field may be unsized. */
	if (!r->config->flexarray_dst || repr->kind != REPR_FIELDS || record->is_union || repr->packed ||
	    !repr->n_members)
		return NULL;
	const struct member *last = &repr->members[repr->n_members - 1];
	const struct type *type = record->fields[last->first].type;
	return last->kind == MEMBER_FLEXIBLE && type->kind == TYPE_ARRAY ? type->array.element : NULL;
}

void rust_put_self_type(struct rust *r, GString *out, const struct item *item)
{
	const struct type *element = rust_flexible_element(r, item);
	g_string_append(out, item->rust_name);
	if (element) {
		g_string_append(out, "<[");
		rust_put_type(r, out, element);
		g_string_append(out, "; 0]>");
	}
}

/* How the members of a union that is no plain one are wrapped. */
enum wrap { WRAP_NONE, WRAP_MANUALLY_DROP, WRAP_UNION_FIELD };

/*
 * A real union's members must not need dropping. Those that are not Copy get ManuallyDrop; under
 * --manually-drop-union all do, as soon as one has to; with --no-derive-copy nothing counts as Copy.
 */
static enum wrap member_wrap(const struct rust *r, const struct item *item, const struct member *member)
{
	const struct record *record = &item->record;
	if (record->repr.kind == REPR_WRAPPED)
		return WRAP_UNION_FIELD;
	if (!record->is_union || member->kind == MEMBER_PADDING || member->kind == MEMBER_BITFIELDS)
		return WRAP_NONE;
	if (member->kind == MEMBER_FLEXIBLE || !rust_type_is_copy(record->fields[member->first].type))
		return WRAP_MANUALLY_DROP;
	struct patterns wrapper = r->config->bindgen_wrapper_unions, manual = r->config->manually_drop_unions;
	if (patterns_match(&wrapper, item->rust_name))
		return WRAP_NONE;
	if (r->config->default_non_copy_union_style != UNION_MANUALLY_DROP && !patterns_match(&manual, item->rust_name))
		return WRAP_NONE;
	for (unsigned i = 0; i < record->n_fields; i++)
		if (record->fields[i].width < 0 && !rust_type_is_copy(record->fields[i].type))
			return WRAP_MANUALLY_DROP;
	return record->is_copy ? WRAP_NONE : WRAP_MANUALLY_DROP;
}

static void put_wrap_open(struct rust *r, GString *out, enum wrap wrap)
{
	if (wrap == WRAP_MANUALLY_DROP)
		rust_put(out, r->std, "::mem::ManuallyDrop<");
	if (wrap == WRAP_UNION_FIELD) {
		r->runtime |= RUST_UNION_FIELD;
		g_string_append(out, "__BindgenUnionField<");
	}
}

static void put_flexible_type(struct rust *r, GString *out, const struct item *item, const struct member *member)
{
	const struct repr *repr = &item->record.repr;
	const struct field *field = &item->record.fields[member->first];
	if (field->type->kind == TYPE_TYPEDEF) { /* the alias is `[T; 0]` already */
		rust_put_type(r, out, field->type);
		return;
	}
	if (rust_flexible_element(r, item) && member == &repr->members[repr->n_members - 1]) {
		g_string_append(out, "FAM");
		return;
	}
	if (item->record.is_union) { /* it ends nothing here: [T; 0] */
		rust_put_type(r, out, field->type);
		return;
	}
	r->runtime |= RUST_INCOMPLETE_ARRAY;
	g_string_append(out, "__IncompleteArrayField<");
	rust_put_type(r, out, type_resolve(field->type)->array.element);
	g_string_append_c(out, '>');
}

void rust_put_field_type(struct rust *r, GString *out, const struct item *item, const struct member *member,
			 unsigned indent, unsigned tail)
{
	const struct field *field = &item->record.fields[member->first];
	enum wrap wrap = member_wrap(r, item, member);
	put_wrap_open(r, out, wrap);
	if (member->kind == MEMBER_FLEXIBLE)
		put_flexible_type(r, out, item, member);
	else if (wrap)
		rust_put_type(r, out, field->type);
	else
		rust_put_type_at(r, out, field->type, indent, tail);
	g_string_append(out, wrap ? ">" : "");
}

static void put_field(struct rust *r, GString *out, const struct item *item, const struct member *member)
{
	const struct field *field = &item->record.fields[member->first];
	rust_put_comment(r, out, 4, field->comment);
	rust_put(out, "    ", rust_visibility(r, item, field), field->rust_name, ": ");
	rust_put_field_type(r, out, item, member, 4, 1);
	g_string_append(out, ",\n");
}

static void put_padding(struct rust *r, GString *out, const struct item *item, const struct member *member)
{
	rust_put(out, "    ", rust_visibility(r, item, NULL), "__bindgen_padding_");
	rust_put_unsigned(out, member->number);
	g_string_append(out, ": ");
	rust_put_blob(out, member->size, member->unit ? member->unit : 1);
	g_string_append(out, ",\n");
}

static void put_blob_field(GString *out, const struct item *item, const char *name)
{
	const struct record *record = &item->record;
	rust_put(out, "    pub ", name, ": ");
	rust_put_blob(out, record->size, record->repr.blob_unit ? record->repr.blob_unit : 1);
	g_string_append(out, ",\n");
}

static void put_members(struct rust *r, GString *out, const struct item *item)
{
	const struct repr *repr = &item->record.repr;
	for (unsigned i = 0; i < repr->n_members; i++) {
		const struct member *member = &repr->members[i];
		switch (member->kind) {
		case MEMBER_FIELD:
		case MEMBER_FLEXIBLE:
			put_field(r, out, item, member);
			break;
		case MEMBER_BITFIELDS:
			rust_put_unit(r, out, item, member);
			break;
		case MEMBER_PADDING:
			put_padding(r, out, item, member);
			break;
		}
	}
}

static void put_body(struct rust *r, GString *out, const struct item *item)
{
	switch (item->record.repr.kind) {
	case REPR_FIELDS:
		put_members(r, out, item);
		break;
	case REPR_WRAPPED:
		put_members(r, out, item);
		put_blob_field(out, item, "bindgen_union_field");
		break;
	case REPR_BYTES:
	case REPR_OPAQUE:
		put_blob_field(out, item, "_bindgen_opaque_blob");
		break;
	case REPR_FORWARD:
		g_string_append(out, "    _unused: [u8; 0],\n");
		break;
	}
}

static void put_repr(GString *out, const struct repr *repr)
{
	if (repr->packed == 1) {
		g_string_append(out, "#[repr(C, packed)]\n");
	} else if (repr->packed) {
		g_string_append(out, "#[repr(C, packed(");
		rust_put_unsigned(out, repr->packed);
		g_string_append(out, "))]\n");
	} else {
		g_string_append(out, "#[repr(C)]\n");
	}
	if (repr->align) {
		g_string_append(out, "#[repr(align(");
		rust_put_unsigned(out, repr->align);
		g_string_append(out, "))]\n");
	}
}

/* Says why a type has methods where C has fields. */
static void put_bytes_comment(const struct rust *r, GString *out, const struct item *item)
{
	const struct repr *repr = &item->record.repr;
	if (repr->kind != REPR_BYTES)
		return;
	GString *text = g_string_new(item->comment ? "\n" : NULL);
	if (repr->why)
		rust_put(text, repr->why, ".\n");
	g_string_append(text, "These are its bytes; its fields are reached through methods.");
	rust_put_comment(r, out, 0, text->str);
	g_string_free(text, TRUE);
}

static void put_type(struct rust *r, GString *out, const struct item *item, bool is_union)
{
	const struct type *element = rust_flexible_element(r, item);
	const struct config *config = r->config;
	rust_put_comment(r, out, 0, item->comment);
	put_bytes_comment(r, out, item);
	put_repr(out, &item->record.repr);
	rust_put_derives(r, out, item, item->record.derives,
			 is_union ? &config->custom_derive_unions : &config->custom_derive_structs);
	rust_put_attributes(r, out, item,
			    is_union ? &config->custom_attribute_unions : &config->custom_attribute_structs);
	rust_put(out, is_union ? "pub union " : "pub struct ", item->rust_name);
	if (element) {
		g_string_append(out, "<FAM: ?Sized = [");
		rust_put_type(r, out, element);
		g_string_append(out, "; 0]>");
	}
	g_string_append(out, " {\n");
	gsize start = out->len;
	put_body(r, out, item);
	if (out->len == start)
		g_string_truncate(out, start - 1);
	g_string_append(out, "}\n");
}

void rust_put_record(struct rust *r, const struct item *item)
{
	const struct record *record = &item->record;
	/* A union without members or size is a struct: Rust has no empty unions. */
	bool has_members = record->repr.kind == REPR_FIELDS && record->repr.n_members > 0;
	bool is_opaque = record->repr.kind == REPR_OPAQUE && !r->config->disable_untagged_union;
	bool is_union = record->is_union && (has_members || is_opaque);
	const struct type *element = rust_flexible_element(r, item);
	put_type(r, r->sections[is_union ? RUST_UNIONS : RUST_STRUCTS], item, is_union);
	rust_put_assertions(r, item);
	if (element)
		rust_put_flexible(r, item, element);
	rust_put_impls(r, item);
	if (record->repr.kind == REPR_BYTES)
		rust_put_bytes(r, item);
	else
		rust_put_accessors(r, item);
	rust_put_getters(r, item);
}
