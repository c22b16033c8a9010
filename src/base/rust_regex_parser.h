/*
 * What the parts of the translation from Rust's expressions to PCRE2's share.
 */
#pragma once

#include "base/rust_regex.h"

#include <glib.h>
#include <stdbool.h>

enum { REGEX_DEPTH_MAX = 100, REGEX_REPEAT_MAX = 65535 };

enum regex_flag {
	REGEX_INSENSITIVE = 1 << 0,
	REGEX_MULTI_LINE = 1 << 1,
	REGEX_DOT_ALL = 1 << 2,
	REGEX_EXTENDED = 1 << 3,
	REGEX_UNICODE = 1 << 4,
	REGEX_NO_MATTER = 1 << 5, /* greed, line ends: without a bearing on a match of the whole */
};

struct regex_parser {
	const char *text, *p;
	GString *out;
	unsigned flags;
	unsigned depth;
	GPtrArray *names;    /* of groups: each only once */
	char *error;         /* the first one; NULL while all is well */
	size_t error_offset;
};

/* What `\…` or a plain character stands for. */
struct regex_token {
	enum { TOKEN_CHAR, TOKEN_SET, TOKEN_ASSERTION } kind;
	gunichar c;
	char *text; /* TOKEN_SET: what goes between [ and ]; TOKEN_ASSERTION: as it goes into the output. Owned */
};

/* Notes the first mistake, with the place in the text; false. */
bool regex_fail(struct regex_parser *ps, const char *at, const char *format, ...) G_GNUC_PRINTF(3, 4);
bool regex_has(const struct regex_parser *ps, enum regex_flag flag);
/* Under (?x) white space and comments mean nothing: moves behind them. */
void regex_skip_space(struct regex_parser *ps);
/* Appends a character so that it means itself, in a class and outside. */
void regex_put_literal(GString *out, gunichar c);

/* rust_regex_escape.c: reads a plain character or an escape sequence. */
bool regex_parse_token(struct regex_parser *ps, struct regex_token *token);
/* rust_regex_class.c: at the opening bracket of a class. An expression that matches one character, freed by the caller; NULL on error. */
char *regex_parse_class(struct regex_parser *ps);
