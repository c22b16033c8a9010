/*
 * Declarations to items: what each of them is in C.
 *
 *     pub const foo_A: foo = 0; pub type foo = c_uint;                     ITEM_ENUM "foo" with A
 *     pub struct foo(pub c_uint);  #[repr(transparent)]                    ITEM_ENUM "foo"
 *     pub mod foo { pub type Type = c_uint; pub const A: Type = 0; }       ITEM_ENUM "foo" with A
 *     pub type foo = c_uint;                                               ITEM_TYPEDEF "foo"
 *     pub struct outer__bindgen_ty_1 { … }                                 an ITEM_RECORD without a name, of outer
 *     pub struct struct_foo { … }                                          ITEM_RECORD "foo" (--c-naming)
 *
 * item->rust_name is the name as it stands in the text. What Rust alone has (helpers of the generator, other names for c_int) is no item.
 */
#include "read/rust_bindings_parts.h"

#include <stdarg.h>

#define ANONYMOUS "_bindgen_ty_"

/* ---- names ---- */

/* Keywords, and names that Rust has for its own types: generators put a '_' behind them. */
static bool is_reserved(const char *name, size_t length)
{
	static const char *const words[] = {
		"abstract", "alignof", "as",     "async", "await",    "become",   "box",     "break",  "const",
		"continue", "crate",   "do",     "dyn",   "else",     "enum",     "extern",  "false",  "final",
		"fn",       "for",     "gen",    "if",    "impl",     "in",       "let",     "loop",   "macro",
		"match",    "mod",     "move",   "mut",   "offsetof", "override", "priv",    "proc",   "pub",
		"pure",     "ref",     "return", "self",  "Self",     "sizeof",   "static",  "struct", "super",
		"trait",    "true",    "try",    "type",  "typeof",   "unsafe",   "unsized", "use",    "virtual",
		"where",    "while",   "yield",  "str",   "bool",     "f16",      "f32",     "f64",    "f128",
		"usize",    "isize",   "u128",   "i128",  "u64",      "i64",      "u32",     "i32",    "u16",
		"i16",      "u8",      "i8",     "char",  "_",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0)
			return true;
	return false;
}

const char *bindings_c_name(struct bindings *b, const char *name)
{
	size_t length = strlen(name);
	if (length < 2 || name[length - 1] != '_' || !is_reserved(name, length - 1))
		return name;
	return api_format(b->api, "%.*s", (int)(length - 1), name);
}

int bindings_anonymous_prefix(const char *name)
{
	const char *marker = g_strrstr(name, ANONYMOUS);
	const char *suffix = marker ? marker + strlen(ANONYMOUS) : "";
	/* a number, or the name of its first member; "outer__bindgen_ty_1_inner" is struct inner */
	if (!*suffix || (g_ascii_isdigit(*suffix) && !bindings_is_numbered(marker, ANONYMOUS)))
		return -1;
	if (marker == name)
		return 0;
	return marker[-1] == '_' ? (int)(marker - name - 1) : -1;
}

/* The record that an anonymous type is defined in; NULL: none. */
static struct decl *parent_of(struct bindings *b, const struct decl *decl)
{
	static const char *const tags[] = { "struct_", "union_" };
	int length = bindings_anonymous_prefix(decl->name);
	if (length <= 0)
		return NULL;
	const char *name = api_format(b->api, "%.*s", length, decl->name);
	struct decl *parent = g_hash_table_lookup(decl->module->types, name);
	for (size_t i = 0; i < G_N_ELEMENTS(tags) && !parent; i++) /* --c-naming: the tag is that of the member */
		for (size_t k = 0; k < 2 && !parent; k++) {
			const char *own = k ? "enum_" : tags[!i];
			if (g_str_has_prefix(name, own))
				parent = g_hash_table_lookup(decl->module->types,
							     api_format(b->api, "%s%s", tags[i], name + strlen(own)));
		}
	return parent && (parent->kind == DECL_STRUCT || parent->kind == DECL_UNION) ? parent : NULL;
}

/* ---- enums ---- */

static const struct builtin *integer_named(struct bindings *b, const struct decl *decl, struct span span)
{
	struct named named = bindings_resolve_span(b, decl->module, span);
	bool is_integer = named.builtin && (named.builtin->form == FORM_INT || named.builtin->form == FORM_BOOL);
	return is_integer ? named.builtin : NULL;
}

/* What a tuple struct holds, without attributes and visibility; empty where it is not one thing. */
static struct span only_member(struct bindings *b, const struct decl *decl)
{
	struct attributes ignored = { 0 };
	struct span span = decl->body;
	bindings_read_attributes(b, &span.start, span.end, &ignored);
	if (span.start < span.end && is_word(&b->file, span.start, "pub")) {
		span.start++;
		if (span.start < span.end && is_mark(&b->file, span.start, '('))
			span.start = bindings_skip(b, span.start, span.end);
	}
	unsigned comma = bindings_find(b, span.start, span.end, ",");
	if (comma + 1 < span.end)
		return (struct span){ 0, 0 };
	span.end = comma;
	return span;
}

/* `pub mod foo { pub type Type = c_uint; … }` with constants only. */
static void classify_module(struct bindings *b, struct decl *decl)
{
	const struct decl *type = g_hash_table_lookup(decl->inner->types, api_intern(b->api, "Type"));
	if (!type || type->kind != DECL_ALIAS || g_hash_table_size(decl->inner->types) != 1)
		return;
	GHashTableIter iter;
	void *value;
	g_hash_table_iter_init(&iter, decl->inner->values);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		if (((struct decl *)value)->kind != DECL_CONST)
			return;
	if (!integer_named(b, type, type->type))
		return;
	decl->is_enum = true;
	decl->type = type->type;
	((struct decl *)type)->owner = decl;
}

static void classify_tuple(struct bindings *b, struct decl *decl)
{
	if (!decl->attributes.repr_transparent || decl->generics.end > decl->generics.start)
		return;
	decl->type = only_member(b, decl);
	if (decl->type.start == decl->type.end)
		return;
	decl->is_enum = integer_named(b, decl, decl->type) != NULL;
	decl->is_new_type = !decl->is_enum;
}

/* Another name for one of C's types, as core::ffi has it for this target. */
static void classify_alias(struct bindings *b, struct decl *decl)
{
	const struct builtin *own = bindings_builtin(decl->name);
	if (!own || !own->is_c || own->form == FORM_VOID)
		return;
	struct named named = bindings_resolve_span(b, decl->module, decl->type);
	const struct builtin *other = named.builtin;
	if (!other || other->form != own->form || bindings_builtin_size(b, own) != bindings_builtin_size(b, other))
		return;
	const struct target *target = &b->api->target;
	if (own->form == FORM_INT && int_kind_is_signed(target, bindings_builtin_int_kind(b, own)) !=
					     int_kind_is_signed(target, bindings_builtin_int_kind(b, other)))
		return;
	decl->builtin = own;
}

static void add_enumerator(struct decl *owner, struct decl *constant)
{
	if (!owner->constants)
		owner->constants = g_ptr_array_new();
	g_ptr_array_add(owner->constants, constant);
	constant->owner = owner;
}

/* Whether a constant is a value of the enum by its name. */
static bool is_named_after(const char *constant, const char *type)
{
	size_t length = strlen(type);
	return bindings_anonymous_prefix(type) >= 0 ||
	       (strncmp(constant, type, length) == 0 && constant[length] == '_' && constant[length + 1]);
}

/* `typedef unsigned char state` beside `enum state`, under --c-naming or where both are in C: constants are of the typedef. */
static struct decl *tag_beside(struct bindings *b, const struct decl *alias)
{
	struct decl *tag = g_hash_table_lookup(alias->module->types, api_format(b->api, "enum_%s", alias->name));
	return tag && tag->kind == DECL_ALIAS && integer_named(b, tag, tag->type) ? tag : NULL;
}

const char *bindings_enumerator_name(struct bindings *b, const struct decl *owner, const struct decl *constant)
{
	const char *prefix = owner->value_type ? owner->value_type->name : owner->name;
	int length = bindings_anonymous_prefix(prefix);
	if (constant->module->decl == owner)
		return bindings_c_name(b, constant->name);
	if (length < 0)
		length = (int)strlen(prefix);
	bool has_prefix =
		length > 0 && strncmp(constant->name, prefix, (size_t)length) == 0 && constant->name[length] == '_';
	return bindings_c_name(b, has_prefix && constant->name[length + 1] ?
					  api_intern(b->api, constant->name + length + 1) :
					  constant->name);
}

static void classify_constant(struct bindings *b, struct decl *decl)
{
	struct decl *around = decl->module->decl;
	if (around && around->is_enum) {
		add_enumerator(around, decl);
		return;
	}
	struct decl *type = bindings_resolve_span(b, decl->module, decl->type).decl;
	if (!type || type == decl || !is_named_after(decl->name, type->name))
		return;
	if (type->kind == DECL_ALIAS) {
		struct decl *tag = tag_beside(b, type);
		if (tag) {
			tag->is_enum = true;
			tag->value_type = type;
			add_enumerator(tag, decl);
		} else if (integer_named(b, type, type->type)) {
			type->is_enum = true;
			add_enumerator(type, decl);
		}
	} else if (type->is_enum || type->kind == DECL_ENUM) {
		add_enumerator(type, decl);
	}
}

/* ---- items ---- */

static bool is_helper(const struct decl *decl)
{
	const struct builtin *builtin = bindings_builtin(decl->name);
	return (builtin && builtin->is_generator) || g_str_has_prefix(decl->name, "__BindgenOpaqueArray");
}

/* `pub enum c_void {}`: nothing has this type, pointers to it are all there is. */
static bool is_uninhabited(const struct decl *decl)
{
	return decl->kind == DECL_ENUM && decl->body.start == decl->body.end;
}

/* The kind of item that the declaration is; ITEM_KINDS: none. */
static enum item_kind kind_of(const struct decl *decl)
{
	bool is_in_enum = decl->module->decl && decl->module->decl->is_enum;
	if (decl->builtin || decl->owner || is_in_enum || is_helper(decl))
		return ITEM_KINDS;
	switch (decl->kind) {
	case DECL_STRUCT:
	case DECL_UNION:
	case DECL_EXTERN_TYPE:
		return ITEM_RECORD;
	case DECL_TUPLE:
		return decl->is_enum ? ITEM_ENUM : decl->is_new_type ? ITEM_TYPEDEF : ITEM_RECORD;
	case DECL_ENUM:
		return is_uninhabited(decl) ? ITEM_RECORD : ITEM_ENUM;
	case DECL_ALIAS:
		return decl->is_enum ? ITEM_ENUM : ITEM_TYPEDEF;
	case DECL_MODULE:
		return decl->is_enum ? ITEM_ENUM : ITEM_KINDS;
	case DECL_FUNCTION:
		return ITEM_FUNCTION;
	case DECL_STATIC:
		return ITEM_VARIABLE;
	case DECL_CONST:
		return ITEM_CONSTANT;
	case DECL_USE:
		return ITEM_TYPEDEF;
	}
	return ITEM_KINDS;
}

static bool has_kind_in_name(const struct decl *decl)
{
	return g_str_has_prefix(decl->name, decl->kind == DECL_UNION ? "union_" : "struct_");
}

/* Whether the text is of --c-naming: most records have their kind in their names, and anonymous ones all do. */
static bool has_c_names(const struct bindings *b)
{
	unsigned n_with = 0, n_without = 0;
	for (unsigned i = 0; i < b->decls->len; i++) {
		const struct decl *decl = b->decls->pdata[i];
		if ((decl->kind != DECL_STRUCT && decl->kind != DECL_UNION) || is_helper(decl))
			continue;
		if (has_kind_in_name(decl))
			n_with++;
		else if (bindings_anonymous_prefix(decl->name) > 0)
			return false;
		else
			n_without++;
	}
	return n_with > n_without;
}

/* The name in C of a type that --c-naming may have put its kind before. */
static const char *tag_name(struct bindings *b, const struct decl *decl, enum item_kind kind)
{
	const char *tag = kind == ITEM_ENUM ? "enum_" : decl->kind == DECL_UNION ? "union_" : "struct_";
	bool may_be_tagged =
		decl->kind == DECL_STRUCT || decl->kind == DECL_UNION || (kind == ITEM_ENUM && decl->is_enum);
	if (b->has_c_names && may_be_tagged && g_str_has_prefix(decl->name, tag) && decl->name[strlen(tag)])
		return api_intern(b->api, decl->name + strlen(tag));
	return bindings_c_name(b, decl->name);
}

/* C's name for a symbol: its link name where the Rust name is made of that. */
static const char *symbol_name(struct bindings *b, const struct decl *decl, const char **link_name)
{
	const char *symbol = decl->attributes.link_name, *name = bindings_c_name(b, decl->name);
	*link_name = NULL;
	if (!symbol || strcmp(symbol, name) == 0)
		return name;
	char *mangled = g_strdelimit(g_strdup(symbol), "$@?", '_');
	size_t length = strlen(mangled);
	bool is_mangled = strcmp(mangled, symbol) != 0 && strncmp(mangled, decl->name, length) == 0 &&
			  (decl->name[length] == 0 || strcmp(decl->name + length, "_") == 0);
	g_free(mangled);
	if (is_mangled || !g_str_is_ascii(symbol))
		return symbol;
	*link_name = symbol;
	return name;
}

/* What rustc calls the type in an identifier for kernel control flow integrity, where that is not what it is made of. */
static void set_encoding(struct bindings *b, const struct decl *decl, struct item *item)
{
	item->cfi_encoding = decl->attributes.cfi_encoding;
	if (item->kind != ITEM_ENUM || decl->kind != DECL_ENUM)
		return;
	item->enumeration.style = ENUM_RUST;
	if (decl->attributes.repr_c && !item->cfi_encoding)
		item->cfi_encoding = api_format(b->api, "%zu%s", strlen(decl->name), decl->name);
}

static void set_names(struct bindings *b, struct decl *decl, struct item *item)
{
	item->rust_name = decl->name;
	set_encoding(b, decl, item);
	item->scope = decl->module->path;
	if (item->kind == ITEM_FUNCTION) {
		item->name = symbol_name(b, decl, &item->function.link_name);
	} else if (item->kind == ITEM_VARIABLE) {
		item->name = symbol_name(b, decl, &item->variable.link_name);
	} else if (item_is_tag(item) && bindings_anonymous_prefix(decl->name) >= 0) {
		struct decl *parent = parent_of(b, decl);
		item->name = NULL;
		item->is_anonymous = true;
		item->parent = parent ? bindings_item(b, parent) : NULL;
	} else {
		item->name = item_is_tag(item) ? tag_name(b, decl, item->kind) : bindings_c_name(b, decl->name);
	}
}

struct decl *bindings_decl_of(const struct bindings *b, const struct item *item)
{
	return item->id < b->first_item ? NULL : b->decl_of_item->pdata[item->id - b->first_item];
}

struct item *bindings_item(struct bindings *b, struct decl *decl)
{
	enum item_kind kind = kind_of(decl);
	if (decl->item || kind == ITEM_KINDS)
		return decl->item;
	struct item *item = api_add_item(b->api, kind, NULL, bindings_location(b, decl->place));
	decl->item = item;
	g_ptr_array_add(b->decl_of_item, decl);
	g_ptr_array_add(b->pending, decl);
	set_names(b, decl, item);
	if (decl->attributes.is_doubtful)
		bindings_omit(b, item, "its repr depends on a condition that is not known");
	return item;
}

void bindings_omit(struct bindings *b, struct item *item, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	api_omit_item(b->api, item, "unread-rust", "%s", reason);
	g_free(reason);
}

/* A `use` gives a type another name, or brings what is there already. */
static bool is_renaming(struct bindings *b, struct decl *decl)
{
	if (!decl->is_public || !decl->path->n_segments ||
	    strcmp(decl->name, decl->path->segments[decl->path->n_segments - 1]) == 0)
		return false;
	struct decl *target = bindings_resolve(b, decl->module, decl->path, false).decl;
	return target && target->kind <= DECL_EXTERN_TYPE;
}

void bindings_classify(struct bindings *b)
{
	static void (*const classify[])(struct bindings *, struct decl *) = {
		[DECL_ALIAS] = classify_alias,
		[DECL_TUPLE] = classify_tuple,
		[DECL_MODULE] = classify_module,
		[DECL_CONST] = classify_constant,
	};
	static const enum decl_kind order[] = { DECL_ALIAS, DECL_TUPLE, DECL_MODULE, DECL_CONST };
	b->has_c_names = has_c_names(b);
	for (size_t k = 0; k < G_N_ELEMENTS(order); k++)
		for (unsigned i = 0; i < b->decls->len; i++) {
			struct decl *decl = b->decls->pdata[i];
			if (decl->kind == order[k])
				classify[decl->kind](b, decl);
		}
	for (unsigned i = 0; i < b->impls->len; i++) {
		const struct impl *impl = &g_array_index(b->impls, struct impl, i);
		struct cursor cursor = { impl->name, impl->body.start };
		struct path path;
		struct decl *decl = NULL;
		if (bindings_read_path(b, &cursor, &path))
			decl = bindings_resolve(b, impl->module, &path, false).decl;
		if (!decl)
			continue;
		if (!decl->impls)
			decl->impls = g_array_new(FALSE, FALSE, sizeof(struct span));
		g_array_append_val(decl->impls, impl->body);
	}
	for (unsigned i = 0; i < b->decls->len; i++) {
		struct decl *decl = b->decls->pdata[i];
		if (decl->module->is_wanted && (decl->kind != DECL_USE || is_renaming(b, decl)))
			bindings_item(b, decl);
	}
}
