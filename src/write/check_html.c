/*
 * A comparison as one HTML page that needs nothing but itself: for each difference its name, both sides, the consequence and the
 * places; for each differing record a picture and a table of both layouts; flags, identifiers and what was not compared as
 * lists. Style and script are runtime/report.css and report.js.
 *
 *     <article class="item difference" id="field-size-struct-point.y" data-kind="field-size">…
 *
 * Invariants: without the script everything can be read, it only filters: elements of class "item" by their text and their
 * data-kind; every id is given out once and follows from names only, so that a link stays good; the page's own policy forbids any
 * script but this one, by its hash, and every request; lists that can be long are folded up.
 */
#include "write/check.h"
#include "write/check_markup.h"
#include "runtime.h"

#include <string.h>

enum {
	MANY_LAYOUTS = 100, /* more are drawn with fewer rows */
	ROWS = 40,
	FEW_ROWS = 16,
	NAMES = 12, /* names given as examples */
};

/* ---- differences ---- */

static void put_side(struct page *page, const char *label, const char *text, const char *place)
{
	markup_raw(page, "<div class=\"side\">");
	markup_element(page, "h5", label);
	markup_element(page, "p class=\"value\"", text ? text : "nothing");
	if (place)
		markup_element(page, "p class=\"place\"", place);
	markup_raw(page, "</div>\n");
}

static void put_difference(struct page *page, const struct difference *difference)
{
	const struct flag_pair *flag = check_flag_of(page->comparison, difference);
	const char *kind = difference_kind_names[difference->kind];
	char *name = g_strconcat(difference->subject ? difference->subject : "", difference->member ? "." : "",
				 difference->member, NULL);
	char *prefix = g_strconcat(kind, "-", NULL);
	char *id = markup_id(page, prefix, name);
	markup_print(page, "<article class=\"item difference%s\" id=\"%s\" data-kind=\"%s\">\n",
		     difference->allowed ? " allowed" : "", id, kind);
	markup_print(page, "<h4><span class=\"kind\">%s</span> <code>", kind);
	markup_text(page, name);
	markup_print(page, "</code> <a class=\"link\" href=\"#%s\" aria-label=\"Link to this difference\">#</a></h4>\n",
		     id);
	if (difference->consequence)
		markup_element(page, "p class=\"consequence\"", difference->consequence);
	if (difference->allowed) {
		markup_raw(page, "<p class=\"reason\"><strong>Allowed</strong>");
		markup_raw(page, *difference->allowed ? ": " : "");
		markup_text(page, difference->allowed);
		markup_raw(page, "</p>\n");
	}
	markup_raw(page, "<div class=\"sides\">\n");
	put_side(page, check_left_label(page->comparison, difference->pair), difference->left,
		 difference->left_place ? difference->left_place :
		 flag                   ? flag->left_evidence :
					  NULL);
	put_side(page, check_right_label(page->comparison, difference->pair), difference->right,
		 difference->right_place ? difference->right_place :
		 flag                    ? flag->right_evidence :
					   NULL);
	markup_raw(page, "</div>\n</article>\n");
	g_free(id);
	g_free(prefix);
	g_free(name);
}

static void put_cells(struct page *page, const struct drawn_field *field)
{
	if (!check_field_exists(field)) {
		markup_raw(page, "<td></td><td></td><td></td><td></td>");
		return;
	}
	char *offset = check_offset(field), *size = check_size(field);
	markup_print(page, "<td class=\"number\">%s</td><td class=\"number\">%s</td>", offset, size);
	if (field->is_padding) {
		markup_raw(page, "<td class=\"hole\" colspan=\"2\">hole</td>");
	} else {
		markup_element(page, "td", field->name ? field->name : "(unnamed)");
		char *type = check_short_type(field->type);
		markup_element(page, "td class=\"type\"", type);
		g_free(type);
	}
	g_free(offset);
	g_free(size);
}

static void put_row(struct page *page, const struct layout_row *row)
{
	markup_print(page, "<tr%s><td>%s</td>", row->differs ? " class=\"differs\"" : "",
		     row->differs ? "<abbr title=\"differs\">≠</abbr>" : "");
	put_cells(page, &row->left);
	put_cells(page, &row->right);
	markup_raw(page, "</tr>\n");
}

static void put_total_cells(struct page *page, int64_t size, int64_t align)
{
	markup_raw(page, "<td colspan=\"4\">");
	if (size >= 0)
		markup_print(page, "size %" G_GINT64_FORMAT, size);
	else
		markup_raw(page, "size unknown");
	if (align > 0)
		markup_print(page, ", alignment %" G_GINT64_FORMAT, align);
	else
		markup_raw(page, ", alignment unknown");
	markup_raw(page, "</td>");
}

static void put_table(struct page *page, const struct layout *layout, const GArray *stretches)
{
	static const char heads[] =
		"<th class=\"number\" scope=\"col\">offset</th><th class=\"number\" scope=\"col\">size</th>"
		"<th scope=\"col\">name</th><th scope=\"col\">type</th>";
	markup_raw(page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Layout as a table\">"
			 "<table class=\"layout\">\n<thead><tr><td></td><th colspan=\"4\" scope=\"colgroup\">");
	markup_text(page, check_left_label(page->comparison, layout->pair));
	markup_raw(page, "</th><th colspan=\"4\" scope=\"colgroup\">");
	markup_text(page, check_right_label(page->comparison, layout->pair));
	markup_print(page, "</th></tr>\n<tr><td></td>%s%s</tr></thead>\n<tbody>\n", heads, heads);
	for (guint i = 0; i < stretches->len; i++) {
		const struct check_stretch *stretch = &g_array_index(stretches, struct check_stretch, i);
		if (!stretch->is_shown && stretch->n_differ)
			markup_print(page,
				     "<tr class=\"more\"><td></td><td colspan=\"8\">… %u more, %u of them differ "
				     "…</td></tr>\n",
				     stretch->count, stretch->n_differ);
		else if (!stretch->is_shown)
			markup_print(page,
				     "<tr class=\"more\"><td></td><td colspan=\"8\">… %u fields alike …</td></tr>\n",
				     stretch->count);
		for (guint k = stretch->first; stretch->is_shown && k < stretch->first + stretch->count; k++)
			put_row(page, &g_array_index(layout->rows, struct layout_row, k));
	}
	markup_raw(page, "</tbody>\n<tfoot><tr><td></td>");
	put_total_cells(page, layout->left_size, layout->left_align);
	put_total_cells(page, layout->right_size, layout->right_align);
	markup_raw(page, "</tr></tfoot>\n</table></div>\n");
}

static void put_layout(struct page *page, const struct layout *layout)
{
	GArray *stretches = check_stretches(layout, page->comparison->layouts->len > MANY_LAYOUTS ? FEW_ROWS : ROWS);
	markup_raw(
		page,
		"<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Layout as a picture\">\n");
	markup_picture(page, layout, stretches);
	markup_raw(page,
		   "</div>\n<figcaption>Boxes are level where offsets are equal; small fields are drawn larger than "
		   "they are."
		   "</figcaption>\n</figure>\n<details class=\"as-table\"><summary>The same as a table</summary>\n");
	put_table(page, layout, stretches);
	markup_raw(page, "</details>\n");
	g_array_unref(stretches);
}

static void put_group(struct page *page, const struct check_group *group, const char *id)
{
	/* One difference has the subject in its own heading. */
	bool has_heading = group->layout >= 0 || group->differences->len > 1;
	markup_print(page, "<section class=\"group\" id=\"%s\"%s>\n", id,
		     has_heading ? "" : " aria-label=\"Difference\"");
	if (has_heading) {
		markup_raw(page, "<h3><code>");
		markup_text(page, group->subject);
		markup_print(page,
			     "</code> <a class=\"link\" href=\"#%s\" aria-label=\"Link to this part\">#</a></h3>\n",
			     id);
	}
	if (group->layout >= 0)
		put_layout(page, g_ptr_array_index(page->comparison->layouts, (guint)group->layout));
	for (guint i = 0; i < group->differences->len; i++) {
		guint index = g_array_index(group->differences, guint, i);
		put_difference(page, &g_array_index(page->comparison->differences, struct difference, index));
	}
	markup_raw(page, "</section>\n");
}

/* Buttons that choose among the items of the section that they are in. */
static void put_buttons(struct page *page, const char *label, const char *const *names, const unsigned *counts,
			size_t n)
{
	markup_print(page, "<div class=\"buttons needs-script\" role=\"group\" aria-label=\"%s\">\n", label);
	for (size_t i = 0; i < n; i++)
		if (counts[i])
			markup_print(page,
				     "<button type=\"button\" aria-pressed=\"false\" data-kind=\"%s\">%s "
				     "<b>%u</b></button>\n",
				     names[i], names[i], counts[i]);
	markup_raw(page, "</div>\n");
}

static void put_section(struct page *page, const char *id, const char *title, unsigned count)
{
	markup_print(page, "<section class=\"list\" id=\"%s\">\n<h2>%s <span class=\"count\">%u</span></h2>\n", id,
		     title, count);
}

static void put_differences(struct page *page, char **ids)
{
	unsigned counts[DIFFERENCE_KINDS] = { 0 };
	for (guint i = 0; i < page->comparison->differences->len; i++)
		counts[g_array_index(page->comparison->differences, struct difference, i).kind]++;
	put_section(page, "differences", "Differences", page->digest->n_differences);
	if (!page->digest->n_differences)
		markup_raw(page, "<p class=\"none\">Both sides agree in everything that was compared.</p>\n");
	put_buttons(page, "Kinds of differences", difference_kind_names, counts, DIFFERENCE_KINDS);
	for (guint i = 0; i < page->digest->groups->len; i++)
		put_group(page, g_ptr_array_index(page->digest->groups, i), ids[i]);
	markup_raw(page, "</section>\n");
}

/* ---- flags ---- */

static const char *const verdict_names[] = {
	[FLAG_EQUAL] = "equal",
	[FLAG_HARMLESS] = "harmless",
	[FLAG_WRONG] = "wrong",
	[FLAG_UNKNOWN] = "unknown",
};

static void put_flag_side(struct page *page, const char *value, const char *evidence)
{
	markup_raw(page, "<td>");
	markup_element(page, "span class=\"value\"", value ? value : "unknown");
	if (evidence)
		markup_element(page, "span class=\"place\"", evidence);
	markup_raw(page, "</td>");
}

static void put_flag(struct page *page, const struct flag_pair *flag)
{
	const char *verdict = verdict_names[flag->verdict];
	markup_print(page, "<tr class=\"item %s\" data-kind=\"%s\"><td><span class=\"verdict\">%s</span></td>", verdict,
		     verdict, verdict);
	markup_raw(page, "<th scope=\"row\">");
	markup_text(page, flag->property);
	markup_raw(page, "</th>");
	put_flag_side(page, flag->left, flag->left_evidence);
	put_flag_side(page, flag->right, flag->right_evidence);
	markup_element(page, "td", flag->text);
	markup_raw(page, "</tr>\n");
}

static void put_flags(struct page *page)
{
	static const enum flag_verdict order[] = { FLAG_WRONG, FLAG_UNKNOWN, FLAG_HARMLESS, FLAG_EQUAL };
	const GArray *flags = page->comparison->flags;
	if (!flags->len)
		return;
	put_section(page, "flags", "Compiler flags", flags->len);
	put_buttons(page, "Verdicts", verdict_names, page->digest->n_flags, G_N_ELEMENTS(verdict_names));
	markup_raw(page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Compiler flags\"><table "
			 "class=\"flags\">\n"
			 "<thead><tr><th scope=\"col\">verdict</th><th scope=\"col\">property</th>");
	markup_element(page, "th scope=\"col\"", check_left_label(page->comparison, 0));
	markup_element(page, "th scope=\"col\"", check_right_label(page->comparison, 0));
	markup_raw(page, "<th scope=\"col\">why</th></tr></thead>\n<tbody>\n");
	for (size_t k = 0; k < G_N_ELEMENTS(order); k++)
		for (guint i = 0; i < flags->len; i++)
			if (g_array_index(flags, struct flag_pair, i).verdict == order[k])
				put_flag(page, &g_array_index(flags, struct flag_pair, i));
	markup_raw(page, "</tbody></table></div>\n</section>\n");
}

/* ---- identifiers ---- */

static void put_identifier_side(struct page *page, const char *type, uint32_t id, bool in_object, uint32_t object_id)
{
	if (id || type)
		markup_print(page, "<td><code>0x%08x</code>", id);
	else
		markup_raw(page, "<td>not known");
	if (in_object && id == object_id)
		markup_raw(page, " <span class=\"place\">as in the object</span>");
	else if (in_object)
		markup_print(page, " <span class=\"place\">but 0x%08x in the object</span>", object_id);
	if (type)
		markup_element(page, "span class=\"place\"", type);
	markup_raw(page, "</td>");
}

static void put_identifier(struct page *page, const struct kcfi_pair *pair)
{
	const char *kind = pair->agrees ? "agrees" : "differs";
	markup_print(page, "<tr class=\"item %s\" data-kind=\"%s\"><td>%s</td><th scope=\"row\">", kind, kind,
		     pair->agrees ? "agrees" : "<abbr title=\"differs\">≠</abbr> differs");
	markup_text(page, pair->name);
	if (pair->why)
		markup_element(page, "span class=\"place\"", pair->why);
	markup_raw(page, "</th>");
	put_identifier_side(page, pair->left_type, pair->left_id, pair->in_left_object, pair->left_object_id);
	put_identifier_side(page, pair->right_type, pair->right_id, pair->in_right_object, pair->right_object_id);
	markup_raw(page, "</tr>\n");
}

static void put_needs(struct page *page)
{
	markup_raw(page, "<h3>Encodings to write</h3>\n<ul class=\"needs\">\n");
	for (guint i = 0; i < page->digest->needs->len; i++) {
		const struct check_need *need = g_ptr_array_index(page->digest->needs, i);
		markup_raw(page, "<li>");
		markup_element(page, "code", need->text);
		markup_raw(page, "<span class=\"place\">for ");
		for (guint k = 0; k < MIN(NAMES, need->names->len); k++) {
			markup_raw(page, k ? ", " : "");
			markup_text(page, g_ptr_array_index(need->names, k));
		}
		if (need->names->len > NAMES)
			markup_print(page, " and %u more", need->names->len - NAMES);
		markup_raw(page, "</span></li>\n");
	}
	markup_raw(page, "</ul>\n");
}

static void put_kcfi(struct page *page)
{
	static const char *const names[] = { "differs", "agrees" };
	const struct check_digest *digest = page->digest;
	const unsigned counts[] = { digest->n_kcfi - digest->n_kcfi_agree, digest->n_kcfi_agree };
	const GArray *kcfi = page->comparison->kcfi;
	if (!digest->n_kcfi)
		return;
	put_section(page, "kcfi", "Identifiers of function types (KCFI)", digest->n_kcfi);
	markup_print(page, "<p>%u of %u computed identifiers agree%s.</p>\n", digest->n_kcfi_agree, digest->n_kcfi,
		     digest->n_kcfi_normalized ? ", integers normalised" : "");
	if (digest->needs->len)
		put_needs(page);
	put_buttons(page, "Identifiers", names, counts, G_N_ELEMENTS(names));
	markup_raw(page, "<details class=\"fold\"><summary>All identifiers</summary>\n<div class=\"scroll\" "
			 "tabindex=\"0\" role=\"region\" "
			 "aria-label=\"Identifiers\"><table class=\"kcfi\">\n<thead><tr><th scope=\"col\">verdict</th>"
			 "<th scope=\"col\">name</th>");
	markup_element(page, "th scope=\"col\"", check_left_label(page->comparison, 0));
	markup_element(page, "th scope=\"col\"", check_right_label(page->comparison, 0));
	markup_raw(page, "</tr></thead>\n<tbody>\n");
	for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
		for (guint i = 0; i < kcfi->len; i++)
			if (g_array_index(kcfi, struct kcfi_pair, i).agrees == (k == 1))
				put_identifier(page, &g_array_index(kcfi, struct kcfi_pair, i));
	markup_raw(page, "</tbody></table></div>\n</details>\n</section>\n");
}

/* ---- gaps ---- */

static void put_gap(struct page *page, const struct check_reason *reason, const struct gap *gap)
{
	markup_raw(page, "<li class=\"item\">");
	markup_text(page, gap->kind);
	markup_raw(page, " ");
	markup_element(page, "code", gap->name);
	if (!reason->text && gap->reason) {
		markup_raw(page, " ");
		markup_element(page, "span class=\"place\"", gap->reason);
	}
	if (page->comparison->pairs->len > 1) {
		markup_raw(page, " <span class=\"place\">(");
		markup_text(page, check_left_label(page->comparison, gap->pair));
		markup_raw(page, " against ");
		markup_text(page, check_right_label(page->comparison, gap->pair));
		markup_raw(page, ")</span>");
	}
	markup_raw(page, "</li>\n");
}

static void put_gaps(struct page *page)
{
	const GArray *gaps = page->comparison->gaps;
	if (!gaps->len)
		return;
	put_section(page, "not-compared", "Not compared", gaps->len);
	markup_raw(page, "<p>What is missing here counts neither as equal nor as different.</p>\n");
	for (guint i = 0; i < page->digest->reasons->len; i++) {
		const struct check_reason *reason = g_ptr_array_index(page->digest->reasons, i);
		char *id = markup_id(page, "not-compared-", reason->id);
		markup_print(page,
			     "<details class=\"fold\" id=\"%s\"><summary><b>%s</b> <span class=\"count\">%u</span> ",
			     id, reason->id, reason->count);
		markup_text(page, reason->text);
		markup_raw(page, "</summary>\n<ul class=\"gaps\">\n");
		for (guint k = 0; k < gaps->len; k++) {
			const struct gap *gap = &g_array_index(gaps, struct gap, k);
			if (g_strcmp0(gap->id ? gap->id : "other", reason->id) == 0)
				put_gap(page, reason, gap);
		}
		markup_raw(page, "</ul>\n</details>\n");
		g_free(id);
	}
	markup_raw(page, "</section>\n");
}

/* ---- the page ---- */

static void put_pairs(struct page *page)
{
	markup_raw(page, "<section id=\"compared\">\n<h2>What was compared</h2>\n<ul class=\"pairs\">\n");
	for (guint i = 0; i < page->comparison->pairs->len; i++) {
		const struct comparison_pair *pair = &g_array_index(page->comparison->pairs, struct comparison_pair, i);
		char *counts = check_counts_text(&pair->counts);
		markup_raw(page, "<li><strong>");
		markup_text(page, check_left_label(page->comparison, i));
		markup_raw(page, "</strong> against <strong>");
		markup_text(page, check_right_label(page->comparison, i));
		markup_raw(page, "</strong>: ");
		markup_text(page, counts);
		if (pair->counts.only_left)
			markup_print(page, "; %u without a counterpart on the right", pair->counts.only_left);
		markup_raw(page, "</li>\n");
		g_free(counts);
	}
	markup_raw(page, "</ul>\n");
	for (guint i = 0; i < page->comparison->notes->len; i++)
		markup_element(page, "p class=\"note\"", g_ptr_array_index(page->comparison->notes, i));
	markup_raw(page, "</section>\n");
}

static void put_contents_entry(struct page *page, const char *id, const char *title, unsigned count)
{
	if (count)
		markup_print(page, "<li><a href=\"#%s\">%s <span class=\"count\">%u</span></a></li>\n", id, title,
			     count);
}

static void put_contents(struct page *page, char **ids)
{
	markup_raw(page, "<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ul>\n"
			 "<li><a href=\"#compared\">What was compared</a></li>\n");
	markup_print(page, "<li><a href=\"#differences\">Differences <span class=\"count\">%u</span></a>\n",
		     page->digest->n_differences);
	if (page->digest->groups->len)
		markup_raw(page, "<ul class=\"subjects\">\n");
	for (guint i = 0; i < page->digest->groups->len; i++) {
		const struct check_group *group = g_ptr_array_index(page->digest->groups, i);
		bool is_allowed = group->n_allowed == group->differences->len;
		markup_print(page, "<li%s><a href=\"#%s\">", is_allowed ? " class=\"allowed\"" : "", ids[i]);
		markup_text(page, group->subject);
		markup_print(page, " <span class=\"count\">%u</span></a></li>\n", group->differences->len);
	}
	markup_raw(page, page->digest->groups->len ? "</ul></li>\n" : "</li>\n");
	put_contents_entry(page, "flags", "Compiler flags", page->comparison->flags->len);
	put_contents_entry(page, "kcfi", "Identifiers (KCFI)", page->digest->n_kcfi);
	put_contents_entry(page, "not-compared", "Not compared", page->comparison->gaps->len);
	markup_raw(page, "</ul>\n</nav>\n");
}

/* 'sha256-…' of a text, as a page's policy has it. */
static char *policy_hash(const char *text)
{
	guint8 digest[32];
	gsize length = sizeof(digest);
	GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(checksum, (const guchar *)text, -1);
	g_checksum_get_digest(checksum, digest, &length);
	g_checksum_free(checksum);
	return g_base64_encode(digest, length);
}

static void put_head(struct page *page, const char *title)
{
	char *style = policy_hash(runtime_report_css), *script = policy_hash(runtime_report_js);
	markup_raw(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	markup_print(
		page,
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
		"script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
		style, script);
	markup_raw(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			 "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	markup_text(page, title);
	markup_print(page, " - ABI check</title>\n<style>%s</style>\n</head>\n", runtime_report_css);
	g_free(style);
	g_free(script);
}

/* What the pictures are filled with. */
static const char patterns[] = "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n"
			       "<pattern id=\"hatch-hole\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
			       "patternTransform=\"rotate(45)\">"
			       "<path d=\"M0 0v8\"/></pattern>\n"
			       "<pattern id=\"hatch-differs\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
			       "patternTransform=\"rotate(-45)\">"
			       "<rect width=\"7\" height=\"7\"/><path d=\"M0 0v7\"/></pattern>\n"
			       "<pattern id=\"hatch-band\" width=\"6\" height=\"6\" "
			       "patternUnits=\"userSpaceOnUse\"><circle cx=\"2\" cy=\"2\" r=\"1\"/></pattern>\n"
			       "</defs></svg>\n";

static void put_header(struct page *page, const char *title)
{
	bool is_clean = page->digest->n_differences == page->digest->n_allowed;
	char *totals = check_totals_text(page->comparison, page->digest);
	markup_raw(page, "<body>\n<a class=\"skip\" href=\"#differences\">Skip to the differences</a>\n");
	markup_raw(page, patterns);
	markup_raw(page, "<header>\n<h1>ABI check</h1>\n");
	markup_element(page, "p class=\"title\"", title);
	markup_print(page, "<p class=\"totals %s\">%s</p>\n</header>\n", is_clean ? "good" : "bad", totals);
	markup_raw(page, "<div class=\"tools needs-script\" role=\"search\">\n<label for=\"search\">Search</label>\n"
			 "<input type=\"search\" id=\"search\" placeholder=\"name, kind, file, text\" "
			 "autocomplete=\"off\" spellcheck=\"false\" "
			 "aria-describedby=\"found\">\n<button type=\"button\" id=\"clear\">Show all</button>\n"
			 "<output id=\"found\" aria-live=\"polite\"></output>\n</div>\n");
	g_free(totals);
}

/* The ids of groups, and the page's own, which no name may take. */
static char **give_ids(struct page *page)
{
	static const char *const own[] = { "differences", "flags", "kcfi",       "not-compared",  "compared",  "search",
					   "found",       "clear", "hatch-hole", "hatch-differs", "hatch-band" };
	char **ids = g_new0(char *, page->digest->groups->len + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		g_hash_table_add(page->ids, g_strdup(own[i]));
	for (guint i = 0; i < page->digest->groups->len; i++) {
		const struct check_group *group = g_ptr_array_index(page->digest->groups, i);
		ids[i] = markup_id(page, "in-", group->subject);
	}
	return ids;
}

void write_check_html(const struct comparison *comparison, const char *title, struct writer *out)
{
	struct page page = { .comparison = comparison, .out = out };
	page.digest = check_digest_new(comparison);
	page.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	char **ids = give_ids(&page);
	put_head(&page, title);
	put_header(&page, title);
	markup_raw(&page, "<div class=\"columns\">\n");
	put_contents(&page, ids);
	markup_raw(&page, "<main>\n");
	put_pairs(&page);
	put_differences(&page, ids);
	put_flags(&page);
	put_kcfi(&page);
	put_gaps(&page);
	markup_print(&page, "</main>\n</div>\n<script>%s</script>\n</body>\n</html>\n", runtime_report_js);
	g_strfreev(ids);
	g_hash_table_unref(page.ids);
	check_digest_free(page.digest);
}
