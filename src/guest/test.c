/*
 * The tests: one machine for each module, so that none can blame another.
 */
#include "guest/test.h"

#include "base/diag.h"
#include "guest/console.h"
#include "guest/elf_file.h"
#include "guest/image.h"
#include "guest/initramfs.h"
#include "guest/qemu.h"
#include "guest/session.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

enum { PROBLEMS_SHOWN = 10 };

/* What all modules share. */
struct bench {
	const struct kernel *kernel;
	const struct test_options *options;
	const struct machine *machine;
	char *image;
	GBytes *busybox;
	gsize btf_size;
	char *btf_sha256;
	char *kernel_args;
	unsigned passed, failed, skipped;
};

/* One module's test. */
struct trial {
	const struct bench *bench;
	const struct module_test *test;
	struct session session;
	struct console console;
	struct qemu qemu;
	GBytes *ko;
	char *token, *log_path;
	FILE *log;
	gint64 began;
};

/* ---- the bench ---- */

/* The types that the module was built against: those of the headers' vmlinux, or else of the image. */
static bool read_btf(struct bench *bench)
{
	char *vmlinux = g_build_filename(bench->kernel->folder, "vmlinux", NULL);
	bool has_vmlinux = g_file_test(vmlinux, G_FILE_TEST_EXISTS), is_right = true;
	GBytes *btf = NULL;
	if (kernel_config(bench->kernel, "CONFIG_DEBUG_INFO_BTF"))
		is_right = image_read_btf(has_vmlinux ? vmlinux : bench->image, &btf);
	if (btf) {
		bench->btf_size = g_bytes_get_size(btf);
		bench->btf_sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, btf);
		g_bytes_unref(btf);
	}
	g_free(vmlinux);
	return is_right;
}

static bool find_image(struct bench *bench)
{
	const char *given = bench->options->image;
	bench->image = given ? g_strdup(given) : kernel_image(bench->kernel);
	if (!bench->image)
		diag_error("there is no image of Linux %s to boot: install the package linux-image-%s, or name one "
			   "with --image",
			   bench->kernel->release, bench->kernel->release);
	else if (!g_file_test(bench->image, G_FILE_TEST_IS_REGULAR))
		diag_error("the kernel image '%s' does not exist", bench->image);
	else
		return true;
	return false;
}

static bool bench_init(struct bench *bench, const struct kernel *kernel, const struct test_options *options)
{
	/* F: counts are exact; Z, P: damage to objects is found; U: who allocated them. The option has a new name since 6.9. */
	const char *slab = kernel_is_at_least(kernel, 6, 9) ? "slab" : "slub";
	*bench = (struct bench){
		.kernel = kernel,
		.options = options,
		.machine = machine_find(kernel),
		.kernel_args = g_strdup_printf("%s_debug=F;FZPU,kmalloc-*", slab),
	};
	if (!bench->machine || !find_image(bench) || !qemu_is_there(bench->machine))
		return false;
	bench->busybox = initramfs_find_busybox(bench->machine, options->busybox);
	return bench->busybox;
}

static void bench_finish(struct bench *bench)
{
	g_free(bench->image);
	g_free(bench->btf_sha256);
	g_free(bench->kernel_args);
	if (bench->busybox)
		g_bytes_unref(bench->busybox);
}

/* ---- one module ---- */

static void take_bytes(const char *bytes, gsize n, void *data)
{
	struct trial *trial = data;
	fwrite(bytes, 1, n, trial->log);
	console_feed(&trial->console, bytes, n);
}

static void take_line(const char *line, void *data)
{
	struct trial *trial = data;
	session_line(&trial->session, line);
}

static void show_state(void *data)
{
	struct trial *trial = data;
	char *state = session_state(&trial->session);
	char *text = g_strdup_printf("\r\033[Kbraze: %s: %s …", trial->test->module->name, state);
	diag_show_busy(text);
	g_free(text);
	g_free(state);
}

static void give_monitor(const char *command, void *data)
{
	struct trial *trial = data;
	qemu_monitor(&trial->qemu, command);
}

static bool open_log(struct trial *trial)
{
	const char *given = trial->bench->options->log;
	char *folder = g_path_get_dirname(trial->test->ko);
	trial->log_path = given ? g_strdup(given) : g_build_filename(folder, "test.log", NULL);
	/* several machines share a file that was asked for */
	bool is_first = trial->bench->passed + trial->bench->failed == 0;
	trial->log = g_fopen(trial->log_path, given && !is_first ? "a" : "w");
	if (!trial->log)
		diag_error("'%s' cannot be written: %s", trial->log_path, diag_errno_text(errno));
	g_free(folder);
	return trial->log;
}

static void init_session(struct trial *trial)
{
	const struct bench *bench = trial->bench;
	struct session_options options = {
		.token = trial->token,
		.name = trial->test->module->name,
		.release = bench->kernel->release,
		.rounds = bench->options->rounds,
		.limit = MAX(bench->options->timeout / 4, 1),
		.ko = trial->ko,
		.btf_size = bench->btf_size,
		.btf_sha256 = bench->btf_sha256,
		.is_quiet = bench->options->is_quiet,
		.is_verbose = bench->options->is_verbose,
		.monitor = give_monitor,
		.data = trial,
	};
	session_init(&trial->session, &options);
	console_init(&trial->console, take_line, trial);
}

static bool expect(struct trial *trial)
{
	char *path, *text = initramfs_test_text(trial->test->module->folder, "expected", &path);
	bool is_right = !text || judge_expect(&trial->session.judge, path, text);
	g_free(text);
	g_free(path);
	return is_right;
}

static GBytes *make_initramfs(const struct trial *trial)
{
	struct initramfs initramfs = {
		.kernel = trial->bench->kernel,
		.machine = trial->bench->machine,
		.test = trial->test,
		.token = trial->token,
		.busybox = trial->bench->busybox,
		.rounds = trial->session.options.rounds,
		.limit = trial->session.options.limit,
	};
	return initramfs_make(&initramfs);
}

/* Boots, and lets the session come to its verdict. False after an error. */
static bool boot(struct trial *trial, GBytes *initramfs, GPtrArray *args)
{
	char *why;
	for (guint i = 0; i < trial->bench->options->qemu_args->len; i++)
		g_ptr_array_add(args, g_strdup(g_ptr_array_index(trial->bench->options->qemu_args, i)));
	trial->qemu = (struct qemu){
		.machine = trial->bench->machine,
		.image = trial->bench->image,
		.initramfs = initramfs,
		.args = args,
		.kernel_args = trial->bench->kernel_args,
		.timeout = trial->bench->options->timeout,
		.take = take_bytes,
		.idle = show_state,
		.data = trial,
	};
	show_state(trial);
	bool ran = qemu_run(&trial->qemu, &why);
	console_flush(&trial->console);
	diag_show_busy(NULL);
	session_decide(&trial->session, why);
	g_free(why);
	return ran;
}

/* An object that this kernel cannot load, whatever its release. */
static bool is_for_machine(const struct trial *trial)
{
	const struct bench *bench = trial->bench;
	if (!trial->ko || elf_file_machine(trial->ko) == bench->machine->elf)
		return true;
	diag_error("'%s' is for another architecture than Linux %s, which is for %s: build it for this kernel, without "
		   "--no-build",
		   trial->test->ko, bench->kernel->release, bench->kernel->arch);
	return false;
}

static bool run_trial(struct trial *trial)
{
	if (!is_for_machine(trial))
		return false;
	GPtrArray *args = initramfs_test_words(trial->test->module->folder, "qemu");
	GBytes *initramfs = args && expect(trial) ? make_initramfs(trial) : NULL;
	bool ran = initramfs && open_log(trial) && boot(trial, initramfs, args);
	if (initramfs)
		g_bytes_unref(initramfs);
	if (args)
		g_ptr_array_unref(args);
	return ran;
}

/* ---- the verdict ---- */

/* What a machine said last that never came up. */
static void print_tail(const struct session *session)
{
	if (!session->is_ready)
		for (const GList *line = session->tail.head; line; line = line->next)
			printf("    | %s\n", (const char *)line->data);
}

static void print_failure(const struct trial *trial)
{
	const GPtrArray *problems = trial->session.problems;
	printf("not ok %s: %s\n", trial->test->module->name, (const char *)g_ptr_array_index(problems, 0));
	for (guint i = 1; i < MIN(problems->len, PROBLEMS_SHOWN); i++)
		printf("    %s\n", (const char *)g_ptr_array_index(problems, i));
	if (problems->len > PROBLEMS_SHOWN)
		printf("    and %u more\n", problems->len - PROBLEMS_SHOWN);
	print_tail(&trial->session);
	printf("    the whole log: %s\n", trial->log_path);
}

static bool print_verdict(const struct trial *trial, bool ran)
{
	double seconds = (double)(g_get_monotonic_time() - trial->began) / G_USEC_PER_SEC;
	unsigned rounds = trial->bench->options->rounds;
	const char *name = trial->test->module->name;
	bool passed = ran && !trial->session.problems->len;
	if (passed)
		printf("ok %s: %u round%s, %.1f s\n", name, rounds, rounds == 1 ? "" : "s", seconds);
	else if (ran)
		print_failure(trial);
	else
		printf("not ok %s: its test could not be run\n", name);
	fflush(stdout);
	return passed;
}

static bool test_module(const struct bench *bench, const struct module_test *test)
{
	struct trial trial = {
		.bench = bench,
		.test = test,
		.token = g_strdup_printf("kmod-test-%08x", g_random_int()),
		.began = g_get_monotonic_time(),
	};
	char *data = NULL;
	gsize n;
	if (g_file_get_contents(test->ko, &data, &n, NULL))
		trial.ko = g_bytes_new_take(data, n);
	init_session(&trial);
	bool ran = run_trial(&trial);
	if (trial.log)
		fclose(trial.log);
	bool passed = print_verdict(&trial, ran);
	console_finish(&trial.console);
	session_finish(&trial.session);
	if (trial.ko)
		g_bytes_unref(trial.ko);
	g_free(trial.token);
	g_free(trial.log_path);
	return passed;
}

bool module_test_is_for(const char *folder, const struct kernel *kernel)
{
	GPtrArray *names = initramfs_test_words(folder, "architectures");
	bool is_for = !names || !names->len; /* what is wrong with the file was said */
	for (guint i = 0; names && i < names->len; i++)
		is_for |= strcmp(g_ptr_array_index(names, i), kernel->arch) == 0;
	if (names)
		g_ptr_array_unref(names);
	return is_for;
}

bool module_tests_can_run(const struct kernel *kernel, const struct test_options *options)
{
	struct bench bench;
	bool is_ready = bench_init(&bench, kernel, options);
	bench_finish(&bench);
	return is_ready;
}

static void test_or_skip(struct bench *bench, const struct module_test *test)
{
	if (!test->ko) {
		printf("ok %s # skip: it is not for %s\n", test->module->name, bench->kernel->arch);
		bench->skipped++;
	} else if (test_module(bench, test)) {
		bench->passed++;
	} else {
		bench->failed++;
	}
}

bool module_tests_run(const struct kernel *kernel, const GArray *tests, const struct test_options *options)
{
	struct bench bench;
	bool is_ready = bench_init(&bench, kernel, options) && read_btf(&bench);
	for (guint i = 0; is_ready && i < tests->len; i++)
		test_or_skip(&bench, &g_array_index(tests, struct module_test, i));
	if (is_ready)
		printf("%u passed, %u failed", bench.passed, bench.failed);
	if (is_ready && bench.skipped)
		printf(", %u skipped", bench.skipped);
	if (is_ready)
		printf("\n");
	bench_finish(&bench);
	return is_ready && !bench.failed;
}
