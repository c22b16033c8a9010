/*
 * Command lines → processes, their output and exit codes.
 */
#include "kmod/process.h"

#include "base/diag.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

GPtrArray *process_command(const char *program)
{
	GPtrArray *command = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(command, g_strdup(program));
	return command;
}

void process_add(GPtrArray *command, ...)
{
	va_list words;
	va_start(words, command);
	for (const char *word; (word = va_arg(words, const char *));)
		g_ptr_array_add(command, g_strdup(word));
	va_end(words);
}

void process_add_all(GPtrArray *command, const GPtrArray *words)
{
	for (guint i = 0; i < words->len; i++)
		g_ptr_array_add(command, g_strdup(g_ptr_array_index(words, i)));
}

char *process_text(const GPtrArray *command)
{
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < command->len; i++) {
		const char *word = g_ptr_array_index(command, i);
		bool is_plain =
			*word &&
			strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+,./:@%") ==
				strlen(word);
		char *quoted = is_plain ? g_strdup(word) : g_shell_quote(word);
		g_string_append_printf(text, "%s%s", i ? " " : "", quoted);
		g_free(quoted);
	}
	return g_string_free(text, FALSE);
}

static int exit_code(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* A program does not go on writing files when braze has been killed. */
static void die_with_parent(gpointer data)
{
	(void)data;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

bool process_run(const GPtrArray *command, const char *folder, char **environment, struct process_result *result)
{
	char **argv = g_new0(char *, command->len + 1);
	memcpy(argv, command->pdata, command->len * sizeof *argv);
	GError *error = NULL;
	int status;
	*result = (struct process_result){ 0 };
	bool ran = g_spawn_sync(folder, argv, environment, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN,
				die_with_parent, NULL, &result->out, &result->err, &status, &error);
	if (ran)
		result->status = exit_code(status);
	else if (g_error_matches(error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
		diag_error("there is no program '%s' to run", argv[0]);
	else
		diag_error("the program '%s' cannot be run: %s", argv[0], error->message);
	g_clear_error(&error);
	g_free(argv);
	return ran;
}

void process_result_finish(struct process_result *result)
{
	g_clear_pointer(&result->out, g_free);
	g_clear_pointer(&result->err, g_free);
}

void process_show(const char *text)
{
	size_t length = strlen(text);
	while (length && g_ascii_isspace(text[length - 1]))
		length--;
	if (length)
		fprintf(stderr, "%.*s\n", (int)length, text);
}
