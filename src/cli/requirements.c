/*
 * What a command asks of its command line as a whole, when every word of it has been understood: that there is an input, and that the options go
 * together.
 *
 *     braze check --rust a.rs     error: nothing to compare: give two of --c, --rust and --headers; …
 */
#include "cli/requirements.h"

#include "base/diag.h"
#include "cli/pages.h"

static void check_bindgen(const struct config *config)
{
	if (config->generate_shell_completions)
		return;
	if (config->headers->len == 0)
		diag_error("no header given; 'bindgen --help' shows how to use it");
	if (config->headers->len > 1)
		diag_error("'%s' is a second header: there may be one, and clang's arguments stand behind --",
			   (const char *)g_ptr_array_index(config->headers, 1));
	if (config->emit_diagnostics && !config->experimental)
		diag_error("--emit-diagnostics needs --experimental");
}

/* A command that a shell would take. */
static void check_command(const char *option, const char *command)
{
	GError *error = NULL;
	char **words = NULL;
	if (command && !g_shell_parse_argv(command, NULL, &words, &error)) {
		bool is_empty = g_error_matches(error, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING);
		diag_argument(SEVERITY_ERROR, option, command, 0, "%s: %s", option,
			      is_empty ? "there is no command" : "a quotation mark has no counterpart");
		g_error_free(error);
	}
	g_strfreev(words);
}

/* Two views at least; and what goes together. */
static void check_check(const struct config *config)
{
	unsigned views = (config->c_files->len > 0 || config->witness) + (config->rust_files->len > 0) +
			 (config->headers->len > 0);
	if (views < 2)
		diag_error("nothing to compare: give two of --c, --rust and --headers; 'braze check --help' shows how");
	if (config->witness && !config->headers->len)
		diag_error("--witness needs --headers: what the C side is made from");
	if (!config->witness && config->keep)
		diag_error("--keep is for the files of --witness");
	check_command("--cc", config->cc);
	check_command("--rustc", config->rustc);
	if (!config->headers->len && config->clang_args->len)
		diag_error("what stands behind -- is for --headers, of which there are none");
}

/* One name, at most one folder, or any number of folders. */
static void check_kmod(const struct config *config)
{
	const char *command = personality_command(config->personality);
	bool is_new = config->personality == PERSONALITY_KMOD_NEW;
	if (is_new && config->modules->len == 0)
		diag_error("no name given; '%s --help' shows how to use it", command);
	if (config->personality != PERSONALITY_KMOD_TEST && config->modules->len > 1) {
		const char *second = g_ptr_array_index(config->modules, 1);
		diag_error("'%s' is a second %s: '%s' takes one", second, is_new ? "name" : "folder", command);
	}
	for (unsigned i = 0; i < config->modules->len; i++)
		if (!*(const char *)g_ptr_array_index(config->modules, i))
			diag_error("the name of a %s is empty", is_new ? "module" : "folder");
	if (config->clang_args->len)
		diag_error("'%s': '%s' takes nothing behind --", (const char *)g_ptr_array_index(config->clang_args, 0),
			   command);
}

static void check_headers(const struct config *config)
{
	if (config->headers->len == 0)
		diag_error("no header given; '%s --help' shows how to use it",
			   personality_command(config->personality));
}

void requirements_check(const struct config *config)
{
	if (config->personality == PERSONALITY_BINDGEN)
		check_bindgen(config);
	else if (config->personality == PERSONALITY_CHECK)
		check_check(config);
	else if (personality_is_kmod(config->personality))
		check_kmod(config);
	else
		check_headers(config);
	if (config->depfile && !config->output && config->personality != PERSONALITY_BINDGEN)
		diag_error("--depfile needs -o: the rule has the name of the output");
}
