/*
 * Completions: what they are made of, and which shell has which printer (completion_bash.c and its like).
 *
 *     braze --print=fish                          for braze, which an installation takes
 *     bindgen --generate-shell-completions fish   for a program of the name bindgen
 */
#include "cli/completion.h"

#include "cli/pages.h"

#include <string.h>

const struct command completion_commands[] = {
	{ "bind", "write Rust declarations of what C headers declare", true, PERSONALITY_BIND },
	{ "bindgen", "the same under the command line of bindgen", true, PERSONALITY_BINDGEN },
	{ "check", "prove that C and Rust agree on layouts, signatures and flags", true, PERSONALITY_CHECK },
	{ "infer-macros", "write a contract with the types of macros", true, PERSONALITY_INFER },
	{ .name = "kmod", .help = "build and test kernel modules in Rust" },
	{ "kmod new", "write a folder with a module", true, PERSONALITY_KMOD_NEW },
	{ "kmod build", "build a module for a kernel", true, PERSONALITY_KMOD_BUILD },
	{ "kmod test", "boot the kernel in QEMU and use modules", true, PERSONALITY_KMOD_TEST },
	{ "kmod dkms", "write dkms.conf", true, PERSONALITY_KMOD_DKMS },
	{ .name = "kmod help", .help = "print the commands of kmod, or the help of one" },
	{ .name = "help", .help = "print the commands, or the help of a command" },
	{ .name = "version", .help = "print the version of braze and of libclang" },
	{ .name = NULL },
};

static const struct {
	const char *name;
	void (*print)(struct writer *out, enum personality personality);
} shells[] = {
	{ "bash", completion_print_bash }, { "elvish", completion_print_elvish },
	{ "fish", completion_print_fish }, { "powershell", completion_print_powershell },
	{ "zsh", completion_print_zsh },
};

void completion_print(struct writer *out, const char *shell, enum personality personality)
{
	for (size_t i = 0; i < G_N_ELEMENTS(shells); i++)
		if (strcmp(shells[i].name, shell) == 0)
			shells[i].print(out, personality);
}

bool completion_offers(const struct option *option, enum personality personality)
{
	return option->kind != OPTION_REFUSED && option_is_of(option, personality);
}

enum value completion_value(const struct option *option)
{
	if (!option->metavar)
		return VALUE_NONE;
	if (option->kind == OPTION_CHOICE || option->kind == OPTION_TEXT_CHOICE)
		return VALUE_CHOICE;
	if (g_str_has_prefix(option->metavar, "FILE") || strcmp(option->metavar, "PROGRAM") == 0 ||
	    strcmp(option->metavar, "VMLINUZ") == 0)
		return VALUE_FILE;
	return strcmp(option->metavar, "DIR") == 0 ? VALUE_FOLDER : VALUE_TEXT;
}

enum value completion_words_value(enum personality personality)
{
	if (personality == PERSONALITY_KMOD_NEW)
		return VALUE_TEXT;
	return personality_is_kmod(personality) ? VALUE_FOLDER : VALUE_FILE;
}

bool completion_may_repeat(const struct option *option)
{
	return option->kind == OPTION_TEXTS || option->kind == OPTION_FILES || option->kind == OPTION_PATTERN ||
	       option->kind == OPTION_DERIVES || option->kind == OPTION_ATTRIBUTES || option->kind == OPTION_ABI;
}

char *completion_choices(const struct option *option, const char *separator)
{
	char **choices = g_strsplit(option->choices, "|", -1);
	char *joined = g_strjoinv(separator, choices);
	g_strfreev(choices);
	return joined;
}

const char *completion_word(const struct command *command, const char *before)
{
	const char *space = strchr(command->name, ' ');
	size_t length = space ? (size_t)(space - command->name) : 0;
	if (!before)
		return space ? NULL : command->name;
	return space && strlen(before) == length && strncmp(command->name, before, length) == 0 ? space + 1 : NULL;
}

bool completion_has_commands(const struct command *command)
{
	for (const struct command *other = completion_commands; other->name; other++)
		if (completion_word(other, command->name))
			return true;
	return false;
}

bool completion_has_help(const struct command *command)
{
	return command->has_options || completion_has_commands(command);
}

char *completion_identifier(const struct command *command)
{
	return g_strdelimit(g_strdup(command->name), " ", '_');
}

char *completion_words(const char *before, bool has_help, const char *separator)
{
	GString *words = g_string_new(NULL);
	for (const struct command *command = completion_commands; command->name; command++) {
		const char *word = completion_word(command, before);
		if (word && (!has_help || completion_has_help(command)))
			g_string_append_printf(words, "%s%s", words->len > 0 ? separator : "", word);
	}
	return g_string_free(words, FALSE);
}

char *completion_quote(const char *text)
{
	GString *quoted = g_string_new(text);
	g_string_replace(quoted, "'", "''", 0);
	g_string_prepend_c(quoted, '\'');
	g_string_append_c(quoted, '\'');
	return g_string_free(quoted, FALSE);
}
