/*
 * Diagnostics: what the program says to its user, as text with carets and colour, or as JSON lines.
 *
 *     api.h:12:8: warning: struct 'odd' is left out: … [-Wunsupported-type]
 *        12 | struct odd {
 *           |        ^
 *
 * Lower case, no full stop, user text in single quotes. Everything goes to standard error. Colour only on a terminal
 * (or --color=always). An error makes the run fail in the end (diag_has_errors); it never ends the program itself.
 */
#pragma once

#include "base/config.h"

#include <stdbool.h>
#include <stddef.h>

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* Where a message points. file NULL: no place. line 0: the file as a whole. column counts bytes from 1, 0: none. */
struct place {
	const char *file;
	unsigned line, column;
};

/* Call before anything is said, and again when the user's choice is known; counts stay. */
void diag_init(enum message_format format, enum color_when color, bool verbose, bool quiet);
/* Frees the source text that is kept for carets. */
void diag_finish(void);

/*
 * One message. id: the name behind -W ("unsupported-type"), or NULL; docs/errors/ID.md describes it. The source line is read from place.file
 * for the caret, if it can be.
 */
void diag_report(enum severity severity, struct place place, const char *id, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
/* Points at a byte of a command-line argument: prints the argument with a caret under it. option may be NULL. */
void diag_argument(enum severity severity, const char *option, const char *argument, size_t offset, const char *format,
		   ...) G_GNUC_PRINTF(5, 6);
/* A message without a place. */
void diag_error(const char *format, ...) G_GNUC_PRINTF(1, 2);
void diag_warning(const char *id, const char *format, ...) G_GNUC_PRINTF(2, 3);
void diag_note(const char *format, ...) G_GNUC_PRINTF(1, 2); /* only under -v */

/* Whether a warning or note shows the line that it points at: yes, unless this says otherwise. Errors always do. */
void diag_show_source(bool shown);

/*
 * A line on the terminal that stays until the next message, or until it is replaced by NULL: what the program is busy with. May be called by
 * another thread. Nothing is shown unless standard error is a terminal and messages are text.
 */
void diag_show_busy(const char *text);

bool diag_has_errors(void);
unsigned diag_count(enum severity severity);

/* The text of an errno value, and of what g_file_get_contents() failed with, as messages have it: lower case, without the name of
 * the file. Valid for ever. */
const char *diag_errno_text(int error);
const char *diag_file_error_text(const GError *error);

/* A state that only a mistake of ours can lead to: says file and line and aborts. */
#define unreachable() diag_unreachable(__FILE__, __LINE__)
_Noreturn void diag_unreachable(const char *file, int line);

/* The up to three candidates nearest to name by edit distance (at most a third of its length), as "'a', 'b' or 'c'";
 * NULL if none is near. Freed by the caller. candidates: const char *. */
char *diag_nearest(const char *name, const GPtrArray *candidates);
