/*
 * Bytes → lines, and what in them is the kernel's message.
 */
#include "guest/console.h"

#include <string.h>

void console_init(struct console *console, void (*take)(const char *line, void *data), void *data)
{
	*console = (struct console){ .pending = g_string_new(NULL), .take = take, .data = data };
}

/* Control characters become spaces, what is no UTF-8 becomes U+FFFD; the end of the line goes. */
static char *clean_line(const char *bytes, gsize n)
{
	while (n && (bytes[n - 1] == '\r' || bytes[n - 1] == '\n'))
		n--;
	GString *spaced = g_string_new_len(bytes, (gssize)n);
	for (gsize i = 0; i < n; i++)
		if ((unsigned char)spaced->str[i] < ' ' || spaced->str[i] == 0x7f)
			spaced->str[i] = ' ';
	char *line = g_utf8_make_valid(spaced->str, (gssize)spaced->len);
	g_string_free(spaced, TRUE);
	return line;
}

static void take_line(struct console *console, gsize n)
{
	char *line = clean_line(console->pending->str, n);
	g_string_erase(console->pending, 0, (gssize)n);
	console->take(line, console->data);
	g_free(line);
}

void console_feed(struct console *console, const char *bytes, gsize n)
{
	while (n) {
		const char *end = memchr(bytes, '\n', n);
		gsize part = end ? (gsize)(end - bytes) + 1 : n;
		part = MIN(part, CONSOLE_LINE_MAX - console->pending->len);
		g_string_append_len(console->pending, bytes, (gssize)part);
		bytes += part;
		n -= part;
		if (bytes[-1] == '\n' || console->pending->len == CONSOLE_LINE_MAX)
			take_line(console, console->pending->len);
	}
}

void console_flush(struct console *console)
{
	if (console->pending->len)
		take_line(console, console->pending->len);
}

void console_finish(struct console *console)
{
	g_string_free(console->pending, TRUE);
	console->pending = NULL;
}

/* Moves behind `[` spaces, characters of the set, `]`; NULL where the text does not begin so. */
static const char *skip_bracket(const char *text, const char *set)
{
	if (*text++ != '[')
		return NULL;
	text += strspn(text, " ");
	size_t length = strspn(text, set);
	return length && text[length] == ']' ? text + length + 1 : NULL;
}

const char *console_message(const char *line)
{
	const char *text = skip_bracket(line, "0123456789.");
	if (!text)
		return NULL;
	const char *caller = skip_bracket(text, "0123456789CT");
	text = caller ? caller : text;
	return *text == ' ' ? text + 1 : text;
}
