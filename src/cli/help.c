/*
 * The table of options as text for a terminal:
 *
 *     Output:
 *       -o, --output FILE        write to FILE instead of standard output; FILE is
 *                                replaced only when all went well
 *
 * The right column begins behind the widest option that leaves it half of the line; a wider one gets a line of its own.
 */
#include "cli/options.h"
#include "cli/pages.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMNS_DEFAULT = 80, COLUMNS_MIN = 50, COLUMNS_MAX = 110, LEFT_MAX = 34 };

unsigned help_columns(void)
{
	struct winsize size;
	const char *columns = g_getenv("COLUMNS");
	guint64 number = 0;
	if (columns && g_ascii_string_to_unsigned(columns, 10, COLUMNS_MIN, G_MAXUINT16, &number, NULL))
		return (unsigned)MIN(number, (guint64)COLUMNS_MAX);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= COLUMNS_MIN)
		return MIN(size.ws_col, COLUMNS_MAX);
	return COLUMNS_DEFAULT;
}

/* Words of text in lines of at most `columns`; the first word stands at column `at`, the others' lines begin at `left`. */
static void wrap(GString *out, const char *text, unsigned at, unsigned left, unsigned columns)
{
	char **words = g_strsplit(text, " ", -1);
	bool is_first = true;
	for (char **word = words; *word; word++) {
		unsigned width = (unsigned)g_utf8_strlen(*word, -1);
		if (!is_first && at + 1 + width > columns) {
			g_string_append_printf(out, "\n%*s", (int)left, "");
			at = left;
		} else if (!is_first) {
			g_string_append_c(out, ' ');
			at++;
		}
		g_string_append(out, *word);
		at += width;
		is_first = false;
	}
	g_string_append_c(out, '\n');
	g_strfreev(words);
}

static void print_option(GString *out, const struct option *option, unsigned columns)
{
	GString *left = g_string_new("  ");
	if (option->short_name)
		g_string_append_printf(left, "-%c, ", option->short_name);
	else
		g_string_append(left, "    ");
	g_string_append_printf(left, "--%s", option->name);
	if (option->metavar)
		g_string_append_printf(left, " %s", option->metavar);

	char *right = option_description(option);
	unsigned at = MIN((unsigned)LEFT_MAX, columns / 2);
	g_string_append(out, left->str);
	if (left->len + 2 > at)
		g_string_append_printf(out, "\n%*s", (int)at, "");
	else
		g_string_append_printf(out, "%*s", (int)(at - left->len), "");
	wrap(out, right, at, at, columns);
	g_free(right);
	g_string_free(left, TRUE);
}

/* Nothing where the command has no such options. */
static void print_group(GString *out, unsigned group, enum personality personality, unsigned columns)
{
	bool is_first = true;
	for (const struct option *option = options; option->name; option++) {
		if (option->group != group || !option_is_of(option, personality))
			continue;
		if (is_first)
			g_string_append_printf(out, "\n%s:\n", option_group_names[group]);
		is_first = false;
		print_option(out, option, columns);
	}
}

const char *personality_name(enum personality personality)
{
	static const char *const names[PERSONALITIES] = {
		[PERSONALITY_BIND] = "bind",           [PERSONALITY_BINDGEN] = "bindgen",
		[PERSONALITY_INFER] = "infer-macros",  [PERSONALITY_CHECK] = "check",
		[PERSONALITY_KMOD_NEW] = "kmod new",   [PERSONALITY_KMOD_BUILD] = "kmod build",
		[PERSONALITY_KMOD_TEST] = "kmod test", [PERSONALITY_KMOD_DKMS] = "kmod dkms",
	};
	return names[personality];
}

#define FILES_OF_OPTIONS "@FILE stands for the options that FILE holds. "
#define REGEXES "Regular expressions (REGEX) have the syntax of Rust's regex crate and must match the whole name."
#define ABOUT_BIND \
	"Reads C headers exactly as the C compiler would, with the flags behind --, and writes Rust declarations of " \
	"all " \
	"that they declare. " FILES_OF_OPTIONS REGEXES

static const struct {
	const char *command, *arguments, *about;
} texts[PERSONALITIES] = {
	[PERSONALITY_BIND] = { "braze bind", "[OPTION]... HEADER... [-o FILE] [-- CLANG-ARG...]", ABOUT_BIND },
	[PERSONALITY_BINDGEN] = { "bindgen", "[OPTION]... HEADER [-o FILE] [-- CLANG-ARG...]", ABOUT_BIND },
	[PERSONALITY_INFER] = { "braze infer-macros", "[OPTION]... HEADER... [-o FILE.yaml] [-- CLANG-ARG...]",
				"Reads C headers as 'braze bind' does, finds out which types their macros take and "
				"give, and "
				"writes them as a contract for 'braze bind --helpers --contract'. With "
				"--configuration, what "
				"differs is reported and left out. " FILES_OF_OPTIONS REGEXES },
	[PERSONALITY_CHECK] = { "braze check",
				"--c FILE... --rust FILE... [--headers FILE...] [OPTION]... [-- CLANG-ARG...]",
				"Compares what the C compiler laid out, what libclang thinks of the headers, and what "
				"rustc "
				"laid out or the bindings declare: types, functions, variables, constants and the "
				"flags that "
				"both compilers had. Any two of --c, --rust and --headers will do. " FILES_OF_OPTIONS
				"Exit code: 0 they agree, 1 differences or errors, 2 wrong usage." },
	[PERSONALITY_KMOD_NEW] = { "braze kmod new", "[OPTION]... NAME",
				   "Writes the folder NAME with a kernel module in Rust that builds, loads and has a "
				   "test: a start for your own." },
	[PERSONALITY_KMOD_BUILD] = { "braze kmod build", "[OPTION]... [DIR]",
				     "Builds the kernel module in DIR (without it, the current folder) for a kernel "
				     "with or without CONFIG_RUST. " FILES_OF_OPTIONS
				     "It is built as Kbuild would build it in C: "
				     "NAME.ko in build/RELEASE." },
	[PERSONALITY_KMOD_TEST] = { "braze kmod test", "[OPTION]... [DIR]...",
				    "Builds the modules in these folders (without any, in the current one), boots the "
				    "kernel in QEMU, loads each, runs its test/run, unloads it, and prints what the "
				    "kernel said. " FILES_OF_OPTIONS "Exit code: 0 all passed, 1 a test or a build "
				    "failed, 2 wrong usage." },
	[PERSONALITY_KMOD_DKMS] = { "braze kmod dkms", "[OPTION]... [DIR]",
				    "Writes dkms.conf for the kernel module in DIR (without it, the current folder), "
				    "by "
				    "which DKMS builds it anew for each kernel that is installed." },
};

const char *personality_command(enum personality personality)
{
	return texts[personality].command;
}

void help_print(struct writer *writer, enum personality personality, unsigned columns)
{
	GString *out = g_string_new(NULL);
	char *usage = g_strdup_printf("Usage: %s ", texts[personality].command);
	char *line = g_strconcat(usage, texts[personality].arguments, NULL);
	wrap(out, line, 0, (unsigned)strlen(usage), columns);
	g_free(line);
	g_free(usage);
	g_string_append_c(out, '\n');
	wrap(out, texts[personality].about, 0, 0, columns);
	for (unsigned group = 0; group < GROUPS; group++)
		print_group(out, group, personality, columns);
	writer_text(writer, out->str);
	g_string_free(out, TRUE);
}

void help_print_commands(struct writer *out)
{
	writer_text(out, "Usage: braze COMMAND [ARGUMENT]...\n"
			 "\n"
			 "  bind           write Rust declarations of what C headers declare\n"
			 "  bindgen        the same under the command line of bindgen 0.72.1\n"
			 "  check          prove that C and Rust agree on layouts, signatures and flags\n"
			 "  infer-macros   write a contract with the types of macros\n"
			 "  kmod           build and test kernel modules in Rust: braze kmod help\n"
			 "  help           print this, or the help of a command: braze help bind\n"
			 "  version        print the version of braze and of libclang\n"
			 "\n"
			 "Exit code: 0 done, 1 errors in what was read or written, 2 wrong usage.\n");
}

void help_print_kmod_commands(struct writer *out)
{
	writer_text(out, "Usage: braze kmod COMMAND [ARGUMENT]...\n"
			 "\n"
			 "Kernel modules in Rust, for any Linux from 6.1 on, with or without CONFIG_RUST.\n"
			 "\n"
			 "  new            write a folder with a module that builds, loads and has a test\n"
			 "  build          build the module in a folder for a kernel\n"
			 "  test           boot the kernel in QEMU, load modules, use and unload them\n"
			 "  dkms           write dkms.conf\n"
			 "  help           print this, or the help of a command: braze kmod help build\n"
			 "\n"
			 "Exit code: 0 done, 1 errors in what was read, built or tested, 2 wrong usage.\n");
}
