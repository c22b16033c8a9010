/*
 * A build to its variants: the units of a side that were compiled with the same options, each distinct record once.
 *
 *     5,000 units, 40 distinct DW_AT_producer      40 variants, with counts
 *     objects without debug information, but with .GCC.command.line     a variant for each distinct one
 *     neither, but a command line on the command line    one variant
 *
 * Units whose compiler recorded nothing (clang without -grecord-command-line) are one variant without words, unless there is a command
 * line to take in their place.
 */
#include "compare/flags.h"

#include <elf.h>
#include <string.h>

struct gathering {
	struct flag_side *side;
	GHashTable *by_record; /* text → index in variants + 1 */
	GHashTable *by_words;  /* the words that matter, joined → the same; owns its keys */
	GHashTable *relevance; /* word → whether it matters + 1 */
	GHashTable *covered;   /* struct object * that a unit's record speaks for */
	unsigned unrecorded;
	const char *first_unrecorded;
};

static bool is_freestanding_word(const char *text)
{
	static const char *const marks[] = { "-mcmodel=kernel",
					     "-mno-red-zone",
					     "-ffreestanding",
					     "-mgeneral-regs-only",
					     "-D__KERNEL__",
					     "-D__KERNEL__=1",
					     NULL };
	return g_strv_contains(marks, text);
}

static void finish_variant(struct flag_variant *variant, const char *record)
{
	for (guint i = 0; variant->words && i < variant->words->len; i++)
		variant->is_freestanding |=
			is_freestanding_word(g_array_index(variant->words, struct flag_word, i).text);
	variant->is_gcc = record && (g_str_has_prefix(record, "GNU ") || !strstr(record, "clang"));
}

static bool has_words(const char *record)
{
	return g_str_has_prefix(record, "-") || strstr(record, " -");
}

static bool is_relevant(struct gathering *g, const char *text)
{
	unsigned known = GPOINTER_TO_UINT(g_hash_table_lookup(g->relevance, text));
	if (!known) {
		known = 1 + (is_freestanding_word(text) || flag_is_c_option(text));
		g_hash_table_insert(g->relevance, (gpointer)text, GUINT_TO_POINTER(known));
	}
	return known - 1;
}

/* Leaves the words that matter, and gives them as one text, freed by the caller: clang's records name the source, so that no two are alike. */
static char *keep_relevant(struct gathering *g, GArray *words)
{
	GString *joined = g_string_new(NULL);
	guint kept = 0;
	for (guint i = 0; i < words->len; i++) {
		struct flag_word word = g_array_index(words, struct flag_word, i);
		if (!is_relevant(g, word.text))
			continue;
		g_array_index(words, struct flag_word, kept++) = word;
		g_string_append_printf(joined, "%s\n", word.text);
	}
	g_array_set_size(words, kept);
	return g_string_free(joined, FALSE);
}

static void take_record(struct gathering *g, const char *record, const char *source, const char *path)
{
	gpointer index = g_hash_table_lookup(g->by_record, record);
	if (index) {
		g_array_index(g->side->variants, struct flag_variant, GPOINTER_TO_UINT(index) - 1).units++;
		return;
	}
	struct flag_variant variant = { .words = g_array_new(FALSE, TRUE, sizeof(struct flag_word)),
					.source = source,
					.first = comparison_text(g->side->out, path),
					.units = 1 };
	flag_words_from_record(g->side->out, record, variant.words);
	char *words = keep_relevant(g, variant.words);
	index = g_hash_table_lookup(g->by_words, words);
	if (index) {
		g_array_index(g->side->variants, struct flag_variant, GPOINTER_TO_UINT(index) - 1).units++;
		g_array_unref(variant.words);
	} else {
		finish_variant(&variant, record);
		g_array_append_val(g->side->variants, variant);
		index = GUINT_TO_POINTER(g->side->variants->len);
	}
	g_hash_table_insert(g->by_record, (gpointer)record, index);
	g_hash_table_insert(g->by_words, words, index);
}

static void take_origin(struct gathering *g, const struct origin *origin)
{
	if (origin->language != LANGUAGE_C)
		return;
	const char *path = origin->object ? origin->object->path : NULL;
	if (origin->producer && has_words(origin->producer)) {
		take_record(g, origin->producer, "DW_AT_producer", path);
		if (origin->object)
			g_hash_table_add(g->covered, (gpointer)origin->object);
		return;
	}
	if (origin->object && origin->object->command_line)
		return; /* that speaks for it */
	g->unrecorded++;
	if (!g->first_unrecorded)
		g->first_unrecorded = path;
}

static void take_command_line(struct gathering *g, const struct object *object)
{
	if (!object->command_line || g_hash_table_contains(g->covered, object))
		return;
	char **lines = g_strsplit(object->command_line, "\n", -1);
	for (char **line = lines; *line; line++)
		if (has_words(*line))
			take_record(g, comparison_text(g->side->out, *line), ".GCC.command.line", object->path);
	g_strfreev(lines);
}

/* The units that recorded nothing, or, without any unit, the command line that stands for all. */
static void take_rest(struct gathering *g)
{
	const GPtrArray *command = g->side->build->command;
	struct flag_variant variant = { .units = g->unrecorded,
					.first = comparison_text(g->side->out, g->first_unrecorded) };
	if (!g->unrecorded && (g->side->variants->len || !command))
		return;
	if (command) {
		variant.words = g_array_new(FALSE, TRUE, sizeof(struct flag_word));
		variant.source = "the C compiler's command line";
		variant.first = NULL;
		flag_words_from_c(g->side->out, command, variant.words);
		finish_variant(&variant, command->len ? command->pdata[0] : NULL);
	}
	g_array_append_val(g->side->variants, variant);
}

static void gather_c(struct flag_side *side)
{
	struct gathering g = { .side = side,
			       .by_record = g_hash_table_new(g_str_hash, g_str_equal),
			       .by_words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
			       .relevance = g_hash_table_new(g_str_hash, g_str_equal),
			       .covered = g_hash_table_new(NULL, NULL) };
	for (guint i = 0; i < side->build->view->apis->len; i++) {
		const struct api *api = side->build->view->apis->pdata[i];
		for (guint o = 0; o < api->origins->len; o++)
			take_origin(&g, api->origins->pdata[o]);
	}
	for (guint i = 0; i < side->objects->len; i++)
		take_command_line(&g, side->objects->pdata[i]);
	take_rest(&g);
	g_hash_table_unref(g.by_record);
	g_hash_table_unref(g.by_words);
	g_hash_table_unref(g.relevance);
	g_hash_table_unref(g.covered);
}

static void gather_rust(struct flag_side *side)
{
	if (!side->build->command && !side->build->target)
		return;
	struct flag_variant variant = { .words = g_array_new(FALSE, TRUE, sizeof(struct flag_word)),
					.source = "rustc's command line",
					.units = 1 };
	variant.lacks = flag_words_from_rustc(side->out, side->build, variant.words);
	g_array_append_val(side->variants, variant);
}

/* Whether the compiler's mark in .comment, where there is one, is that of the side's language. */
static bool is_of_language(const struct object *object, bool is_rust)
{
	if (!object->comment)
		return true;
	bool has_rust = strstr(object->comment, "rustc version") != NULL;
	bool has_c = strstr(object->comment, "GCC:") || strstr(object->comment, "clang version");
	return is_rust ? has_rust || !has_c : has_c || !has_rust;
}

void flag_side_init(struct flag_side *side, struct comparison *out, const struct build *build)
{
	*side = (struct flag_side){ .build = build, .out = out, .is_rust = build->view->is_rust };
	side->variants = g_array_new(FALSE, TRUE, sizeof(struct flag_variant));
	side->objects = g_ptr_array_new();
	for (guint i = 0; i < build->view->apis->len; i++) {
		const struct api *api = build->view->apis->pdata[i];
		if (!side->arch && api->target.arch)
			side->arch = flag_arch_of(api->target.arch);
		for (guint o = 0; o < api->objects->len; o++) {
			const struct object *object = api->objects->pdata[o];
			if (object->has_code && is_of_language(object, side->is_rust))
				g_ptr_array_add(side->objects, (gpointer)object);
		}
	}
	/* x32 has a word size of its own, and so no name */
	if (side->arch == OTHER_ARCH && side->objects->len &&
	    ((const struct object *)side->objects->pdata[0])->machine == EM_X86_64)
		side->arch = X64;
	if (side->is_rust)
		gather_rust(side);
	else
		gather_c(side);
}

void flag_side_finish(struct flag_side *side)
{
	for (guint i = 0; i < side->variants->len; i++)
		if (g_array_index(side->variants, struct flag_variant, i).words)
			g_array_unref(g_array_index(side->variants, struct flag_variant, i).words);
	g_array_unref(side->variants);
	g_ptr_array_unref(side->objects);
	for (unsigned id = 0; id < FLAG_IDS; id++)
		if (side->values[id])
			g_array_unref(side->values[id]);
}

bool flag_side_has_words(const struct flag_side *side)
{
	for (guint i = 0; i < side->variants->len; i++)
		if (g_array_index(side->variants, struct flag_variant, i).words)
			return true;
	return false;
}
