/*
 * Collects finished Markdown: see markdown_out.h.
 *
 *     text "a", item "b", blank, code "x;"          a
 *
 *                                                   * b
 *
 *                                                     ```text
 *                                                     x;
 *                                                     ```
 */
#include "pass/markdown_out.h"

#include <string.h>

char *markdown_format_line(const struct markdown *md, const char *text)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_auto(GStrv) parts = NULL;

	markdown_add_inline(line, text, md->kernel_doc);
	parts = g_strsplit(line->str, "\\\n", -1);
	return g_strjoinv(" ", parts);
}

/* ---- blocks ---- */

static void block_free(void *data)
{
	struct block *block = data;

	g_free(block->title);
	g_free(block->name);
	g_free(block->note);
	g_string_free(block->text, TRUE);
	g_free(block);
}

/* Ends every line with text, and puts an empty one between two things that are not items of one list. */
static void block_gap(struct block *block, bool tight)
{
	if (block->text->len == 0)
		return;
	if (block->text->str[block->text->len - 1] != '\n')
		g_string_append_c(block->text, '\n');
	if (!tight)
		g_string_append_c(block->text, '\n');
}

/* Appends text whose lines after the first are indented. */
static void append_indented(GString *out, const char *text, unsigned indent)
{
	for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		size_t n = strcspn(line, "\n");

		if (line > text)
			g_string_append_c(out, '\n');
		if (n && line > text)
			g_string_append_printf(out, "%*s", (int)indent, "");
		g_string_append_len(out, line, n);
	}
}

/* Text that would begin something else than a paragraph there gets a backslash. */
static void append_guarded_line(GString *out, const char *line, size_t n)
{
	size_t digits = strspn(line, "0123456789"), hashes = strspn(line, "#"), first = strspn(line, "-=+*_");
	bool is_list = n > 0 && strchr("-+*", *line) && (n == 1 || line[1] == ' ');
	bool is_heading = hashes > 0 && hashes <= 6 && (hashes == n || line[hashes] == ' ');

	if (digits > 0 && digits < 10 && digits < n && strchr(".)", line[digits]) &&
	    (digits + 1 == n || line[digits + 1] == ' ')) {
		g_string_append_printf(out, "%.*s\\", (int)digits, line);
		line += digits;
		n -= digits;
	} else if (is_list || is_heading || *line == '>' || (first > 0 && first == n) || strncmp(line, "~~~", 3) == 0) {
		g_string_append_c(out, '\\');
	}
	g_string_append_len(out, line, n);
}

/* The marker or the indentation that the next line of the block begins with. */
static void block_begin_line(struct markdown *md)
{
	bool is_item = *md->marker != '\0';

	md->now->starts_with_text |= md->now->text->len == 0 && !is_item && md->fence == FENCE_NONE;
	block_gap(md->now, is_item && md->after_item);
	g_string_append_printf(md->now->text, "%*s%s", (int)(is_item ? md->marker_column : md->out_column), "",
			       md->marker);
	md->after_item = is_item || (md->n_levels > 0 && md->after_item);
	md->marker[0] = '\0';
}

void markdown_end_paragraph(struct markdown *md)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (g_str_has_suffix(md->paragraph->str, "::")) {
		md->literal_follows = true;
		g_string_truncate(md->paragraph, md->paragraph->len - (md->paragraph->len > 2 ? 1 : 2));
	}
	markdown_add_inline(text, md->paragraph->str, md->kernel_doc);
	g_string_truncate(md->paragraph, 0);
	g_strstrip(text->str);
	if (!*text->str)
		return;
	block_begin_line(md);
	for (const char *line = text->str; line;) {
		size_t n = strcspn(line, "\n");

		if (line > text->str)
			g_string_append_printf(md->now->text, "\n%*s", (int)md->out_column, "");
		append_guarded_line(md->now->text, line, n);
		line = line[n] ? line + n + 1 + strspn(line + n + 1, " ") : NULL;
	}
}

static struct block *block_new(struct markdown *md, const char *title)
{
	struct block *block = g_new0(struct block, 1);

	block->title = g_strdup(title);
	block->text = g_string_new(NULL);
	block->indent = -1;
	g_ptr_array_add(md->blocks, block);
	return block;
}

static void markdown_switch(struct markdown *md, struct block *block)
{
	markdown_end_paragraph(md);
	md->now = block;
	md->n_levels = md->out_column = 0;
	md->marker[0] = '\0';
	md->after_blank = md->after_item = md->literal_follows = false;
}

void markdown_open_section(struct markdown *md, const char *title, bool ends_at_blank)
{
	struct block *found = title ? NULL : md->blocks->pdata[0];

	for (unsigned i = 0; i < md->blocks->len && !found; i++) {
		struct block *block = md->blocks->pdata[i];

		if (block->title && !block->name && !block->is_label && g_str_equal(block->title, title))
			found = block;
	}
	markdown_switch(md, found ? found : block_new(md, title));
	md->now->ends_at_blank = ends_at_blank;
}

void markdown_open_entry(struct markdown *md, const char *title, const char *name, size_t length, const char *note)
{
	struct block *block = block_new(md, title);

	block->name = g_strndup(name, length);
	block->note = note ? markdown_format_line(md, note) : NULL;
	block->ends_at_blank = true;
	markdown_switch(md, block);
}

void markdown_open_label(struct markdown *md, const char *label)
{
	struct block *block = block_new(md, label);

	block->is_label = block->ends_at_blank = true;
	markdown_switch(md, block);
}

void markdown_add_blank(struct markdown *md)
{
	markdown_end_paragraph(md);
	if (md->now->ends_at_blank && md->now->text->len > 0)
		markdown_switch(md, md->blocks->pdata[0]);
	md->after_blank = true;
}

/* ---- text and lists ---- */

/* Goes to the list level that a line with that indentation belongs to. */
static void levels_close(struct markdown *md, unsigned indent)
{
	while (md->n_levels > 0 && indent <= md->levels[md->n_levels - 1].source)
		md->n_levels--;
	md->out_column = md->n_levels ? md->levels[md->n_levels - 1].out_text : 0;
}

void markdown_add_text(struct markdown *md, const char *text, unsigned indent)
{
	if (md->paragraph->len > 0) {
		if (md->now->indent < 0)
			md->now->indent = (int)indent;
		g_string_append_c(md->paragraph, '\n');
	} else if (!*md->marker) {
		if (md->after_blank && md->now->indent < 0)
			md->now->indent = (int)indent;
		levels_close(md, indent);
		md->paragraph_indent = indent;
		md->after_item &= md->n_levels > 0;
	}
	g_string_append(md->paragraph, text);
	md->after_blank = false;
}

/* A number other than 1 cannot begin a list right below a paragraph: it needs an empty line, or a number before it. */
void markdown_open_item(struct markdown *md, const char *marker, unsigned indent, unsigned text_indent)
{
	bool is_ordered = g_ascii_isdigit(*marker), follows_ordered = false;

	markdown_end_paragraph(md);
	while (md->n_levels > 0 && (indent < md->levels[md->n_levels - 1].source_text || md->n_levels == MAX_LEVELS))
		follows_ordered = md->levels[--md->n_levels].is_ordered;
	md->after_item &= !is_ordered || follows_ordered || g_str_equal(marker, "1. ");
	md->marker_column = md->n_levels ? md->levels[md->n_levels - 1].out_text : 0;
	md->out_column = md->marker_column + (unsigned)strlen(marker);
	md->levels[md->n_levels++] = (struct list_level){ indent, text_indent, md->out_column, is_ordered };
	md->paragraph_indent = text_indent;
	g_strlcpy(md->marker, marker, sizeof(md->marker));
	md->after_blank = false;
}

void markdown_close_lists(struct markdown *md)
{
	markdown_end_paragraph(md);
	md->n_levels = md->out_column = 0;
	md->marker[0] = '\0';
	md->after_item = false;
}

void markdown_add_heading(struct markdown *md, const char *level, const char *text)
{
	g_autofree char *line = markdown_format_line(md, text);

	markdown_close_lists(md);
	if (*line) {
		block_begin_line(md);
		md->now->starts_with_text = false;
		g_string_append_printf(md->now->text, "%s%s", level, line);
	}
	md->after_blank = true;
}

/* ---- code ---- */

void markdown_open_fence(struct markdown *md, enum fence_kind kind, const char *end)
{
	markdown_end_paragraph(md);
	md->fence = kind;
	md->fence_end = end;
	md->fence_end_is_command = false;
	md->literal_follows = false;
	g_string_truncate(md->fence_text, 0);
}

static void fence_add(struct markdown *md, const char *text, unsigned indent)
{
	g_string_append_printf(md->fence_text, "%*s%s\n", *text ? (int)indent : 0, "", text);
}

/* The lines without empty ones around them and without their common indentation. */
static char *fence_body(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	unsigned first = 0, end = g_strv_length(lines);
	size_t common = G_MAXSIZE;
	GString *out = g_string_new(NULL);

	while (lines[first] && !*lines[first])
		first++;
	while (end > first && !*lines[end - 1])
		end--;
	for (unsigned i = first; i < end; i++)
		if (*lines[i])
			common = MIN(common, strspn(lines[i], " "));
	for (unsigned i = first; i < end; i++)
		g_string_append_printf(out, "%s\n", *lines[i] ? lines[i] + common : "");
	return g_string_free(out, FALSE);
}

/* A fence longer than any run of backticks in it. */
static void fence_close(struct markdown *md)
{
	g_autofree char *body = fence_body(md->fence_text->str);
	g_autofree char *code = NULL;
	g_autoptr(GString) mark = g_string_new("```");

	if (md->fence != FENCE_DROPPED && *body) {
		while (strstr(body, mark->str))
			g_string_append_c(mark, '`');
		code = g_strdup_printf("%stext\n%s%s", mark->str, body, mark->str);
		block_begin_line(md);
		append_indented(md->now->text, code, md->out_column);
	}
	md->fence = FENCE_NONE;
	md->after_blank = true;
}

static const char *fence_find_end(const struct markdown *md, const char *text)
{
	const char *end = strstr(text, md->fence_end);

	if (!md->fence_end_is_command)
		return end;
	return end && end > text && (end[-1] == '@' || end[-1] == '\\') ? end - 1 : NULL;
}

const char *markdown_add_code_line(struct markdown *md, const char *text, unsigned indent)
{
	g_autofree char *last = NULL;
	const char *end;

	if (md->fence == FENCE_INDENTED) {
		if (*text && indent < md->fence_indent) {
			fence_close(md);
			return NULL;
		}
		fence_add(md, text, indent);
		return "";
	}
	end = fence_find_end(md, text);
	if (!end) {
		fence_add(md, text, indent);
		return "";
	}
	last = g_strchomp(g_strndup(text, end - text));
	fence_add(md, last, indent);
	fence_close(md);
	end += strlen(md->fence_end) + md->fence_end_is_command;
	return end + strspn(end, " ");
}

/* Indented text after an empty line, after "…:" or after "::" is preformatted. */
bool markdown_try_literal(struct markdown *md, const char *text, unsigned indent)
{
	unsigned base = md->paragraph_indent;
	bool literal = false;

	if (md->paragraph->len > 0) {
		literal = md->paragraph->str[md->paragraph->len - 1] == ':' && indent >= base + CODE_INDENT &&
			  !*md->marker;
	} else if (md->literal_follows) {
		literal = indent > base;
	} else if (md->after_blank) {
		unsigned n = md->n_levels;

		while (n > 0 && indent < md->levels[n - 1].source_text)
			n--;
		base = n ? md->levels[n - 1].source_text : (unsigned)MAX(md->now->indent, 0);
		literal = indent >= base + CODE_INDENT && (n > 0 || md->now->indent >= 0);
	}
	md->literal_follows = false;
	if (!literal)
		return false;
	if (md->paragraph->len == 0)
		levels_close(md, indent);
	markdown_open_fence(md, FENCE_INDENTED, NULL);
	md->fence_indent = base + 1;
	fence_add(md, text, indent);
	return true;
}

/* ---- the whole ---- */

void markdown_init(struct markdown *md, const struct markdown_subject *subject, bool kernel_doc)
{
	*md = (struct markdown){
		.subject = subject,
		.kernel_doc = kernel_doc,
		.blocks = g_ptr_array_new_with_free_func(block_free),
		.paragraph = g_string_new(NULL),
		.fence_text = g_string_new(NULL),
	};
	md->now = block_new(md, NULL);
	md->now->indent = 0;
}

/* One entry as a list item: * `name` (in) — text */
static void append_entry(GString *out, const struct block *block)
{
	g_string_append(out, "* ");
	markdown_add_code(out, block->name, strlen(block->name));
	if (block->note)
		g_string_append_printf(out, " (%s)", block->note);
	if (block->text->len > 0) {
		g_string_append(out, block->starts_with_text ? " — " : "\n\n  ");
		append_indented(out, block->text->str, 2);
	}
}

/* All that was said under the title of blocks[first], and empties those blocks. */
static void append_section(GString *out, const GPtrArray *blocks, unsigned first)
{
	g_autofree char *title = g_strdup(((const struct block *)blocks->pdata[first])->title);
	bool after_entry = false;

	g_string_append_printf(out, "%s# %s", out->len ? "\n\n" : "", title);
	for (unsigned i = first; i < blocks->len; i++) {
		struct block *block = blocks->pdata[i];

		if (block->is_label || !block->title || !g_str_equal(block->title, title))
			continue;
		g_string_append(out, block->name && after_entry ? "\n" : "\n\n");
		if (block->name)
			append_entry(out, block);
		else
			g_string_append(out, block->text->str);
		after_entry = block->name != NULL;
		g_clear_pointer(&block->title, g_free);
	}
}

/* Drops sections that nothing was said in, and entries that the subject finds a better place for. */
static void blocks_prune(struct markdown *md)
{
	const struct markdown_subject *subject = md->subject;

	for (unsigned i = 1; i < md->blocks->len;) {
		const struct block *block = md->blocks->pdata[i];
		bool is_taken = block->is_member && subject->take_member && block->text->len > 0 &&
				subject->take_member(subject->data, block->name, block->text->str);

		if (is_taken || (!block->name && block->text->len == 0))
			g_ptr_array_remove_index(md->blocks, i);
		else
			i++;
	}
}

char *markdown_finish(struct markdown *md)
{
	GString *out;

	if (md->fence != FENCE_NONE)
		fence_close(md);
	markdown_end_paragraph(md);
	blocks_prune(md);
	out = g_string_new(((const struct block *)md->blocks->pdata[0])->text->str);
	for (unsigned i = 1; i < md->blocks->len; i++) {
		const struct block *block = md->blocks->pdata[i];

		if (block->title && !block->is_label)
			append_section(out, md->blocks, i);
	}
	for (unsigned i = 1; i < md->blocks->len; i++) {
		const struct block *block = md->blocks->pdata[i];

		if (block->is_label)
			g_string_append_printf(out, "%s**%s:** %s", out->len ? "\n\n" : "", block->title,
					       block->text->str);
	}
	g_ptr_array_unref(md->blocks);
	g_string_free(md->paragraph, TRUE);
	g_string_free(md->fence_text, TRUE);
	return g_string_free(out, out->len == 0);
}
