/*
 * A crate → rustc's command line → a library, if it has to be made anew.
 *
 * Steps are repeated by the rules of make, with the command itself as something that they depend on: the stamp holds the command, and its time is that of
 * the step. A file that is as young as the stamp counts as changed.
 */
#include "kmod/crate.h"

#include "base/diag.h"
#include "kmod/process.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/*
 * core is built from source, as the kernel itself does it: that takes what stable compilers have only under this variable. A make that runs us has a
 * jobserver, whose descriptors rustc would look for in vain.
 */
static char **environment(void)
{
	char **environ = g_environ_setenv(g_get_environ(), "RUSTC_BOOTSTRAP", "1", TRUE);
	environ = g_environ_unsetenv(environ, "CARGO_MAKEFLAGS");
	environ = g_environ_unsetenv(environ, "MAKEFLAGS");
	return g_environ_unsetenv(environ, "MFLAGS");
}

GPtrArray *crate_command(const struct rustc *rustc, const struct rust_flags *flags, const char *core)
{
	GPtrArray *command = process_command(rustc->path);
	if (flags->target) {
		process_add(command, "--target", flags->target, NULL);
	} else {
		char *path = g_build_filename(core, CRATE_TARGET_FILE, NULL);
		process_add(command, "--target", path, "-Zunstable-options", NULL);
		g_free(path);
	}
	process_add_all(command, flags->args);
	process_add(command, "--sysroot=/dev/null", "-L", core, NULL);
	return command;
}

bool crate_run(const GPtrArray *command, const char *folder)
{
	char **environ = environment();
	struct process_result result;
	bool ran = process_run(command, folder, environ, &result);
	g_strfreev(environ);
	if (!ran)
		return false;
	process_show(result.err);
	bool done = result.status == 0;
	process_result_finish(&result);
	return done;
}

/* ---- steps ---- */

/* Nanoseconds since 1970; 0: there is no such file. */
static gint64 time_of(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 ? info.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) + info.st_mtim.tv_nsec : 0;
}

/* The next word of a rule; "\ " is a space in a name. Moves *text behind it; NULL at the end of the rule. */
static char *next_word(const char **text)
{
	const char *at = *text;
	while (*at == ' ' || *at == '\t' || (*at == '\\' && at[1] == '\n'))
		at += *at == '\\' ? 2 : 1;
	if (!*at || *at == '\n')
		return NULL;
	GString *word = g_string_new(NULL);
	for (; *at && !strchr(" \t\n", *at); at++) {
		if (*at == '\\' && at[1] == '\n')
			break;
		if (*at == '\\' && at[1])
			at++;
		g_string_append_c(word, *at);
	}
	*text = at;
	return g_string_free(word, FALSE);
}

/* Whether all that the first rule of the depfile names is there and older than the stamp. */
static bool all_older(const char *depfile, gint64 stamp)
{
	char *text = NULL;
	if (!g_file_get_contents(depfile, &text, NULL, NULL))
		return false;
	const char *at = strstr(text, ": ");
	bool older = at != NULL;
	at += at ? 1 : 0;
	for (char *word; older && (word = next_word(&at));) {
		gint64 time = time_of(word);
		older = time != 0 && time < stamp;
		g_free(word);
	}
	g_free(text);
	return older;
}

static bool is_current(const char *stamp, const char *key, const char *depfile)
{
	char *old = NULL;
	bool current = g_file_get_contents(stamp, &old, NULL, NULL) && strcmp(old, key) == 0 &&
		       all_older(depfile, time_of(stamp));
	g_free(old);
	return current;
}

/* What changes while the step runs is younger than its stamp. */
static bool write_stamp(const char *stamp, const char *key, struct timespec start)
{
	GError *error = NULL;
	bool done = g_file_set_contents(stamp, key, -1, &error);
	if (done)
		utimensat(AT_FDCWD, stamp, (const struct timespec[]){ start, start }, 0);
	else
		diag_error("'%s' cannot be written: %s", stamp, diag_file_error_text(error));
	g_clear_error(&error);
	return done;
}

bool crate_step(const char *stamp, const char *key, const char *depfile, bool (*run)(void *data), void *data, bool *ran)
{
	if (ran)
		*ran = false;
	if (is_current(stamp, key, depfile))
		return true;
	g_unlink(stamp);
	if (ran)
		*ran = true;
	struct timespec start; /* of the clock that files have */
	clock_gettime(CLOCK_REALTIME_COARSE, &start);
	return run(data) && write_stamp(stamp, key, start);
}
