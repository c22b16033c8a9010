/*
 * Regular expressions in the syntax of Rust's regex crate, rewritten for PCRE2 (GRegex).
 */
#pragma once

#include <stddef.h>

/*
 * The expression that matches in PCRE2 what text matches in Rust's regex crate, to be put between \A(?: and )\z. It has
 * no capture groups, and greedy and lazy repetition are the same: only whether the whole subject matches is of interest.
 * NULL where text is no expression of Rust's: *error is a message, *offset the byte in text it is about. Result and
 * *error are freed by the caller.
 */
char *rust_regex_translate(const char *text, char **error, size_t *offset);
