/*
 * What annotations say about access to fields: their visibility, and methods that give references to them.
 *
 *     /// <div rustbindgen private accessor="immutable"></div>
 *     struct counter { int n; };
 *
 *     pub struct counter {
 *         n: ::std::os::raw::c_int,
 *     }
 *     impl counter {
 *         pub fn get_n(&self) -> &::std::os::raw::c_int …
 *     }
 *
 * An annotation of a field goes before that of its record, which goes before --default-visibility. Bitfields have
 * methods anyway (rust_bitfield.c); members of unions are reached by unsafe code alone, and what packing takes out of
 * its alignment has no references.
 */
#include "write/rust.h"

static enum access access_of(const struct annotation *annotation)
{
	return annotation ? annotation->access : ACCESS_DEFAULT;
}

static enum accessor accessor_of(const struct item *item, const struct field *field)
{
	if (field->annotation && field->annotation->accessor != ACCESSOR_DEFAULT)
		return field->annotation->accessor;
	return item->annotation ? item->annotation->accessor : ACCESSOR_DEFAULT;
}

const char *rust_visibility(const struct rust *r, const struct item *item, const struct field *field)
{
	enum access access = field ? access_of(field->annotation) : ACCESS_DEFAULT;
	if (access == ACCESS_DEFAULT)
		access = access_of(item->annotation);
	if (access == ACCESS_DEFAULT)
		return r->visibility;
	return access == ACCESS_PUBLIC ? "pub " : "";
}

const char *rust_unit_visibility(const struct rust *r, const struct item *item, const struct member *member)
{
	for (unsigned i = 0; i < member->count; i++)
		if (access_of(item->record.fields[member->first + i].annotation) == ACCESS_PRIVATE)
			return "";
	return rust_visibility(r, item, NULL);
}

/* Methods that the accessors of bitfields have taken. */
static GHashTable *taken_names(const struct record *record)
{
	GHashTable *used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (unsigned i = 0; i < record->n_fields; i++)
		if (record->fields[i].width > 0 && record->fields[i].rust_name) {
			g_hash_table_add(used, g_strdup(record->fields[i].rust_name));
			g_hash_table_add(used, g_strconcat(record->fields[i].rust_name, "_raw", NULL));
		}
	return used;
}

/* mut: "mut " or "". */
static void put_getter(struct rust *r, GString *out, const struct item *item, const struct member *member,
		       const char *name, const char *mut)
{
	const struct field *field = &item->record.fields[member->first];
	bool is_union = item->record.is_union && item->record.repr.kind == REPR_FIELDS;
	bool is_unsafe = is_union || accessor_of(item, field) == ACCESSOR_UNSAFE;
	rust_put(out, "    #[inline]\n    pub ", is_unsafe ? "unsafe fn " : "fn ", name, "(&", mut, "self) -> &", mut);
	rust_put_field_type(r, out, item, member, 4, 2);
	rust_put(out, " {\n        ", is_union ? "unsafe { " : "", "&", mut, "self.", field->rust_name,
		 is_union ? " }" : "", "\n    }\n");
}

/* The length of a dynamically sized member has to come from somewhere: rust_flexible.c. */
static bool has_reference(const struct rust *r, const struct item *item, const struct member *member)
{
	const struct type *type = item->record.fields[member->first].type;
	unsigned packed = item->record.repr.packed;
	if (member->kind == MEMBER_FLEXIBLE && rust_flexible_element(r, item))
		return false;
	return !packed || api_rust_layout(&r->api->target, type).align <= (int64_t)packed;
}

void rust_put_getters(struct rust *r, const struct item *item)
{
	const struct repr *repr = &item->record.repr;
	GString *out = r->sections[RUST_IMPLS];
	GHashTable *used = NULL;
	if (repr->kind != REPR_FIELDS && repr->kind != REPR_WRAPPED)
		return;
	for (unsigned i = 0; i < repr->n_members; i++) {
		const struct member *member = &repr->members[i];
		bool is_field = member->kind == MEMBER_FIELD || member->kind == MEMBER_FLEXIBLE;
		const struct field *field = &item->record.fields[member->first];
		enum accessor accessor = is_field ? accessor_of(item, field) : ACCESSOR_DEFAULT;
		if (accessor == ACCESSOR_DEFAULT || accessor == ACCESSOR_NONE || !has_reference(r, item, member))
			continue;
		if (!used) {
			used = taken_names(&item->record);
			g_string_append(out, "impl ");
			rust_put_self_type(r, out, item);
			g_string_append(out, " {\n");
		}
		put_getter(r, out, item, member, rust_unique_name(used, "get_", field->rust_name, ""), "");
		if (accessor != ACCESSOR_IMMUTABLE)
			put_getter(r, out, item, member, rust_unique_name(used, "get_", field->rust_name, "_mut"),
				   "mut ");
	}
	if (!used)
		return;
	g_string_append(out, "}\n");
	g_hash_table_unref(used);
}
