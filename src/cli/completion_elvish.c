/*
 * Completions for elvish (0.17 or newer): edit:complete-getopt does the work, the table is put into its language.
 *
 *     [&long=output &short=o &arg-required=$true &arg-desc=FILE &completer=$files &desc='write to FILE instead of …']
 *
 * All of it stands within the one function, so that sourcing it defines nothing else.
 */
#include "cli/completion.h"

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

static void put_commands(struct writer *out)
{
	char *helped = completion_command_names(true, " ");
	writer_text(out, "\tif (== (count $words) 2) {\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		char *shown = g_strdup_printf("%s (%s)", command->name, command->help);
		char *quoted = completion_quote(shown);
		writer_line(out, "\t\tedit:complex-candidate %s &display=%s", command->name, quoted);
		g_free(quoted);
		g_free(shown);
	}
	for (const struct command *command = completion_commands; command->name; command++)
		if (command->has_options)
			writer_line(out,
				    "\t} elif (eq $words[1] %s) {\n"
				    "\t\tedit:complete-getopt $words[2..] $%s [$files ...]",
				    command->name, command->name);
	writer_line(out,
		    "\t} elif (and (eq $words[1] help) (== (count $words) 3)) {\n"
		    "\t\tput %s\n"
		    "\t}",
		    helped);
	g_free(helped);
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
	for (const struct command *command = completion_commands; command->name; command++)
		if (command->has_options)
			put_options(out, command->name, command->personality);
	put_commands(out);
	writer_text(out, "}\n");
}
