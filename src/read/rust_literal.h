/* Literals of Rust text that more than one reader understands. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* What a literal in quotes stands for. */
struct rust_quoted {
	bool is_byte, is_c, is_character; /* b"…" or b'…', c"…", '…' or b'…' */
	GByteArray *bytes;                /* without the zero byte behind c"…"; the caller's */
};

/* text: as a token has it, with its prefix and its quotes. False where it is none, or where an escape is wrong. */
bool rust_quoted_read(const char *text, size_t length, struct rust_quoted *quoted);

/* Digits of the base at *text, with '_' between them; *text is behind them then. False where there are none, or too many. */
bool rust_digits_read(const char **text, unsigned base, uint64_t *value);
