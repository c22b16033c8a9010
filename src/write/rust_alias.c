/*
 * Typedefs to aliases.
 *
 *     typedef int id;             pub type id = ::std::os::raw::c_int;
 *     typedef enum e e_t;         pub use self::e as e_t;              so that e_t(1) and e_t::V work too
 *     --new-type-alias id         #[repr(transparent)] pub struct id(pub ::std::os::raw::c_int);
 *
 * One that --opaque-type names is bytes. A typedef that Rust has a name for (uint8_t), or that gives a record or an
 * enum its only name, has no text of its own.
 */
#include "write/rust.h"

/* The item that the alias names directly, if it is one and stands for an enum in the end; else NULL. */
static const struct item *aliased_enum(const struct type *type)
{
	const struct type *end = type_resolve(type);
	if (end->kind != TYPE_ENUM || end->item->omitted || (type->kind != TYPE_ENUM && type->kind != TYPE_TYPEDEF))
		return NULL;
	while (type->kind == TYPE_TYPEDEF && type->item->typedef_.is_redundant)
		type = type->item->typedef_.type;
	if (type->kind == TYPE_TYPEDEF && (type->item->omitted || type->item->typedef_.rust_builtin))
		return NULL;
	return type->item;
}

static void put_new_type(struct rust *r, const struct item *item)
{
	GString *out = r->sections[RUST_STRUCTS];
	const char *name = item->rust_name;
	GString *type = g_string_new(NULL);
	rust_put_type(r, type, item->typedef_.type);
	rust_put_comment(r, out, 0, item->comment);
	g_string_append(out, "#[repr(transparent)]\n");
	rust_put_derives(r, out, item, item->typedef_.derives, &r->config->custom_derive_structs);
	rust_put_attributes(r, out, item, &r->config->custom_attribute_structs);
	rust_put(out, "pub struct ", name, "(", r->visibility, type->str, ");\n");
	if (item->typedef_.style == ALIAS_NEW_TYPE_DEREF) {
		out = r->sections[RUST_IMPLS];
		rust_put(out, "impl ", r->std, "::ops::Deref for ", name, " {\n    type Target = ", type->str,
			 ";\n    #[inline]\n", "    fn deref(&self) -> &Self::Target {\n        &self.0\n    }\n}\n");
		rust_put(out, "impl ", r->std, "::ops::DerefMut for ", name,
			 " {\n    #[inline]\n    fn deref_mut(&mut self) -> &mut Self::Target {\n        &mut self.0\n "
			 "   }\n}\n");
	}
	g_string_free(type, TRUE);
}

void rust_put_alias(struct rust *r, const struct item *item)
{
	const struct typedef_ *alias = &item->typedef_;
	if (alias->rust_builtin || alias->is_redundant)
		return;
	if (rust_is_new_type(item)) {
		put_new_type(r, item);
		return;
	}
	const struct item *target = item->is_opaque ? NULL : aliased_enum(alias->type);
	GString *out = r->sections[target ? RUST_USES : RUST_ALIASES];
	rust_put_comment(r, out, 0, item->comment);
	if (target) {
		g_string_append(out, "pub use self::");
		rust_put_type_name(out, target);
		rust_put(out, " as ", item->rust_name, ";\n");
		return;
	}
	rust_put(out, "pub type ", item->rust_name, " = ");
	const struct type *type = alias->type;
	bool is_function =
		type->kind == TYPE_FUNCTION || (type->kind == TYPE_POINTER && type->element->kind == TYPE_FUNCTION);
	r->next_abi = is_function ? rust_overridden_abi(r, item) : NULL;
	if (item->is_opaque && type->size >= 0)
		rust_put_blob(out, type->size, api_blob_unit(&r->api->target, type->size, type->align));
	else
		rust_put_type_at(r, out, type, 0, 1);
	r->next_abi = NULL;
	g_string_append(out, ";\n");
}
