/*
 * Models to witness files in C; witness.h says what they are for, witness_rust.c makes those in Rust.
 *
 * The constants come before the functions: `#undef` takes away macros of a function's name, which would stand in the way of
 * `&(name)`, and a constant may need such a macro.
 */
#include "write/witness.h"

#include <string.h>

void witness_init(struct witness *witness)
{
	witness->lines = g_array_new(FALSE, TRUE, sizeof(struct witness_line));
}

void witness_finish(struct witness *witness)
{
	for (guint i = 0; i < witness->lines->len; i++)
		g_free(g_array_index(witness->lines, struct witness_line, i).text);
	g_array_unref(witness->lines);
}

void witness_add_line(struct witness *witness, const char *kind, const char *name, char *text)
{
	struct witness_line line = { .text = text, .kind = kind, .name = name };
	g_array_append_val(witness->lines, line);
}

void write_witness(const struct witness *witness, struct writer *out)
{
	for (guint i = 0; i < witness->lines->len; i++) {
		const struct witness_line *line = &g_array_index(witness->lines, struct witness_line, i);
		writer_text(out, line->is_dropped ? "" : line->text);
		writer_text(out, "\n");
	}
}

/* ---- C ---- */

/* "struct point", "point_t"; freed by the caller. */
static char *c_name(const struct item *item)
{
	bool in_typedef = item->kind == ITEM_RECORD ? item->record.in_typedef :
			  item->kind == ITEM_ENUM   ? item->enumeration.in_typedef :
						      true;
	return in_typedef ? g_strdup(item->name) : g_strdup_printf("%s %s", item_kind_name(item), item->name);
}

static void add_type(struct witness *witness, const struct item *item)
{
	bool is_complete = item->kind == ITEM_RECORD ? item->record.is_complete :
			   item->kind == ITEM_ENUM   ? item->enumeration.is_complete :
						       true;
	char *name = c_name(item), *symbol = g_strdup(name);
	g_strdelimit(symbol, " ", '_');
	if (item->kind == ITEM_RECORD && is_complete) {
		const char *prefix = item->record.in_typedef ? "typedef_" : "";
		witness_add_line(witness, item_kind_name(item), item->name,
				 g_strdup_printf("%s *__braze_type_%s%s; char __braze_align_%s%s[_Alignof(%s)];", name,
						 prefix, symbol, prefix, symbol, name));
	} else {
		const char *prefix = item->kind == ITEM_TYPEDEF ? "alias_" : "";
		witness_add_line(witness, item_kind_name(item), item->name,
				 g_strdup_printf("%s *__braze_type_%s%s;", name, prefix, symbol));
	}
	g_free(symbol);
	g_free(name);
}

static bool is_usable(const struct item *item)
{
	return item->name && !item->is_anonymous && !item->is_local && !item->is_builtin;
}

static void add_types(struct witness *witness, const struct api *headers)
{
	for (guint i = 0; i < headers->items->len; i++) {
		const struct item *item = g_ptr_array_index(headers->items, i);
		if (is_usable(item) && (item_is_tag(item) || item->kind == ITEM_TYPEDEF))
			add_type(witness, item);
	}
}

static void add_constant(struct witness *witness, const struct item *item)
{
	switch (item->constant.value.kind) {
	case VALUE_INT:
		witness_add_line(witness, "constant", item->name,
				 g_strdup_printf("enum { __braze_value_%s = (%s) };", item->name, item->name));
		break;
	case VALUE_FLOAT:
		witness_add_line(witness, "constant", item->name,
				 g_strdup_printf("const __typeof__(%s) __braze_const_%s = (%s);", item->name,
						 item->name, item->name));
		break;
	case VALUE_STRING:
		witness_add_line(witness, "constant", item->name,
				 g_strdup_printf("const __typeof__(*(%s)) __braze_const_%s[] = %s;", item->name,
						 item->name, item->name));
		break;
	}
}

static void add_function_or_variable(struct witness *witness, const struct item *item)
{
	bool is_function = item->kind == ITEM_FUNCTION;
	witness_add_line(witness, NULL, NULL, g_strdup_printf("#undef %s", item->name));
	witness_add_line(witness, item_kind_name(item), item->name,
			 g_strdup_printf("__typeof__(&(%s)) __braze_%s_%s;", item->name, is_function ? "fn" : "var",
					 item->name));
}

/* Names and symbols of the functions, variables and constants of the texts. */
static GHashTable *wanted_names(const GPtrArray *texts)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint t = 0; t < texts->len; t++) {
		const struct api *text = g_ptr_array_index(texts, t);
		for (guint i = 0; i < text->items->len; i++) {
			const struct item *item = g_ptr_array_index(text->items, i);
			const char *link_name = item_link_name(item);
			if (item->name && item->kind >= ITEM_FUNCTION)
				g_hash_table_add(names, (char *)item->name);
			if (link_name)
				g_hash_table_add(names, (char *)link_name);
		}
	}
	return names;
}

/* A declaration that is repeated is an item each time. */
static bool is_wanted(const struct item *item, GHashTable *names, GHashTable *seen)
{
	const char *link_name = item_link_name(item);
	if (!is_usable(item) || item->kind < ITEM_FUNCTION)
		return false;
	if (item->kind == ITEM_FUNCTION && item->function.macro != NOT_A_MACRO)
		return false;
	if (!g_hash_table_contains(names, item->name) && !(link_name && g_hash_table_contains(names, link_name)))
		return false;
	return g_hash_table_add(seen, (char *)item->name);
}

void witness_add_c(struct witness *witness, const struct api *headers, const GPtrArray *paths, const GPtrArray *texts)
{
	GHashTable *names = wanted_names(texts), *seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *later = g_ptr_array_new();
	for (guint i = 0; i < paths->len; i++)
		witness_add_line(witness, NULL, NULL,
				 g_strdup_printf("#include \"%s\"", (const char *)g_ptr_array_index(paths, i)));
	add_types(witness, headers);
	for (guint i = 0; i < headers->items->len; i++) {
		struct item *item = g_ptr_array_index(headers->items, i);
		if (!is_wanted(item, names, seen))
			continue;
		if (item->kind == ITEM_CONSTANT)
			add_constant(witness, item);
		else
			g_ptr_array_add(later, item);
	}
	for (guint i = 0; i < later->len; i++)
		add_function_or_variable(witness, g_ptr_array_index(later, i));
	g_ptr_array_unref(later);
	g_hash_table_unref(seen);
	g_hash_table_unref(names);
}
