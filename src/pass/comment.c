/*
 * The raw text of a C comment, as the reader found it, to lines of plain UTF-8 text.
 *
 *     "///< Short.\n\t///   more\n"      becomes      { "Short.", 0 }, { "more", 2 }
 *
 * Comment marks, the stars of a block, banners and the common indentation are gone; the relative indentation is kept
 * beside each line, tabs counted as 8 columns. Text that is not UTF-8 is taken as Latin-1. Control characters and those
 * that turn the direction of writing are dropped: rustc rejects them.
 */
#include "pass/markdown.h"

#include <string.h>

enum { TAB_WIDTH = 8 };

static bool char_is_harmful(gunichar c)
{
	return (c < ' ' && c != '\n' && c != '\t') || c == 0x7f || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* Nearly all are: letters of ASCII, line ends and tabs. */
static bool comment_is_plain(const char *comment)
{
	for (const char *p = comment; *p; p++)
		if (!g_ascii_isprint(*p) && *p != '\n' && *p != '\t')
			return false;
	return true;
}

static char *comment_to_utf8(const char *comment)
{
	char *text = NULL;

	if (g_utf8_validate(comment, -1, NULL))
		return g_strdup(comment);
	text = g_convert(comment, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
	return text ? text : g_utf8_make_valid(comment, -1); /* systems without converters exist */
}

static char *comment_clean(const char *comment)
{
	g_autofree char *text = comment_to_utf8(comment);
	GString *out;

	if (comment_is_plain(text))
		return g_steal_pointer(&text);
	out = g_string_sized_new(strlen(text));
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!char_is_harmful(c))
			g_string_append_unichar(out, c);
		else if (c == '\f' || c == '\v')
			g_string_append_c(out, ' ');
	}
	return g_string_free(out, FALSE);
}

static const char *skip_blanks(const char *p)
{
	return p + strspn(p, " \t");
}

/* True where the lines inside the comment's block begin with stars, most of them: a list of `* item` lines does not. */
static bool block_has_stars(char *const *lines)
{
	unsigned stars = 0, others = 0;

	for (unsigned i = 1; lines[0] && lines[i]; i++) {
		const char *p = skip_blanks(lines[i]);

		if (*p == '*')
			stars++;
		else if (*p)
			others++;
	}
	return stars > others;
}

/* Behind the mark that opens a comment, or a line of one: slash, star or slash, then what makes it documentation. */
static const char *skip_opening(const char *p)
{
	p += 2;
	if (*p == '*' || *p == '!' || *p == '/')
		p++;
	return *p == '<' ? p + 1 : p;
}

/* How far the byte at that column takes the text to the right. */
static unsigned column_step(unsigned column, char c)
{
	return c == '\t' ? TAB_WIDTH - column % TAB_WIDTH : ((unsigned char)c & 0xc0) != 0x80;
}

static unsigned column_of(const char *line, const char *end)
{
	unsigned column = 0;

	for (const char *p = line; p < end; p++)
		column += column_step(column, *p);
	return column;
}

static void comment_line_clear(void *data)
{
	g_free(((struct comment_line *)data)->text);
}

/* [start, end) of line is the text between the marks. A banner, `****` or `////`, is an empty line. */
static struct comment_line comment_line_make(const char *line, const char *start, const char *end)
{
	const char *text = skip_blanks(start);
	unsigned first = column_of(line, text), column = first;
	GString *out = g_string_new(NULL);

	for (const char *p = text; p < end; p++) {
		unsigned width = column_step(column, *p);

		if (*p == '\t')
			g_string_append_printf(out, "%*s", (int)width, "");
		else
			g_string_append_c(out, *p);
		column += width;
	}
	g_strchomp(out->str);
	if (out->str[strspn(out->str, "*/")] == '\0')
		out->str[0] = '\0';
	return (struct comment_line){ g_string_free(out, FALSE), first - column_of(line, start) };
}

/* The first line of a block stands behind its mark: its own indentation says nothing. */
static void lines_dedent(GArray *lines, unsigned first_free)
{
	unsigned common = G_MAXUINT;

	for (unsigned i = first_free; i < lines->len; i++) {
		const struct comment_line *line = &g_array_index(lines, struct comment_line, i);

		if (*line->text)
			common = MIN(common, line->indent);
	}
	for (unsigned i = 0; i < lines->len; i++) {
		struct comment_line *line = &g_array_index(lines, struct comment_line, i);

		line->indent = i < first_free || !*line->text ? 0 : line->indent - common;
	}
}

GArray *comment_split(const char *comment)
{
	g_autofree char *clean = comment_clean(comment);
	g_auto(GStrv) raw = g_strsplit(clean, "\n", -1);
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct comment_line));
	bool in_block = false, has_stars = block_has_stars(raw), starts_block = false;

	g_array_set_clear_func(lines, comment_line_clear);
	for (unsigned i = 0; raw[i]; i++) {
		const char *start = skip_blanks(raw[i]), *end = NULL;
		struct comment_line line;

		if (!in_block && g_str_has_prefix(start, "/*")) {
			in_block = true;
			starts_block |= i == 0;
			/* the mark's second star may be the closing one's: slash, star, star, slash */
			end = strstr(start + 2, "*/");
			start = end == start + 2 ? end : skip_opening(start);
		} else if (!in_block && g_str_has_prefix(start, "//")) {
			start = skip_opening(start);
		} else if (has_stars && *start == '*' && start[1] != '/') {
			start++;
		} else if (in_block && !has_stars) {
			start = raw[i];
		}
		if (in_block && !end)
			end = strstr(start, "*/");
		if (end) {
			in_block = false;
			while (end > start && end[-1] == '*')
				end--;
		}
		line = comment_line_make(raw[i], start, end ? end : start + strlen(start));
		g_array_append_val(lines, line);
	}
	lines_dedent(lines, starts_block ? 1 : 0);
	return lines;
}
