/*
 * braze: the table of commands. Each command is a file in cmd/ and returns the exit code.
 *
 * Started under the name `bindgen`, the program has that one's command line.
 */
#include "base/diag.h"
#include "cmd/cmd.h"
#include "cmd/command.h"
#include "read/clang/clang.h"

#include <glib.h>
#include <string.h>

static const struct named_command commands[] = {
	{ "bind", cmd_bind },
	{ "bindgen", cmd_bindgen },
	{ "help", cmd_help },
	{ "--help", cmd_help },
	{ "infer-macros", cmd_infer_macros },
	{ "-h", cmd_help },
	{ "check", cmd_check },
	{ "version", cmd_version },
	{ "--version", cmd_version },
	{ "-V", cmd_version },
	{ "kmod", cmd_kmod },
};

static bool is_bindgen(const char *program)
{
	char *name = g_path_get_basename(program);
	bool is = strcmp(name, "bindgen") == 0;
	g_free(name);
	return is;
}

static int run(int argc, char **argv)
{
	if (argc > 0 && is_bindgen(argv[0]))
		return cmd_bindgen(argc - 1, argv + 1);
	if (argc > 1 && g_str_has_prefix(argv[1], "--print="))
		return cmd_print(strchr(argv[1], '=') + 1);
	return command_dispatch(commands, G_N_ELEMENTS(commands), "braze", argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
	diag_init(MESSAGE_TEXT, COLOR_AUTO, false, false);
	clang_choose_library(argv);
	int code = run(argc, argv);
	diag_finish();
	return code;
}
