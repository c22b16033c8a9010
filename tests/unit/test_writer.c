/*
 * The writer: indentation, and files that are complete or untouched. test_diag.c and tests/cli have the messages.
 */
#include "base/writer.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static void test_indentation(void)
{
	struct writer out;
	writer_init(&out);
	writer_line(&out, "a {");
	writer_indent(&out);
	writer_line(&out, "%s: %d,", "b", 1);
	writer_print(&out, "two ");
	writer_print(&out, "parts\n\nafter an empty line");
	writer_text(&out, " 100%s\n");
	writer_line(&out, "%s", "");
	writer_indent(&out);
	writer_text(&out, "deep\n");
	writer_dedent(&out);
	writer_dedent(&out);
	writer_text(&out, "}\n");
	g_assert_cmpstr(out.text->str, ==,
			"a {\n    b: 1,\n    two parts\n\n    after an empty line 100%s\n\n        deep\n}\n");
	writer_finish(&out);
}

static void write_text(const char *path, const char *text, bool want)
{
	struct writer out;
	writer_init(&out);
	writer_text(&out, text);
	g_assert_true(writer_commit(&out, path) == want);
	writer_finish(&out);
}

static void assert_content(const char *path, const char *want)
{
	char *text = NULL;
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, want);
	g_free(text);
}

/* Nothing but these files is in the folder: no temporary one is left. */
static void assert_files(const char *folder, unsigned want)
{
	unsigned n = 0;
	GDir *dir = g_dir_open(folder, 0, NULL);
	while (g_dir_read_name(dir))
		n++;
	g_dir_close(dir);
	g_assert_cmpuint(n, ==, want);
}

static void test_commit(void)
{
	char *folder = g_dir_make_tmp(NULL, NULL);
	char *path = g_build_filename(folder, "out.rs", NULL);
	char *missing = g_build_filename(folder, "no", "out.rs", NULL);
	write_text(path, "one\n", true);
	assert_content(path, "one\n");
	write_text(path, "two\n", true);
	assert_content(path, "two\n");
	write_text(path, "", true);
	assert_content(path, "");
	write_text(missing, "x", false);
	write_text(folder, "x", false);
	assert_files(folder, 1);
	g_unlink(path);
	g_rmdir(folder);
	g_free(missing);
	g_free(path);
	g_free(folder);
}

/* One output that fails, whichever of the three, leaves all others as they were. */
static void test_commit_all(void)
{
	struct writer out;
	writer_init(&out);
	writer_text(&out, "new\n");
	for (unsigned failing = 0; failing < 4; failing++) {
		char *folder = g_dir_make_tmp(NULL, NULL), *paths[3];
		struct writer_output outputs[3];
		for (unsigned i = 0; i < 3; i++) {
			char *name = g_strdup_printf("file-%u", i);
			paths[i] = i == failing ? g_build_filename(folder, "no", name, NULL) :
						  g_build_filename(folder, name, NULL);
			outputs[i] = (struct writer_output){ .writer = &out, .path = paths[i] };
			if (i != failing)
				g_assert_true(g_file_set_contents(paths[i], "old\n", -1, NULL));
			g_free(name);
		}
		g_assert_true(writer_commit_all(outputs, 3) == (failing == 3));
		for (unsigned i = 0; i < 3; i++)
			if (i != failing)
				assert_content(paths[i], failing == 3 ? "new\n" : "old\n");
		assert_files(folder, failing == 3 ? 3 : 2);
		for (unsigned i = 0; i < 3; i++) {
			g_unlink(paths[i]);
			g_free(paths[i]);
		}
		g_rmdir(folder);
		g_free(folder);
	}
	writer_finish(&out);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/writer/indentation", test_indentation);
	g_test_add_func("/writer/commit", test_commit);
	g_test_add_func("/writer/commit-all", test_commit_all);
	return g_test_run();
}
