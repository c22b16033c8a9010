/*
 * Completions for zsh: _arguments does the work, the table is put into its language.
 *
 *     '(-o --output)'{-o+,--output=}'[write to FILE instead of standard output]:FILE:_files'
 *
 * The text can be a file in $fpath, and it can be sourced.
 */
#include "cli/completion.h"

#include <string.h>

/* Text within '…' of an argument of _arguments: brackets, colons and quotation marks are its syntax. */
static char *zsh_text(const char *text)
{
	GString *out = g_string_new(NULL);
	for (const char *p = text; *p; p++) {
		if (*p == '\'')
			g_string_append(out, "'\\''");
		else if (strchr("[]:\\", *p))
			g_string_append_printf(out, "\\%c", *p);
		else
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

/* ":FILE:_files"; the metavar of an option with two words has a space. */
static void put_value(struct writer *out, const struct option *option)
{
	char **names = g_strsplit(option->metavar, " ", -1);
	for (char **name = names; *name; name++) {
		char *text = zsh_text(*name);
		writer_print(out, ":%s:", text);
		g_free(text);
	}
	g_strfreev(names);
	if (completion_value(option) == VALUE_CHOICE) {
		char *words = completion_choices(option, " ");
		writer_print(out, "(%s)", words);
		g_free(words);
	} else if (completion_value(option) == VALUE_FILE) {
		writer_text(out, "_files");
	} else if (completion_value(option) == VALUE_FOLDER) {
		writer_text(out, "_files -/");
	}
}

static void put_option(struct writer *out, const struct option *option)
{
	char *help = zsh_text(option->help);
	writer_text(out, "\t\t");
	if (option->short_name)
		writer_print(out, "'(-%c --%s)'{-%c%s,--%s%s}'", option->short_name, option->name, option->short_name,
			     option->metavar ? "+" : "", option->name, option->metavar ? "=" : "");
	else
		writer_print(out, "'%s--%s%s", completion_may_repeat(option) ? "*" : "", option->name,
			     option->metavar ? "=" : "");
	writer_print(out, "[%s]", help);
	if (option->metavar)
		put_value(out, option);
	writer_text(out, "' \\\n");
	g_free(help);
}

static void put_options(struct writer *out, const char *function, enum personality personality)
{
	writer_line(out,
		    "%s()\n"
		    "{\n"
		    "\tlocal context state state_descr line\n"
		    "\ttypeset -A opt_args\n"
		    "\n"
		    "\t_arguments -s -S \\",
		    function);
	for (const struct option *option = options; option->name; option++)
		if (completion_offers(option, personality))
			put_option(out, option);
	if (personality == PERSONALITY_BINDGEN)
		writer_text(out, "\t\t'1:header:_files -g \"*.h(-.)\"' \\\n"
				 "\t\t'*:argument of clang:_files'\n"
				 "}\n\n");
	else
		writer_text(out, "\t\t'*:header:_files -g \"*.h(-.)\"'\n"
				 "}\n\n");
}

static void put_commands(struct writer *out)
{
	char *helped = completion_command_names(true, " ");
	writer_text(out, "_braze()\n"
			 "{\n"
			 "\tlocal context state state_descr line\n"
			 "\ttypeset -A opt_args\n"
			 "\n"
			 "\t_arguments -C '1:command:((");
	for (const struct command *command = completion_commands; command->name; command++) {
		char *help = zsh_text(command->help);
		writer_print(out, "%s%s\\:\"%s\"", command == completion_commands ? "" : " ", command->name, help);
		g_free(help);
	}
	writer_text(out, "))' '*::argument:->argument' && return\n"
			 "\tcase $line[1] in\n");
	for (const struct command *command = completion_commands; command->name; command++)
		if (command->has_options)
			writer_line(out, "\t%s) _braze_%s ;;", command->name, command->name);
	writer_line(out,
		    "\thelp) _arguments '1:command:(%s)' ;;\n"
		    "\tesac\n"
		    "}\n",
		    helped);
	g_free(helped);
}

/* As a file of $fpath it is the body of the function itself. */
static void put_end(struct writer *out, const char *program)
{
	writer_line(out,
		    "if [ \"$funcstack[1]\" = _%s ]; then\n"
		    "\t_%s \"$@\"\n"
		    "else\n"
		    "\tcompdef _%s %s\n"
		    "fi",
		    program, program, program, program);
}

void completion_print_zsh(struct writer *out, enum personality personality)
{
	if (personality == PERSONALITY_BINDGEN) {
		writer_text(out, "#compdef bindgen\n\n");
		put_options(out, "_bindgen", personality);
		put_end(out, "bindgen");
		return;
	}
	writer_text(out, "#compdef braze\n\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!command->has_options)
			continue;
		char *function = g_strdup_printf("_braze_%s", command->name);
		put_options(out, function, command->personality);
		g_free(function);
	}
	put_commands(out);
	put_end(out, "braze");
}
