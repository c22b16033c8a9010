/*
 * Diagnostics: what is written to standard error, to the letter. Each case says something in a child process, whose output is
 * compared.
 */
#include "base/diag.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *source; /* a file to point into */

static void say_places(void)
{
	diag_report(SEVERITY_WARNING, (struct place){ source, 2, 5 }, "some-id", "look %s", "here");
	diag_report(SEVERITY_ERROR, (struct place){ source, 2, 0 }, NULL, "the line");
	diag_report(SEVERITY_NOTE, (struct place){ source, 0, 0 }, NULL, "the file");
	diag_report(SEVERITY_ERROR, (struct place){ source, 99, 1 }, NULL, "no such line");
	diag_report(SEVERITY_ERROR, (struct place){ source, 1, 999 }, NULL, "no such column");
	diag_report(SEVERITY_ERROR, (struct place){ "no/such/file.h", 1, 1 }, NULL, "no such file");
	diag_error("nowhere");
}

static void say_columns(void) /* tabs, wide characters, control characters, what is not UTF-8, the end of a line */
{
	diag_report(SEVERITY_ERROR, (struct place){ source, 3, 2 }, NULL, "tab");
	diag_report(SEVERITY_ERROR, (struct place){ source, 4, 7 }, NULL, "wide");
	diag_report(SEVERITY_ERROR, (struct place){ source, 5, 4 }, NULL, "control");
	diag_report(SEVERITY_ERROR, (struct place){ source, 1, 4 }, NULL, "end");
}

static void say_long(void)
{
	diag_report(SEVERITY_ERROR, (struct place){ source, 6, 501 }, NULL, "long");
}

static void say_arguments(void)
{
	diag_argument(SEVERITY_ERROR, "--option", "a(b", 1, "wrong");
	diag_argument(SEVERITY_WARNING, NULL, "\xc3\xa9(b", 2, "wrong");
	diag_argument(SEVERITY_ERROR, NULL, "abc", 99, "at the end");
}

static void say_quietly(void)
{
	diag_init(MESSAGE_TEXT, COLOR_NEVER, true, true);
	diag_warning("id", "hidden");
	diag_report(SEVERITY_NOTE, (struct place){ 0 }, NULL, "of a hidden warning");
	diag_error("shown");
	diag_report(SEVERITY_NOTE, (struct place){ 0 }, NULL, "of a shown error");
	diag_note("hidden");
}

static void say_verbosely(void)
{
	diag_note("hidden");
	diag_init(MESSAGE_TEXT, COLOR_NEVER, true, false);
	diag_note("shown");
}

static void say_json(void)
{
	diag_init(MESSAGE_JSON, COLOR_ALWAYS, false, false);
	diag_report(SEVERITY_WARNING, (struct place){ source, 2, 5 }, "some-id", "a \"quoted\" \xff");
	diag_argument(SEVERITY_ERROR, "--option", "a(b", 1, "wrong");
	diag_error("nowhere");
}

static void say_color(void)
{
	diag_init(MESSAGE_TEXT, COLOR_ALWAYS, false, false);
	diag_argument(SEVERITY_ERROR, NULL, "x", 0, "m");
}

static const struct {
	const char *name;
	void (*say)(void);
	const char *want; /* FILE stands for the source */
} cases[] = {
	{ "places", say_places,
	  "FILE:2:5: warning: look here [-Wsome-id]\n    2 | int x;\n      |     ^\n"
	  "FILE:2: error: the line\n    2 | int x;\n"
	  "FILE: note: the file\n"
	  "FILE:99:1: error: no such line\n"
	  "FILE:1:999: error: no such column\n    1 | abc\n"
	  "no/such/file.h:1:1: error: no such file\n"
	  "braze: error: nowhere\n" },
	{ "columns", say_columns,
	  "FILE:3:2: error: tab\n    3 |         x\n      |         ^\n"
	  "FILE:4:7: error: wide\n    4 | \xe4\xb8\xad\xe4\xb8\xadx\n      |     ^\n"
	  "FILE:5:4: error: control\n    5 | ??a?\n      |    ^\n"
	  "FILE:1:4: error: end\n    1 | abc\n      |    ^\n" },
	{ "arguments", say_arguments,
	  "braze: error: wrong\n    --option a(b\n              ^\n"
	  "braze: warning: wrong\n    \xc3\xa9(b\n     ^\n"
	  "braze: error: at the end\n    abc\n       ^\n" },
	{ "quiet", say_quietly, "braze: error: shown\nbraze: note: of a shown error\n" },
	{ "verbose", say_verbosely, "braze: note: shown\n" },
	{ "json", say_json,
	  "{\"file\":\"FILE\",\"line\":2,\"column\":5,\"id\":\"some-id\",\"severity\":\"warning\","
	  "\"message\":\"a \\\"quoted\\\" \xef\xbf\xbd\"}\n"
	  "{\"option\":\"--option\",\"argument\":\"a(b\",\"offset\":1,\"severity\":\"error\",\"message\":\"wrong\"}\n"
	  "{\"severity\":\"error\",\"message\":\"nowhere\"}\n" },
	{ "color", say_color, "\033[1mbraze: \033[1;31merror: \033[0mm\n    x\n    \033[1;32m^\033[0m\n" },
};

/* What say() writes to standard error. Freed by the caller. */
static char *listen(void (*say)(void))
{
	char *path = NULL, *text = NULL;
	int fd = g_file_open_tmp(NULL, &path, NULL), old = dup(STDERR_FILENO);
	dup2(fd, STDERR_FILENO);
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
	say();
	dup2(old, STDERR_FILENO);
	close(old);
	close(fd);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_unlink(path);
	g_free(path);
	char **parts = g_strsplit(text, source, -1);
	g_free(text);
	text = g_strjoinv("FILE", parts);
	g_strfreev(parts);
	return text;
}

static void test_case(const void *data)
{
	size_t i = GPOINTER_TO_SIZE(data);
	char *got = listen(cases[i].say);
	g_assert_cmpstr(got, ==, cases[i].want);
	g_free(got);
}

/* The caret stands below the byte although the line is cut. */
static void test_long_line(void)
{
	char *got = listen(say_long);
	char **lines = g_strsplit(got, "\n", -1);
	g_assert_cmpuint(strlen(lines[1]), <, 200);
	g_assert_nonnull(strstr(lines[1], "aXb"));
	size_t x = (size_t)g_utf8_strlen(lines[1], strchr(lines[1], 'X') - lines[1]);
	g_assert_cmpuint(x, ==, (size_t)(strchr(lines[2], '^') - lines[2]));
	g_strfreev(lines);
	g_free(got);
}

static void test_counts(void)
{
	unsigned errors = diag_count(SEVERITY_ERROR), warnings = diag_count(SEVERITY_WARNING);
	g_free(listen(say_quietly));
	g_assert_cmpuint(diag_count(SEVERITY_ERROR), ==, errors + 1);
	g_assert_cmpuint(diag_count(SEVERITY_WARNING), ==, warnings + 1);
	g_assert_true(diag_has_errors());
}

static void test_nearest(void)
{
	static const struct {
		const char *name, *want;
	} examples[] = {
		{ "hello_strct", "'hello_struct'" },
		{ "hello_fucntion", "'hello_function'" }, /* two exchanged count once */
		{ "colour", "'color'" },
		{ "item_1", "'item_2', 'item_3' or 'item_4'" },
		{ "wholly_different", NULL },
		{ "ab", NULL },
		{ "", NULL },
	};
	static const char *const names[] = { "hello_struct", "hello_function", "item_2", "item_3", "item_2",
					     "item_4",       "item_5",         "color",  "x" };
	GPtrArray *candidates = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_ptr_array_add(candidates, (char *)names[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
		char *got = diag_nearest(examples[i].name, candidates);
		g_assert_cmpstr(got, ==, examples[i].want);
		g_free(got);
	}
	g_ptr_array_unref(candidates);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GString *text = g_string_new("abc\nint x;\n\tx\n\xe4\xb8\xad\xe4\xb8\xadx\n\x01\xff"
				     "a\x7f\r\n");
	for (unsigned i = 0; i < 1000; i++)
		g_string_append_c(text, i == 500 ? 'X' : i < 500 ? 'a' : 'b');
	source = g_strdup_printf("%s/braze-diag-%d.h", g_get_tmp_dir(), (int)getpid());
	g_assert_true(g_file_set_contents(source, text->str, (gssize)text->len, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *path = g_strdup_printf("/diag/%s", cases[i].name);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_case);
		g_free(path);
	}
	g_test_add_func("/diag/long-line", test_long_line);
	g_test_add_func("/diag/counts", test_counts);
	g_test_add_func("/diag/nearest", test_nearest);
	int code = g_test_run();
	g_unlink(source);
	g_string_free(text, TRUE);
	g_free(source);
	diag_finish();
	return code;
}
