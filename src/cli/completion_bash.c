/*
 * Completions for bash (4 or newer): one function for the options of each command, and one for braze that goes to them.
 *
 *     _braze_bindgen()        what stands behind `braze bindgen`; $2: the word being written, $3: the one before it
 *     _braze()                all of `braze`
 */
#include "cli/completion.h"

#include <string.h>

/* Ends the branch of a `case`: offers what compgen makes of its arguments. */
static void put_offer(struct writer *out, const char *tabs, const char *arguments)
{
	writer_line(out, "%smapfile -t COMPREPLY < <(compgen %s -- \"$word\")", tabs, arguments);
	if (strcmp(arguments, "-f") == 0 || strcmp(arguments, "-d") == 0)
		writer_line(out, "%scompopt -o filenames", tabs);
}

/* "--output|-o" */
static void append_pattern(GString *pattern, const struct option *option)
{
	g_string_append_printf(pattern, "%s--%s", pattern->len > 0 ? "|" : "", option->name);
	if (option->short_name)
		g_string_append_printf(pattern, "|-%c", option->short_name);
}

/* One branch for all options with such a value. */
static void put_values(struct writer *out, enum personality personality, enum value value, const char *arguments)
{
	GString *pattern = g_string_new(NULL);
	for (const struct option *option = options; option->name; option++)
		if (completion_offers(option, personality) && completion_value(option) == value)
			append_pattern(pattern, option);
	if (pattern->len > 0) {
		writer_line(out, "\t%s)", pattern->str);
		if (arguments)
			put_offer(out, "\t\t", arguments);
		writer_text(out, "\t\treturn\n\t\t;;\n");
	}
	g_string_free(pattern, TRUE);
}

static void put_choices(struct writer *out, const struct option *option)
{
	GString *pattern = g_string_new(NULL);
	char *choices = completion_choices(option, " ");
	char *arguments = g_strdup_printf("-W '%s'", choices);
	append_pattern(pattern, option);
	writer_line(out, "\t%s)", pattern->str);
	put_offer(out, "\t\t", arguments);
	writer_text(out, "\t\treturn\n\t\t;;\n");
	g_free(arguments);
	g_free(choices);
	g_string_free(pattern, TRUE);
}

static void put_cases(struct writer *out, enum personality personality)
{
	writer_text(out, "\tcase $option in\n");
	put_values(out, personality, VALUE_FILE, "-f");
	put_values(out, personality, VALUE_FOLDER, "-d");
	for (const struct option *option = options; option->name; option++)
		if (completion_offers(option, personality) && completion_value(option) == VALUE_CHOICE)
			put_choices(out, option);
	put_values(out, personality, VALUE_TEXT, NULL);
	writer_text(out, "\tesac\n");
}

static void put_names(struct writer *out, enum personality personality)
{
	GString *arguments = g_string_new("-W '");
	for (const struct option *option = options; option->name; option++)
		if (completion_offers(option, personality))
			g_string_append_printf(arguments, "--%s ", option->name);
	arguments->str[arguments->len - 1] = '\'';
	put_offer(out, "\t\t", arguments->str);
	g_string_free(arguments, TRUE);
}

static void put_options(struct writer *out, const char *function, enum personality personality)
{
	writer_line(out,
		    "%s()\n"
		    "{\n"
		    "\tlocal word=$2 option=$3 i\n"
		    "\n"
		    "\tCOMPREPLY=()\n"
		    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		    "\t\tif [ \"${COMP_WORDS[i]}\" = -- ]; then # what follows is the compiler's",
		    function);
	put_offer(out, "\t\t\t", "-f");
	writer_text(out, "\t\t\treturn\n"
			 "\t\tfi\n"
			 "\tdone\n"
			 "\t# --name=value comes as three words: --name, = and value\n"
			 "\tif [ \"$word\" = = ]; then\n"
			 "\t\tword=\n"
			 "\telif [ \"$option\" = = ]; then\n"
			 "\t\toption=${COMP_WORDS[COMP_CWORD - 2]}\n"
			 "\tfi\n");
	put_cases(out, personality);
	writer_text(out, "\tif [[ $word == -* ]]; then\n");
	put_names(out, personality);
	if (completion_words_value(personality) != VALUE_TEXT) {
		writer_text(out, "\telse\n");
		put_offer(out, "\t\t", completion_words_value(personality) == VALUE_FOLDER ? "-d" : "-f");
	}
	writer_text(out, "\tfi\n"
			 "}\n");
}

/* The words behind one, at this place of the command line; `tabs` stand before each line. */
static void put_words(struct writer *out, const char *tabs, unsigned place, const char *before, bool has_help)
{
	char *words = completion_words(before, has_help, " ");
	writer_line(out,
		    "%sif [ \"$COMP_CWORD\" -eq %u ]; then\n"
		    "%s\tmapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\")\n"
		    "%s\treturn\n"
		    "%sfi",
		    tabs, place, tabs, words, tabs, tabs);
	g_free(words);
}

/* What stands behind `braze help`, `braze help kmod` and `braze kmod help`. */
static void put_helped(struct writer *out)
{
	writer_text(out, "\thelp)\n");
	put_words(out, "\t\t", 2, NULL, true);
	writer_text(out, "\t\t;;\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!completion_has_commands(command))
			continue;
		writer_line(out, "\t'help %s' | '%s help')", command->name, command->name);
		put_words(out, "\t\t", 3, command->name, true);
		writer_text(out, "\t\t;;\n");
	}
}

static void put_commands(struct writer *out)
{
	writer_text(out, "_braze()\n"
			 "{\n"
			 "\tlocal word=$2 command=${COMP_WORDS[1]}\n"
			 "\n"
			 "\tCOMPREPLY=()\n");
	put_words(out, "\t", 1, NULL, false);
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!completion_has_commands(command))
			continue;
		writer_line(out, "\tif [ \"$command\" = %s ]; then", command->name);
		put_words(out, "\t\t", 2, command->name, false);
		writer_line(out,
			    "\t\tcommand+=\" ${COMP_WORDS[2]}\"\n"
			    "\telif [ \"$command ${COMP_WORDS[2]}\" = 'help %s' ] && [ \"$COMP_CWORD\" -gt 2 ]; then\n"
			    "\t\tcommand='help %s'\n"
			    "\tfi",
			    command->name, command->name);
	}
	writer_text(out, "\tcase $command in\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		char *identifier = completion_identifier(command);
		if (command->has_options)
			writer_line(out, "\t'%s') _braze_%s \"$@\" ;;", command->name, identifier);
		g_free(identifier);
	}
	put_helped(out);
	writer_text(out, "\tesac\n"
			 "}\n"
			 "complete -F _braze braze\n");
}

void completion_print_bash(struct writer *out, enum personality personality)
{
	if (personality == PERSONALITY_BINDGEN) {
		writer_text(out, "# bash completion for bindgen\n");
		put_options(out, "_bindgen", personality);
		writer_text(out, "complete -F _bindgen bindgen\n");
		return;
	}
	writer_text(out, "# bash completion for braze\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!command->has_options)
			continue;
		char *identifier = completion_identifier(command);
		char *function = g_strconcat("_braze_", identifier, NULL);
		put_options(out, function, command->personality);
		writer_text(out, "\n");
		g_free(function);
		g_free(identifier);
	}
	put_commands(out);
}
