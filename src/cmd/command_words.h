/*
 * The words of a compiler's command, to be used for another file.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/*
 * The words without what is about the command's own source and output. *source: the last file that it compiles, or NULL; lives as long as words.
 * The result owns its words, and is freed by the caller.
 */
GPtrArray *command_words_of_c(const GPtrArray *words, const char **source);
GPtrArray *command_words_of_rust(const GPtrArray *words, const char **source);
/* Whether a word begins so; a NULL at the end is none. */
bool command_words_have(const GPtrArray *words, const char *prefix);
/* Whether the word sets a variable of the environment before the program. */
bool command_words_is_setting(const char *word);
