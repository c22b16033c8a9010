/*
 * bindgen's command line: `braze bindgen`, and the program itself where it is started under the name `bindgen`.
 *
 * The same stages as `braze bind` (stages.c) under the options, the environment and the habits of bindgen 0.72.1: the one header is clang's main
 * file, so that -MMD names it; a pattern may match nothing; the output is written anew each time.
 */
#include "base/diag.h"
#include "base/writer.h"
#include "cli/environment.h"
#include "cli/pages.h"
#include "cmd/cmd.h"
#include "cmd/command.h"
#include "cmd/stages.h"

/* The release whose command line and output this is. */
#define BINDGEN_VERSION "0.72.1"

/* Linux's build finds the release with a regular expression, and takes all of the line for the compiler's name. */
static int print_version(void)
{
	struct writer out;
	writer_init(&out);
	writer_line(&out, "bindgen " BINDGEN_VERSION " (braze " BRAZE_VERSION ")");
	return cmd_print_text(&out);
}

static int print_completions(const char *shell)
{
	struct writer out;
	writer_init(&out);
	completion_print(&out, shell, PERSONALITY_BINDGEN);
	return cmd_print_text(&out);
}

static int run(struct config *config)
{
	if (config->generate_shell_completions)
		return print_completions(config->generate_shell_completions);
	environment_add_flags(config->clang_args);
	return stages_run(config) ? EXIT_DONE : EXIT_ERRORS;
}

int cmd_bindgen(int argc, char **argv)
{
	static const struct command bindgen = { PERSONALITY_BINDGEN, run, print_version };
	/* builds search a warning's text for clang's version: its source line would be found, too */
	diag_show_source(false);
	return command_run(&bindgen, argc, argv);
}
