/*
 * Lines of text in columns of a terminal; see check_columns.h.
 */
#include "write/check_columns.h"
#include "write/check_digest.h"

#include <string.h>

static const char *const escapes[] = {
	[COLUMNS_PLAIN] = "",          [COLUMNS_BOLD] = "\033[1m",   [COLUMNS_DIM] = "\033[2m",
	[COLUMNS_HEADING] = "\033[4m", [COLUMNS_RED] = "\033[1;31m", [COLUMNS_YELLOW] = "\033[33m",
};

static unsigned character_columns(gunichar character)
{
	if (g_unichar_iszerowidth(character))
		return 0;
	return g_unichar_iswide(character) ? 2 : 1;
}

/* text: valid UTF-8. */
static unsigned valid_columns(const char *text, const char *end)
{
	unsigned columns = 0;
	for (; text < end; text = g_utf8_next_char(text))
		columns += character_columns(g_utf8_get_char(text));
	return columns;
}

/* Where the first `width` columns of a text end. */
static const char *skip_columns(const char *text, unsigned width)
{
	for (unsigned columns = 0; *text; text = g_utf8_next_char(text)) {
		columns += character_columns(g_utf8_get_char(text));
		if (columns > width)
			break;
	}
	return text;
}

unsigned columns_of(const char *text)
{
	char *visible = check_visible(text);
	unsigned columns = valid_columns(visible, visible + strlen(visible));
	g_free(visible);
	return columns;
}

void columns_init(struct columns *columns, unsigned width, bool color, struct writer *out)
{
	*columns = (struct columns){ .out = out, .line = g_string_new(NULL), .width = width, .color = color };
}

void columns_finish(struct columns *columns)
{
	g_string_free(columns->line, TRUE);
	*columns = (struct columns){ 0 };
}

static void move_to(struct columns *columns, unsigned at)
{
	if (at <= columns->column && columns->column > 0)
		at = columns->column + 1;
	for (; columns->column < at; columns->column++)
		g_string_append_c(columns->line, ' ');
}

/* text: visible already. */
static void put_visible(struct columns *columns, unsigned at, enum columns_style style, const char *text)
{
	bool styled = columns->color && *escapes[style];
	if (!*text)
		return;
	move_to(columns, at);
	g_string_append(columns->line, styled ? escapes[style] : "");
	g_string_append(columns->line, text);
	g_string_append(columns->line, styled ? "\033[0m" : "");
	columns->column += valid_columns(text, text + strlen(text));
}

char *columns_cut(const char *text, unsigned width)
{
	char *visible = check_visible(text);
	if (valid_columns(visible, visible + strlen(visible)) > width && width > 0) {
		char *head = g_strndup(visible, (gsize)(skip_columns(visible, width - 1) - visible));
		g_free(visible);
		visible = g_strconcat(head, "…", NULL);
		g_free(head);
	}
	return visible;
}

void columns_put(struct columns *columns, unsigned at, unsigned width, enum columns_style style, const char *text)
{
	char *visible = columns_cut(text, width);
	put_visible(columns, at, style, visible);
	g_free(visible);
}

void columns_put_right(struct columns *columns, unsigned at, unsigned width, enum columns_style style, const char *text)
{
	char *visible = columns_cut(text, width);
	put_visible(columns, at + width - MIN(width, valid_columns(visible, visible + strlen(visible))), style,
		    visible);
	g_free(visible);
}

void columns_end(struct columns *columns)
{
	writer_text(columns->out, columns->line->str);
	writer_text(columns->out, "\n");
	g_string_truncate(columns->line, 0);
	columns->column = 0;
}

void columns_paragraph(struct columns *columns, unsigned at, enum columns_style style, const char *text)
{
	GPtrArray *lines = columns_wrap(text, columns->width > at + 20 ? columns->width - at : 20);
	for (guint i = 0; i < lines->len; i++) {
		put_visible(columns, at, style, g_ptr_array_index(lines, i));
		columns_end(columns);
	}
	if (!lines->len && columns->column)
		columns_end(columns);
	g_ptr_array_unref(lines);
}

void columns_line(struct columns *columns, enum columns_style style, const char *text)
{
	char *visible = check_visible(text);
	put_visible(columns, 0, style, visible);
	columns_end(columns);
	g_free(visible);
}

/* Where a line that may go on to `end` is broken best: behind its last space or, in its second half, one that parts names. */
static const char *break_of(const char *text, const char *end)
{
	const char *best = NULL;
	if (!*end || *end == ' ')
		return end;
	for (const char *c = text + 1; c < end; c++)
		if (*c == ' ')
			best = c;
	for (const char *c = text + (end - text) / 2; !best && c < end; c++)
		if (strchr("/,(.-_", *c))
			best = c + 1;
	return best ? best : end;
}

GPtrArray *columns_wrap(const char *text, unsigned width)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	char *visible = check_visible(text);
	for (const char *c = visible; *c;) {
		const char *end = skip_columns(c, width);
		/* A character that is wider than the line. */
		end = end == c ? g_utf8_next_char(c) : break_of(c, end);
		g_ptr_array_add(lines, g_strndup(c, (gsize)(end - c)));
		for (c = end; *c == ' '; c++)
			continue;
	}
	g_free(visible);
	return lines;
}
