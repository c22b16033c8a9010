/*
 * Tokens to declarations.
 *
 *     pub mod m { extern "C" { pub fn f(x: c_int); } }      DECL_MODULE "m", in it DECL_FUNCTION "f" with the spans of its parameters
 *
 * Every item form of the Rust reference is passed over as a whole, whether it declares something to C or not. A declaration keeps
 * where its parts stand; they are read when it is filled. Where two have one name, which conditions allow, the first one is what the
 * name stands for.
 */
#include "read/rust_bindings_parts.h"

/* Where declarations are found. */
struct place_in {
	struct module *module;
	bool is_extern;
	enum call_conv conv;
	const char *conv_name;
	unsigned depth;
};

static void scan_items(struct bindings *b, const struct place_in *in, struct span span);

struct module *bindings_add_module(struct bindings *b, struct module *parent, struct decl *decl)
{
	struct module *module = g_new0(struct module, 1);
	module->parent = parent;
	module->decl = decl;
	module->types = g_hash_table_new(g_direct_hash, g_direct_equal);
	module->values = g_hash_table_new(g_direct_hash, g_direct_equal);
	module->globs = g_ptr_array_new();
	module->is_wanted = parent ? parent->is_wanted : !b->wanted;
	if (decl) {
		module->name = decl->name;
		module->path = parent->path ? api_format(b->api, "%s::%s", parent->path, decl->name) : decl->name;
		module->is_wanted |= b->wanted && strcmp(b->wanted, decl->name) == 0;
	}
	g_ptr_array_add(b->modules, module);
	return module;
}

static bool is_value(enum decl_kind kind)
{
	return kind == DECL_FUNCTION || kind == DECL_STATIC || kind == DECL_CONST;
}

static struct decl *add_decl(struct bindings *b, const struct place_in *in, enum decl_kind kind, unsigned name,
			     const struct attributes *attributes)
{
	struct decl *decl = g_new0(struct decl, 1);
	decl->kind = kind;
	decl->name = bindings_word(b, name);
	decl->place = name;
	decl->module = in->module;
	decl->attributes = *attributes;
	decl->conv = in->conv;
	decl->conv_name = in->conv_name;
	g_ptr_array_add(b->decls, decl);
	GHashTable *names = is_value(kind) ? in->module->values : in->module->types;
	if (!g_hash_table_contains(names, decl->name))
		g_hash_table_insert(names, (void *)decl->name, decl);
	bindings_note_condition(b, attributes, name);
	return decl;
}

/* ---- calling conventions ---- */

static void set_convention(struct bindings *b, unsigned token, struct place_in *in)
{
	static const struct {
		const char *name;
		enum call_conv conv;
	} conventions[] = {
		{ "C", CALL_C },
		{ "cdecl", CALL_C },
		{ "stdcall", CALL_STDCALL },
		{ "fastcall", CALL_FASTCALL },
		{ "thiscall", CALL_THISCALL },
		{ "vectorcall", CALL_VECTORCALL },
		{ "sysv64", CALL_SYSV64 },
		{ "win64", CALL_WIN64 },
		{ "aapcs", CALL_AAPCS },
		{ "efiapi", CALL_EFIAPI },
	};
	const char *text = bindings_string(b, token);
	char *name = g_strdup(text ? text : "");
	if (g_str_has_suffix(name, "-unwind"))
		name[strlen(name) - strlen("-unwind")] = 0;
	const struct target *target = &b->api->target;
	bool is_windows = target->triple && strstr(target->triple, "windows") && target->pointer_size == 4;
	in->conv = CALL_OTHER;
	in->conv_name = text;
	if (strcmp(name, "system") == 0)
		in->conv = is_windows ? CALL_STDCALL : CALL_C;
	for (size_t i = 0; i < G_N_ELEMENTS(conventions); i++)
		if (strcmp(name, conventions[i].name) == 0)
			in->conv = conventions[i].conv;
	if (in->conv != CALL_OTHER)
		in->conv_name = NULL;
	g_free(name);
}

void bindings_read_convention(struct bindings *b, struct cursor *cursor, enum call_conv *conv, const char **name)
{
	struct place_in in = { .conv = CALL_C };
	if (cursor->i < cursor->end && b->file.tokens[cursor->i].kind == TOKEN_STRING)
		set_convention(b, cursor->i++, &in);
	*conv = in.conv;
	*name = in.conv_name;
}

/* ---- single declarations; each returns the token behind ---- */

/* Behind the ';' that ends the item at i, or behind the end. */
static unsigned behind_semicolon(const struct bindings *b, unsigned i, unsigned end)
{
	while (i < end && !is_mark(&b->file, i, ';'))
		i = bindings_skip(b, i, end);
	return MIN(i + 1, end);
}

/* Generics at i, if there are. */
static unsigned read_generics(struct bindings *b, unsigned i, unsigned end, struct span *generics)
{
	if (i >= end || !is_mark(&b->file, i, '<'))
		return i;
	unsigned next = bindings_skip_angles(b, i, end);
	*generics = (struct span){ i + 1, MAX(next - 1, i + 1) };
	return next;
}

/* The first '{', '(' or ';' behind a where clause or nothing. */
static unsigned find_body(const struct bindings *b, unsigned i, unsigned end)
{
	return bindings_find(b, i, end, "{;");
}

static unsigned scan_struct(struct bindings *b, const struct place_in *in, unsigned name, unsigned end,
			    const struct attributes *attributes, enum decl_kind kind)
{
	struct decl *decl = add_decl(b, in, kind, name, attributes);
	unsigned i = read_generics(b, name + 1, end, &decl->generics);
	if (i < end && is_mark(&b->file, i, '(')) {
		decl->kind = DECL_TUPLE;
		decl->body = bindings_inside(b, i, end);
		return behind_semicolon(b, i, end);
	}
	i = find_body(b, i, end);
	if (i < end && is_mark(&b->file, i, '{'))
		decl->body = bindings_inside(b, i, end);
	else
		decl->body = (struct span){ i, i };
	return bindings_skip(b, i, end);
}

static unsigned scan_alias(struct bindings *b, const struct place_in *in, unsigned name, unsigned end,
			   const struct attributes *attributes)
{
	unsigned semicolon = behind_semicolon(b, name, end);
	struct decl *decl = add_decl(b, in, in->is_extern ? DECL_EXTERN_TYPE : DECL_ALIAS, name, attributes);
	unsigned i = read_generics(b, name + 1, semicolon, &decl->generics);
	i = bindings_find(b, i, semicolon, "=");
	decl->type = (struct span){ MIN(i + 1, semicolon), MAX(semicolon - 1, MIN(i + 1, semicolon)) };
	return semicolon;
}

static unsigned scan_function(struct bindings *b, const struct place_in *in, unsigned name, unsigned end,
			      const struct attributes *attributes, bool is_foreign)
{
	struct span generics = { 0 }, body, result = { 0 };
	unsigned i = read_generics(b, name + 1, end, &generics);
	if (i >= end || !is_mark(&b->file, i, '('))
		return i;
	body = bindings_inside(b, i, end);
	i = bindings_skip(b, i, end);
	unsigned stop = bindings_find(b, i, end, "{;");
	if (i + 1 < stop && is_mark(&b->file, i, '-') && is_mark(&b->file, i + 1, '>'))
		for (result = (struct span){ i + 2, i + 2 };
		     result.end < stop && !is_word(&b->file, result.end, "where");)
			result.end = bindings_skip(b, result.end, stop);
	bool has_body = stop < end && is_mark(&b->file, stop, '{');
	if (has_body && g_str_has_prefix(bindings_word(b, name), "bindgen_test_layout_")) {
		struct impl check = { in->module, name, bindings_inside(b, stop, end) };
		g_array_append_val(b->assertions, check);
	}
	if (is_foreign && (in->is_extern || attributes->is_exported)) {
		struct decl *decl = add_decl(b, in, DECL_FUNCTION, name, attributes);
		decl->generics = generics;
		decl->body = body;
		decl->type = result;
		decl->is_definition = has_body;
	}
	return bindings_skip(b, stop, end);
}

/* `static NAME: T;`, `const NAME: T = v;`; i is behind the keyword. */
static unsigned scan_object(struct bindings *b, const struct place_in *in, unsigned i, unsigned end,
			    const struct attributes *attributes, enum decl_kind kind)
{
	bool is_mutable = is_word(&b->file, i, "mut");
	unsigned name = is_mutable ? i + 1 : i, semicolon = behind_semicolon(b, name, end);
	if (name >= end || !is_name(&b->file, name))
		return semicolon;
	unsigned equals = bindings_find(b, name + 1, semicolon, "=");
	unsigned last = MAX(semicolon - 1, name + 1), type_end = MIN(equals, last);
	struct span type = { MIN(name + 2, type_end), type_end }, value = { MIN(equals + 1, last), last };
	if (kind == DECL_CONST && has_text(&b->file, name, "_")) {
		struct impl check = { in->module, name, value };
		g_array_append_val(b->assertions, check);
		return semicolon;
	}
	if (kind == DECL_STATIC && !in->is_extern && !attributes->is_exported)
		return semicolon;
	struct decl *decl = add_decl(b, in, kind, name, attributes);
	decl->is_mutable = is_mutable;
	decl->type = type;
	decl->value = value;
	decl->is_definition = kind == DECL_STATIC && !in->is_extern;
	return semicolon;
}

/* ---- use ---- */

static void add_use(struct bindings *b, const struct place_in *in, const struct path *path, unsigned name,
		    const struct attributes *attributes, bool is_public)
{
	struct path *copy = g_new(struct path, 1);
	*copy = *path;
	g_ptr_array_add(b->paths, copy);
	if (name == 0) {
		g_ptr_array_add(in->module->globs, copy);
		return;
	}
	const char *text = bindings_word(b, name);
	if (strcmp(text, "_") == 0)
		return;
	struct decl *decl = add_decl(b, in, DECL_USE, name, attributes);
	decl->path = copy;
	decl->is_public = is_public;
	if (strcmp(text, "self") == 0) { /* use x::{self}: the name of what is before */
		g_hash_table_remove(in->module->types, decl->name);
		decl->name = path->n_segments ? path->segments[path->n_segments - 1] : text;
		if (!g_hash_table_contains(in->module->types, decl->name))
			g_hash_table_insert(in->module->types, (void *)decl->name, decl);
	}
	if (!g_hash_table_contains(in->module->values, decl->name))
		g_hash_table_insert(in->module->values, (void *)decl->name, decl);
}

/* One tree of a `use`, up to end; path: what is before it. */
static void scan_use_tree(struct bindings *b, const struct place_in *in, struct span span, struct path path,
			  const struct attributes *attributes, bool is_public)
{
	unsigned i = span.start, name = 0;
	if (++b->depth > BINDINGS_DEPTH) {
		b->depth--;
		return;
	}
	if (i < span.end && is_path(&b->file, i)) {
		path.is_global |= path.n_segments == 0;
		i++;
	}
	while (i < span.end && is_name(&b->file, i) && path.n_segments < BINDINGS_SEGMENTS) {
		name = i++;
		if (!(path.n_segments && is_word(&b->file, name, "self")))
			path.segments[path.n_segments++] = bindings_word(b, name);
		if (i >= span.end || !is_path(&b->file, i))
			break;
		i++;
	}
	if (i < span.end && is_mark(&b->file, i, '*')) {
		add_use(b, in, &path, 0, attributes, is_public);
	} else if (i < span.end && is_mark(&b->file, i, '{')) {
		struct span inside = bindings_inside(b, i, span.end);
		for (unsigned start = inside.start, comma; start < inside.end; start = comma + 1) {
			comma = bindings_find(b, start, inside.end, ",");
			scan_use_tree(b, in, (struct span){ start, comma }, path, attributes, is_public);
		}
	} else if (name && path.n_segments < BINDINGS_SEGMENTS) {
		bool is_renamed = i + 1 < span.end && is_word(&b->file, i, "as") && is_name(&b->file, i + 1);
		add_use(b, in, &path, is_renamed ? i + 1 : name, attributes, is_public);
	}
	b->depth--;
}

/* ---- items ---- */

static unsigned scan_module(struct bindings *b, const struct place_in *in, unsigned name, unsigned end,
			    const struct attributes *attributes)
{
	if (name >= end || !is_name(&b->file, name))
		return name;
	if (name + 1 >= end || !is_mark(&b->file, name + 1, '{')) {
		if (is_mark(&b->file, name + 1, ';'))
			api_omit(b->api, "module", bindings_word(b, name), bindings_location(b, name), "unread-rust",
				 "it is in a file of its own");
		return MIN(name + 2, end);
	}
	struct decl *decl = add_decl(b, in, DECL_MODULE, name, attributes);
	decl->inner = bindings_add_module(b, in->module, decl);
	struct place_in inner = { decl->inner, .conv = CALL_C, .depth = in->depth + 1 };
	if (inner.depth > BINDINGS_MODULE_DEPTH)
		api_omit(b->api, "module", decl->name, bindings_location(b, name), "unread-rust",
			 "modules are nested too deeply");
	else
		scan_items(b, &inner, bindings_inside(b, name + 1, end));
	return bindings_skip(b, name + 1, end);
}

static unsigned scan_impl(struct bindings *b, const struct place_in *in, unsigned i, unsigned end)
{
	struct span generics;
	unsigned name = read_generics(b, i, end, &generics), body = bindings_find(b, name, end, "{;");
	for (unsigned k = name; k < body; k = bindings_skip(b, k, body))
		if (is_word(&b->file, k, "for"))
			return bindings_skip(b, body, end);
	if (body < end && is_mark(&b->file, body, '{')) {
		struct impl impl = { in->module, name, bindings_inside(b, body, end) };
		g_array_append_val(b->impls, impl);
	}
	return bindings_skip(b, body, end);
}

/* `extern` at i - 1: a block, a function or a crate. */
static unsigned scan_extern(struct bindings *b, const struct place_in *in, unsigned i, unsigned end,
			    const struct attributes *attributes)
{
	struct place_in inner = *in;
	struct cursor cursor = { i, end };
	if (is_word(&b->file, i, "crate"))
		return behind_semicolon(b, i, end);
	bindings_read_convention(b, &cursor, &inner.conv, &inner.conv_name);
	i = cursor.i;
	if (i < end && is_mark(&b->file, i, '{')) {
		inner.is_extern = true;
		inner.depth++;
		if (inner.depth <= BINDINGS_MODULE_DEPTH)
			scan_items(b, &inner, bindings_inside(b, i, end));
		return bindings_skip(b, i, end);
	}
	if (i + 1 < end && is_word(&b->file, i, "fn") && is_name(&b->file, i + 1))
		return scan_function(b, &inner, i + 1, end, attributes, true);
	return i;
}

/* cfg_if! { if #[cfg(a)] { … } else if #[cfg(b)] { … } else { … } }: the first part that is there, and those that may be. */
static void scan_cfg_if(struct bindings *b, const struct place_in *in, struct span span)
{
	struct place_in inner = *in;
	bool is_taken = false;
	if (++inner.depth > BINDINGS_MODULE_DEPTH)
		return;
	for (unsigned i = span.start; i < span.end && !is_taken; i++) { /* behind `else` */
		struct attributes attributes = { 0 };
		if (is_word(&b->file, i, "if")) {
			i++;
			bindings_read_attributes(b, &i, span.end, &attributes);
		}
		if (i >= span.end || !is_mark(&b->file, i, '{'))
			break;
		bindings_note_condition(b, &attributes, i);
		is_taken = !attributes.is_absent && !attributes.is_conditional;
		if (!attributes.is_absent)
			scan_items(b, &inner, bindings_inside(b, i, span.end));
		i = bindings_skip(b, i, span.end);
	}
}

/* A macro's call: what it stands for is not known, but for one. i: its name. */
static unsigned scan_macro(struct bindings *b, const struct place_in *in, unsigned i, unsigned end)
{
	unsigned group = i + 2;
	if (group < end && is_word(&b->file, i, "cfg_if") && is_open(&b->file, group)) {
		scan_cfg_if(b, in, bindings_inside(b, group, end));
		return bindings_skip(b, group, end);
	}
	if (group < end && is_name(&b->file, group)) /* macro_rules! name { … } */
		group++;
	else if (!is_word(&b->file, i, "compile_error"))
		api_omit(b->api, "macro", bindings_word(b, i), bindings_location(b, i), "unread-rust",
			 "what this macro stands for is not known");
	unsigned next = bindings_skip(b, group, end);
	return next < end && is_mark(&b->file, next, ';') ? next + 1 : next;
}

/* The item whose keyword is at i. Returns the token behind it. */
static unsigned scan_item(struct bindings *b, const struct place_in *in, unsigned i, unsigned end,
			  const struct attributes *attributes, bool is_public)
{
	const struct rust_file *file = &b->file;
	bool has_name = i + 1 < end && is_name(file, i + 1);
	while (has_name &&
	       (is_word(file, i, "unsafe") || is_word(file, i, "safe") || is_word(file, i, "async") ||
		is_word(file, i, "default") ||
		(is_word(file, i, "const") &&
		 (is_word(file, i + 1, "fn") || is_word(file, i + 1, "unsafe") || is_word(file, i + 1, "extern"))))) {
		i++;
		has_name = i + 1 < end && is_name(file, i + 1);
	}
	if (is_word(file, i, "extern"))
		return scan_extern(b, in, i + 1, end, attributes);
	if (is_word(file, i, "impl"))
		return scan_impl(b, in, i + 1, end);
	if (is_word(file, i, "use")) {
		unsigned next = behind_semicolon(b, i, end);
		scan_use_tree(b, in, (struct span){ i + 1, next - 1 }, (struct path){ 0 }, attributes, is_public);
		return next;
	}
	if (i + 1 < end && is_name(file, i) && is_mark(file, i + 1, '!'))
		return scan_macro(b, in, i, end);
	if (!has_name)
		return bindings_skip(b, i, end);
	if (is_word(file, i, "struct"))
		return scan_struct(b, in, i + 1, end, attributes, DECL_STRUCT);
	if (is_word(file, i, "union"))
		return scan_struct(b, in, i + 1, end, attributes, DECL_UNION);
	if (is_word(file, i, "enum"))
		return scan_struct(b, in, i + 1, end, attributes, DECL_ENUM);
	if (is_word(file, i, "type"))
		return scan_alias(b, in, i + 1, end, attributes);
	if (is_word(file, i, "fn"))
		return scan_function(b, in, i + 1, end, attributes, in->is_extern);
	if (is_word(file, i, "static"))
		return scan_object(b, in, i + 1, end, attributes, DECL_STATIC);
	if (is_word(file, i, "const"))
		return scan_object(b, in, i + 1, end, attributes, DECL_CONST);
	if (is_word(file, i, "mod"))
		return scan_module(b, in, i + 1, end, attributes);
	if (is_word(file, i, "trait")) {
		i = bindings_find(b, i + 1, end, "{;");
		return bindings_skip(b, i, end);
	}
	return i + 1;
}

/* Passes over an item that is not there on this target. */
static unsigned skip_item(const struct bindings *b, unsigned i, unsigned end)
{
	bool is_block = !is_word(&b->file, i, "const") && !is_word(&b->file, i, "static") &&
			!is_word(&b->file, i, "use") && !is_word(&b->file, i, "type");
	while (i < end) {
		bool is_brace = is_mark(&b->file, i, '{'),
		     is_last = is_mark(&b->file, i, ';') || (is_block && is_brace);
		i = bindings_skip(b, i, end);
		if (is_last)
			break;
	}
	return i;
}

static void scan_items(struct bindings *b, const struct place_in *in, struct span span)
{
	for (unsigned i = span.start; i < span.end;) {
		struct attributes attributes = { 0 };
		unsigned start = i;
		bindings_read_attributes(b, &i, span.end, &attributes);
		bool is_public = i < span.end && is_word(&b->file, i, "pub");
		if (is_public) {
			i++;
			if (i < span.end && is_mark(&b->file, i, '('))
				i = bindings_skip(b, i, span.end);
		}
		if (i >= span.end)
			break;
		unsigned decls = b->decls->len;
		if (attributes.is_absent)
			i = skip_item(b, i, span.end);
		else
			i = scan_item(b, in, i, span.end, &attributes, is_public);
		if (b->decls->len > decls)
			((struct decl *)b->decls->pdata[decls])->is_public = is_public;
		if (i <= start)
			i = start + 1;
	}
}

void bindings_scan(struct bindings *b)
{
	struct place_in in = { b->root, .conv = CALL_C };
	scan_items(b, &in, (struct span){ 0, b->file.count });
}
