/*
 * Pass names: what everything is called in Rust.
 *
 *     struct outer { struct inner {…} i; union { int a; }; }   →  outer, outer_inner, outer__bindgen_ty_1, field __bindgen_anon_1
 *     enum { A, B }                                            →  _bindgen_ty_1 (or, with --stable-names, _bindgen_ty_A)
 *     int f(int type, int)                                     →  fn f(type_, arg1)
 *
 * The names are bindgen 0.72.1's. C has one name space for tags and one for the rest (C 6.2.3); Rust has one for types and
 * one for values, so a name can be taken: then a tag gives way to a typedef (struct foo → struct_foo), an equal macro to its
 * enumerator, and anything else gets a number.
 */
#include "api/rust_names.h"
#include "base/diag.h"
#include "pass/pass.h"

#include <string.h>

struct namer {
	struct api *api;
	const struct config *config;
	GHashTable *types, *values;  /* Rust name → struct item * that has it */
	GHashTable *typedefs;        /* C name → struct item *, selected typedefs */
	const char **plain; /* by item id: names_of_tags() */
	GQueue overloads; /* struct item *: functions of a name that another one has */
};

static bool is_plain(const char *name)
{
	for (const char *c = name; *c; c++)
		if (!g_ascii_isalnum(*c) && *c != '_')
			return false;
	return true;
}

/* `a$b` becomes a_b_ as in bindgen; of other characters letters stay where Rust takes them and the rest is spelled out. */
static const char *mangle(struct api *api, const char *name, bool ascii)
{
	if (is_plain(name))
		return rust_name_is_reserved(name) ? api_format(api, "%s_", name) : name;
	GString *text = g_string_new(NULL);
	bool has_symbol = false;
	for (const char *c = name; *c; c = g_utf8_next_char(c)) {
		gunichar code = g_utf8_get_char_validated(c, -1);
		if (code == (gunichar)-1 || code == (gunichar)-2) {
			g_string_append_printf(text, "_x%02x", (unsigned char)*c);
			continue;
		}
		has_symbol |= *c == '$';
		if (code < 0x80)
			g_string_append_c(text, g_ascii_isalnum(*c) ? *c : '_');
		else if (!ascii && g_unichar_isalnum(code))
			g_string_append_unichar(text, code);
		else
			g_string_append_printf(text, "_u%04x_", code);
	}
	if (has_symbol)
		g_string_append_c(text, '_');
	const char *result = mangle(api, api_intern(api, text->str), true);
	if (!ascii) {
		char *normal = g_utf8_normalize(text->str, -1, G_NORMALIZE_NFC);
		result = api_intern(api, normal && !is_plain(text->str) ? normal : result);
		g_free(normal);
	}
	g_string_free(text, TRUE);
	return result;
}

/* ---- taking names ---- */

/* Only what is written, or what the user provides in its place, takes a name. */
static bool takes_name(const struct item *item)
{
	return item->is_selected && !item->omitted && !item->replacement;
}

static const char *take(struct namer *n, GHashTable *space, const char *name, struct item *item)
{
	const char *wanted = name;
	for (unsigned i = 1; takes_name(item); i++) {
		struct item *owner = g_hash_table_lookup(space, name);
		if (!owner || owner == item) {
			g_hash_table_insert(space, (void *)name, item);
			break;
		}
		name = api_format(n->api, "%s_%u", wanted, i);
	}
	return name;
}

/* ---- types ---- */

static bool is_tag_type(const struct type *type)
{
	return type->kind == TYPE_RECORD || type->kind == TYPE_ENUM;
}

/* `typedef struct s *s;`: bindgen calls the pointer s_ptr, not the struct otherwise. */
static bool is_pointer_to_namesake(const struct item *alias)
{
	const struct type *type = alias->typedef_.type;
	if (type->kind != TYPE_POINTER || !is_tag_type(type->element))
		return false;
	return g_strcmp0(type->element->item->name, alias->name) == 0;
}

/* A tag and a typedef of one name are one thing in Rust if the typedef is of that tag; else the tag gives way. */
static bool loses_to_typedef(struct namer *n, const struct item *item)
{
	struct item *alias = g_hash_table_lookup(n->typedefs, item->name);
	if (!alias)
		return false;
	const struct type *type = type_resolve(alias->typedef_.type);
	return !(is_tag_type(type) && type->item == item) && !is_pointer_to_namesake(alias);
}

static void name_tag(struct namer *n, struct item *item)
{
	if (item->rust_name)
		return;
	if (item->replacement) {
		name_tag(n, item->replacement);
		item->rust_name = item->replacement->rust_name;
		return;
	}
	const char *name = n->plain[item->id];
	bool has_tag = !(item->kind == ITEM_RECORD ? item->record.in_typedef : item->enumeration.in_typedef);
	if (n->config->c_naming || (has_tag && !item->is_anonymous && name == item->name && loses_to_typedef(n, item)))
		name = api_format(n->api, "%s_%s", item_kind_name(item), name);
	item->rust_name = take(n, n->types, mangle(n->api, name, false), item);
}

/* stdint's and stddef's names for what Rust has built in; the width must be right, for headers that define them otherwise. */
static const char *rust_builtin(const struct target *target, const struct config *config, const struct item *item)
{
	static const struct {
		const char *c, *rust;
		int64_t size; /* bytes; 0: a pointer's */
		bool is_size_t;
	} builtins[] = {
		{ "int8_t", "i8", 1, false },       { "uint8_t", "u8", 1, false },
		{ "int16_t", "i16", 2, false },     { "uint16_t", "u16", 2, false },
		{ "int32_t", "i32", 4, false },     { "uint32_t", "u32", 4, false },
		{ "int64_t", "i64", 8, false },     { "uint64_t", "u64", 8, false },
		{ "size_t", "usize", 0, true },     { "ssize_t", "isize", 0, true },
		{ "intptr_t", "isize", 0, false },  { "uintptr_t", "usize", 0, false },
		{ "ptrdiff_t", "isize", 0, false },
	};
	const struct type *type = type_resolve(item->typedef_.type);
	for (size_t i = 0; i < G_N_ELEMENTS(builtins); i++) {
		if (strcmp(item->name, builtins[i].c))
			continue;
		int64_t size = builtins[i].size ? builtins[i].size : (int64_t)target->pointer_size;
		bool is_signed = builtins[i].rust[0] == 'i';
		bool fits = type->kind == TYPE_INT && type->size == size &&
			    int_kind_is_signed(target, type->int_kind) == is_signed;
		return fits && !(builtins[i].is_size_t && config->no_size_t_is_usize) ? builtins[i].rust : NULL;
	}
	return NULL;
}

void names_mark_builtins(struct api *api, const struct config *config)
{
	for (unsigned i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		if (item->kind != ITEM_TYPEDEF)
			continue;
		item->typedef_.rust_builtin = rust_builtin(&api->target, config, item);
	}
}

static void set_alias_style(struct namer *n, struct item *item)
{
	const struct config *c = n->config;
	const char *style = c->default_alias_style ? c->default_alias_style : "type_alias";
	item->typedef_.style = !strcmp(style, "new_type")       ? ALIAS_NEW_TYPE :
			       !strcmp(style, "new_type_deref") ? ALIAS_NEW_TYPE_DEREF :
								  ALIAS_TYPE;
	if (patterns_match((struct patterns *)&c->normal_aliases, item->name))
		item->typedef_.style = ALIAS_TYPE;
	else if (patterns_match((struct patterns *)&c->new_type_aliases, item->name))
		item->typedef_.style = ALIAS_NEW_TYPE;
	else if (patterns_match((struct patterns *)&c->new_type_alias_derefs, item->name))
		item->typedef_.style = ALIAS_NEW_TYPE_DEREF;
}

static void name_typedef(struct namer *n, struct item *item)
{
	bool is_taken = is_pointer_to_namesake(item) && !n->config->c_naming;
	item->rust_name = mangle(n->api, is_taken ? api_format(n->api, "%s_ptr", item->name) : item->name, false);
	set_alias_style(n, item);
	const struct type *type = type_resolve(item->typedef_.type);
	if (is_tag_type(type) && type->item->rust_name && !strcmp(type->item->rust_name, item->rust_name))
		item->typedef_.is_redundant = true;
	else if (!item->typedef_.rust_builtin)
		item->rust_name = take(n, n->types, item->rust_name, item);
}

/* ---- members ---- */

/* Names that writers make for what C has no name for: new_bitfield_1(), _bitfield_1, __bindgen_padding_0. */
static bool is_made_up(const char *name)
{
	static const char *const prefixes[] = { "new_bitfield_", "_bitfield_", "__bindgen_padding_" };
	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(name, prefixes[i]))
			return true;
	return false;
}

static void name_fields(struct namer *n, struct item *item)
{
	struct record *record = &item->record;
	const char *prefix = n->config->anon_fields_prefix ? n->config->anon_fields_prefix : "__bindgen_anon_";
	unsigned n_anonymous = 0;
	GHashTable *taken = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned i = 0; i < record->n_fields; i++) {
		struct field *field = &record->fields[i];
		if (field->name)
			field->rust_name = mangle(
				n->api, is_made_up(field->name) ? api_format(n->api, "%s_", field->name) : field->name,
				false);
		else if (field->width < 0)
			field->rust_name = api_format(n->api, "%s%u", prefix, ++n_anonymous);
		else
			continue;
		/* two C names can mangle to one, and a bitfield's setter can meet a bitfield called set_… */
		const char *setter = field->width >= 0 ? api_format(n->api, "set_%s", field->rust_name) : NULL;
		while (g_hash_table_contains(taken, field->rust_name) ||
		       (setter && g_hash_table_contains(taken, setter))) {
			field->rust_name = api_format(n->api, "%s_", field->rust_name);
			setter = field->width >= 0 ? api_format(n->api, "set_%s", field->rust_name) : NULL;
		}
		g_hash_table_add(taken, (void *)field->rust_name);
		if (setter)
			g_hash_table_add(taken, (void *)setter);
	}
	g_hash_table_unref(taken);
}

static void name_params(struct namer *n, struct function_type *function)
{
	GHashTable *taken = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned i = 0; i < function->n_params; i++)
		if (function->params[i].name)
			g_hash_table_add(taken, (void *)function->params[i].name);
	for (unsigned i = 0, n_unnamed = 0; i < function->n_params; i++) {
		struct param *param = &function->params[i];
		if (param->name) {
			param->rust_name = mangle(n->api, param->name, false);
			continue;
		}
		param->rust_name = api_format(n->api, "arg%u", ++n_unnamed);
		while (g_hash_table_contains(taken, param->rust_name))
			param->rust_name = api_format(n->api, "%s_", param->rust_name);
	}
	g_hash_table_unref(taken);
}

/* Names the parameters of every function type in a type that is written out in place. */
static void name_params_in(struct namer *n, const struct type *type)
{
	switch (type->kind) {
	case TYPE_POINTER:
	case TYPE_ATOMIC:
		name_params_in(n, type->element);
		break;
	case TYPE_ARRAY:
		name_params_in(n, type->array.element);
		break;
	case TYPE_FUNCTION:
		if (type->function->n_params && type->function->params[0].rust_name)
			return;
		name_params(n, type->function);
		name_params_in(n, type->function->result);
		for (unsigned i = 0; i < type->function->n_params; i++)
			name_params_in(n, type->function->params[i].type);
		break;
	default:
		break;
	}
}

/* ---- enums ---- */

static bool matches_enum(const struct patterns *patterns, const struct item *item)
{
	struct patterns *list = (struct patterns *)patterns; /* matching marks a pattern as used */
	if (patterns_empty(patterns))
		return false;
	if (patterns_match(list, item->rust_name) || (item->name && patterns_match(list, item->name)))
		return true;
	for (unsigned i = 0; item->is_anonymous && i < item->enumeration.n_values; i++)
		if (patterns_match(list, item->enumeration.values[i].name))
			return true;
	return false;
}

static enum enum_style default_enum_style(const struct config *config)
{
	static const char *const names[] = { "consts",         "moduleconsts", "bitfield",           "newtype",
					     "newtype_global", "rust",         "rust_non_exhaustive" };
	for (unsigned i = 0; config->default_enum_style && i < G_N_ELEMENTS(names); i++)
		if (!strcmp(config->default_enum_style, names[i]))
			return (enum enum_style)i;
	return ENUM_CONSTS;
}

static enum enum_style enum_style_of(const struct config *c, const struct item *item)
{
	if (matches_enum(&c->constified_enum_modules, item))
		return ENUM_MODULE_CONSTS;
	if (matches_enum(&c->bitfield_enums, item))
		return ENUM_BITFIELD;
	if (matches_enum(&c->newtype_enums, item))
		return ENUM_NEWTYPE;
	if (matches_enum(&c->newtype_global_enums, item))
		return ENUM_NEWTYPE_GLOBAL;
	if (matches_enum(&c->rustified_enums, item))
		return ENUM_RUST;
	if (matches_enum(&c->rustified_non_exhaustive_enums, item))
		return ENUM_RUST_NON_EXHAUSTIVE;
	if (matches_enum(&c->constified_enums, item))
		return ENUM_CONSTS;
	return default_enum_style(c);
}

/* Constants of the enum at file scope carry its name, or, when it has none, that of the record around it. */
static const char *global_value_name(const struct namer *n, const struct item *item, const char *value)
{
	const char *prefix = !item->is_anonymous ? item->rust_name : item->parent ? item->parent->rust_name : NULL;
	if (item->enumeration.value_type)
		prefix = item->name;
	if (n->config->no_prepend_enum_name || !prefix)
		return mangle(n->api, value, false);
	return api_format(n->api, "%s_%s", prefix, mangle(n->api, value, false));
}

/* Whether all values are ones of the integer type. */
static bool values_fit(const struct namer *n, const struct enumeration *enumeration, const struct type *integer)
{
	bool is_signed = int_kind_is_signed(&n->api->target, integer->int_kind);
	unsigned bits = (unsigned)MIN(integer->size, 8) * 8;
	bool is_from_signed = enumeration->integer->kind == TYPE_INT &&
			      int_kind_is_signed(&n->api->target, enumeration->integer->int_kind);
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		uint64_t value = enumeration->values[i].value;
		bool is_negative = is_from_signed && (int64_t)value < 0;
		uint64_t size = is_negative ? ~value : value;
		if ((is_negative && !is_signed) || (size >> (bits - is_signed - 1) >> 1))
			return false;
	}
	return true;
}

/*
 * `enum state { … }; typedef uint8_t state;` is how C gives an enum a smaller type. The constants then are state_…, of the typedef, as in bindgen;
 * the enum itself, whose size is another one, is enum_state.
 */
static void choose_value_type(struct namer *n, struct item *item)
{
	struct item *alias = item->name && !item->is_anonymous ? g_hash_table_lookup(n->typedefs, item->name) : NULL;
	if (!alias || item->enumeration.style != ENUM_CONSTS || n->config->c_naming || item->parent)
		return;
	const struct type *integer = type_resolve(alias->typedef_.type);
	if (integer->kind == TYPE_INT && alias->typedef_.style == ALIAS_TYPE &&
	    values_fit(n, &item->enumeration, integer))
		item->enumeration.value_type = alias->rust_name;
}

static bool has_global_values(const struct item *item)
{
	enum enum_style style = item->enumeration.style;
	return style == ENUM_CONSTS || style == ENUM_NEWTYPE_GLOBAL ||
	       (item->is_anonymous && (style == ENUM_NEWTYPE || style == ENUM_BITFIELD));
}

static void name_enum_values(struct namer *n, struct item *item)
{
	struct enumeration *enumeration = &item->enumeration;
	enumeration->style = enum_style_of(n->config, item);
	choose_value_type(n, item);
	bool is_tuple = enumeration->style == ENUM_NEWTYPE || enumeration->style == ENUM_NEWTYPE_GLOBAL ||
			enumeration->style == ENUM_BITFIELD;
	if (is_tuple)
		take(n, n->values, item->rust_name, item);
	for (unsigned i = 0; i < enumeration->n_values; i++) {
		struct enumerator *value = &enumeration->values[i];
		if (has_global_values(item))
			value->rust_name = take(n, n->values, global_value_name(n, item, value->name), item);
		else
			value->rust_name = mangle(n->api, value->name, false);
		if (value->wants_constant && !has_global_values(item) && !item->is_anonymous)
			value->constant_name = take(
				n, n->values, api_format(n->api, "%s_%s", item->rust_name, value->rust_name), item);
	}
}

/* ---- functions, variables, macros ---- */

static struct enumerator *find_enumerator(struct item *item, const char *rust_name)
{
	for (unsigned i = 0; i < item->enumeration.n_values; i++)
		if (item->enumeration.values[i].rust_name && !strcmp(item->enumeration.values[i].rust_name, rust_name))
			return &item->enumeration.values[i];
	return NULL;
}

static bool equals_enumerator(const struct item *macro, const struct enumerator *value)
{
	return macro->constant.value.kind == VALUE_INT && macro->constant.value.integer == value->value;
}

/*
 * A macro of an enumerator's name: as a rule `#define X X`, which adds nothing. Otherwise C code that says X means the macro, and the
 * enumerator is what gives way.
 */
static void settle_with_enumerator(struct namer *n, struct item *item, struct item *owner)
{
	struct enumerator *value = find_enumerator(owner, item->rust_name);
	if (!value || equals_enumerator(item, value)) {
		api_omit_item(n->api, item, "same-as-enumerator",
			      "its value is that of the enumerator of the same name");
		return;
	}
	value->omitted = "a macro of the same name has another value";
	api_omit(n->api, "enumerator", value->name, value->loc, "hidden-enumerator", "%s", value->omitted);
	struct place place = { g_ptr_array_index(n->api->files, value->loc.file), value->loc.line, value->loc.column };
	if (n->config->personality == PERSONALITY_BIND || n->config->emit_diagnostics)
		diag_report(SEVERITY_WARNING, place, "hidden-enumerator", "enumerator '%s' is left out: %s",
			    value->name, value->omitted);
	g_hash_table_insert(n->values, (void *)item->rust_name, item);
}

/* Functions with __attribute__((overloadable)) have one name and several symbols: f, f1, f2. After all names that C code says. */
static void name_overload(struct namer *n, struct item *item)
{
	const char *name = item->rust_name;
	for (unsigned i = 1; g_hash_table_contains(n->values, item->rust_name); i++)
		item->rust_name = api_format(n->api, "%s%u", name, i);
	take(n, n->values, item->rust_name, item);
}

static void name_value(struct namer *n, struct item *item)
{
	/* rustc takes only ASCII names in extern blocks */
	bool is_extern = item->kind == ITEM_FUNCTION || item->kind == ITEM_VARIABLE;
	item->rust_name = mangle(n->api, item->name, is_extern);
	struct item *owner = takes_name(item) ? g_hash_table_lookup(n->values, item->rust_name) : NULL;
	if (!owner)
		take(n, n->values, item->rust_name, item);
	else if (owner->kind == ITEM_ENUM && item->kind == ITEM_CONSTANT)
		settle_with_enumerator(n, item, owner);
	else if (owner->kind == ITEM_FUNCTION && item->kind == ITEM_FUNCTION && item->function.link_name)
		g_queue_push_tail(&n->overloads, item);
	else
		api_omit_item(n->api, item, "name-taken", "its name '%s' is that of the %s at %s", item->rust_name,
			      item_kind_name(owner), api_location_text(n->api, owner->loc));
}

static struct item *item_at(struct namer *n, unsigned index)
{
	return g_ptr_array_index(n->api->items, index);
}

static void name_types(struct namer *n)
{
	for (unsigned i = 0; i < n->api->items->len; i++) {
		struct item *item = item_at(n, i);
		if (item->kind == ITEM_TYPEDEF && takes_name(item) && !g_hash_table_contains(n->typedefs, item->name))
			g_hash_table_insert(n->typedefs, (void *)item->name, item);
	}
	/* names that C code says go before those that are made up */
	for (unsigned i = 0; i < n->api->items->len; i++)
		if (item_is_tag(item_at(n, i)) && !item_at(n, i)->parent && !item_at(n, i)->is_local)
			name_tag(n, item_at(n, i));
	for (unsigned i = 0; i < n->api->items->len; i++)
		if (item_is_tag(item_at(n, i)))
			name_tag(n, item_at(n, i));
	for (unsigned i = 0; i < n->api->items->len; i++)
		if (item_at(n, i)->kind == ITEM_TYPEDEF)
			name_typedef(n, item_at(n, i));
}

/* Enumerators come first, then macros: what a name means at the end of the unit is the macro, and an enumerator of its own value equals it. */
static void name_values(struct namer *n)
{
	static const enum item_kind order[] = { ITEM_ENUM, ITEM_CONSTANT, ITEM_FUNCTION, ITEM_VARIABLE };
	for (unsigned k = 0; k < G_N_ELEMENTS(order); k++) {
		for (unsigned i = 0; i < n->api->items->len; i++) {
			struct item *item = item_at(n, i);
			if (item->kind != order[k])
				continue;
			if (item->kind == ITEM_ENUM)
				name_enum_values(n, item);
			else
				name_value(n, item);
		}
	}
	for (struct item *item; (item = g_queue_pop_head(&n->overloads));)
		name_overload(n, item);
}

static void name_members(struct namer *n)
{
	for (unsigned i = 0; i < n->api->items->len; i++) {
		struct item *item = item_at(n, i);
		if (item->kind == ITEM_RECORD) {
			name_fields(n, item);
			for (unsigned f = 0; f < item->record.n_fields; f++)
				name_params_in(n, item->record.fields[f].type);
		} else if (item->kind == ITEM_FUNCTION) {
			name_params_in(n, item->function.type);
		} else if (item->kind == ITEM_VARIABLE) {
			name_params_in(n, item->variable.type);
		} else if (item->kind == ITEM_TYPEDEF) {
			name_params_in(n, item->typedef_.type);
		}
	}
}

void pass_names(struct api *api, const struct config *config)
{
	struct namer n = {
		.api = api,
		.config = config,
		.types = g_hash_table_new(g_str_hash, g_str_equal),
		.values = g_hash_table_new(g_str_hash, g_str_equal),
		.typedefs = g_hash_table_new(g_str_hash, g_str_equal),
		.plain = names_of_tags(api, config),
	};
	name_types(&n);
	name_values(&n);
	name_members(&n);
	g_hash_table_unref(n.types);
	g_hash_table_unref(n.values);
	g_hash_table_unref(n.typedefs);
	g_free(n.plain);
}
