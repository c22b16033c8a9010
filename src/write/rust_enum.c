/*
 * Enums, in the seven styles.
 *
 *     enum e { A, B };
 *
 *     consts           pub const e_A: e = 0; …  pub type e = ::std::os::raw::c_uint;
 *     moduleconsts     pub mod e { pub type Type = …; pub const A: Type = 0; … }
 *     newtype          impl e { pub const A: e = e(0); … }  pub struct e(pub …);
 *     newtype_global   pub const e_A: e = e(0); …  pub struct e(pub …);
 *     bitfield         newtype with | and & (and global constants for an anonymous enum)
 *     rust             pub enum e { A = 0, B = 1 }; a second name for a value is a constant beside the variants
 *     rust_non_exhaustive   the same with #[non_exhaustive]
 *
 * Names of the values are final (pass names). A value's text is that of the enum's integer type, sign included. An
 * enum without values in C (a forward declaration) is its integer type in the styles that are no newtype.
 */
#include "base/diag.h"
#include "write/rust.h"

void rust_put_enum_integer(struct rust *r, GString *out, const struct enumeration *enumeration)
{
	const struct type *integer = type_resolve(enumeration->integer);
	if (integer->kind == TYPE_INT && r->config->translate_enum_integer_types)
		g_string_append(out, rust_integer_name(integer->size, rust_int_is_signed(&r->api->target, integer)));
	else
		rust_put_type(r, out, integer);
}

static void put_value(const struct rust *r, GString *out, const struct item *item, const struct enumerator *value)
{
	const struct type *integer = type_resolve(item->enumeration.integer);
	if (integer->kind == TYPE_BOOL) {
		g_string_append(out, value->value ? "true" : "false");
	} else if (rust_int_is_signed(&r->api->target, integer) && (int64_t)value->value < 0) {
		g_string_append_c(out, '-');
		rust_put_unsigned(out, -value->value);
	} else {
		rust_put_unsigned(out, value->value);
	}
}

static void put_integer_value(const struct rust *r, GString *out, const struct item *item,
			      const struct enumerator *value)
{
	if (type_resolve(item->enumeration.integer)->kind == TYPE_BOOL)
		g_string_append(out, value->value ? "1" : "0");
	else
		put_value(r, out, item, value);
}

/* Comment and `pub const NAME: TYPE = ` of a value. prefix: of the name, or "". */
static void put_constant_head(const struct rust *r, GString *out, unsigned indent, const struct enumerator *value,
			      const char *prefix, const char *type)
{
	rust_put_comment(r, out, indent, value->comment);
	rust_put_indent(out, indent);
	rust_put(out, "pub const ", prefix, value->rust_name, ": ", type, " = ");
}

static void put_plain(struct rust *r, const struct item *item)
{
	const struct enumeration *enumeration = &item->enumeration;
	GString *out = r->sections[RUST_CONSTANTS];
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const struct enumerator *value = &enumeration->values[i];
		if (value->omitted)
			continue;
		put_constant_head(r, out, 0, value, "",
				  enumeration->value_type ? enumeration->value_type : item->rust_name);
		put_value(r, out, item, value);
		g_string_append(out, ";\n");
	}
	out = r->sections[RUST_ALIASES];
	rust_put_comment(r, out, 0, item->comment);
	rust_put(out, "pub type ", item->rust_name, " = ");
	rust_put_enum_integer(r, out, enumeration);
	g_string_append(out, ";\n");
}

static void put_module(struct rust *r, const struct item *item)
{
	const struct enumeration *enumeration = &item->enumeration;
	GString *out = r->sections[RUST_MODULES];
	rust_put_comment(r, out, 0, item->comment);
	rust_put(out, "pub mod ", item->rust_name, " {\n");
	if (!g_str_has_prefix(r->ctypes, "::")) /* a relative --ctypes-prefix is the parent's */
		g_string_append(out, "    #[allow(unused_imports)]\n    use super::*;\n");
	g_string_append(out, "    pub type Type = ");
	rust_put_enum_integer(r, out, enumeration);
	g_string_append(out, ";\n");
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const struct enumerator *value = &enumeration->values[i];
		if (value->omitted)
			continue;
		put_constant_head(r, out, 4, value, "", "Type");
		put_value(r, out, item, value);
		g_string_append(out, ";\n");
	}
	g_string_append(out, "}\n");
}

/* Constants of a newtype: in an impl block, or beside it. */
static void put_newtype_values(struct rust *r, const struct item *item, bool is_global)
{
	const struct enumeration *enumeration = &item->enumeration;
	GString *out = r->sections[is_global ? RUST_CONSTANTS : RUST_IMPLS];
	bool is_open = false;
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const struct enumerator *value = &enumeration->values[i];
		if (value->omitted)
			continue;
		if (!is_global && !is_open)
			rust_put(out, "impl ", item->rust_name, " {\n");
		is_open = true;
		put_constant_head(r, out, is_global ? 0 : 4, value, "", item->rust_name);
		rust_put(out, item->rust_name, "(");
		put_value(r, out, item, value);
		g_string_append(out, ");\n");
	}
	if (is_open && !is_global)
		g_string_append(out, "}\n");
}

static void put_operators(struct rust *r, const struct item *item)
{
	static const struct {
		const char *trait, *method, *sign;
	} operators[] = { { "BitOr", "bitor", "|" }, { "BitAnd", "bitand", "&" } };
	GString *out = r->sections[RUST_IMPLS];
	const char *name = item->rust_name;
	for (unsigned i = 0; i < G_N_ELEMENTS(operators); i++) {
		const char *trait = operators[i].trait, *method = operators[i].method, *sign = operators[i].sign;
		rust_put(out, "impl ", r->std, "::ops::", trait, "<", name, "> for ", name,
			 " {\n    type Output = Self;\n    #[inline]\n    fn ", method,
			 "(self, other: Self) -> Self {\n        ", name, "(self.0 ", sign, " other.0)\n    }\n}\n");
		rust_put(out, "impl ", r->std, "::ops::", trait, "Assign for ", name, " {\n    #[inline]\n    fn ",
			 method, "_assign(&mut self, rhs: ", name, ") {\n        self.0 ", sign,
			 "= rhs.0;\n    }\n}\n");
	}
}

static void put_attributes(struct rust *r, GString *out, const struct item *item)
{
	rust_put_derives(r, out, item, item->enumeration.derives, &r->config->custom_derive_enums);
	rust_put_attributes(r, out, item, &r->config->custom_attribute_enums);
}

static void put_newtype(struct rust *r, const struct item *item)
{
	const struct enumeration *enumeration = &item->enumeration;
	bool is_global = enumeration->style == ENUM_NEWTYPE_GLOBAL || item->is_anonymous;
	put_newtype_values(r, item, is_global);
	if (enumeration->style == ENUM_BITFIELD)
		put_operators(r, item);
	GString *out = r->sections[RUST_STRUCTS];
	rust_put_comment(r, out, 0, item->comment);
	g_string_append(out, "#[repr(transparent)]\n");
	put_attributes(r, out, item);
	rust_put(out, "pub struct ", item->rust_name, "(pub ");
	rust_put_enum_integer(r, out, enumeration);
	g_string_append(out, ");\n");
}

/* ---- Rust enums ---- */

/*
 * For each value the index of the first one with the same number: itself unless it is a second name. Freed by the
 * caller.
 */
static unsigned *find_variants(const struct enumeration *enumeration)
{
	unsigned *first = g_new(unsigned, enumeration->n_values + 1);
	GHashTable *seen = g_hash_table_new(g_int64_hash, g_int64_equal);
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const struct enumerator *value = &enumeration->values[i];
		gpointer earlier;
		first[i] = i;
		if (value->omitted)
			continue;
		if (g_hash_table_lookup_extended(seen, &value->value, NULL, &earlier))
			first[i] = GPOINTER_TO_UINT(earlier);
		else
			g_hash_table_insert(seen, (gpointer)&value->value, GUINT_TO_POINTER(i));
	}
	g_hash_table_unref(seen);
	return first;
}

/* Second names of values; for an anonymous enum, whose name nobody writes, constants for all of them. */
static void put_variant_constants(struct rust *r, const struct item *item, const unsigned *first)
{
	const struct enumeration *enumeration = &item->enumeration;
	GString *out = r->sections[item->is_anonymous ? RUST_CONSTANTS : RUST_IMPLS];
	bool is_open = false, is_nested = item->is_anonymous && item->parent && !r->config->no_prepend_enum_name;
	char *prefix = is_nested ? g_strconcat(item->parent->rust_name, "_", NULL) : g_strdup("");
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const struct enumerator *value = &enumeration->values[i];
		if (value->omitted || (!item->is_anonymous && first[i] == i))
			continue;
		if (!item->is_anonymous && !is_open)
			rust_put(out, "impl ", item->rust_name, " {\n");
		is_open = true;
		put_constant_head(r, out, item->is_anonymous ? 0 : 4, value, prefix, item->rust_name);
		rust_put(out, item->rust_name, "::", enumeration->values[first[i]].rust_name, ";\n");
	}
	if (is_open && !item->is_anonymous)
		g_string_append(out, "}\n");
	g_free(prefix);
}

static void put_rust_enum(struct rust *r, const struct item *item)
{
	const struct enumeration *enumeration = &item->enumeration;
	const struct type *integer = type_resolve(enumeration->integer);
	unsigned *first = find_variants(enumeration);
	bool any = false;
	put_variant_constants(r, item, first);
	GString *out = r->sections[RUST_ENUMS];
	rust_put_comment(r, out, 0, item->comment);
	rust_put(out, "#[repr(", rust_integer_name(integer->size, rust_int_is_signed(&r->api->target, integer)),
		 ")]\n");
	if (enumeration->style == ENUM_RUST_NON_EXHAUSTIVE)
		g_string_append(out, "#[non_exhaustive]\n");
	put_attributes(r, out, item);
	rust_put(out, "pub enum ", item->rust_name, " {\n");
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const struct enumerator *value = &enumeration->values[i];
		if (value->omitted || first[i] != i)
			continue;
		rust_put_comment(r, out, 4, value->comment);
		rust_put(out, "    ", value->rust_name, " = ");
		put_integer_value(r, out, item, value);
		g_string_append(out, ",\n");
		any = true;
	}
	if (!any)
		g_string_append(out, "    __bindgen_cannot_repr_c_on_empty_enum = 0,\n");
	g_string_append(out, "}\n");
	g_free(first);
}

/* `pub const e_A: e = e::A;` for the values whose comment has the word `constant`. */
static void put_named_constants(struct rust *r, const struct item *item)
{
	GString *out = r->sections[RUST_CONSTANTS];
	for (unsigned i = 0; i < item->enumeration.n_values; i++) {
		const struct enumerator *value = &item->enumeration.values[i];
		if (!value->constant_name || value->omitted)
			continue;
		rust_put(out, "pub const ", value->constant_name, ": ");
		rust_put_type_name(out, item);
		rust_put(out, " = ", item->rust_name, "::", value->rust_name, ";\n");
	}
}

void rust_put_enum(struct rust *r, const struct item *item)
{
	const struct enumeration *enumeration = &item->enumeration;
	put_named_constants(r, item);
	switch (enumeration->style) {
	case ENUM_CONSTS:
		put_plain(r, item);
		return;
	case ENUM_MODULE_CONSTS:
		if (enumeration->is_complete)
			put_module(r, item);
		else
			put_plain(r, item);
		return;
	case ENUM_BITFIELD:
	case ENUM_NEWTYPE:
	case ENUM_NEWTYPE_GLOBAL:
		put_newtype(r, item);
		return;
	case ENUM_RUST:
	case ENUM_RUST_NON_EXHAUSTIVE:
		if (enumeration->is_complete)
			put_rust_enum(r, item);
		else
			put_plain(r, item);
		return;
	}
	unreachable();
}
