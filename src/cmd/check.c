/*
 * `braze check`: objects, headers and bindings in, what they do not agree on out. The command line; checking.c has the stages.
 */
#include "cmd/checking.h"
#include "cmd/cmd.h"
#include "cmd/command.h"

static int run(struct config *config)
{
	return checking_run(config) ? EXIT_DONE : EXIT_ERRORS;
}

int cmd_check(int argc, char **argv)
{
	static const struct command check = { PERSONALITY_CHECK, run, NULL };
	return command_run(&check, argc, argv);
}
