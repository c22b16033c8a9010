/*
 * `braze bind`: C headers in, Rust FFI out. The command line; stages.c has the stages.
 */
#include "cli/options.h"
#include "cmd/cmd.h"
#include "cmd/stages.h"

int cmd_bind(int argc, char **argv)
{
	struct config config;
	int code = EXIT_USAGE;
	config_init(&config, PERSONALITY_BIND);
	switch (options_parse(argc, argv, &config)) {
	case OPTIONS_RUN:
		code = stages_run(&config) ? EXIT_DONE : EXIT_ERRORS;
		break;
	case OPTIONS_HELP:
		code = cmd_help(1, (char *[]){ (char *)"bind" });
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
