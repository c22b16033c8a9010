/*
 * Bindings to a witness file in Rust:
 *
 *     the crate's root, in which include!(…) of the bindings is replaced by
 *         their text, with derives that cost time and change no layout left out
 *         #[used] pub static mut __braze_type_3: *const point = ::core::ptr::null();
 *         #[used] pub static mut __braze_fn_draw: ::core::option::Option<unsafe extern "C" fn(p: *const point)> = None;
 *
 * The lines stand in the module of the bindings, since these may use private names of it. What is in a module of the bindings' own gets a
 * module beside it that imports all from there.
 */
#include "write/witness.h"

#include <string.h>

/* ---- the lines ---- */

/* The static for a function, from the text "fn draw(p: *const point, ...) -> c_int"; NULL: none. Freed by the caller. */
static char *function_static(const struct item *item)
{
	const struct type *type = item->function.type;
	const char *symbol = item->function.link_name ? item->function.link_name : item->name;
	const char *open = type->spelling ? strchr(type->spelling, '(') : NULL;
	enum call_conv conv = type->function->conv;
	if (!open || conv >= CALL_OTHER)
		return NULL;
	return g_strdup_printf(
		"#[used] pub static mut __braze_fn_%s: ::core::option::Option<unsafe extern \"%s\" fn%s> = "
		"::core::option::Option::None;",
		symbol, call_conv_names[conv], open);
}

static char *variable_static(const struct item *item)
{
	const char *symbol = item->variable.link_name ? item->variable.link_name : item->name;
	const char *spelling = item->variable.type->spelling;
	return spelling ? g_strdup_printf("#[used] pub static mut __braze_var_%s: *const %s = ::core::ptr::null();",
					  symbol, spelling) :
			  NULL;
}

/* The static that uses the item; NULL: there is no way to. Freed by the caller. */
static char *item_static(const struct item *item)
{
	switch (item->kind) {
	case ITEM_RECORD:
	case ITEM_ENUM:
	case ITEM_TYPEDEF:
		return item->rust_name ?
			       g_strdup_printf(
				       "#[used] pub static mut __braze_type_%u: *const %s = ::core::ptr::null();",
				       item->id, item->rust_name) :
			       NULL;
	case ITEM_FUNCTION:
		return function_static(item);
	case ITEM_VARIABLE:
		return variable_static(item);
	default:
		return NULL;
	}
}

static bool is_of_file(const struct api *text, const struct item *item, const char *path)
{
	return strcmp(g_ptr_array_index(text->files, item->loc.file), path) == 0;
}

/* seen: names of functions and variables that have a line already. */
static void add_statics(struct witness *witness, const struct api *text, const char *path, GHashTable *seen)
{
	for (guint i = 0; i < text->items->len; i++) {
		const struct item *item = g_ptr_array_index(text->items, i);
		bool is_symbol = item->kind == ITEM_FUNCTION || item->kind == ITEM_VARIABLE;
		if (item->omitted || !(item->name || item_is_tag(item)) || !is_of_file(text, item, path))
			continue;
		char *line = is_symbol && !g_hash_table_add(seen, (char *)item->name) ? NULL : item_static(item);
		if (!line)
			continue;
		char *wrapped = item->scope && *item->scope ?
					g_strdup_printf("pub mod __braze_%u { use super::%s::*; %s }", item->id,
							item->scope, line) :
					NULL;
		witness_add_line(witness, item_kind_name(item), item->name, wrapped ? wrapped : g_strdup(line));
		g_free(line);
	}
}

/* ---- the text around them ---- */

/* strstr() for long texts: what looks over every call of that one, as sanitizers do, measures the whole text each time. */
static const char *find(const char *text, const char *word)
{
	const char *p = strchr(text, *word);
	while (p && !g_str_has_prefix(p, word))
		p = strchr(p + 1, *word);
	return p;
}

static void add_lines(struct witness *witness, const char *text)
{
	for (const char *end; (end = strchr(text, '\n')); text = end + 1)
		witness_add_line(witness, NULL, NULL, g_strndup(text, (gsize)(end - text)));
	witness_add_line(witness, NULL, NULL, g_strdup(text));
}

/* "Debug, Copy, Default, MaybeZeroable" to "Copy": what a union's members need; with Default where that is asked for. Freed by the caller. */
static char *kept_derives(const char *list, size_t length, bool with_default)
{
	char *text = g_strndup(list, length);
	char **words = g_strsplit_set(text, ", \t\n", -1);
	GString *kept = g_string_new(NULL);
	for (char **word = words; *word; word++)
		if (strcmp(*word, "Copy") == 0 || strcmp(*word, "Clone") == 0 ||
		    (with_default && strcmp(*word, "Default") == 0))
			g_string_append_printf(kept, "%s%s", kept->len ? ", " : "", *word);
	g_strfreev(words);
	g_free(text);
	return g_string_free(kept, FALSE);
}

/* Whether what stands behind a derive is a generic type, such as the unit that bindings have for bitfields: their functions make it by Default. */
static bool is_generic(const char *behind)
{
	return behind[strcspn(behind, "<{(;#")] == '<';
}

/* The text without derives but Copy, Clone and what generic types need. Freed by the caller. */
static char *without_derives(const char *text)
{
	static const char opening[] = "#[derive(";
	GString *out = g_string_new(NULL);
	for (const char *found; (found = find(text, opening));) {
		const char *list = found + strlen(opening), *end = find(list, ")]");
		if (!end)
			break;
		char *kept = kept_derives(list, (size_t)(end - list), is_generic(end + strlen(")]")));
		g_string_append_len(out, text, found - text);
		if (*kept)
			g_string_append_printf(out, "%s%s)]", opening, kept);
		g_free(kept);
		text = end + strlen(")]");
	}
	g_string_append(out, text);
	return g_string_free(out, FALSE);
}

static void add_source(struct witness *witness, const struct api *text, const struct witness_source *source,
		       GHashTable *seen)
{
	char *plain = without_derives(source->text);
	add_lines(witness, plain);
	add_statics(witness, text, source->path, seen);
	g_free(plain);
}

/* ---- include! ---- */

static const char *skip_blanks(const char *p)
{
	while (g_ascii_isspace(*p) || *p == ',')
		p++;
	return p;
}

/* Behind NAME!( … , or NULL. */
static const char *skip_macro(const char *p, const char *name)
{
	if (!g_str_has_prefix(p, name) || p[strlen(name)] != '!')
		return NULL;
	p = skip_blanks(p + strlen(name) + 1);
	return strchr("([{", *p) && *p ? p + 1 : NULL;
}

/* Appends what the string literal at *p stands for. False: it is none, or has escapes. */
static bool read_literal(const char **p, GString *out)
{
	const char *end = **p == '"' ? strpbrk(*p + 1, "\"\\") : NULL;
	if (!end || *end != '"')
		return false;
	g_string_append_len(out, *p + 1, end - *p - 1);
	*p = end + 1;
	return true;
}

/* Appends the value of literals, env! and concat! at *p. */
static bool read_expression(const char **p, const struct witness_root *root, GString *out)
{
	enum { DEPTH_MAX = 16 };
	unsigned depth = 0;
	do {
		const char *inside;
		*p = skip_blanks(*p);
		if (depth && **p && strchr(")]}", **p)) {
			++*p;
			depth--;
		} else if ((inside = skip_macro(*p, "concat"))) {
			*p = inside;
			if (++depth > DEPTH_MAX)
				return false;
		} else if ((inside = skip_macro(*p, "env"))) {
			GString *name = g_string_new(NULL);
			*p = skip_blanks(inside);
			bool ok = read_literal(p, name);
			const char *value = ok ? g_environ_getenv(root->environment, name->str) : NULL;
			g_string_append(out, value ? value : "");
			g_string_free(name, TRUE);
			*p = skip_blanks(*p);
			if (!value || !**p)
				return false;
			++*p;
		} else if (!read_literal(p, out)) {
			return false;
		}
	} while (depth);
	return true;
}

/* The source that the `include!` at p is about, and in *end what stands behind it; NULL: another file, or no way to tell. */
static const struct witness_source *find_included(const char *p, const struct witness_root *root, const GArray *sources,
						  const char **end)
{
	GString *path = g_string_new(NULL);
	const struct witness_source *found = NULL;
	p = skip_macro(p, "include");
	if (p && read_expression(&p, root, path)) {
		char *full = g_canonicalize_filename(path->str, root->folder);
		for (guint i = 0; i < sources->len && !found; i++) {
			const struct witness_source *source = &g_array_index(sources, struct witness_source, i);
			char *other = g_canonicalize_filename(source->path, NULL);
			found = strcmp(full, other) == 0 ? source : NULL;
			g_free(other);
		}
		g_free(full);
		*end = skip_blanks(p);
		*end += **end && strchr(")]}", **end);
		*end = skip_blanks(*end);
		*end += **end == ';';
	}
	g_string_free(path, TRUE);
	return found;
}

static void add_root(struct witness *witness, const struct api *text, const GArray *sources,
		     const struct witness_root *root, GHashTable *seen, GHashTable *used)
{
	const char *rest = root->text, *from = rest;
	for (const char *p; (p = find(from, "include!"));) {
		const char *end = p + strlen("include!");
		const struct witness_source *source = find_included(p, root, sources, &end);
		from = end;
		if (!source || !g_hash_table_add(used, (void *)source))
			continue;
		char *before = g_strndup(rest, (size_t)(p - rest));
		add_lines(witness, before);
		g_free(before);
		add_source(witness, text, source, seen);
		rest = end;
	}
	add_lines(witness, rest);
}

void witness_add_rust(struct witness *witness, const struct api *text, const GArray *sources,
		      const struct witness_root *root)
{
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal), *used = g_hash_table_new(NULL, NULL);
	if (root->text)
		add_root(witness, text, sources, root, seen, used);
	for (guint i = 0; i < sources->len; i++) {
		const struct witness_source *source = &g_array_index(sources, struct witness_source, i);
		bool is_first = i == 0 && !root->text;
		if (g_hash_table_contains(used, source))
			continue;
		if (!is_first)
			witness_add_line(
				witness, NULL, NULL,
				g_strdup_printf("#[allow(warnings)] pub mod __braze_file_%u { use super::*;", i));
		add_source(witness, text, source, seen);
		if (!is_first)
			witness_add_line(witness, NULL, NULL, g_strdup("}"));
	}
	g_hash_table_unref(used);
	g_hash_table_unref(seen);
}
