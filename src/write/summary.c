/*
 * What became of the API: counts, and every item that was left out with its place and reason. Once as JSON (--report),
 * once in a few lines for people:
 *
 *     written: 12 structs, 1 union, 3 enums, 4 typedefs, 7 functions, 44 macros
 *     as bytes: 1
 *     left out: 3 (2 function-like-macro, 1 unsupported-type)
 *
 * Both are printed from the same tally, so they cannot disagree. Left out is what the user wanted and does not get: items
 * that the selection does not name or blocks are counted, not listed. Lists are in source order, reasons ordered by name.
 */
#include "write/json.h"
#include "write/write.h"

#include <string.h>

#define N_KINDS 7

/* Plural names in the order of the report; item_kind_name() gives the singular. */
static const struct {
	const char *singular;
	const char *plural;
} kinds[N_KINDS] = {
	{ "struct", "structs" },     { "union", "unions" },       { "enum", "enums" },   { "typedef", "typedefs" },
	{ "function", "functions" }, { "variable", "variables" }, { "macro", "macros" },
};

struct kind_tally {
	unsigned seen, written, blocked, opaque, omitted;
};

struct tally {
	struct kind_tally of[N_KINDS];
	unsigned written, as_bytes, left_out;
	GTree *reasons; /* id → count: ordered, unlike a hash table */
};

static unsigned kind_index(const struct item *item)
{
	const char *name = item_kind_name(item);
	unsigned i = 0;

	while (i < N_KINDS - 1 && strcmp(kinds[i].singular, name) != 0)
		i++;
	return i;
}

static bool item_is_left_out(const struct item *item)
{
	return item->is_selected && !item->is_blocked && item->omitted;
}

/* Records whose fields Rust cannot express; those that the user made opaque are no loss. */
static bool item_is_as_bytes(const struct item *item)
{
	return item->kind == ITEM_RECORD && item_is_written(item) && item->record.repr.why &&
	       (item->record.repr.kind == REPR_BYTES || item->record.repr.kind == REPR_OPAQUE);
}

static void count_reason(struct tally *tally, const char *id)
{
	gpointer key = (gpointer)(id ? id : "other");

	tally->left_out++;
	g_tree_insert(tally->reasons, key, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_tree_lookup(tally->reasons, key)) + 1));
}

static int compare_ids(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

static void count_item(struct tally *tally, const struct item *item)
{
	struct kind_tally *of = &tally->of[kind_index(item)];

	of->seen++;
	of->blocked += item->is_blocked;
	of->opaque += item->is_opaque;
	if (item_is_written(item)) {
		of->written++;
		tally->written++;
		tally->as_bytes += item_is_as_bytes(item);
	}
	if (item_is_left_out(item)) {
		of->omitted++;
		count_reason(tally, item->omitted_id);
	}
}

static void tally_init(struct tally *tally, const struct api *api)
{
	memset(tally, 0, sizeof(*tally));
	tally->reasons = g_tree_new(compare_ids);
	for (guint i = 0; i < api->items->len; i++)
		count_item(tally, g_ptr_array_index(api->items, i));
	for (guint i = 0; i < api->omissions->len; i++)
		count_reason(tally, g_array_index(api->omissions, struct omission, i).id);
}

static void tally_finish(struct tally *tally)
{
	g_tree_destroy(tally->reasons);
}

/* ---- JSON ---- */

static json_t *loss(const struct api *api, const char *kind, const char *name, const char *id, const char *reason,
		    struct location loc)
{
	json_t *value = json_object();

	json_put(value, "kind", json_text(kind));
	json_put(value, "name", json_text(name));
	json_put(value, "id", json_text(id));
	json_put(value, "reason", json_text(reason));
	json_put(value, "location", json_location(api, loc));
	return value;
}

static json_t *report_losses(const struct api *api)
{
	json_t *list = json_array();

	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);

		if (item_is_left_out(item))
			json_array_append_new(list, loss(api, item_kind_name(item), item->name, item->omitted_id,
							 item->omitted, item->loc));
	}
	for (guint i = 0; i < api->omissions->len; i++) {
		const struct omission *o = &g_array_index(api->omissions, struct omission, i);

		json_array_append_new(list, loss(api, o->kind, o->name, o->id, o->reason, o->loc));
	}
	return list;
}

static json_t *report_bytes(const struct api *api)
{
	json_t *list = json_array();

	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);

		if (item_is_as_bytes(item))
			json_array_append_new(list,
					      loss(api, item_kind_name(item), item->name ? item->name : item->rust_name,
						   NULL, item->record.repr.why, item->loc));
	}
	return list;
}

static json_t *report_counts(const struct tally *tally)
{
	json_t *counts = json_object();

	for (unsigned i = 0; i < N_KINDS; i++) {
		json_t *one = json_object();

		json_put(one, "seen", json_integer(tally->of[i].seen));
		json_put(one, "written", json_integer(tally->of[i].written));
		json_put(one, "blocked", json_integer(tally->of[i].blocked));
		json_put(one, "opaque", json_integer(tally->of[i].opaque));
		json_put(one, "left_out", json_integer(tally->of[i].omitted));
		json_put(counts, kinds[i].plural, one);
	}
	return counts;
}

static gboolean put_reason(gpointer id, gpointer count, gpointer data)
{
	json_put(data, id, json_integer(GPOINTER_TO_UINT(count)));
	return FALSE;
}

void write_json_report(const struct api *api, struct writer *out)
{
	json_t *report = json_object();
	json_t *headers = json_array();
	json_t *reasons = json_object();
	struct tally tally;

	tally_init(&tally, api);
	for (guint i = 0; i < api->headers->len; i++)
		json_array_append_new(headers, json_text(g_ptr_array_index(api->headers, i)));
	g_tree_foreach(tally.reasons, put_reason, reasons);
	json_put(report, "target", json_text(api->target.triple));
	json_put(report, "headers", headers);
	json_put(report, "written", json_integer(tally.written));
	json_put(report, "counts", report_counts(&tally));
	json_put(report, "reasons", reasons);
	json_put(report, "left_out", report_losses(api));
	json_put(report, "as_bytes", report_bytes(api));
	json_print(out, report, JSON_INDENT(2));
	writer_text(out, "\n");
	tally_finish(&tally);
}

/* ---- text ---- */

static void append_part(GString *line, unsigned count, const char *singular, const char *plural)
{
	if (line->len)
		g_string_append(line, ", ");
	g_string_append_printf(line, "%u %s", count, count == 1 ? singular : plural);
}

static gboolean append_reason(gpointer id, gpointer count, gpointer line)
{
	append_part(line, GPOINTER_TO_UINT(count), id, id);
	return FALSE;
}

void write_text_summary(const struct api *api, struct writer *out)
{
	GString *line = g_string_new(NULL);
	struct tally tally;

	tally_init(&tally, api);
	for (unsigned i = 0; i < N_KINDS; i++)
		if (tally.of[i].written)
			append_part(line, tally.of[i].written, kinds[i].singular, kinds[i].plural);
	writer_line(out, "written: %s", line->len ? line->str : "nothing");
	if (tally.as_bytes)
		writer_line(out, "as bytes: %u", tally.as_bytes);
	g_string_truncate(line, 0);
	g_tree_foreach(tally.reasons, append_reason, line);
	if (tally.left_out)
		writer_line(out, "left out: %u (%s)", tally.left_out, line->str);
	else
		writer_line(out, "left out: nothing");
	g_string_free(line, TRUE);
	tally_finish(&tally);
}

/* Reasons that most headers give for something: nothing that one would miss. */
static bool is_expected(const char *id)
{
	static const char *const expected[] = { "empty-macro",     "function-like-macro", "inline-function",
						"no-constant",     "same-as-enumerator",  "static-function",
						"undefined-macro", "varying-macro" };

	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
		if (g_str_equal(id, expected[i]))
			return true;
	return false;
}

static gboolean append_unexpected(gpointer id, gpointer count, gpointer line)
{
	return is_expected(id) ? FALSE : append_reason(id, count, line);
}

void write_text_losses(const struct api *api, bool is_about_macros, struct writer *out)
{
	GString *line = g_string_new(NULL);
	struct tally tally;

	tally_init(&tally, api);
	g_tree_foreach(tally.reasons, is_about_macros ? append_reason : append_unexpected, line);
	if (line->len)
		writer_line(out, "left out: %s; --report FILE names them", line->str);
	g_string_free(line, TRUE);
	tally_finish(&tally);
}
