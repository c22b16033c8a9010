/*
 * A comparison as JSON, for programs; docs/check.md describes the keys.
 *
 *     {"kind": "field-size", "pair": 0, "subject": "struct point", "member": "y", "left": "2 bytes, short", "right": "4 bytes, int",
 *      "left_place": "a.h:12", "right_place": "bindings.rs:10:5", "consequence": "…", "layout": 0}
 *
 * is one line of "differences". Invariants, as in json.c: keys have a fixed order; one without anything to say is absent, and so is a flag
 * that does not hold; one element of a list is one line.
 */
#include "write/check.h"
#include "write/check_digest.h"
#include "write/json.h"

static const char *const verdict_names[] = {
	[FLAG_EQUAL] = "equal",
	[FLAG_HARMLESS] = "harmless",
	[FLAG_WRONG] = "wrong",
	[FLAG_UNKNOWN] = "unknown",
};

static json_t *dump_pair(const struct comparison_pair *pair)
{
	json_t *value = json_object(), *counts = json_object();
	json_put(counts, "types", json_integer(pair->counts.types));
	json_put(counts, "fields", json_integer(pair->counts.fields));
	json_put(counts, "bitfields", json_integer(pair->counts.bitfields));
	json_put(counts, "enumerators", json_integer(pair->counts.enumerators));
	json_put(counts, "functions", json_integer(pair->counts.functions));
	json_put(counts, "parameters", json_integer(pair->counts.parameters));
	json_put(counts, "variables", json_integer(pair->counts.variables));
	json_put(counts, "constants", json_integer(pair->counts.constants));
	json_put(counts, "only_left", json_integer(pair->counts.only_left));
	json_put(counts, "only_right", json_integer(pair->counts.only_right));
	json_put(value, "left", json_text(pair->left));
	json_put(value, "right", json_text(pair->right));
	json_put(value, "counts", counts);
	return value;
}

static json_t *dump_difference(const struct difference *difference)
{
	json_t *value = json_object();
	json_put(value, "kind", json_string(difference_kind_names[difference->kind]));
	json_put(value, "pair", json_integer(difference->pair));
	json_put(value, "subject", json_text(difference->subject));
	json_put(value, "member", json_text(difference->member));
	json_put(value, "left", json_text(difference->left));
	json_put(value, "right", json_text(difference->right));
	json_put(value, "left_place", json_text(difference->left_place));
	json_put(value, "right_place", json_text(difference->right_place));
	json_put(value, "consequence", json_text(difference->consequence));
	if (difference->layout >= 0)
		json_put(value, "layout", json_integer(difference->layout));
	json_put(value, "allowed", json_text(difference->allowed));
	return value;
}

static json_t *dump_gap(const struct gap *gap)
{
	json_t *value = json_object();
	json_put(value, "pair", json_integer(gap->pair));
	json_put(value, "kind", json_text(gap->kind));
	json_put(value, "name", json_text(gap->name));
	json_put(value, "id", json_text(gap->id));
	json_put(value, "reason", json_text(gap->reason));
	return value;
}

static json_t *dump_flag(const struct flag_pair *flag)
{
	json_t *value = json_object();
	json_put(value, "property", json_text(flag->property));
	json_put(value, "verdict", json_string(verdict_names[flag->verdict]));
	json_put(value, "left", json_text(flag->left));
	json_put(value, "right", json_text(flag->right));
	json_put(value, "left_evidence", json_text(flag->left_evidence));
	json_put(value, "right_evidence", json_text(flag->right_evidence));
	json_put(value, "text", json_text(flag->text));
	return value;
}

static json_t *dump_identifier(uint32_t id)
{
	char digits[16];
	g_snprintf(digits, sizeof(digits), "0x%08x", id);
	return json_string(digits);
}

static json_t *dump_kcfi(const struct kcfi_pair *pair)
{
	json_t *value = json_object();
	json_put(value, "name", json_text(pair->name));
	json_put(value, "left_type", json_text(pair->left_type));
	json_put(value, "right_type", json_text(pair->right_type));
	json_put(value, "left_id", dump_identifier(pair->left_id));
	json_put(value, "right_id", dump_identifier(pair->right_id));
	if (pair->in_left_object)
		json_put(value, "left_object_id", dump_identifier(pair->left_object_id));
	if (pair->in_right_object)
		json_put(value, "right_object_id", dump_identifier(pair->right_object_id));
	json_put_flag(value, "normalized", pair->normalized);
	json_put(value, "agrees", json_boolean(pair->agrees));
	json_put(value, "needs", json_text(pair->needs));
	json_put(value, "why", json_text(pair->why));
	return value;
}

static json_t *dump_drawn_field(const struct drawn_field *field)
{
	if (!check_field_exists(field))
		return NULL;
	json_t *value = json_object();
	json_put(value, "name", json_text(field->name));
	json_put(value, "type", json_text(field->type));
	json_put(value, "offset", json_integer(field->offset));
	json_put(value, "size", json_integer(field->size));
	json_put_flag(value, "bitfield", field->is_bitfield);
	json_put_flag(value, "padding", field->is_padding);
	return value;
}

static json_t *dump_layout(const struct layout *layout)
{
	const struct {
		const char *key;
		int64_t bytes;
	} sizes[] = {
		{ "left_size", layout->left_size },
		{ "right_size", layout->right_size },
		{ "left_align", layout->left_align },
		{ "right_align", layout->right_align },
	};
	json_t *value = json_object(), *rows = json_array();
	json_put(value, "subject", json_text(layout->subject));
	json_put(value, "pair", json_integer(layout->pair));
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		if (sizes[i].bytes >= 0)
			json_put(value, sizes[i].key, json_integer(sizes[i].bytes));
	for (guint i = 0; i < layout->rows->len; i++) {
		const struct layout_row *row = &g_array_index(layout->rows, struct layout_row, i);
		json_t *one = json_object();
		json_put(one, "left", dump_drawn_field(&row->left));
		json_put(one, "right", dump_drawn_field(&row->right));
		json_put_flag(one, "differs", row->differs);
		json_array_append_new(rows, one);
	}
	json_put(value, "rows", rows);
	return value;
}

/* ---- the whole ---- */

/* `"key": [` before the first element, a comma before the others; end_list() ends it. */
static void begin_list(struct writer *out, const char *key)
{
	writer_print(out, "\"%s\": [", key);
}

static void put_element(struct writer *out, guint index, json_t *element)
{
	writer_text(out, index ? ",\n" : "\n");
	json_print(out, element, 0);
}

static void end_list(struct writer *out)
{
	writer_text(out, "\n],\n");
}

static json_t *dump_summary(const struct comparison *comparison)
{
	struct check_digest *digest = check_digest_new(comparison);
	json_t *value = json_object(), *reasons = json_object();
	for (guint i = 0; i < digest->reasons->len; i++) {
		const struct check_reason *reason = g_ptr_array_index(digest->reasons, i);
		json_put(reasons, reason->id, json_integer(reason->count));
	}
	json_put(value, "differences", json_integer(digest->n_differences));
	json_put(value, "allowed", json_integer(digest->n_allowed));
	json_put(value, "not_compared", json_integer(comparison->gaps->len));
	json_put(value, "reasons", reasons);
	check_digest_free(digest);
	return value;
}

void write_check_json(const struct comparison *comparison, struct writer *out)
{
	writer_text(out, "{\n");
	begin_list(out, "pairs");
	for (guint i = 0; i < comparison->pairs->len; i++)
		put_element(out, i, dump_pair(&g_array_index(comparison->pairs, struct comparison_pair, i)));
	end_list(out);
	begin_list(out, "differences");
	for (guint i = 0; i < comparison->differences->len; i++)
		put_element(out, i, dump_difference(&g_array_index(comparison->differences, struct difference, i)));
	end_list(out);
	begin_list(out, "layouts");
	for (guint i = 0; i < comparison->layouts->len; i++)
		put_element(out, i, dump_layout(g_ptr_array_index(comparison->layouts, i)));
	end_list(out);
	begin_list(out, "flags");
	for (guint i = 0; i < comparison->flags->len; i++)
		put_element(out, i, dump_flag(&g_array_index(comparison->flags, struct flag_pair, i)));
	end_list(out);
	begin_list(out, "kcfi");
	for (guint i = 0; i < comparison->kcfi->len; i++)
		put_element(out, i, dump_kcfi(&g_array_index(comparison->kcfi, struct kcfi_pair, i)));
	end_list(out);
	begin_list(out, "gaps");
	for (guint i = 0; i < comparison->gaps->len; i++)
		put_element(out, i, dump_gap(&g_array_index(comparison->gaps, struct gap, i)));
	end_list(out);
	begin_list(out, "notes");
	for (guint i = 0; i < comparison->notes->len; i++)
		put_element(out, i, json_text(g_ptr_array_index(comparison->notes, i)));
	end_list(out);
	writer_text(out, "\"summary\": ");
	json_print(out, dump_summary(comparison), 0);
	writer_text(out, "\n}\n");
}
