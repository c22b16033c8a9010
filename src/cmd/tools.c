/*
 * Runs other programs where bindgen's options ask for one:
 *
 *     --formatter=rustfmt, --rustfmt-configuration-file F   $RUSTFMT or rustfmt, over a temporary file
 *     --dump-preprocessed-input                             $CLANG_PATH, clang or clang-22: clang -E … -o __bindgen.i
 */
#include "cmd/tools.h"

#include "base/diag.h"
#include "read/clang/clang.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Runs the command, whose standard error is ours. NULL: it ended well; else why not, freed by the caller. */
static char *run(GPtrArray *command)
{
	GError *error = NULL;
	int status = 0;
	g_ptr_array_add(command, NULL);
	if (g_spawn_sync(NULL, (char **)command->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
			 NULL, NULL, NULL, &status, &error) &&
	    g_spawn_check_wait_status(status, &error))
		return NULL;
	char *why = g_strdup(error->message);
	g_error_free(error);
	return why;
}

/* ---- rustfmt ---- */

bool tools_wants_rustfmt(const struct config *config)
{
	if (config->no_rustfmt_bindings)
		return false;
	return config->rustfmt_configuration_file || g_strcmp0(config->formatter, "rustfmt") == 0;
}

/* The edition that bindgen takes for a release: the newest that it has. */
static const char *edition(const struct config *config)
{
	enum { FIRST_2021 = 56, FIRST_2024 = 85 };
	if (config->rust_edition)
		return config->rust_edition;
	return config->rust_minor >= FIRST_2024 ? "2024" : config->rust_minor >= FIRST_2021 ? "2021" : "2018";
}

static char *format_file(const struct config *config, const char *path)
{
	const char *program = g_getenv("RUSTFMT");
	GPtrArray *command = g_ptr_array_new();
	g_ptr_array_add(command, (char *)(program && *program ? program : "rustfmt"));
	if (config->rustfmt_configuration_file) {
		g_ptr_array_add(command, (char *)"--config-path");
		g_ptr_array_add(command, config->rustfmt_configuration_file);
	}
	g_ptr_array_add(command, (char *)"--edition");
	g_ptr_array_add(command, (char *)edition(config));
	g_ptr_array_add(command, (char *)path);
	char *why = run(command);
	g_ptr_array_unref(command);
	return why;
}

void tools_rustfmt(const struct config *config, struct writer *text)
{
	char *path = NULL, *formatted = NULL, *why = NULL;
	GError *error = NULL;
	int fd = g_file_open_tmp("braze-XXXXXX.rs", &path, &error);
	if (fd >= 0) {
		close(fd);
		if (g_file_set_contents(path, text->text->str, (gssize)text->text->len, &error))
			why = format_file(config, path);
		if (!why && !error && g_file_get_contents(path, &formatted, NULL, &error))
			g_string_assign(text->text, formatted);
		g_unlink(path);
	}
	if (why || error)
		diag_warning("rustfmt", "the output is not formatted by rustfmt: %s", why ? why : error->message);
	g_clear_error(&error);
	g_free(formatted);
	g_free(why);
	g_free(path);
}

/* ---- the preprocessor ---- */

/* The clang of the environment, or one that is installed, the release of our libclang first. Freed by the caller. */
static char *find_clang(void)
{
	const char *named = g_getenv("CLANG_PATH");
	char *version = clang_version_text();
	int major = 0;
	for (const char *p = strchr(version, ' '); p && g_ascii_isdigit(*++p);)
		major = major * 10 + g_ascii_digit_value(*p);
	char *release = g_strdup_printf("clang-%d", major);
	char *path = named && *named ? g_strdup(named) : g_find_program_in_path(release);
	path = path ? path : g_find_program_in_path("clang");
	path = path ? path : g_strdup("clang");
	g_free(release);
	g_free(version);
	return path;
}

bool tools_preprocess(const struct config *config)
{
	char *clang = find_clang();
	GPtrArray *command = g_ptr_array_new();
	g_ptr_array_add(command, clang);
	for (guint i = 0; i < config->clang_args->len; i++)
		g_ptr_array_add(command, g_ptr_array_index(config->clang_args, i));
	static const char *const rest[] = { "-E", "-x", "c", "-o", "__bindgen.i" };
	for (size_t i = 0; i < G_N_ELEMENTS(rest); i++)
		g_ptr_array_add(command, (char *)rest[i]);
	g_ptr_array_add(command, g_ptr_array_index(config->headers, 0));
	char *why = run(command);
	if (why)
		diag_error("--dump-preprocessed-input: %s: %s", clang, why);
	g_ptr_array_unref(command);
	g_free(clang);
	bool done = !why;
	g_free(why);
	return done;
}
