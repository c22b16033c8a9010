/*
 * A comparison as text for a terminal, 100 columns wide:
 *
 *     struct point
 *         C (GNU C17 12.2.0)                              Rust (rustc 1.96.0)
 *         offset   size  name    type                     offset   size  name    type
 *              0      4  x       int                           0      4  x       int
 *     !        4      2  y       short                         4      4  y       int
 *     !        6      2  (hole)
 *         size 8, alignment 4                             size 8, alignment 4
 *
 *       field-size struct point.y
 *         2 bytes, short                                  4 bytes, int
 *         a.h:12                                          bindings.rs:10:5
 *         Rust writes two bytes that are not part of the field
 *
 * then flags, identifiers, gaps and notes, and the counts in the last line. Invariants: what is cut ends with "…"; only
 * what is shown under --verbose, too, is left out, and its number is said; lines have no trailing space.
 */
#include "write/check.h"
#include "write/check_columns.h"
#include "write/check_digest.h"

#include <string.h>

enum {
	BODY = 4, /* column of the left side */
	SIDE = 46, /* columns of a side */
	RIGHT = BODY + SIDE + 2, /* column of the right side */
	ROWS = 50, /* rows of a layout that are shown, unless all are asked for */
	NAMES = 4, /* names given as examples */
};

struct report {
	const struct comparison *comparison;
	struct check_digest *digest;
	bool verbose;
	struct columns columns;
};

/* ---- the drawn layout ---- */

/* Columns of a side's parts, the same for both sides. */
struct grid {
	unsigned offset, size, name, type;
};

static void widen(unsigned *width, char *text, unsigned most)
{
	*width = MIN(most, MAX(*width, columns_of(text)));
	g_free(text);
}

static void measure(struct grid *grid, const struct drawn_field *field)
{
	if (!check_field_exists(field))
		return;
	widen(&grid->offset, check_offset(field), 12);
	widen(&grid->size, check_size(field), 10);
	widen(&grid->name, check_visible(field->is_padding ? "(hole)" : field->name), SIDE);
	widen(&grid->type, check_short_type(field->type ? field->type : ""), SIDE);
}

/* Divides what offset and size leave of a side between name and type. */
static void fit(struct grid *grid)
{
	unsigned room = SIDE - grid->offset - 1 - grid->size - 2 - 2;
	if (grid->name + grid->type > room && grid->type > room / 2)
		grid->type = MAX(room / 2, room - MIN(room, grid->name));
	grid->name = MIN(grid->name, room - grid->type);
}

static void put_side(struct report *report, const struct grid *grid, unsigned at, const struct drawn_field *field,
		     enum columns_style style)
{
	if (!check_field_exists(field))
		return;
	char *offset = check_offset(field), *size = check_size(field);
	unsigned size_at = at + grid->offset + 1, name_at = size_at + grid->size + 2,
		 type_at = name_at + grid->name + 2;
	columns_put_right(&report->columns, at, grid->offset, style, offset);
	columns_put_right(&report->columns, size_at, grid->size, style, size);
	if (field->is_padding) {
		columns_put(&report->columns, name_at, at + SIDE - name_at, style ? style : COLUMNS_DIM, "(hole)");
	} else {
		columns_put(&report->columns, name_at, grid->name, style, field->name ? field->name : "(unnamed)");
		char *type = check_short_type(field->type);
		columns_put(&report->columns, type_at, grid->type, style, type);
		g_free(type);
	}
	g_free(offset);
	g_free(size);
}

static void put_row(struct report *report, const struct grid *grid, const struct layout_row *row)
{
	enum columns_style style = row->differs ? COLUMNS_RED : COLUMNS_PLAIN;
	if (row->differs)
		columns_put(&report->columns, 0, 1, style, "!");
	put_side(report, grid, BODY, &row->left, style);
	put_side(report, grid, RIGHT, &row->right, style);
	columns_end(&report->columns);
}

static void put_grid_heading(struct report *report, const struct grid *grid, unsigned at)
{
	unsigned size_at = at + grid->offset + 1, name_at = size_at + grid->size + 2;
	columns_put_right(&report->columns, at, grid->offset, COLUMNS_DIM, "offset");
	columns_put_right(&report->columns, size_at, grid->size, COLUMNS_DIM, "size");
	columns_put(&report->columns, name_at, grid->name, COLUMNS_DIM, "name");
	columns_put(&report->columns, name_at + grid->name + 2, 4, COLUMNS_DIM, "type");
}

static char *size_text(int64_t size, int64_t align)
{
	GString *text = g_string_new(NULL);
	if (size >= 0)
		g_string_append_printf(text, "size %" G_GINT64_FORMAT, size);
	else
		g_string_append(text, "size unknown");
	if (align > 0)
		g_string_append_printf(text, ", alignment %" G_GINT64_FORMAT, align);
	else
		g_string_append(text, ", alignment unknown");
	return g_string_free(text, FALSE);
}

static void put_sizes(struct report *report, const struct layout *layout)
{
	char *left = size_text(layout->left_size, layout->left_align);
	char *right = size_text(layout->right_size, layout->right_align);
	bool differs = (layout->left_size >= 0 && layout->right_size >= 0 && layout->left_size != layout->right_size) ||
		       (layout->left_align > 0 && layout->right_align > 0 && layout->left_align != layout->right_align);
	enum columns_style style = differs ? COLUMNS_RED : COLUMNS_PLAIN;
	if (differs)
		columns_put(&report->columns, 0, 1, style, "!");
	columns_put(&report->columns, BODY, SIDE, style, left);
	columns_put(&report->columns, RIGHT, SIDE, style, right);
	columns_end(&report->columns);
	g_free(left);
	g_free(right);
}

static void put_left_out(struct report *report, const struct check_stretch *stretch)
{
	char *text;
	if (!stretch->n_differ)
		text = g_strdup_printf("… %u fields alike …", stretch->count);
	else if (stretch->n_differ == stretch->count)
		text = g_strdup_printf("… %u more fields that differ; --verbose shows them …", stretch->count);
	else
		text = g_strdup_printf("… %u more fields, %u of them differ; --verbose shows them …", stretch->count,
				       stretch->n_differ);
	columns_put(&report->columns, BODY, RIGHT - BODY + SIDE, COLUMNS_DIM, text);
	columns_end(&report->columns);
	g_free(text);
}

static void put_layout(struct report *report, const struct layout *layout)
{
	struct grid grid = { .offset = 6, .size = 4, .name = 6, .type = 4 };
	GArray *stretches = check_stretches(layout, report->verbose ? 0 : ROWS);
	for (guint i = 0; i < stretches->len; i++) {
		const struct check_stretch *stretch = &g_array_index(stretches, struct check_stretch, i);
		for (guint k = stretch->first; stretch->is_shown && k < stretch->first + stretch->count; k++) {
			measure(&grid, &g_array_index(layout->rows, struct layout_row, k).left);
			measure(&grid, &g_array_index(layout->rows, struct layout_row, k).right);
		}
	}
	fit(&grid);
	put_grid_heading(report, &grid, BODY);
	put_grid_heading(report, &grid, RIGHT);
	columns_end(&report->columns);
	for (guint i = 0; i < stretches->len; i++) {
		const struct check_stretch *stretch = &g_array_index(stretches, struct check_stretch, i);
		if (!stretch->is_shown)
			put_left_out(report, stretch);
		for (guint k = stretch->first; stretch->is_shown && k < stretch->first + stretch->count; k++)
			put_row(report, &grid, &g_array_index(layout->rows, struct layout_row, k));
	}
	put_sizes(report, layout);
	g_array_unref(stretches);
}

/* ---- differences ---- */

/* Both sides beside each other, each in lines of its own width. */
static void put_sides(struct report *report, enum columns_style style, const char *left, const char *right)
{
	GPtrArray *left_lines = columns_wrap(left, SIDE), *right_lines = columns_wrap(right, SIDE);
	for (guint i = 0; i < MAX(left_lines->len, right_lines->len); i++) {
		if (i < left_lines->len)
			columns_put(&report->columns, BODY, SIDE, style, g_ptr_array_index(left_lines, i));
		if (i < right_lines->len)
			columns_put(&report->columns, RIGHT, SIDE, style, g_ptr_array_index(right_lines, i));
		columns_end(&report->columns);
	}
	g_ptr_array_unref(left_lines);
	g_ptr_array_unref(right_lines);
}

/* "field-size struct point.y" */
static void put_name(struct report *report, unsigned at, const struct difference *difference)
{
	const char *subject = difference->subject ? difference->subject : "";
	if (difference->kind == DIFFERENCE_FLAG && g_str_has_prefix(subject, "flag "))
		subject += strlen("flag ");
	char *name = g_strconcat(subject, difference->member ? "." : "", difference->member, NULL);
	columns_put(&report->columns, at, SIDE, difference->allowed ? COLUMNS_YELLOW : COLUMNS_RED,
		    difference_kind_names[difference->kind]);
	columns_paragraph(&report->columns, report->columns.column + 1, COLUMNS_BOLD, name);
	g_free(name);
}

static void put_labels(struct report *report, unsigned pair)
{
	put_sides(report, COLUMNS_HEADING, check_left_label(report->comparison, pair),
		  check_right_label(report->comparison, pair));
}

/* Under a drawn layout, which has the labels of the sides already, or on its own. */
static void put_difference(struct report *report, const struct difference *difference, bool is_drawn)
{
	const struct flag_pair *flag = check_flag_of(report->comparison, difference);
	const char *left_place = difference->left_place ? difference->left_place : flag ? flag->left_evidence : NULL;
	const char *right_place = difference->right_place ? difference->right_place :
				  flag                    ? flag->right_evidence :
							    NULL;
	if (is_drawn)
		columns_end(&report->columns);
	put_name(report, is_drawn ? BODY - 2 : 0, difference);
	if (!is_drawn)
		put_labels(report, difference->pair);
	put_sides(report, COLUMNS_PLAIN, difference->left ? difference->left : "nothing",
		  difference->right ? difference->right : "nothing");
	if (left_place || right_place)
		put_sides(report, COLUMNS_DIM, left_place ? left_place : "", right_place ? right_place : "");
	if (difference->consequence)
		columns_paragraph(&report->columns, BODY, COLUMNS_PLAIN, difference->consequence);
	if (difference->allowed) {
		char *allowed = g_strconcat("allowed", *difference->allowed ? ": " : "", difference->allowed, NULL);
		columns_paragraph(&report->columns, BODY, COLUMNS_YELLOW, allowed);
		g_free(allowed);
	}
	if (!is_drawn)
		columns_end(&report->columns);
}

static void put_group(struct report *report, const struct check_group *group)
{
	bool is_drawn = group->layout >= 0;
	if (is_drawn) {
		columns_paragraph(&report->columns, 0, COLUMNS_BOLD, group->subject);
		put_labels(report, group->pair);
		put_layout(report, g_ptr_array_index(report->comparison->layouts, (guint)group->layout));
	}
	for (guint i = 0; i < group->differences->len; i++) {
		guint index = g_array_index(group->differences, guint, i);
		put_difference(report, &g_array_index(report->comparison->differences, struct difference, index),
			       is_drawn);
	}
	if (is_drawn)
		columns_end(&report->columns);
}

static bool is_allowed(const struct check_group *group)
{
	return group->n_allowed == group->differences->len;
}

static void put_allowed_line(struct report *report, const struct difference *difference)
{
	char *text = g_strconcat(difference_kind_names[difference->kind], " ",
				 difference->subject ? difference->subject : "", difference->member ? "." : "",
				 difference->member ? difference->member : "", *difference->allowed ? ": " : "",
				 difference->allowed, NULL);
	columns_paragraph(&report->columns, BODY, COLUMNS_PLAIN, text);
	g_free(text);
}

/* Groups that are allowed as a whole take a line for each difference, unless everything is asked for. */
static void put_allowed(struct report *report)
{
	bool any = false;
	for (guint i = 0; !report->verbose && i < report->digest->groups->len; i++) {
		const struct check_group *group = g_ptr_array_index(report->digest->groups, i);
		if (!is_allowed(group))
			continue;
		if (!any)
			columns_line(&report->columns, COLUMNS_BOLD, "allowed");
		any = true;
		for (guint k = 0; k < group->differences->len; k++)
			put_allowed_line(report, &g_array_index(report->comparison->differences, struct difference,
								g_array_index(group->differences, guint, k)));
	}
	if (any)
		columns_end(&report->columns);
}

static void put_differences(struct report *report)
{
	for (guint i = 0; i < report->digest->groups->len; i++) {
		const struct check_group *group = g_ptr_array_index(report->digest->groups, i);
		if (report->verbose || !is_allowed(group))
			put_group(report, group);
	}
	put_allowed(report);
}

/* ---- flags ---- */

static const char *const verdict_names[] = {
	[FLAG_EQUAL] = "equal",
	[FLAG_HARMLESS] = "harmless",
	[FLAG_WRONG] = "wrong",
	[FLAG_UNKNOWN] = "unknown",
};

/* A difference says what a wrong one breaks. */
static bool is_said(const struct report *report, const struct flag_pair *flag)
{
	for (guint i = 0; i < report->comparison->differences->len; i++)
		if (check_flag_of(report->comparison,
				  &g_array_index(report->comparison->differences, struct difference, i)) == flag)
			return true;
	return false;
}

static void put_flag(struct report *report, const struct flag_pair *flag)
{
	GString *text = g_string_new(NULL);
	if (flag->verdict == FLAG_EQUAL)
		g_string_append(text, flag->left ? flag->left : "unknown");
	else
		g_string_append_printf(text, "%s against %s", flag->left ? flag->left : "unknown",
				       flag->right ? flag->right : "unknown");
	if (flag->text && (flag->verdict != FLAG_WRONG || !is_said(report, flag)))
		g_string_append_printf(text, ": %s", flag->text);
	columns_put(&report->columns, BODY, 8, flag->verdict == FLAG_WRONG ? COLUMNS_RED : COLUMNS_PLAIN,
		    verdict_names[flag->verdict]);
	columns_put(&report->columns, BODY + 10, 24, COLUMNS_BOLD, flag->property);
	columns_paragraph(&report->columns, MAX(BODY + 32, report->columns.column + 2), COLUMNS_PLAIN, text->str);
	g_string_free(text, TRUE);
	if (report->verbose && (flag->left_evidence || flag->right_evidence))
		put_sides(report, COLUMNS_DIM, flag->left_evidence ? flag->left_evidence : "no evidence",
			  flag->right_evidence ? flag->right_evidence : "no evidence");
}

static void put_flags(struct report *report)
{
	static const enum flag_verdict order[] = { FLAG_WRONG, FLAG_HARMLESS, FLAG_UNKNOWN, FLAG_EQUAL };
	const unsigned *n = report->digest->n_flags;
	const GArray *flags = report->comparison->flags;
	if (!flags->len)
		return;
	char *heading = g_strdup_printf("flags: %u equal, %u harmless, %u wrong, %u unknown", n[FLAG_EQUAL],
					n[FLAG_HARMLESS], n[FLAG_WRONG], n[FLAG_UNKNOWN]);
	columns_paragraph(&report->columns, 0, COLUMNS_BOLD, heading);
	g_free(heading);
	for (size_t k = 0; k < G_N_ELEMENTS(order); k++) {
		for (guint i = 0; i < flags->len; i++) {
			const struct flag_pair *flag = &g_array_index(flags, struct flag_pair, i);
			bool is_short = flag->verdict == FLAG_HARMLESS || flag->verdict == FLAG_WRONG;
			if (flag->verdict == order[k] && (is_short || report->verbose))
				put_flag(report, flag);
		}
	}
	columns_end(&report->columns);
}

/* ---- identifiers ---- */

static void put_need(struct report *report, const struct check_need *need)
{
	GString *text = g_string_new("for ");
	guint most = report->verbose ? need->names->len : MIN(NAMES, need->names->len);
	columns_paragraph(&report->columns, BODY, COLUMNS_PLAIN, need->text);
	for (guint i = 0; i < most; i++)
		g_string_append_printf(text, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(need->names, i));
	if (most < need->names->len)
		g_string_append_printf(text, " and %u more", need->names->len - most);
	columns_paragraph(&report->columns, BODY + 4, COLUMNS_DIM, text->str);
	g_string_free(text, TRUE);
}

static char *identifier_text(uint32_t id, bool in_object, uint32_t object_id)
{
	if (!in_object)
		return id ? g_strdup_printf("0x%08x", id) : g_strdup("not known");
	if (id == object_id)
		return g_strdup_printf("0x%08x, as in the object", id);
	return g_strdup_printf("0x%08x, but 0x%08x in the object", id, object_id);
}

static void put_identifier(struct report *report, const struct kcfi_pair *pair)
{
	char *left = identifier_text(pair->left_id, pair->in_left_object, pair->left_object_id);
	char *right = identifier_text(pair->right_id, pair->in_right_object, pair->right_object_id);
	if (!pair->agrees)
		columns_put(&report->columns, 0, 1, COLUMNS_RED, "!");
	columns_paragraph(&report->columns, BODY - 2, COLUMNS_BOLD, pair->name);
	put_sides(report, COLUMNS_PLAIN, left, right);
	put_sides(report, COLUMNS_DIM, pair->left_type ? pair->left_type : "",
		  pair->right_type ? pair->right_type : "");
	if (pair->why)
		columns_paragraph(&report->columns, BODY, COLUMNS_PLAIN, pair->why);
	g_free(left);
	g_free(right);
}

static void put_kcfi(struct report *report)
{
	const struct check_digest *digest = report->digest;
	if (!digest->n_kcfi)
		return;
	char *needs = g_strdup_printf("; %u %s", digest->needs->len,
				      digest->needs->len == 1 ? "encoding is needed" : "encodings are needed");
	char *heading = g_strdup_printf("kcfi: %u %s computed%s, %u agree%s", digest->n_kcfi,
					digest->n_kcfi == 1 ? "identifier" : "identifiers",
					digest->n_kcfi_normalized ? " (integers normalised)" : "", digest->n_kcfi_agree,
					digest->needs->len ? needs : "");
	g_free(needs);
	columns_paragraph(&report->columns, 0, COLUMNS_BOLD, heading);
	g_free(heading);
	for (guint i = 0; i < digest->needs->len; i++)
		put_need(report, g_ptr_array_index(digest->needs, i));
	for (guint i = 0; report->verbose && i < report->comparison->kcfi->len; i++)
		put_identifier(report, &g_array_index(report->comparison->kcfi, struct kcfi_pair, i));
	columns_end(&report->columns);
}

/* ---- gaps, notes, counts ---- */

static void put_reasons(struct report *report)
{
	for (guint i = 0; i < report->digest->reasons->len; i++) {
		const struct check_reason *reason = g_ptr_array_index(report->digest->reasons, i);
		char *count = g_strdup_printf("%u", reason->count);
		char *text = reason->text    ? g_strdup(reason->text) :
			     reason->example ? g_strdup_printf("the first is '%s'", reason->example) :
					       NULL;
		columns_put_right(&report->columns, BODY, 6, COLUMNS_PLAIN, count);
		columns_put(&report->columns, BODY + 8, 24, COLUMNS_BOLD, reason->id);
		columns_paragraph(&report->columns, MAX(BODY + 30, report->columns.column + 2), COLUMNS_PLAIN, text);
		g_free(count);
		g_free(text);
	}
}

static void put_gaps(struct report *report)
{
	const GArray *gaps = report->comparison->gaps;
	if (!gaps->len)
		return;
	char *heading = g_strdup_printf("not compared: %u", gaps->len);
	columns_paragraph(&report->columns, 0, COLUMNS_BOLD, heading);
	g_free(heading);
	put_reasons(report);
	for (guint i = 0; report->verbose && i < gaps->len; i++) {
		const struct gap *gap = &g_array_index(gaps, struct gap, i);
		char *text =
			g_strdup_printf("%s %s: %s [%s]", gap->kind ? gap->kind : "item", gap->name ? gap->name : "",
					gap->reason ? gap->reason : "unknown reason", gap->id ? gap->id : "other");
		columns_paragraph(&report->columns, BODY - 2, COLUMNS_PLAIN, text);
		g_free(text);
	}
	columns_end(&report->columns);
}

static void put_note(struct report *report, const char *text)
{
	columns_put(&report->columns, 0, 5, COLUMNS_BOLD, "note:");
	columns_paragraph(&report->columns, 6, COLUMNS_PLAIN, text);
}

static void put_notes(struct report *report)
{
	const GPtrArray *notes = report->comparison->notes;
	bool any = notes->len > 0;
	for (guint i = 0; i < notes->len; i++)
		put_note(report, g_ptr_array_index(notes, i));
	for (guint i = 0; i < report->comparison->pairs->len; i++) {
		unsigned n = g_array_index(report->comparison->pairs, struct comparison_pair, i).counts.only_left;
		if (!n)
			continue;
		char *text =
			g_strdup_printf("%u of %s %s no counterpart in %s", n, check_left_label(report->comparison, i),
					n == 1 ? "has" : "have", check_right_label(report->comparison, i));
		put_note(report, text);
		g_free(text);
		any = true;
	}
	if (any)
		columns_end(&report->columns);
}

static void put_totals(struct report *report)
{
	const GArray *pairs = report->comparison->pairs;
	char *totals = check_totals_text(report->comparison, report->digest);
	for (guint i = 0; i < pairs->len; i++) {
		const struct comparison_pair *pair = &g_array_index(pairs, struct comparison_pair, i);
		char *counts = check_counts_text(&pair->counts);
		char *text = pairs->len == 1 ?
				     g_strdup_printf("%s; %s", counts, totals) :
				     g_strdup_printf("%s against %s: %s", check_left_label(report->comparison, i),
						     check_right_label(report->comparison, i), counts);
		columns_line(&report->columns, COLUMNS_PLAIN, text);
		g_free(text);
		g_free(counts);
	}
	if (pairs->len != 1)
		columns_line(&report->columns, COLUMNS_PLAIN, totals);
	g_free(totals);
}

void write_check_text(const struct comparison *comparison, bool verbose, bool color, struct writer *out)
{
	struct report report = { .comparison = comparison, .verbose = verbose };
	report.digest = check_digest_new(comparison);
	columns_init(&report.columns, RIGHT + SIDE, color, out);
	put_differences(&report);
	put_flags(&report);
	put_kcfi(&report);
	put_gaps(&report);
	put_notes(&report);
	put_totals(&report);
	columns_finish(&report.columns);
	check_digest_free(report.digest);
}
