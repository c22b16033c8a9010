/*
 * Name patterns: regular expressions in Rust's syntax, matched against the whole name with GRegex.
 *
 *     --allowlist-function 'png_.*'     matches "png_read", not "my_png_read"
 *
 * A pattern remembers whether it ever matched, so that a typing error can be reported with the nearest names.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct pattern {
	char *text;        /* as the user wrote it */
	char *payload;     /* what stands behind '=' for RE=LIST options; else NULL */
	const char *option; /* "--allowlist-type": static storage */
	GRegex *regex;     /* NULL: the text is a name, which only equals itself */
	bool matched;      /* set by patterns_match() */
};

struct patterns {
	GPtrArray *list;   /* struct pattern *; NULL while empty */
};

/*
 * Adds a pattern. payload may be NULL; text and payload are copied. On a malformed pattern returns false and sets *error to a
 * message and *offset to the byte in text it points at; *error is freed by the caller.
 */
bool patterns_add(struct patterns *patterns, const char *option, const char *text, const char *payload, char **error,
		  size_t *offset);
/* Whether the pattern matches the whole of name, which is valid UTF-8. No mark is left. */
bool pattern_matches(const struct pattern *pattern, const char *name);
/* First pattern that matches the whole of name, or NULL. Marks every pattern that matches as used. */
struct pattern *patterns_match(struct patterns *patterns, const char *name);
bool patterns_empty(const struct patterns *patterns);
void patterns_finish(struct patterns *patterns);
