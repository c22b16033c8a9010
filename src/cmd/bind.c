/*
 * `braze bind`: C headers in, Rust FFI out. The command line; stages.c has the stages.
 */
#include "cmd/cmd.h"
#include "cmd/command.h"
#include "cmd/stages.h"

static int run(struct config *config)
{
	return stages_run(config) ? EXIT_DONE : EXIT_ERRORS;
}

int cmd_bind(int argc, char **argv)
{
	static const struct command bind = { PERSONALITY_BIND, run, NULL };
	return command_run(&bind, argc, argv);
}
