/*
 * Completions for elvish (0.17 or newer): edit:complete-getopt does the work, the table is put into its language.
 *
 *     [&long=output &short=o &arg-required=$true &arg-desc=FILE &completer=$files &desc='write to FILE instead of …']
 *
 * All of it stands within the one function, so that sourcing it defines nothing else.
 */
#include "cli/completion.h"

#include <string.h>

static void put_value(struct writer *out, const struct option *option)
{
	char *metavar = completion_quote(option->metavar);
	writer_print(out, " &arg-required=$true &arg-desc=%s &completer=", metavar);
	g_free(metavar);
	switch (completion_value(option)) {
	case VALUE_CHOICE: {
		char *words = completion_choices(option, " ");
		writer_print(out, "{|_| put %s }", words);
		g_free(words);
		break;
	}
	case VALUE_FILE:
		writer_text(out, "$files");
		break;
	case VALUE_FOLDER:
		writer_text(out, "$folders");
		break;
	default:
		writer_text(out, "$nothing");
	}
}

static void put_options(struct writer *out, const char *name, enum personality personality)
{
	writer_line(out, "\tvar %s = [", name);
	for (const struct option *option = options; option->name; option++) {
		if (!completion_offers(option, personality))
			continue;
		char *help = completion_quote(option->help);
		writer_print(out, "\t\t[&long=%s", option->name);
		if (option->short_name)
			writer_print(out, " &short=%c", option->short_name);
		if (option->metavar)
			put_value(out, option);
		writer_line(out, " &desc=%s]", help);
		g_free(help);
	}
	writer_text(out, "\t]\n");
}

static void put_head(struct writer *out, const char *program)
{
	writer_line(
		out,
		"# elvish completion for %s\n"
		"set edit:completion:arg-completer[%s] = {|@words|\n"
		"\tuse str\n"
		"\tvar files = {|word| edit:complete-filename $word }\n"
		"\tvar folders = {|word|\n"
		"\t\tedit:complete-filename $word | each {|file| if (str:has-suffix $file[stem] /) { put $file } }\n"
		"\t}\n"
		"\tvar nothing = {|_| }",
		program, program);
}

/* In a branch of `if`: the words that stand behind `before`, with what they are for. */
static void put_words(struct writer *out, const char *before, bool has_help)
{
	for (const struct command *command = completion_commands; command->name; command++) {
		const char *word = completion_word(command, before);
		if (!word || (has_help && !completion_has_help(command)))
			continue;
		char *shown = g_strdup_printf("%s (%s)", word, command->help);
		char *quoted = completion_quote(shown);
		writer_line(out, "\t\tedit:complex-candidate %s &display=%s", word, quoted);
		g_free(quoted);
		g_free(shown);
	}
}

/* The branch for a word behind these two (or, where the second is empty, behind the first). */
static void put_branch(struct writer *out, const char *first, const char *second, const char *before, bool has_help)
{
	char *words = g_strstrip(g_strdup_printf("%s %s", first, second));
	writer_line(out, "\t} elif (eq $words[1..-1] [%s]) {", words);
	put_words(out, before, has_help);
	g_free(words);
}

static void put_words_value(struct writer *out, const struct command *command)
{
	static const char *const completers[] = {
		[VALUE_NONE] = "$nothing", [VALUE_TEXT] = "$nothing",   [VALUE_CHOICE] = "$nothing",
		[VALUE_FILE] = "$files",   [VALUE_FOLDER] = "$folders",
	};
	char *identifier = completion_identifier(command);
	unsigned n_words = strchr(command->name, ' ') ? 2 : 1;
	writer_line(out,
		    "\t} elif (and (> (count $words) %u) (eq $words[1..%u] [%s])) {\n"
		    "\t\tedit:complete-getopt $words[%u..] $%s [%s ...]",
		    n_words + 1, n_words + 1, command->name, n_words + 1, identifier,
		    completers[completion_words_value(command->personality)]);
	g_free(identifier);
}

static void put_commands(struct writer *out)
{
	writer_text(out, "\tif (== (count $words) 2) {\n");
	put_words(out, NULL, false);
	put_branch(out, "help", "", NULL, true);
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!completion_has_commands(command))
			continue;
		put_branch(out, command->name, "", command->name, false);
		put_branch(out, command->name, "help", command->name, true);
		put_branch(out, "help", command->name, command->name, true);
	}
	for (const struct command *command = completion_commands; command->name; command++)
		if (command->has_options)
			put_words_value(out, command);
	writer_text(out, "\t}\n");
}

void completion_print_elvish(struct writer *out, enum personality personality)
{
	if (personality == PERSONALITY_BINDGEN) {
		put_head(out, "bindgen");
		put_options(out, "options", personality);
		writer_text(out, "\tedit:complete-getopt $words[1..] $options [$files ...]\n"
				 "}\n");
		return;
	}
	put_head(out, "braze");
	for (const struct command *command = completion_commands; command->name; command++) {
		char *identifier = completion_identifier(command);
		if (command->has_options)
			put_options(out, identifier, command->personality);
		g_free(identifier);
	}
	put_commands(out);
	writer_text(out, "}\n");
}
