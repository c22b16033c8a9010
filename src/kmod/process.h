/*
 * Other programs: a command line in an array, run to its end.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* An array of strings that it frees. */
GPtrArray *process_command(const char *program);
/* The texts are copied; the last argument is NULL. */
void process_add(GPtrArray *command, ...) G_GNUC_NULL_TERMINATED;
void process_add_all(GPtrArray *command, const GPtrArray *words);
/* The words, as a shell would take them, for the caller to free. */
char *process_text(const GPtrArray *command);

struct process_result {
	int status;      /* exit code; 128 + signal */
	char *out, *err; /* what it wrote; never NULL once it ran */
};

/*
 * Runs it in the folder (NULL: here) with the environment (NULL: our own). False, with one error, where it could not be started; the texts are the
 * caller's then to free by process_result_finish().
 */
bool process_run(const GPtrArray *command, const char *folder, char **environment, struct process_result *result);
void process_result_finish(struct process_result *result);

/* Writes a program's words to standard error as they are, but not a second time what is only white space. */
void process_show(const char *text);
