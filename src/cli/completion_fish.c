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

/* The words that stand behind `before`, where those that are there already are `words`. */
static void put_words(struct writer *out, const char *words, const char *before, bool has_help)
{
	for (const struct command *command = completion_commands; command->name; command++) {
		const char *word = completion_word(command, before);
		if (!word || (has_help && !completion_has_help(command)))
			continue;
		char *help = fish_quote(command->help);
		writer_line(out, "complete -c braze -n '__braze_words_are%s' -f -a %s -d %s", words, word, help);
		g_free(help);
	}
}

/* No files behind commands without options; folders where those are what a command takes. */
static void put_no_files(struct writer *out)
{
	for (const struct command *command = completion_commands; command->name; command++) {
		enum value value = command->has_options ? completion_words_value(command->personality) : VALUE_TEXT;
		if (value != VALUE_FILE)
			writer_line(out, "complete -c braze -n '__braze_command_is %s' -f%s", command->name,
				    value == VALUE_FOLDER ? " -a '(__fish_complete_directories)'" : "");
	}
}

static void put_commands(struct writer *out)
{
	writer_text(out, "# Whether the words behind braze begin with these.\n"
			 "function __braze_command_is\n"
			 "\tset -l words (commandline -opc)\n"
			 "\tset -l last (math 1 + (count $argv))\n"
			 "\ttest \"$words[2..$last]\" = \"$argv\"\n"
			 "end\n"
			 "# Whether these are all words before the one that is being written.\n"
			 "function __braze_words_are\n"
			 "\tset -l words (commandline -opc)\n"
			 "\ttest \"$words[2..]\" = \"$argv\"\n"
			 "end\n"
			 "\n");
	put_words(out, "", NULL, false);
	put_words(out, " help", NULL, true);
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!completion_has_commands(command))
			continue;
		char *own = g_strconcat(" ", command->name, NULL);
		char *own_help = g_strconcat(own, " help", NULL);
		char *help = g_strconcat(" help", own, NULL);
		put_words(out, own, command->name, false);
		put_words(out, own_help, command->name, true);
		put_words(out, help, command->name, true);
		g_free(help);
		g_free(own_help);
		g_free(own);
	}
	put_no_files(out);
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
