/*
 * The C text of a contract's `signature:` and `calls:`, looked at as tokens: enough to say what is wrong where it stands,
 * and to put it together again with a name in it. Types and expressions stay text.
 *
 *     const char *(int nr, void (*done)(int))     result "const char *", parameters "int nr, void (*done)(int)"
 *     void (int)                                  parameter 1, 'int', has no name
 *     READ_ONCE(*ptr)                             name "READ_ONCE", arguments "*ptr"
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Splits a signature, which is UTF-8, into its result and its parameters; runs of white space become a space. Both are
 * freed by the caller. NULL: done. Otherwise what is wrong, freed by the caller, with *fault_at the byte of text that
 * it is about, and nothing else is set.
 */
char *contract_signature_split(const char *text, char **result, char **parameters, size_t *fault_at);

/* The names of a signature's parameters, in order (char *, owned); none for "void". parameters: what contract_signature_split() gives. */
GPtrArray *contract_signature_names(const char *parameters);

/* Splits a call into its name and, in brackets behind it, its arguments; NULL for no brackets. As above otherwise. */
char *contract_call_split(const char *text, char **name, char **arguments, size_t *fault_at);

/* Whether the whole text is a C identifier: letters of any script, digits, '_'. No keywords. */
bool contract_is_identifier(const char *text);
