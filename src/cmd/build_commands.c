/*
 * --cc "gcc -m32 -DX", --cc-flags a.o.cmd: words of a command. Where both are given, the file's words come first, and the program is the option's.
 */
#include "cmd/build_commands.h"

#include "base/diag.h"
#include "cli/command_file.h"
#include "cli/target_spec.h"
#include "cmd/command_words.h"

#include <string.h>

/* Puts the option's program in the place of the file's, and its arguments at the end. */
static void add_option(GPtrArray *words, char **option)
{
	guint program = 0;
	while (program < words->len && command_words_is_setting(g_ptr_array_index(words, program)))
		program++;
	if (program < words->len) {
		g_free(words->pdata[program]);
		words->pdata[program] = g_strdup(option[0]);
		option++;
	}
	for (; *option; option++)
		g_ptr_array_add(words, g_strdup(*option));
}

/* name: of the option. *words stays NULL where neither is given. */
static bool read_one(const char *name, const char *option, const char *file, const char *program, GPtrArray **words,
		     char **folder)
{
	GError *error = NULL;
	char **argv = NULL;
	if (!option && !file)
		return true;
	*words = g_ptr_array_new_with_free_func(g_free);
	if (file && !command_file_read(file, program, *words, folder))
		return false;
	if (option && !g_shell_parse_argv(option, NULL, &argv, &error)) {
		diag_argument(SEVERITY_ERROR, name, option, 0, "%s: %s", name, error->message);
		g_error_free(error);
		return false;
	}
	if (argv)
		add_option(*words, argv);
	g_strfreev(argv);
	return true;
}

bool build_commands_read(const struct config *config, struct build_commands *commands)
{
	return read_one("--cc", config->cc, config->cc_flags, NULL, &commands->c, &commands->c_folder) &&
	       read_one("--rustc", config->rustc, config->rustc_flags, "rustc", &commands->rust,
			&commands->rust_folder) &&
	       (!commands->rust || target_spec_read(commands->rust, commands->rust_folder, &commands->target));
}

void build_commands_finish(struct build_commands *commands)
{
	g_clear_pointer(&commands->c, g_ptr_array_unref);
	g_clear_pointer(&commands->rust, g_ptr_array_unref);
	g_clear_pointer(&commands->target, g_hash_table_unref);
	g_free(commands->c_folder);
	g_free(commands->rust_folder);
}
