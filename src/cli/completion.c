/*
 * Completions for bash and zsh, from the table of options.
 *
 * Both complete the names of commands and options, the choices of an option, and files or folders where the value is one.
 * `REGEX=ABI` and the like have no choices to offer: the shell does not know where the expression ends.
 */
#include "cli/options.h"
#include "cli/pages.h"

#include <string.h>

static bool has_choices(const struct option *option)
{
	return option->kind == OPTION_CHOICE || option->kind == OPTION_TEXT_CHOICE;
}

static bool takes(const struct option *option, const char *metavar)
{
	return option->metavar && strcmp(option->metavar, metavar) == 0;
}

/* "a|b" to "a b". Freed by the caller. */
static char *choice_words(const struct option *option)
{
	return g_strdelimit(g_strdup(option->choices), "|", ' ');
}

/* ---- bash ---- */

/* "--output|-o" */
static void put_bash_pattern(struct writer *out, const struct option *option)
{
	writer_print(out, "--%s", option->name);
	if (option->short_name)
		writer_print(out, "|-%c", option->short_name);
}

/* One branch for all options whose value is a FILE, or a DIR. */
static void put_bash_paths(struct writer *out, const char *metavar, const char *action)
{
	bool is_first = true;
	for (const struct option *option = options; option->name; option++) {
		if (!takes(option, metavar))
			continue;
		writer_text(out, is_first ? "\t" : "|");
		put_bash_pattern(out, option);
		is_first = false;
	}
	writer_line(out,
		    ")\n\t\tmapfile -t COMPREPLY < <(compgen -%s -- \"$word\")\n\t\tcompopt -o "
		    "filenames\n\t\treturn\n\t\t;;",
		    action);
}

static void put_bash_values(struct writer *out)
{
	writer_line(out, "\tcase $option in");
	put_bash_paths(out, "FILE", "f");
	put_bash_paths(out, "DIR", "d");
	for (const struct option *option = options; option->name; option++) {
		if (!has_choices(option))
			continue;
		char *words = choice_words(option);
		writer_text(out, "\t");
		put_bash_pattern(out, option);
		writer_line(out, ")\n\t\tmapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\")\n\t\treturn\n\t\t;;",
			    words);
		g_free(words);
	}
	bool is_first = true;
	for (const struct option *option = options; option->name; option++) {
		if (!option->metavar || has_choices(option) || takes(option, "FILE") || takes(option, "DIR"))
			continue;
		writer_text(out, is_first ? "\t" : "|");
		put_bash_pattern(out, option);
		is_first = false;
	}
	writer_line(out, ") return ;;\n\tesac");
}

void completion_print_bash(struct writer *out)
{
	writer_text(out, "# bash completion for braze\n"
			 "_braze()\n"
			 "{\n"
			 "\tlocal word=$2 option=$3 i\n"
			 "\n"
			 "\tCOMPREPLY=()\n"
			 "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
			 "\t\tmapfile -t COMPREPLY < <(compgen -W 'bind help version' -- \"$word\")\n"
			 "\t\treturn\n"
			 "\tfi\n"
			 "\tif [ \"${COMP_WORDS[1]}\" = help ]; then\n"
			 "\t\tmapfile -t COMPREPLY < <(compgen -W bind -- \"$word\")\n"
			 "\t\treturn\n"
			 "\tfi\n"
			 "\t[ \"${COMP_WORDS[1]}\" = bind ] || return\n"
			 "\tfor ((i = 2; i < COMP_CWORD; i++)); do\n"
			 "\t\tif [ \"${COMP_WORDS[i]}\" = -- ]; then # what follows is the compiler's\n"
			 "\t\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
			 "\t\t\tcompopt -o filenames\n"
			 "\t\t\treturn\n"
			 "\t\tfi\n"
			 "\tdone\n"
			 "\t# --name=value comes as three words: --name, = and value\n"
			 "\tif [ \"$word\" = = ]; then\n"
			 "\t\tword=\n"
			 "\telif [ \"$option\" = = ]; then\n"
			 "\t\toption=${COMP_WORDS[COMP_CWORD - 2]}\n"
			 "\tfi\n");
	put_bash_values(out);
	writer_text(out, "\tif [[ $word == -* ]]; then\n"
			 "\t\tmapfile -t COMPREPLY < <(compgen -W '");
	bool is_first = true;
	for (const struct option *option = options; option->name; option++) {
		writer_print(out, "%s--%s", is_first ? "" : " ", option->name);
		is_first = false;
	}
	writer_text(out, "' -- \"$word\")\n"
			 "\telse\n"
			 "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
			 "\t\tcompopt -o filenames\n"
			 "\tfi\n"
			 "}\n"
			 "complete -F _braze braze\n");
}

/* ---- zsh ---- */

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

static bool may_be_repeated(const struct option *option)
{
	return option->kind == OPTION_TEXTS || option->kind == OPTION_PATTERN || option->kind == OPTION_DERIVES ||
	       option->kind == OPTION_ATTRIBUTES || option->kind == OPTION_ABI;
}

static void put_zsh_option(struct writer *out, const struct option *option)
{
	char *help = zsh_text(option->help);
	writer_text(out, "\t\t\t");
	if (option->short_name)
		writer_print(out, "'(-%c --%s)'{-%c%s,--%s%s}'", option->short_name, option->name, option->short_name,
			     option->metavar ? "+" : "", option->name, option->metavar ? "=" : "");
	else
		writer_print(out, "'%s--%s%s", may_be_repeated(option) ? "*" : "", option->name,
			     option->metavar ? "=" : "");
	writer_print(out, "[%s]", help);
	if (option->metavar) {
		char *metavar = zsh_text(option->metavar);
		writer_print(out, ":%s:", metavar);
		g_free(metavar);
	}
	if (has_choices(option)) {
		char *words = choice_words(option);
		writer_print(out, "(%s)", words);
		g_free(words);
	} else if (takes(option, "FILE")) {
		writer_text(out, "_files");
	} else if (takes(option, "DIR")) {
		writer_text(out, "_files -/");
	}
	writer_line(out, "' \\");
	g_free(help);
}

void completion_print_zsh(struct writer *out)
{
	writer_text(out, "#compdef braze\n"
			 "\n"
			 "_braze()\n"
			 "{\n"
			 "\tlocal context state state_descr line\n"
			 "\ttypeset -A opt_args\n"
			 "\n"
			 "\t_arguments -C '1:command:(bind help version)' '*::argument:->argument' && return\n"
			 "\tcase $line[1] in\n"
			 "\thelp) _arguments '1:command:(bind)' ;;\n"
			 "\tbind)\n"
			 "\t\t_arguments -s -S \\\n");
	for (const struct option *option = options; option->name; option++)
		put_zsh_option(out, option);
	writer_text(out, "\t\t\t'*:header:_files -g \"*.h(-.)\"'\n"
			 "\t\t;;\n"
			 "\tesac\n"
			 "}\n"
			 "\n"
			 "_braze \"$@\"\n");
}
