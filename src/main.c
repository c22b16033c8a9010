/*
 * braze: the table of commands. Each command is a file in cmd/ and returns the exit code.
 *
 * Started under the name `bindgen`, the program has that one's command line.
 */
#include "base/diag.h"
#include "cmd/cmd.h"
#include "read/clang/clang.h"

#include <glib.h>
#include <string.h>

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "bind", cmd_bind },   { "bindgen", cmd_bindgen },           { "help", cmd_help },
	{ "--help", cmd_help }, { "infer-macros", cmd_infer_macros }, { "-h", cmd_help },
	{ "check", cmd_check }, { "version", cmd_version },           { "--version", cmd_version },
	{ "-V", cmd_version },
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
	if (argc < 2) {
		diag_error("no command given; 'braze help' lists them");
		return EXIT_USAGE;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (strcmp(commands[i].name, argv[1]) == 0)
			return commands[i].run(argc - 2, argv + 2);
	if (g_str_has_prefix(argv[1], "--print="))
		return cmd_print(strchr(argv[1], '=') + 1);

	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		g_ptr_array_add(names, (char *)commands[i].name);
	char *nearest = diag_nearest(argv[1], names);
	if (nearest)
		diag_error("unknown command '%s', did you mean %s?", argv[1], nearest);
	else
		diag_error("unknown command '%s'; 'braze help' lists them", argv[1]);
	g_free(nearest);
	g_ptr_array_unref(names);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	diag_init(MESSAGE_TEXT, COLOR_AUTO, false, false);
	clang_choose_library(argv);
	int code = run(argc, argv);
	diag_finish();
	return code;
}
