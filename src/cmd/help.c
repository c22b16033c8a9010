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

int cmd_help(int argc, char **argv)
{
	struct writer out;
	static const char *const names[] = {
		[PERSONALITY_BIND] = "bind",
		[PERSONALITY_BINDGEN] = "bindgen",
		[PERSONALITY_INFER] = "infer-macros",
		[PERSONALITY_CHECK] = "check",
	};
	size_t personality = 0;
	while (argc > 0 && personality < G_N_ELEMENTS(names) && strcmp(argv[0], names[personality]) != 0)
		personality++;
	if (personality == G_N_ELEMENTS(names)) {
		diag_error("no help on '%s'", argv[0]);
		return EXIT_USAGE;
	}
	writer_init(&out);
	if (argc > 0)
		help_print(&out, (enum personality)personality, help_columns());
	else
		help_print_commands(&out);
	return cmd_print_text(&out);
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
