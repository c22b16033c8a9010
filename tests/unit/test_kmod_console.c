/*
 * What a kernel says, and what is made of it: lines, reports, leaks, the session.
 */
#include "base/diag.h"
#include "guest/console.h"
#include "guest/session.h"

#include <string.h>

/* ---- lines ---- */

static void collect(const char *line, void *data)
{
	g_ptr_array_add(data, g_strdup(line));
}

static void assert_lines(const char *bytes, gsize n, const char *const *want)
{
	for (gsize chunk = 1; chunk <= n; chunk += chunk) {
		GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
		struct console console;
		console_init(&console, collect, lines);
		for (gsize i = 0; i < n; i += chunk)
			console_feed(&console, bytes + i, MIN(chunk, n - i));
		console_flush(&console);
		console_finish(&console);
		for (guint i = 0; i < lines->len; i++)
			g_assert_cmpstr(g_ptr_array_index(lines, i), ==, want[i]);
		g_assert_null(want[lines->len]);
		g_ptr_array_unref(lines);
	}
}

#define ASSERT_LINES(bytes, ...) assert_lines(bytes, sizeof(bytes) - 1, (const char *const[]){ __VA_ARGS__, NULL })

static void test_lines(void)
{
	ASSERT_LINES("one\r\ntwo\n\nlast", "one", "two", "", "last");
	ASSERT_LINES("a\0b\033[2Jc\x7f\td\n", "a b [2Jc  d");
	ASSERT_LINES("\xff\xc3(\xc3\xa4\n", "\xef\xbf\xbd\xef\xbf\xbd(\xc3\xa4");
	ASSERT_LINES("\r\n\n", "", "");
}

static void test_endless_line(void)
{
	gsize n = 3 * CONSOLE_LINE_MAX + 5;
	char *bytes = g_malloc(n);
	memset(bytes, 'x', n);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	struct console console;
	console_init(&console, collect, lines);
	console_feed(&console, bytes, n);
	console_flush(&console);
	g_assert_cmpuint(lines->len, ==, 4);
	g_assert_cmpuint(strlen(g_ptr_array_index(lines, 0)), ==, CONSOLE_LINE_MAX);
	g_assert_cmpstr(g_ptr_array_index(lines, 3), ==, "xxxxx");
	console_finish(&console);
	g_ptr_array_unref(lines);
	g_free(bytes);
}

static void test_message(void)
{
	g_assert_cmpstr(console_message("[    3.911520] hello: loaded"), ==, "hello: loaded");
	g_assert_cmpstr(console_message("[12345.000001][  T123] hello"), ==, "hello");
	g_assert_cmpstr(console_message("[    0.000000][    C1]  indented"), ==, " indented");
	g_assert_cmpstr(console_message("[    1.000000] "), ==, "");
	g_assert_cmpstr(console_message("[    1.000000] [drm] ready"), ==, "[drm] ready");
	for (size_t i = 0; i < 6; i++)
		g_assert_null(console_message((const char *[]){ "", "[", "[] x", "SeaBIOS", "[abc] x", "[  1.5" }[i]));
}

/* ---- reports ---- */

/* Messages → problems after one round; both one a line. */
static void assert_judged(const char *expected, const char *messages, const char *want)
{
	struct judge judge;
	GPtrArray *problems = g_ptr_array_new_with_free_func(g_free);
	judge_init(&judge);
	g_assert_true(judge_expect(&judge, "expected", expected));
	judge_begin_round(&judge, 1);
	char **lines = g_strsplit(messages, "\n", -1);
	for (char **line = lines; *line; line++)
		judge_message(&judge, *line);
	judge_decide(&judge, 1, problems);
	g_ptr_array_add(problems, NULL);
	char *got = g_strjoinv("\n", (char **)problems->pdata);
	g_assert_cmpstr(got, ==, want);
	g_free(got);
	g_strfreev(lines);
	g_ptr_array_unref(problems);
	judge_finish(&judge);
}

static const char oops[] = "BUG: kernel NULL pointer dereference, address: 0000000000000000\n"
			   "#PF: supervisor read access in kernel mode\n"
			   "#PF: error_code(0x0000) - not-present page\n"
			   "PGD 0 P4D 0 \n"
			   "Oops: Oops: 0000 [#1] PREEMPT SMP NOPTI\n"
			   "CPU: 0 UID: 0 PID: 97 Comm: insmod Tainted: G           OE      6.12.117+deb12-amd64 #1\n"
			   "RIP: 0010:broken_init+0x11/0x20 [broken]\n"
			   "Code: 90 90 90\n"
			   "RAX: 0000000000000000 RBX: 0000000000000000 RCX: 0000000000000000\n"
			   "Call Trace:\n"
			   " <TASK>\n"
			   " ? __die+0x1f/0x60\n"
			   " do_one_initcall+0x58/0x310\n"
			   " </TASK>\n"
			   "Modules linked in: broken(OE+)\n"
			   "CR2: 0000000000000000\n"
			   "---[ end trace 0000000000000000 ]---";

static const char bug[] = "panic: panicked at src/lib.rs:49:26:\n"
			  "index out of bounds: the len is 4 but the index is 9\n"
			  "------------[ cut here ]------------\n"
			  "kernel BUG at /tmp/helpers.c:12!\n"
			  "Oops: invalid opcode: 0000 [#1] PREEMPT SMP NOPTI\n"
			  "CPU: 1 UID: 0 PID: 267 Comm: run\n"
			  "Call Trace:\n"
			  " vfs_write+0xf8/0x450\n"
			  "---[ end trace 0000000000000000 ]---";

static const char warning[] = "------------[ cut here ]------------\n"
			      "refcount_t: underflow; use-after-free.\n"
			      "WARNING: CPU: 0 PID: 97 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110\n"
			      "Modules linked in: broken(OE+)\n"
			      "Call Trace:\n"
			      " <TASK>\n"
			      " do_one_initcall+0x58/0x310\n"
			      " </TASK>\n"
			      "---[ end trace 0000000000000000 ]---";

static void test_reports(void)
{
	assert_judged("", "hello: in\nhello: WARNING: of its own\nhello: BUG: also\nhello: a call trace: none\n   x",
		      "");
	assert_judged("", oops, "round 1: BUG: kernel NULL pointer dereference, address: 0000000000000000");
	assert_judged("", bug, "round 1: kernel BUG at /tmp/helpers.c:12!");
	assert_judged("", warning,
		      "round 1: WARNING: CPU: 0 PID: 97 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110 "
		      "(refcount_t: underflow; use-after-free.)");
	assert_judged("", "Call trace:\n dump_backtrace+0xa0/0x128\n", "round 1: Call trace:");
	assert_judged("", "kmemleak: 2 new suspected memory leaks (see /sys/kernel/debug/kmemleak)",
		      "round 1: kmemleak: 2 new suspected memory leaks (see /sys/kernel/debug/kmemleak)");
	assert_judged("",
		      "=============================================================================\n"
		      "BUG kmalloc-64 (Tainted: G           OE     ): Right Redzone overwritten\n"
		      "-----------------------------------------------------------------------------\n\n"
		      "0xffff888003c5d840-0xffff888003c5d847 @offset=2112. First byte 0x41 instead of 0xcc\n"
		      "Slab 0xffffea00000f1740 objects=16 used=7\n"
		      "Object   ffff888003c5d800: 41 41\n"
		      "Call Trace:\n <TASK>\n kfree+0x1\n </TASK>\n"
		      "FIX kmalloc-64: Restoring Right Redzone\nhello: out",
		      "round 1: BUG kmalloc-64 (Tainted: G           OE     ): Right Redzone overwritten");
	assert_judged("",
		      "==================================================================\n"
		      "BUG: KASAN: slab-out-of-bounds in f+0x1/0x2 [hello]\nWrite of size 1 at addr ffff\n"
		      "Call Trace:\n f+0x1\n"
		      "==================================================================\nhello: on",
		      "round 1: BUG: KASAN: slab-out-of-bounds in f+0x1/0x2 [hello]");
	for (size_t i = 0; i < 8; i++) {
		static const char *const headlines[] = {
			"watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [insmod:97]",
			"rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:",
			"INFO: task insmod:97 blocked for more than 120 seconds.",
			"Kernel panic - not syncing: Fatal exception",
			"BUG: scheduling while atomic: insmod/97/0x00000002",
			"Unable to handle kernel paging request at virtual address dead000000000122",
			"UBSAN: array-index-out-of-bounds in hello.c:3:2",
			"general protection fault, probably for non-canonical address 0x1: 0000 [#1] SMP",
		};
		char *want = g_strconcat("round 1: ", headlines[i], NULL);
		assert_judged("", headlines[i], want);
		g_free(want);
	}
}

/* A report is excused as a whole, and nothing else is. */
static void test_expected(void)
{
	char *both = g_strconcat(bug, "\npanic: closed\n", warning, NULL);
	assert_judged("# a comment\n\nkernel BUG at .*helpers\\.c:[0-9]+", bug, "");
	assert_judged("panicked at .*: *$|index out of bounds", bug, "");
	assert_judged("refcount_t: underflow", warning, "");
	assert_judged("kernel BUG at", both,
		      "round 1: WARNING: CPU: 0 PID: 97 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110 "
		      "(refcount_t: underflow; use-after-free.)");
	assert_judged("something else", "hello: in", "the kernel never said 'something else'");
	assert_judged("something else", warning,
		      "round 1: WARNING: CPU: 0 PID: 97 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110 "
		      "(refcount_t: underflow; use-after-free.)\nthe kernel never said 'something else'");
	assert_judged("? kernel BUG at", bug, "");
	assert_judged("? kernel BUG at", "hello: in", "");
	/* too far away */
	assert_judged("early", "early\n1\n2\n3\n4\n5\nWARNING: late", "round 1: WARNING: late");
	g_free(both);
}

static void test_expected_is_wrong(void)
{
	struct judge judge;
	judge_init(&judge);
	unsigned before = diag_count(SEVERITY_ERROR);
	g_assert_false(judge_expect(&judge, "expected", "fine\na(\n[b\n"));
	g_assert_cmpuint(diag_count(SEVERITY_ERROR) - before, ==, 2);
	judge_finish(&judge);
}

/* ---- leaks ---- */

static void assert_leaks(const gint64 *counts, unsigned rounds, const char *want)
{
	struct leaks leaks;
	GPtrArray *problems = g_ptr_array_new_with_free_func(g_free);
	leaks_init(&leaks, NULL);
	for (unsigned i = 0; i <= rounds; i++) {
		char *text = g_strdup_printf("a=1 cache=%" G_GINT64_FORMAT " malformed b=", counts[i]);
		leaks_count(&leaks, i, text);
		g_free(text);
	}
	leaks_decide(&leaks, rounds, problems);
	g_assert_cmpuint(problems->len, ==, want != NULL);
	if (want)
		g_assert_cmpstr(g_ptr_array_index(problems, 0), ==, want);
	leaks_finish(&leaks);
	g_ptr_array_unref(problems);
}

static void test_counts(void)
{
	assert_leaks((gint64[]){ 5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 }, 10,
		     "leak: 'cache' grew from 9 after the first round to 18 after the last");
	assert_leaks((gint64[]){ 5, 9, 10, 11, 11, 13, 14, 15, 16, 17, 18 }, 10,
		     "leak: 'cache' grew from 9 after the first round to 18 after the last");
	assert_leaks((gint64[]){ 5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 9 }, 10, NULL);       /* given back late */
	assert_leaks((gint64[]){ 5, 9, 9, 9, 30, 30, 30, 30, 30, 30, 30 }, 10, NULL); /* a table that grew once */
	assert_leaks((gint64[]){ 5, 9, 12, 9, 13, 9, 14, 9, 15, 9, 20 }, 10, NULL); /* noise */
	assert_leaks((gint64[]){ 5, 6, 7 }, 2, NULL); /* too few to tell */
}

static void test_records(void)
{
	struct leaks leaks;
	GPtrArray *problems = g_ptr_array_new_with_free_func(g_free);
	leaks_init(&leaks, NULL);
	leaks_record(&leaks, "kmalloc-64 own 0xffffffffc0414079 1");
	leaks_record(&leaks, "kmalloc-64 own 0xffffffffc0414079 2");
	leaks_record(&leaks, "kmalloc-96 via 0xffffffffc0414010 1");
	leaks_record(&leaks, "kmalloc-128 via 0xffffffffc0414010 10");
	leaks_record(&leaks, "nonsense");
	leaks_decide(&leaks, 10, problems);
	g_assert_cmpuint(problems->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(problems, 0), ==,
			"leak: 3 of 'kmalloc-64', allocated by the code at 0xffffffffc0414079, not freed");
	g_assert_cmpstr(g_ptr_array_index(problems, 1), ==,
			"leak: 10 of 'kmalloc-128', allocated on behalf of the code at 0xffffffffc0414010, not freed");
	leaks_finish(&leaks);
	g_ptr_array_unref(problems);
}

/* ---- the session ---- */

static void note_monitor(const char *command, void *data)
{
	g_string_append(data, command);
}

/* A console's text → problems, one a line. */
static char *play(const char *text, const char *why, GString *monitor)
{
	struct session_options options = {
		.token = "kmod-test-1",
		.name = "hello",
		.release = "6.12",
		.rounds = 2,
		.limit = 60,
		.btf_size = 100,
		.btf_sha256 = "abc",
		.is_quiet = true,
		.monitor = note_monitor,
		.data = monitor,
	};
	struct session session;
	session_init(&session, &options);
	char **lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *stamped = g_strdup_printf("[    1.000000] %s", *line);
		session_line(&session, stamped);
		g_free(stamped);
	}
	session_decide(&session, why);
	g_ptr_array_add(session.problems, NULL);
	char *problems = g_strjoinv("\n", (char **)session.problems->pdata);
	g_strfreev(lines);
	session_finish(&session);
	return problems;
}

#define T "kmod-test-1 "
#define UP T "ready 6.12\n" T "btf 100  abc  -\n" T "count 0 a=1\n"
#define ROUND(n) T "round " n "\n" T "step insmod\n" T "status 0 \nhello: in\n" T "step rmmod\n" T "status 0 \n"

static void assert_played(const char *text, const char *why, const char *want)
{
	GString *monitor = g_string_new(NULL);
	char *problems = play(text, why, monitor);
	g_assert_cmpstr(problems, ==, want);
	g_assert_cmpstr(monitor->str, ==, "");
	g_free(problems);
	g_string_free(monitor, TRUE);
}

static void test_session(void)
{
	assert_played(UP ROUND("1") ROUND("2") T "end", NULL, "");
	assert_played("WARNING: at boot\n" UP ROUND("1") ROUND("2") T "end", NULL, "");
	assert_played(UP ROUND("1") ROUND("2") T "end\nWARNING: at shutdown", NULL, "round 2: WARNING: at shutdown");
	assert_played(UP T "round 1\n" T "step insmod\n" T
			   "status 1 insmod: can't insert 'hello.ko': Invalid argument\n" ROUND("2") T "end",
		      NULL, "round 1: insmod: insmod: can't insert 'hello.ko': Invalid argument, exit code 1");
	assert_played(UP ROUND("1") T "loaded\n" ROUND("2") T "end", NULL, "round 1: the module is still loaded");
	assert_played(UP ROUND("1") T "round 2\n" T "step test/run\n" T "status 3\n" T "end", NULL,
		      "round 2: test/run: exit code 3");
	assert_played(UP ROUND("1") T "round 2\n" T "step rmmod\n" T "status 139\n" T "end", NULL,
		      "round 2: rmmod was killed by signal 11");
	assert_played(T "ready 6.1\n" T "btf 100 abd  -\n" T "end", NULL,
		      "the image is Linux 6.1, but the module was built for 6.12\n"
		      "the kernel's types (BTF) are not those that the module was built against");
	assert_played("Booting", NULL, "the kernel did not come up: the machine stopped");
	assert_played(UP ROUND("1") T "round 2\n" T "step test/run\nhello: stuck", "no end after 300 seconds",
		      "no end after 300 seconds (round 2, test/run)");
	assert_played(UP ROUND("1") T "step rmmod\nKernel panic - not syncing: Fatal exception", NULL,
		      "round 1: Kernel panic - not syncing: Fatal exception\nthe machine stopped before it was done "
		      "(round 1, rmmod)");
	assert_played(UP ROUND("1") "** 12 printk messages dropped **\n" ROUND("2") T "end", NULL,
		      "round 1: messages were lost: [    1.000000] ** 12 printk messages dropped **");
	assert_played(UP ROUND("1") ROUND("2") T "kmemleak unreferenced object 0xff (size 64):\n" T "end", NULL,
		      "leak: kmemleak found an unreferenced object 0xff (size 64):");
}

/* What a test prints is no message of the kernel, and nobody else has the token. */
static void test_session_words(void)
{
	assert_played(UP ROUND("1") T "out BUG: says the test\n" ROUND("2") T "end", NULL, "");
	assert_played(UP ROUND("1") "kmod-test-12 end\nkmod-test-1\n" T "unknown words\n" T "round\n" T "status\n" T
				    "count\n" T "count 99 a=1\n" T "btf\n" ROUND("2") T "end",
		      NULL, "the kernel's types (BTF) are not those that the module was built against");
	GString *monitor = g_string_new(NULL);
	char *problems =
		play(UP ROUND("1") T "out kmod-test: monitor system_powerdown\n" ROUND("2") T "end", NULL, monitor);
	g_assert_cmpstr(problems, ==, "");
	g_assert_cmpstr(monitor->str, ==, "system_powerdown");
	g_free(problems);
	g_string_free(monitor, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kmod/console/lines", test_lines);
	g_test_add_func("/kmod/console/endless-line", test_endless_line);
	g_test_add_func("/kmod/console/message", test_message);
	g_test_add_func("/kmod/judge/reports", test_reports);
	g_test_add_func("/kmod/judge/expected", test_expected);
	g_test_add_func("/kmod/judge/expected-is-wrong", test_expected_is_wrong);
	g_test_add_func("/kmod/leaks/counts", test_counts);
	g_test_add_func("/kmod/leaks/records", test_records);
	g_test_add_func("/kmod/session/problems", test_session);
	g_test_add_func("/kmod/session/words", test_session_words);
	return g_test_run();
}
