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
	else if (personality == PERSONALITY_KMOD_NEW)
		writer_text(out, "\t\t'1:name:'\n"
				 "}\n\n");
	else if (personality_is_kmod(personality))
		writer_text(out, "\t\t'*:folder:_files -/'\n"
				 "}\n\n");
	else
		writer_text(out, "\t\t'*:header:_files -g \"*.h(-.)\"'\n"
				 "}\n\n");
}

/* ((bind\:"write Rust …" check\:"…")), for _arguments. */
static void put_words(struct writer *out, const char *before, bool has_help)
{
	const char *separator = "((";
	for (const struct command *command = completion_commands; command->name; command++) {
		const char *word = completion_word(command, before);
		if (!word || (has_help && !completion_has_help(command)))
			continue;
		char *help = zsh_text(command->help);
		writer_print(out, "%s%s\\:\"%s\"", separator, word, help);
		separator = " ";
		g_free(help);
	}
	writer_text(out, "))");
}

/*
 * One of the functions _braze, _braze_help, _braze_kmod, _braze_kmod_help: offers the words that stand behind `before`, and leaves what follows to
 * the word's own function.
 */
static void put_words_of(struct writer *out, const char *function, const char *before, bool is_help)
{
	writer_line(out,
		    "%s()\n"
		    "{\n"
		    "\tlocal context state state_descr line\n"
		    "\ttypeset -A opt_args\n",
		    function);
	writer_text(out, "\t_arguments -C '1:command:");
	put_words(out, before, is_help);
	writer_text(out, "' '*::argument:->argument' && return\n"
			 "\tcase $line[1] in\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		const char *word = completion_word(command, before);
		if (word && is_help && completion_has_commands(command))
			writer_line(out, "\t%s) _braze_%s_help ;;", word, word);
		else if (word && !is_help && completion_has_help(command))
			writer_line(out, "\t%s) %s_%s ;;", word, function, word);
	}
	if (!is_help)
		writer_line(out, "\thelp) %s_help ;;", function);
	writer_text(out, "\tesac\n"
			 "}\n\n");
}

static void put_commands(struct writer *out)
{
	for (const struct command *command = completion_commands; command->name; command++) {
		char *function = g_strconcat("_braze_", command->name, NULL);
		char *help = g_strconcat(function, "_help", NULL);
		if (completion_has_commands(command)) {
			put_words_of(out, function, command->name, false);
			put_words_of(out, help, command->name, true);
		}
		g_free(help);
		g_free(function);
	}
	put_words_of(out, "_braze", NULL, false);
	put_words_of(out, "_braze_help", NULL, true);
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
		char *identifier = completion_identifier(command);
		char *function = g_strconcat("_braze_", identifier, NULL);
		put_options(out, function, command->personality);
		g_free(function);
		g_free(identifier);
	}
	put_commands(out);
	put_end(out, "braze");
}
