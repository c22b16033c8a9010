/*
 * Completions for fish: one `complete` for each option.
 *
 *     complete -c braze -n '__braze_command_is bind' -s o -l output -r -F -d 'write to FILE instead of standard output'
 *
 * Where an option has another value than a file (-x), or a command takes no files (-f), fish offers none. Those of
 * bindgen have no -n.
 */
#include "cli/completion.h"

/* Within '…' a backslash escapes itself and the quotation mark. */
static char *fish_quote(const char *text)
{
	GString *quoted = g_string_new(text);
	g_string_replace(quoted, "\\", "\\\\", 0);
	g_string_replace(quoted, "'", "\\'", 0);
	g_string_prepend_c(quoted, '\'');
	g_string_append_c(quoted, '\'');
	return g_string_free(quoted, FALSE);
}

static void put_option(struct writer *out, const char *head, const struct option *option)
{
	writer_text(out, head);
	if (option->short_name)
		writer_print(out, " -s %c", option->short_name);
	writer_print(out, " -l %s", option->name);
	switch (completion_value(option)) {
	case VALUE_NONE:
		break;
	case VALUE_TEXT:
		writer_text(out, " -x");
		break;
	case VALUE_CHOICE: {
		char *words = completion_choices(option, " ");
		writer_print(out, " -x -a '%s'", words);
		g_free(words);
		break;
	}
	case VALUE_FILE:
		writer_text(out, " -r -F");
		break;
	case VALUE_FOLDER:
		writer_text(out, " -x -a '(__fish_complete_directories)'");
		break;
	}
	char *help = fish_quote(option->help);
	writer_line(out, " -d %s", help);
	g_free(help);
}

static void put_options(struct writer *out, const char *head, enum personality personality)
{
	for (const struct option *option = options; option->name; option++)
		if (completion_offers(option, personality))
			put_option(out, head, option);
}

static void put_commands(struct writer *out)
{
	writer_text(out,
		    "# Whether the word behind braze is this one; without an argument: whether there is none yet.\n"
		    "function __braze_command_is\n"
		    "\tset -l words (commandline -opc)\n"
		    "\ttest \"$words[2]\" = \"$argv[1]\"\n"
		    "end\n"
		    "\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		char *help = fish_quote(command->help);
		writer_line(out, "complete -c braze -n __braze_command_is -f -a %s -d %s", command->name, help);
		g_free(help);
	}
	char *helped = completion_command_names(true, " ");
	writer_line(out,
		    "complete -c braze -n '__braze_command_is help' -f -a '%s'\n"
		    "complete -c braze -n '__braze_command_is version' -f",
		    helped);
	g_free(helped);
}

void completion_print_fish(struct writer *out, enum personality personality)
{
	if (personality == PERSONALITY_BINDGEN) {
		writer_text(out, "# fish completion for bindgen\n");
		put_options(out, "complete -c bindgen", personality);
		return;
	}
	writer_text(out, "# fish completion for braze\n\n");
	put_commands(out);
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!command->has_options)
			continue;
		char *head = g_strdup_printf("complete -c braze -n '__braze_command_is %s'", command->name);
		put_options(out, head, command->personality);
		g_free(head);
	}
}
