/*
 * What all commands that read headers have in common: from their arguments to their config, to what they do with it, to an exit code.
 */
#include "cmd/command.h"

#include "cli/options.h"
#include "cmd/cmd.h"

int command_run(const struct command *command, int argc, char **argv)
{
	struct config config;
	int code = EXIT_USAGE;
	config_init(&config, command->personality);
	switch (options_parse(argc, argv, &config)) {
	case OPTIONS_RUN:
		code = command->run(&config);
		break;
	case OPTIONS_HELP:
		code = cmd_help(1, (char *[]){ (char *)command->name });
		break;
	case OPTIONS_VERSION:
		code = command->print_version ? command->print_version() : cmd_version(0, NULL);
		break;
	case OPTIONS_WRONG:
		break;
	}
	config_finish(&config);
	return code;
}
