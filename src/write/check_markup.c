/*
 * Parts of the HTML report; see check_markup.h.
 */
#include "write/check_markup.h"

#include <stdarg.h>
#include <string.h>

enum { ID_LENGTH = 120 };

void markup_text(struct page *page, const char *text)
{
	char *visible = check_visible(text);
	char *escaped = g_markup_escape_text(visible, -1);
	writer_text(page->out, escaped);
	g_free(escaped);
	g_free(visible);
}

void markup_raw(struct page *page, const char *markup)
{
	writer_text(page->out, markup);
}

void markup_print(struct page *page, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = g_strdup_vprintf(format, args);
	va_end(args);
	writer_text(page->out, text);
	g_free(text);
}

void markup_element(struct page *page, const char *tag, const char *text)
{
	markup_print(page, "<%s>", tag);
	markup_text(page, text);
	markup_print(page, "</%.*s>", (int)strcspn(tag, " "), tag);
}

char *markup_id(struct page *page, const char *prefix, const char *text)
{
	GString *id = g_string_new(prefix);
	for (const char *c = text ? text : ""; *c && id->len < ID_LENGTH; c++) {
		bool is_plain = g_ascii_isalnum(*c) || *c == '_' || *c == '.';
		if (is_plain)
			g_string_append_c(id, *c);
		else if (id->len && id->str[id->len - 1] != '-')
			g_string_append_c(id, '-');
	}
	while (id->len > 1 && id->str[id->len - 1] == '-')
		g_string_truncate(id, id->len - 1);
	gsize length = id->len;
	for (unsigned n = 2; g_hash_table_contains(page->ids, id->str); n++) {
		g_string_truncate(id, length);
		g_string_append_printf(id, "-%u", n);
	}
	g_hash_table_add(page->ids, g_strdup(id->str));
	return g_string_free(id, FALSE);
}
