/*
 * What the Markdown converter has collected so far: sections of finished Markdown, and the paragraph, list and code that the
 * current line belongs to.
 *
 * markdown.c recognises what a line is and calls these; markdown_out.c keeps the one invariant of the output: no line
 * outside a fence is indented but by what the list around it asks for, and fences say ```text.
 */
#pragma once

#include "pass/markdown.h"

enum { MAX_LEVELS = 8, CODE_INDENT = 4 };

/* A section ("Returns", with a heading), an entry of one (named), the body (untitled) or a label ("Since", one line). */
struct block {
	char *title;
	char *name; /* entry: of what */
	char *note; /* entry: "in, out", or NULL */
	GString *text; /* Markdown */
	int indent; /* in the comment, of the lines after the first; -1: not known yet */
	bool is_label, is_member;
	bool ends_at_blank;
	bool starts_with_text; /* not with a list or code */
};

struct list_level {
	unsigned source, source_text; /* columns of the marker and of its text in the comment */
	unsigned out_text; /* column of the text in the Markdown */
	bool is_ordered;
};

enum fence_kind {
	FENCE_NONE,
	FENCE_MARKED, /* up to .fence_end */
	FENCE_INDENTED, /* up to a line with less indentation */
	FENCE_DROPPED, /* like FENCE_MARKED; nothing of it is kept */
};

struct markdown {
	const struct markdown_subject *subject;
	bool kernel_doc;
	GPtrArray *blocks; /* struct block *; [0] is the body */
	struct block *now;

	GString *paragraph; /* its source text so far */
	unsigned paragraph_indent; /* in the comment */
	char marker[8]; /* of the list item that it begins, or "" */
	unsigned marker_column; /* in the Markdown */
	unsigned out_column; /* of its lines in the Markdown */
	bool after_blank, after_item;
	bool literal_follows; /* the paragraph ended with :: */
	struct list_level levels[MAX_LEVELS];
	unsigned n_levels;

	enum fence_kind fence;
	GString *fence_text;
	const char *fence_end; /* static text */
	bool fence_end_is_command; /* it has a @ or a backslash before it */
	unsigned fence_indent; /* FENCE_INDENTED */
};

void markdown_init(struct markdown *md, const struct markdown_subject *subject, bool kernel_doc);
/* The whole Markdown, freed by the caller; NULL if it is empty. Frees what md holds. */
char *markdown_finish(struct markdown *md);

/* The text of a title: running text without line breaks. Freed by the caller. */
char *markdown_format_line(const struct markdown *md, const char *text);

/* Continues the section of that title or begins it; title NULL: the body. */
void markdown_open_section(struct markdown *md, const char *title, bool ends_at_blank);
void markdown_open_entry(struct markdown *md, const char *title, const char *name, size_t length, const char *note);
void markdown_open_label(struct markdown *md, const char *label);

/* A line of a paragraph; a new one after markdown_end_paragraph(). */
void markdown_add_text(struct markdown *md, const char *text, unsigned indent);
void markdown_end_paragraph(struct markdown *md);
/* An empty line: ends the paragraph, and the sections that end with it. */
void markdown_add_blank(struct markdown *md);
/* level is "# " or deeper. */
void markdown_add_heading(struct markdown *md, const char *level, const char *text);
/* marker: "* ", "12. "; indent, text_indent: of marker and text in the comment. */
void markdown_open_item(struct markdown *md, const char *marker, unsigned indent, unsigned text_indent);
void markdown_close_lists(struct markdown *md);

void markdown_open_fence(struct markdown *md, enum fence_kind kind, const char *end);
/* A line inside the fence. Returns what stands behind the fence's end, "" mostly; NULL if the line, not taken, ended it. */
const char *markdown_add_code_line(struct markdown *md, const char *text, unsigned indent);
/* Takes the line as the first one of preformatted text if its indentation says so. */
bool markdown_try_literal(struct markdown *md, const char *text, unsigned indent);
