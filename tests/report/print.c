/*
 * Prints a report of a comparison that is made by hand: print text|verbose|color|json|html COMPARISON.json TITLE. The file is what write_check_json()
 * writes, so that printing it as JSON again must give the same; a string "\\377" of it has the byte 0xff, which JSON cannot hold.
 */
#include "write/check.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text(struct comparison *comparison, const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));
	char *bytes = value && strchr(value, '\\') ? g_strcompress(value) : g_strdup(value);
	const char *kept = comparison_text(comparison, bytes);
	g_free(bytes);
	return kept;
}

static int64_t integer(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(object, key);
	return value ? (int64_t)json_integer_value(value) : otherwise;
}

static bool flag(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key));
}

static unsigned index_of(const char *name, const char *const *names, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (g_strcmp0(name, names[i]) == 0)
			return i;
	fprintf(stderr, "print: no such kind: '%s'\n", name ? name : "");
	exit(2);
}

static void read_pair(struct comparison *comparison, const json_t *value)
{
	const json_t *counts = json_object_get(value, "counts");
	struct comparison_pair pair = { .left = text(comparison, value, "left"),
					.right = text(comparison, value, "right") };
	pair.counts.types = (unsigned)integer(counts, "types", 0);
	pair.counts.fields = (unsigned)integer(counts, "fields", 0);
	pair.counts.bitfields = (unsigned)integer(counts, "bitfields", 0);
	pair.counts.enumerators = (unsigned)integer(counts, "enumerators", 0);
	pair.counts.functions = (unsigned)integer(counts, "functions", 0);
	pair.counts.parameters = (unsigned)integer(counts, "parameters", 0);
	pair.counts.variables = (unsigned)integer(counts, "variables", 0);
	pair.counts.constants = (unsigned)integer(counts, "constants", 0);
	pair.counts.only_left = (unsigned)integer(counts, "only_left", 0);
	pair.counts.only_right = (unsigned)integer(counts, "only_right", 0);
	g_array_append_val(comparison->pairs, pair);
}

static void read_difference(struct comparison *comparison, const json_t *value)
{
	struct difference difference = {
		.kind = index_of(json_string_value(json_object_get(value, "kind")), difference_kind_names,
				 DIFFERENCE_KINDS),
		.pair = (unsigned)integer(value, "pair", 0),
		.subject = text(comparison, value, "subject"),
		.member = text(comparison, value, "member"),
		.left = text(comparison, value, "left"),
		.right = text(comparison, value, "right"),
		.left_place = text(comparison, value, "left_place"),
		.right_place = text(comparison, value, "right_place"),
		.consequence = text(comparison, value, "consequence"),
		.layout = (int)integer(value, "layout", -1),
		.allowed = text(comparison, value, "allowed"),
	};
	g_array_append_val(comparison->differences, difference);
}

static void read_gap(struct comparison *comparison, const json_t *value)
{
	struct gap gap = {
		.pair = (unsigned)integer(value, "pair", 0),
		.kind = text(comparison, value, "kind"),
		.name = text(comparison, value, "name"),
		.id = text(comparison, value, "id"),
		.reason = text(comparison, value, "reason"),
	};
	g_array_append_val(comparison->gaps, gap);
}

static void read_flag(struct comparison *comparison, const json_t *value)
{
	static const char *const verdicts[] = { "equal", "harmless", "wrong", "unknown" };
	struct flag_pair pair = {
		.property = text(comparison, value, "property"),
		.verdict =
			(enum flag_verdict)index_of(json_string_value(json_object_get(value, "verdict")), verdicts, 4),
		.left = text(comparison, value, "left"),
		.right = text(comparison, value, "right"),
		.left_evidence = text(comparison, value, "left_evidence"),
		.right_evidence = text(comparison, value, "right_evidence"),
		.text = text(comparison, value, "text"),
	};
	g_array_append_val(comparison->flags, pair);
}

static uint32_t identifier(const json_t *object, const char *key)
{
	const char *digits = json_string_value(json_object_get(object, key));
	return digits ? (uint32_t)strtoul(digits, NULL, 16) : 0;
}

static void read_kcfi(struct comparison *comparison, const json_t *value)
{
	struct kcfi_pair pair = {
		.name = text(comparison, value, "name"),
		.left_type = text(comparison, value, "left_type"),
		.right_type = text(comparison, value, "right_type"),
		.left_id = identifier(value, "left_id"),
		.right_id = identifier(value, "right_id"),
		.in_left_object = json_object_get(value, "left_object_id") != NULL,
		.in_right_object = json_object_get(value, "right_object_id") != NULL,
		.left_object_id = identifier(value, "left_object_id"),
		.right_object_id = identifier(value, "right_object_id"),
		.normalized = flag(value, "normalized"),
		.agrees = flag(value, "agrees"),
		.needs = text(comparison, value, "needs"),
	};
	g_array_append_val(comparison->kcfi, pair);
}

static struct drawn_field drawn_field(struct comparison *comparison, const json_t *value)
{
	return (struct drawn_field){
		.name = text(comparison, value, "name"),
		.type = text(comparison, value, "type"),
		.offset = integer(value, "offset", 0),
		.size = integer(value, "size", 0),
		.is_bitfield = flag(value, "bitfield"),
		.is_padding = flag(value, "padding"),
	};
}

static void read_layout(struct comparison *comparison, const json_t *value)
{
	struct layout *layout = g_new0(struct layout, 1);
	size_t i;
	json_t *one;

	layout->subject = text(comparison, value, "subject");
	layout->pair = (unsigned)integer(value, "pair", 0);
	layout->left_size = integer(value, "left_size", -1);
	layout->right_size = integer(value, "right_size", -1);
	layout->left_align = integer(value, "left_align", -1);
	layout->right_align = integer(value, "right_align", -1);
	layout->rows = g_array_new(FALSE, TRUE, sizeof(struct layout_row));
	json_array_foreach(json_object_get(value, "rows"), i, one)
	{
		struct layout_row row = {
			.left = drawn_field(comparison, json_object_get(one, "left")),
			.right = drawn_field(comparison, json_object_get(one, "right")),
			.differs = flag(one, "differs"),
		};
		g_array_append_val(layout->rows, row);
	}
	g_ptr_array_add(comparison->layouts, layout);
}

static struct comparison *read_comparison(const char *path)
{
	static const struct {
		const char *key;
		void (*read)(struct comparison *comparison, const json_t *value);
	} lists[] = {
		{ "pairs", read_pair }, { "differences", read_difference },
		{ "gaps", read_gap },   { "flags", read_flag },
		{ "kcfi", read_kcfi },  { "layouts", read_layout },
	};
	struct comparison *comparison = comparison_new();
	json_error_t error;
	json_t *root = json_load_file(path, 0, &error), *one;
	size_t i;

	if (!root) {
		fprintf(stderr, "print: %s:%d: %s\n", path, error.line, error.text);
		exit(2);
	}
	for (size_t k = 0; k < G_N_ELEMENTS(lists); k++)
		json_array_foreach(json_object_get(root, lists[k].key), i, one) lists[k].read(comparison, one);
	json_array_foreach(json_object_get(root, "notes"), i, one)
		g_ptr_array_add(comparison->notes, (gpointer)comparison_text(comparison, json_string_value(one)));
	json_decref(root);
	return comparison;
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	struct comparison *comparison = read_comparison(argv[2]);
	struct writer out;
	writer_init(&out);
	if (strcmp(argv[1], "json") == 0)
		write_check_json(comparison, &out);
	else if (strcmp(argv[1], "html") == 0)
		write_check_html(comparison, argv[3], &out);
	else
		write_check_text(comparison, strcmp(argv[1], "verbose") == 0, strcmp(argv[1], "color") == 0, &out);
	bool done = writer_commit(&out, NULL);
	writer_finish(&out);
	comparison_free(comparison);
	return done ? 0 : 1;
}
