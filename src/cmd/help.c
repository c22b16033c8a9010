/*
 * `braze help [COMMAND]`, `braze version`, and the pages that an installation takes from the program.
 */
#include "base/diag.h"
#include "base/writer.h"
#include "cli/pages.h"
#include "cmd/cmd.h"
#include "read/clang/clang.h"

#include <string.h>

int cmd_print_text(struct writer *out)
{
	bool done = writer_commit(out, NULL);
	writer_finish(out);
	return done ? EXIT_DONE : EXIT_ERRORS;
}

static int refuse(const char *name)
{
	GPtrArray *names = g_ptr_array_new();
	for (int i = 0; i < PERSONALITIES; i++)
		g_ptr_array_add(names, (char *)personality_name((enum personality)i));
	g_ptr_array_add(names, (char *)"kmod");
	char *nearest = diag_nearest(name, names);
	diag_error(nearest ? "no help on '%s', did you mean %s?" : "no help on '%s'", name, nearest);
	g_free(nearest);
	g_ptr_array_unref(names);
	return EXIT_USAGE;
}

/* False: there is no such page. */
static bool print_help(struct writer *out, const char *name)
{
	for (int i = 0; i < PERSONALITIES; i++) {
		if (g_str_equal(name, personality_name((enum personality)i))) {
			help_print(out, (enum personality)i, help_columns());
			return true;
		}
	}
	if (g_str_equal(name, "kmod"))
		help_print_kmod_commands(out);
	else if (g_str_equal(name, ""))
		help_print_commands(out);
	else
		return false;
	return true;
}

int cmd_help(int argc, char **argv)
{
	struct writer out;
	GString *name = g_string_new(NULL);
	for (int i = 0; i < argc; i++)
		g_string_append_printf(name, "%s%s", i ? " " : "", argv[i]);
	writer_init(&out);
	bool found = print_help(&out, name->str);
	int code = found ? cmd_print_text(&out) : refuse(name->str);
	if (!found)
		writer_finish(&out);
	g_string_free(name, TRUE);
	return code;
}

int cmd_version(int argc, char **argv)
{
	struct writer out;
	(void)argc;
	(void)argv;
	char *clang = clang_version_text();
	writer_init(&out);
	writer_line(&out, "braze " BRAZE_VERSION " (%s)", clang);
	g_free(clang);
	return cmd_print_text(&out);
}

int cmd_print(const char *page)
{
	static const char *const shells[] = { "bash", "elvish", "fish", "powershell", "zsh" };
	struct writer out;
	writer_init(&out);
	if (strcmp(page, "man") == 0) {
		man_print(&out);
		return cmd_print_text(&out);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(shells); i++) {
		if (strcmp(shells[i], page) == 0) {
			completion_print(&out, page, PERSONALITY_BIND);
			return cmd_print_text(&out);
		}
	}
	writer_finish(&out);
	diag_error("--print knows 'man', 'bash', 'elvish', 'fish', 'powershell' and 'zsh', not '%s'", page);
	return EXIT_USAGE;
}
