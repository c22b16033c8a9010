/*
 * `braze infer-macros`: C headers in, a contract with the types of their macros out. The command line; inference.c has the stages.
 */
#include "cmd/cmd.h"
#include "cmd/command.h"
#include "cmd/inference.h"

static int run(struct config *config)
{
	return inference_run(config) ? EXIT_DONE : EXIT_ERRORS;
}

int cmd_infer_macros(int argc, char **argv)
{
	static const struct command infer_macros = { PERSONALITY_INFER, run, NULL };
	return command_run(&infer_macros, argc, argv);
}
