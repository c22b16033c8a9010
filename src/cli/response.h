/*
 * The words of a command line, with every @FILE replaced by the words that FILE holds.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct arguments {
	GQueue words; /* struct word *, see response.c */
};

void arguments_init(struct arguments *arguments, int argc, char **argv);
void arguments_finish(struct arguments *arguments);

/*
 * The next word in *word, owned by the caller; NULL at the end. @FILE is replaced; where that fails, the error is reported and
 * the result is false.
 */
bool arguments_next(struct arguments *arguments, char **word);
/* The next word as it stands, for the value of an option; NULL at the end. Owned by the caller. */
char *arguments_next_value(struct arguments *arguments);
