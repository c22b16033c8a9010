/*
 * compare_allow(): rules for the differences of one comparison, one table row for each file of them.
 */
#include "model_text.h"

#include "base/diag.h"

#include <glib/gstdio.h>

struct allow_row {
	const char *rules;
	const char *allowed; /* of the differences in the order of `sample`: 'a' for those that are allowed */
	bool ok;
	unsigned warnings;
};

static const char sample_left[] = "struct p 8/4 { i32 a@0, i32 b@32 }; struct q 4/4 { i32 c@0 }; fn f(i32 n) void;";
static const char sample_right[] = "struct p 8/4 { u32 a@0, u32 b@32 }; struct q 4/4 { u32 c@0 }; fn f(u32 n) void;";

static const struct allow_row allow_rows[] = {
	{ "", "----", true, 0 },
	{ "# nothing\n\n   \n\t# more\r\n", "----", true, 0 },
	{ "field-sign struct p.a", "a---", true, 0 },
	{ "field-sign struct p.a # why\r\nfield-sign struct q.c\r\n", "a-a-", true, 0 },
	{ "\xef\xbb\xbf"
	  "field-sign struct p.a\n",
	  "a---", true, 0 },
	{ "field-sign struct p", "aa--", true, 0 },
	{ "field-sign p.?", "aa--", true, 0 },
	{ "field-sign *.c", "--a-", true, 0 },
	{ "* struct *", "aaa-", true, 0 },
	{ "  parameter-*\tfunction f.parameter 1 'n'  # legacy", "---a", true, 0 },
	{ "parameter-sign f", "---a", true, 0 },
	{ "parameter-sign struct p", "----", true, 1 },
	{ "field-sign struct p.z\nfield-size struct *", "----", true, 2 },
	{ "field-sing struct p", "----", false, 0 },
	{ "field-sign", "----", false, 0 },
	{ "field-sign   # struct p", "----", false, 0 },
	{ "field-sign struct p.a\n\xff", "----", false, 0 },
};

static void test_allow_row(const void *data)
{
	const struct allow_row *row = data;
	g_autofree char *path = NULL, *allowed = g_strdup("----");
	struct run run;
	int file = g_file_open_tmp("allow-XXXXXX", &path, NULL);

	g_assert_cmpint(file, >=, 0);
	g_close(file, NULL);
	g_assert_true(g_file_set_contents(path, row->rules, -1, NULL));
	run_init(&run, sample_left, sample_right, X64, X64, true);
	unsigned errors = diag_count(SEVERITY_ERROR), warnings = diag_count(SEVERITY_WARNING);
	g_assert_cmpint(compare_allow(run.comparison, path), ==, row->ok);
	g_assert_cmpint(diag_count(SEVERITY_ERROR) > errors, ==, !row->ok);
	g_assert_cmpuint(diag_count(SEVERITY_WARNING) - warnings, ==, row->warnings);
	g_assert_cmpuint(run.comparison->differences->len, ==, 4);
	for (guint i = 0; i < 4; i++)
		allowed[i] = difference_at(&run, i)->allowed ? 'a' : '-';
	g_assert_cmpstr(allowed, ==, row->allowed);
	run_finish(&run);
	g_remove(path);
}

static void test_allow_reason(void)
{
	g_autofree char *path = NULL;
	struct run run;

	g_close(g_file_open_tmp("allow-XXXXXX", &path, NULL), NULL);
	g_assert_true(
		g_file_set_contents(path, "field-sign struct p.a # copied  bytewise \nfield-sign p.b\n", -1, NULL));
	run_init(&run, sample_left, sample_right, X64, X64, true);
	g_assert_true(compare_allow(run.comparison, path));
	g_assert_cmpstr(difference_at(&run, 0)->allowed, ==, "copied  bytewise");
	g_assert_cmpstr(difference_at(&run, 1)->allowed, ==, "");
	g_assert_cmpuint(comparison_count_differences(run.comparison), ==, 2);
	g_remove(path);
	g_assert_false(compare_allow(run.comparison, path));
	run_finish(&run);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	for (unsigned i = 0; i < G_N_ELEMENTS(allow_rows); i++) {
		g_autofree char *path = g_strdup_printf("/allow/rows/%u", i);
		g_test_add_data_func(path, &allow_rows[i], test_allow_row);
	}
	g_test_add_func("/allow/reason", test_allow_reason);
	return g_test_run();
}
