/*
 * Lines of text in columns of a terminal: what the text report is laid out with.
 *
 *     columns_put(&columns, 4, 10, COLUMNS_PLAIN, "offset");
 *     columns_put(&columns, 20, 8, COLUMNS_RED, "a name that is too long");
 *     columns_end(&columns);
 *
 * gives "    offset          a name …". Invariants: a column is one of the terminal's, not a byte: wide characters take two, combining ones
 * none; texts are cut between characters, with "…" for what is cut off; a text may have any bytes: what would move the cursor is
 * printed as "\x1b"; colours end before the line does, and lines have no trailing space.
 */
#pragma once

#include "base/writer.h"

enum columns_style {
	COLUMNS_PLAIN,
	COLUMNS_BOLD,
	COLUMNS_DIM,
	COLUMNS_HEADING,
	COLUMNS_RED,
	COLUMNS_YELLOW,
};

struct columns {
	struct writer *out;
	GString *line;
	unsigned column; /* of the line's end */
	unsigned width; /* of a whole line */
	bool color;
};

void columns_init(struct columns *columns, unsigned width, bool color, struct writer *out);
void columns_finish(struct columns *columns);

/* Adds text at a column, cut to width; a column that the line has passed: one space behind it. NULL or "": nothing. */
void columns_put(struct columns *columns, unsigned at, unsigned width, enum columns_style style, const char *text);
/* The same, ending at at + width. */
void columns_put_right(struct columns *columns, unsigned at, unsigned width, enum columns_style style,
		       const char *text);
/* Ends the line; an empty one where nothing was put. */
void columns_end(struct columns *columns);
/* Adds text at a column, wrapped to further lines from the same column, and ends the line. */
void columns_paragraph(struct columns *columns, unsigned at, enum columns_style style, const char *text);
/* A line of its own, however long. */
void columns_line(struct columns *columns, enum columns_style style, const char *text);

/* Columns that a text takes; NULL: none. */
unsigned columns_of(const char *text);
/* The text as columns_put() has it, cut to width. Freed by the caller. */
char *columns_cut(const char *text, unsigned width);
/* The text in lines of at most width columns, broken at spaces or, in longer words, behind '/', '.' and their like, or anywhere. Gives char *, owned
 * by the array; of NULL and "" none. */
GPtrArray *columns_wrap(const char *text, unsigned width);
