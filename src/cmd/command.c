/*
 * What all commands have in common: from a word to a command, from its arguments to its config, to what it does with that, to an exit code.
 */
#include "cmd/command.h"

#include "base/diag.h"
#include "cli/options.h"
#include "cli/pages.h"
#include "cmd/cmd.h"

#include <string.h>

static void report_unknown(const struct named_command *commands, size_t n, const char *before, const char *word)
{
	const char *space = strchr(before, ' ');
	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; i < n; i++)
		g_ptr_array_add(names, (char *)commands[i].name);
	char *nearest = diag_nearest(word, names);
	if (nearest)
		diag_error("unknown%s command '%s', did you mean %s?", space ? space : "", word, nearest);
	else
		diag_error("unknown%s command '%s'; '%s help' lists them", space ? space : "", word, before);
	g_free(nearest);
	g_ptr_array_unref(names);
}

int command_dispatch(const struct named_command *commands, size_t n, const char *before, int argc, char **argv)
{
	if (argc < 1) {
		const char *space = strchr(before, ' ');
		diag_error("no%s command given; '%s help' lists them", space ? space : "", before);
		return EXIT_USAGE;
	}
	for (size_t i = 0; i < n; i++)
		if (g_str_equal(commands[i].name, argv[0]))
			return commands[i].run(argc - 1, argv + 1);
	report_unknown(commands, n, before, argv[0]);
	return EXIT_USAGE;
}

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
		code = cmd_help(1, (char *[]){ (char *)personality_name(command->personality) });
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
