/*
 * Puts a comparison in order for people to read; see check_digest.h.
 */
#include "write/check_digest.h"

#include <string.h>

enum {
	NEIGHBOURS = 2, /* rows shown around one that differs */
	SHORT_LAYOUT = 16, /* rows of a layout that is shown as a whole */
	SHORT_STRETCH = 3, /* rows that are not worth leaving out */
	ENDS = 4, /* rows shown of each end of a layout in which no row differs */
};

/* ---- groups ---- */

static void free_group(void *data)
{
	struct check_group *group = data;
	g_array_unref(group->differences);
	g_free(group);
}

static void free_need(void *data)
{
	struct check_need *need = data;
	g_ptr_array_unref(need->names);
	g_free(need);
}

static struct check_group *group_of(struct check_digest *digest, GHashTable *by_key,
				    const struct difference *difference)
{
	char *key = g_strdup_printf("%u %s", difference->pair, difference->subject ? difference->subject : "");
	struct check_group *group = g_hash_table_lookup(by_key, key);
	if (group) {
		g_free(key);
		return group;
	}
	group = g_new0(struct check_group, 1);
	group->subject = difference->subject;
	group->pair = difference->pair;
	group->layout = -1;
	group->differences = g_array_new(FALSE, FALSE, sizeof(guint));
	g_ptr_array_add(digest->groups, group);
	g_hash_table_insert(by_key, key, group);
	return group;
}

static void collect_groups(struct check_digest *digest, const struct comparison *comparison)
{
	GHashTable *by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < comparison->differences->len; i++) {
		const struct difference *difference = &g_array_index(comparison->differences, struct difference, i);
		struct check_group *group = group_of(digest, by_key, difference);
		g_array_append_val(group->differences, i);
		if (group->layout < 0 && difference->layout >= 0 &&
		    (guint)difference->layout < comparison->layouts->len)
			group->layout = difference->layout;
		group->n_allowed += difference->allowed != NULL;
		digest->n_allowed += difference->allowed != NULL;
		digest->n_differences++;
	}
	g_hash_table_unref(by_key);
}

/* ---- gaps, flags, identifiers ---- */

static gint compare_reasons(gconstpointer a, gconstpointer b)
{
	const struct check_reason *left = *(const struct check_reason *const *)a;
	const struct check_reason *right = *(const struct check_reason *const *)b;
	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	return strcmp(left->id, right->id);
}

static void collect_reasons(struct check_digest *digest, const struct comparison *comparison)
{
	GHashTable *by_id = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < comparison->gaps->len; i++) {
		const struct gap *gap = &g_array_index(comparison->gaps, struct gap, i);
		const char *id = gap->id ? gap->id : "other";
		struct check_reason *reason = g_hash_table_lookup(by_id, id);
		if (!reason) {
			reason = g_new0(struct check_reason, 1);
			reason->id = id;
			reason->text = gap->reason;
			reason->example = gap->name;
			g_ptr_array_add(digest->reasons, reason);
			g_hash_table_insert(by_id, (gpointer)id, reason);
		}
		if (g_strcmp0(reason->text, gap->reason) != 0)
			reason->text = NULL;
		reason->count++;
	}
	g_hash_table_unref(by_id);
	g_ptr_array_sort(digest->reasons, compare_reasons);
}

static void collect_needs(struct check_digest *digest, const struct comparison *comparison)
{
	GHashTable *by_text = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < comparison->kcfi->len; i++) {
		const struct kcfi_pair *pair = &g_array_index(comparison->kcfi, struct kcfi_pair, i);
		digest->n_kcfi++;
		digest->n_kcfi_agree += pair->agrees;
		digest->n_kcfi_normalized += pair->normalized;
		if (!pair->needs)
			continue;
		struct check_need *need = g_hash_table_lookup(by_text, pair->needs);
		if (!need) {
			need = g_new0(struct check_need, 1);
			need->text = pair->needs;
			need->names = g_ptr_array_new();
			g_ptr_array_add(digest->needs, need);
			g_hash_table_insert(by_text, (gpointer)pair->needs, need);
		}
		g_ptr_array_add(need->names, (gpointer)pair->name);
	}
	g_hash_table_unref(by_text);
}

struct check_digest *check_digest_new(const struct comparison *comparison)
{
	struct check_digest *digest = g_new0(struct check_digest, 1);
	digest->groups = g_ptr_array_new_with_free_func(free_group);
	digest->reasons = g_ptr_array_new_with_free_func(g_free);
	digest->needs = g_ptr_array_new_with_free_func(free_need);
	collect_groups(digest, comparison);
	collect_reasons(digest, comparison);
	collect_needs(digest, comparison);
	for (guint i = 0; i < comparison->flags->len; i++)
		digest->n_flags[g_array_index(comparison->flags, struct flag_pair, i).verdict]++;
	return digest;
}

void check_digest_free(struct check_digest *digest)
{
	g_ptr_array_unref(digest->groups);
	g_ptr_array_unref(digest->reasons);
	g_ptr_array_unref(digest->needs);
	g_free(digest);
}

/* ---- rows of a layout ---- */

static bool *rows_to_show(const struct layout *layout)
{
	guint n = layout->rows->len;
	bool *shown = g_new0(bool, n + 1);
	bool any = false;
	for (guint i = 0; i < n; i++) {
		if (!g_array_index(layout->rows, struct layout_row, i).differs)
			continue;
		any = true;
		for (guint k = i >= NEIGHBOURS ? i - NEIGHBOURS : 0; k < n && k <= i + NEIGHBOURS; k++)
			shown[k] = true;
	}
	for (guint i = 0; i < n; i++)
		if (n <= SHORT_LAYOUT || (!any && (i < ENDS || i + ENDS >= n)))
			shown[i] = true;
	return shown;
}

/* Shows stretches that are too short to be left out. */
static void fill_short(bool *shown, guint n)
{
	guint end;
	for (guint i = 0; i < n; i = end) {
		for (end = i; end < n && shown[end] == shown[i]; end++)
			continue;
		if (!shown[i] && end - i <= SHORT_STRETCH)
			for (guint k = i; k < end; k++)
				shown[k] = true;
	}
}

GArray *check_stretches(const struct layout *layout, guint limit)
{
	GArray *stretches = g_array_new(FALSE, FALSE, sizeof(struct check_stretch));
	guint n = layout->rows->len, n_shown = 0;
	bool *shown = rows_to_show(layout);
	fill_short(shown, n);
	for (guint i = 0; i < n; i++) {
		bool is_shown = shown[i] && (limit == 0 || n_shown < limit);
		bool differs = g_array_index(layout->rows, struct layout_row, i).differs;
		n_shown += is_shown;
		struct check_stretch *last =
			stretches->len ? &g_array_index(stretches, struct check_stretch, stretches->len - 1) : NULL;
		if (last && last->is_shown == is_shown) {
			last->count++;
			last->n_differ += differs && !is_shown;
			continue;
		}
		struct check_stretch next = { .first = i, .count = 1, .is_shown = is_shown };
		next.n_differ = differs && !is_shown;
		g_array_append_val(stretches, next);
	}
	g_free(shown);
	return stretches;
}

/* ---- parts ---- */

static const struct comparison_pair *pair_at(const struct comparison *comparison, unsigned pair)
{
	return pair < comparison->pairs->len ? &g_array_index(comparison->pairs, struct comparison_pair, pair) : NULL;
}

const char *check_left_label(const struct comparison *comparison, unsigned pair)
{
	const struct comparison_pair *found = pair_at(comparison, pair);
	return found && found->left ? found->left : "left";
}

const char *check_right_label(const struct comparison *comparison, unsigned pair)
{
	const struct comparison_pair *found = pair_at(comparison, pair);
	return found && found->right ? found->right : "right";
}

const struct flag_pair *check_flag_of(const struct comparison *comparison, const struct difference *difference)
{
	if (difference->kind != DIFFERENCE_FLAG || !difference->subject)
		return NULL;
	const char *property = difference->subject;
	if (g_str_has_prefix(property, "flag "))
		property += strlen("flag ");
	for (guint i = 0; i < comparison->flags->len; i++) {
		const struct flag_pair *flag = &g_array_index(comparison->flags, struct flag_pair, i);
		if (flag->verdict == FLAG_WRONG && g_strcmp0(flag->property, property) == 0)
			return flag;
	}
	return NULL;
}

bool check_field_exists(const struct drawn_field *field)
{
	return field->name || field->type || field->is_padding;
}

/* ---- texts ---- */

char *check_visible(const char *text)
{
	GString *visible = g_string_new(NULL);
	char *valid = g_utf8_make_valid(text ? text : "", -1);
	for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);
		switch (g_unichar_type(character)) {
		case G_UNICODE_CONTROL:
			g_string_append_printf(visible, "\\x%02x", character);
			break;
		case G_UNICODE_FORMAT:
		case G_UNICODE_LINE_SEPARATOR:
		case G_UNICODE_PARAGRAPH_SEPARATOR:
		case G_UNICODE_SURROGATE:
		case G_UNICODE_PRIVATE_USE:
		case G_UNICODE_UNASSIGNED:
			g_string_append_printf(visible, "\\u{%x}", character);
			break;
		default:
			g_string_append_unichar(visible, character);
		}
	}
	g_free(valid);
	return g_string_free(visible, FALSE);
}

char *check_short_type(const char *type)
{
	if (!type)
		return NULL;
	GString *text = g_string_new(NULL);
	gsize name = 0; /* where the name begins that the text ends with */
	for (const char *c = type; *c; c++) {
		if (g_str_has_prefix(c, "::") && c[2] != '\0') {
			const char *word = text->str + name;
			if (g_str_equal(word, "const") || g_str_equal(word, "mut")) {
				g_string_append_c(text, ' ');
				name = text->len;
			}
			g_string_truncate(text, name);
			c++;
			continue;
		}
		g_string_append_c(text, *c);
		if (!g_ascii_isalnum(*c) && *c != '_' && !((guchar)*c & 0x80))
			name = text->len;
	}
	return g_string_free(text, FALSE);
}

char *check_offset(const struct drawn_field *field)
{
	if (field->is_bitfield || field->offset % 8 != 0)
		return g_strdup_printf("%" G_GINT64_FORMAT ":%d", field->offset / 8, (int)(field->offset % 8));
	return g_strdup_printf("%" G_GINT64_FORMAT, field->offset / 8);
}

char *check_size(const struct drawn_field *field)
{
	if (field->size < 0)
		return g_strdup("?");
	if (field->is_bitfield || field->size % 8 != 0)
		return g_strdup_printf("%" G_GINT64_FORMAT " %s", field->size, field->size == 1 ? "bit" : "bits");
	return g_strdup_printf("%" G_GINT64_FORMAT, field->size / 8);
}

static void append_count(GString *text, unsigned count, const char *singular, const char *plural)
{
	g_string_append_printf(text, "%u %s", count, count == 1 ? singular : plural);
}

char *check_counts_text(const struct comparison_counts *counts)
{
	const struct {
		unsigned count;
		const char *singular, *plural;
	} parts[] = {
		{ counts->fields, "field", "fields" },
		{ counts->bitfields, "bitfield", "bitfields" },
		{ counts->enumerators, "enumerator", "enumerators" },
	};
	GString *text = g_string_new("compared ");
	const char *separator = " (";
	append_count(text, counts->types, "type", "types");
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (!parts[i].count)
			continue;
		g_string_append(text, separator);
		append_count(text, parts[i].count, parts[i].singular, parts[i].plural);
		separator = ", ";
	}
	g_string_append(text, *separator == ',' ? "), " : ", ");
	append_count(text, counts->functions, "function", "functions");
	g_string_append(text, ", ");
	append_count(text, counts->variables, "variable", "variables");
	g_string_append(text, ", ");
	append_count(text, counts->constants, "constant", "constants");
	return g_string_free(text, FALSE);
}

char *check_totals_text(const struct comparison *comparison, const struct check_digest *digest)
{
	GString *text = g_string_new(NULL);
	if (digest->n_differences)
		append_count(text, digest->n_differences, "difference", "differences");
	else
		g_string_append(text, "no differences");
	if (digest->n_allowed)
		g_string_append_printf(text, " (%u allowed)", digest->n_allowed);
	g_string_append_printf(text, ", %u not compared", comparison->gaps->len);
	return g_string_free(text, FALSE);
}
