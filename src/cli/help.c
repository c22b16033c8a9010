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

void help_print(struct writer *writer, enum personality personality, unsigned columns)
{
	GString *out = g_string_new(NULL);
	if (personality == PERSONALITY_BINDGEN)
		wrap(out, "Usage: bindgen [OPTION]... HEADER [-o FILE] [-- CLANG-ARG...]", 0, strlen("Usage: bindgen "),
		     columns);
	else
		wrap(out, "Usage: braze bind [OPTION]... HEADER... [-o FILE] [-- CLANG-ARG...]", 0,
		     strlen("Usage: braze bind "), columns);
	g_string_append_c(out, '\n');
	wrap(out,
	     "Reads C headers exactly as the C compiler would, with the flags behind --, and writes Rust declarations "
	     "of all that "
	     "they declare. @FILE stands for the options that FILE holds. Regular expressions (REGEX) have the syntax "
	     "of Rust's "
	     "regex crate and must match the whole name.",
	     0, 0, columns);
	unsigned groups = personality == PERSONALITY_BINDGEN ? GROUPS : GROUP_BINDGEN;
	for (unsigned group = 0; group < groups; group++) {
		g_string_append_printf(out, "\n%s:\n", option_group_names[group]);
		for (const struct option *option = options; option->name; option++)
			if (option->group == group)
				print_option(out, option, columns);
	}
	writer_text(writer, out->str);
	g_string_free(out, TRUE);
}

void help_print_commands(struct writer *out)
{
	writer_text(out, "Usage: braze COMMAND [ARGUMENT]...\n"
			 "\n"
			 "  bind      write Rust declarations of what C headers declare\n"
			 "  bindgen   the same under the command line of bindgen 0.72.1\n"
			 "  help      print this, or the help of a command: braze help bind\n"
			 "  version   print the version of braze and of libclang\n"
			 "\n"
			 "Exit code: 0 done, 1 errors in what was read or written, 2 wrong usage.\n");
}
