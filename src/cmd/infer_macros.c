/*
 * `braze infer-macros`: C headers in, a contract with the types of their macros out. The command line; inference.c has the stages.
 */
#include "cli/options.h"
#include "cmd/cmd.h"
#include "cmd/inference.h"

int cmd_infer_macros(int argc, char **argv)
{
	struct config config;
	int code = EXIT_USAGE;
	config_init(&config, PERSONALITY_INFER);
	switch (options_parse(argc, argv, &config)) {
	case OPTIONS_RUN:
		code = inference_run(&config) ? EXIT_DONE : EXIT_ERRORS;
		break;
	case OPTIONS_HELP:
		code = cmd_help(1, (char *[]){ (char *)"infer-macros" });
		break;
	case OPTIONS_VERSION:
		code = cmd_version(0, NULL);
		break;
	case OPTIONS_WRONG:
		break;
	}
	config_finish(&config);
	return code;
}
