/*
 * What the completions of all shells ask of the table of options, and one printer for each shell.
 *
 * The printers write for the program `braze` with its commands, or for `bindgen`, which has none. They offer the same:
 * the names of commands and options, the choices of an option, files or folders where a value is one, nothing where it
 * is another text (PowerShell then offers files), and behind -- files only.
 */
#pragma once

#include "base/writer.h"
#include "cli/options.h"

/* What there is to offer for the value of an option. */
enum value {
	VALUE_NONE,   /* the option has none */
	VALUE_TEXT,   /* nothing. REGEX=ABI is one, too: a shell does not know where the expression ends */
	VALUE_CHOICE,
	VALUE_FILE,
	VALUE_FOLDER,
};

/* A command of braze, or, with two words for a name, one of another command. */
struct command {
	const char *name;             /* "bind", "kmod build" */
	const char *help;
	bool has_options;             /* those of this personality */
	enum personality personality;
};

/* Ends with a command whose name is NULL. */
extern const struct command completion_commands[];

/* What stands behind this word, or, where it is NULL, behind `braze`: "build" for "kmod build" and "kmod"; NULL: the command does not. */
const char *completion_word(const struct command *command, const char *before);
/* Whether other commands have this one before them. */
bool completion_has_commands(const struct command *command);
/* Whether `braze help` tells about it. */
bool completion_has_help(const struct command *command);
/* The name of a function or variable: "kmod_build". Freed by the caller. */
char *completion_identifier(const struct command *command);

/* Whether the option is there, and does more than to say that it is not supported. */
bool completion_offers(const struct option *option, enum personality personality);
enum value completion_value(const struct option *option);
/* The same for the words of its command line that are no options. */
enum value completion_words_value(enum personality personality);
bool completion_may_repeat(const struct option *option);
/* The choices with this text between them. Freed by the caller. */
char *completion_choices(const struct option *option, const char *separator);
/* The words that stand behind this one (see completion_word()); has_help: only those that have a page of help. Freed by the caller. */
char *completion_words(const char *before, bool has_help, const char *separator);
/* The text as a literal of elvish and PowerShell: in '…', with its quotation marks doubled. Freed by the caller. */
char *completion_quote(const char *text);

void completion_print_bash(struct writer *out, enum personality personality);
void completion_print_elvish(struct writer *out, enum personality personality);
void completion_print_fish(struct writer *out, enum personality personality);
void completion_print_powershell(struct writer *out, enum personality personality);
void completion_print_zsh(struct writer *out, enum personality personality);
