/*
 * C documentation comments to Markdown for rustdoc: Doxygen, kernel-doc, GTK-doc and plain text.
 *
 *      * foo() - Short text.              Short text.
 *      * @bar: what it is
 *      *                      becomes        # Parameters
 *      * Return: %NULL if none
 *                                            * `bar` — what it is
 *
 *                                            # Returns
 *
 *                                            `NULL` if none
 *
 * Whatever the comment says, the result has no Rust code block (so no doctest), no HTML and no intra-doc link.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What a comment is about. */
struct markdown_subject {
	const char *name;          /* C name, or NULL */
	const char *members_title; /* heading over the `@name: text` entries: "Parameters", "Members" … */
	/* Offered each `@name: text` entry, text in Markdown; returns true if it found a better place for it. May be NULL. */
	bool (*take_member)(void *data, const char *name, const char *text);
	void *data;
};

/* The Markdown, freed by the caller; NULL where nothing is left. comment: the raw text with its marks, in any encoding. */
char *markdown_from_comment(const char *comment, const struct markdown_subject *subject);

/* ---- between the files of the converter ---- */

struct comment_line {
	char *text; /* without marks and white space around it; "" for an empty line */
	unsigned indent; /* columns that it stands to the right of the leftmost line */
};

/* The lines of a comment as struct comment_line; freed by g_array_unref(). */
GArray *comment_split(const char *comment);

/* Appends the running text of a paragraph. kernel_doc: `@name` is a parameter, not a Doxygen command. */
void markdown_add_inline(GString *out, const char *text, bool kernel_doc);
/* Appends `text` as code, with as many backticks as it takes. */
void markdown_add_code(GString *out, const char *text, size_t length);
/* True where the text at tag is `<name …>` or `</name>`, whatever the case of the letters. */
bool html_is_tag(const char *tag, const char *name);
