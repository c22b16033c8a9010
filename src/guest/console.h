/*
 * What comes out of a machine's serial line → lines that can be shown and judged.
 *
 *     "[    3.911520] hello: loaded\r\n"  →  "[    3.911520] hello: loaded", whose message is "hello: loaded"
 *
 * The machine may write anything: NUL, escape sequences for a terminal, half a character, no line end for ever.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A line that is longer is cut into several. */
enum { CONSOLE_LINE_MAX = 8192 };

struct console {
	GString *pending; /* bytes behind the last line end */
	void (*take)(const char *line, void *data);
	void *data;
};

/* take is called for each line: valid UTF-8 without control characters, without its end. */
void console_init(struct console *console, void (*take)(const char *line, void *data), void *data);
void console_feed(struct console *console, const char *bytes, gsize n);
/* Takes what is left as a line. */
void console_flush(struct console *console);
void console_finish(struct console *console);

/* What stands behind the kernel's time stamp (and the number of thread or CPU); NULL where the line has none: it is not the kernel's. */
const char *console_message(const char *line);
