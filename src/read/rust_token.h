/*
 * Rust text to tokens, after "Lexical structure" in The Rust Reference: what names are read from.
 *
 *     r#type 'b' 'c x::y     RAW "type", STRING, LIFETIME, WORD "x", PATH, WORD "y"
 *
 * Comments are gone, literals in quotes are one token, delimiters know their partners. A token is a stretch of the file's text;
 * nothing is copied. Text that is no Rust gives some tokens or an error, never a read beyond its end.
 */
#pragma once

#include "base/diag.h"

#include <string.h>

enum rust_token_kind {
	TOKEN_WORD,     /* identifier or keyword; '_' is one */
	TOKEN_RAW,      /* what stands behind r# */
	TOKEN_NUMBER,   /* up to a dot */
	TOKEN_STRING,   /* a literal in quotes of any kind */
	TOKEN_LIFETIME,
	TOKEN_PATH,     /* :: */
	TOKEN_MARK,     /* any other character */
	TOKEN_OPEN,     /* ( [ { */
	TOKEN_CLOSE,
};

struct rust_token {
	unsigned start;  /* in bytes */
	/* bytes; of TOKEN_OPEN and TOKEN_CLOSE: index of its partner, or the number of tokens where it has none */
	unsigned extent;
	enum rust_token_kind kind;
};

struct rust_file {
	char *path;
	char *text; /* ends with a zero byte, and has no other */
	size_t length;
	struct rust_token *tokens;
	unsigned count, capacity;
	const char *at, *line_start; /* a place of which the line is known */
	unsigned line;

	/* what the reader of names knows about the file (rust.c) */
	char *scope; /* what its declarations are about */
	GArray *conditional; /* struct range in order: under a cfg */
	GArray *inclusions; /* struct range in order: bodies of modules that include the bindings */
	bool has_glob; /* imports everything from somewhere */
};

/* Reads the file and makes its tokens, unless a binding generator wrote it. False after an error, which was reported. */
bool rust_file_init(struct rust_file *file, const char *path);
/* The same with the tokens of all files. */
bool rust_file_init_bindings(struct rust_file *file, const char *path);
void rust_file_finish(struct rust_file *file);
/* Whether a binding generator wrote the file: it says so in its first line. */
bool rust_file_is_generated(const struct rust_file *file);

/* The place of a byte; cheap where it is near the last one that was asked for. */
struct place rust_place(struct rust_file *file, size_t offset);
/* The text of a name, in the form in which Rust compares names. Freed by the caller. */
char *rust_text(const struct rust_file *file, unsigned i);
/* Whether an identifier can begin with the character at p. */
bool rust_starts_word(const char *p);

/* Questions about the token with that index, which may be beyond the last one. */

static inline bool is_name(const struct rust_file *file, unsigned i)
{
	return i < file->count && (file->tokens[i].kind == TOKEN_WORD || file->tokens[i].kind == TOKEN_RAW);
}

static inline bool has_text(const struct rust_file *file, unsigned i, const char *text)
{
	size_t length = strlen(text);
	return file->tokens[i].extent == length && memcmp(file->text + file->tokens[i].start, text, length) == 0;
}

static inline bool is_word(const struct rust_file *file, unsigned i, const char *word)
{
	return i < file->count && file->tokens[i].kind == TOKEN_WORD && has_text(file, i, word);
}

/* Whether the token is this mark or delimiter. */
static inline bool is_mark(const struct rust_file *file, unsigned i, char mark)
{
	return i < file->count && file->tokens[i].kind >= TOKEN_MARK && file->text[file->tokens[i].start] == mark;
}

static inline bool is_path(const struct rust_file *file, unsigned i)
{
	return i < file->count && file->tokens[i].kind == TOKEN_PATH;
}

static inline bool is_open(const struct rust_file *file, unsigned i)
{
	return i < file->count && file->tokens[i].kind == TOKEN_OPEN;
}

/* The token behind this one, or behind the group that it opens. */
static inline unsigned skip(const struct rust_file *file, unsigned i)
{
	return is_open(file, i) ? MIN(file->tokens[i].extent, file->count - 1) + 1 : i + 1;
}

/* Whether the word is a field or method: behind one dot. */
static inline bool is_member(const struct rust_file *file, unsigned i)
{
	return i > 0 && is_mark(file, i - 1, '.') && !(i > 1 && is_mark(file, i - 2, '.'));
}
