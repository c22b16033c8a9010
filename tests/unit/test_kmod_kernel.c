/*
 * Folders of kernel headers, as distributions and builds lay them out, to struct kernel.
 */
#include "base/diag.h"
#include "kmod/kernel.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static char *top;

static char *write_file(const char *name, const char *text)
{
	char *path = g_build_filename(top, name, NULL), *parent = g_path_get_dirname(path);
	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_free(parent);
	return path;
}

static void write_headers(const char *folder, const char *makefile, const char *release)
{
	static const char config[] = "#\n# generated\n#\nCONFIG_X86=y\nCONFIG_X86_64=y\nCONFIG_MODULES=y\n"
				     "CONFIG_NR_CPUS=64\nCONFIG_CC_VERSION_TEXT=\"gcc = 12\"\nCONFIG_PCI=m\n";
	struct {
		const char *name, *text;
	} files[] = {
		{ "Makefile", makefile },
		{ "include/config/auto.conf", config },
		{ "include/generated/utsrelease.h", release },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		char *name = g_build_filename(folder, files[i].name, NULL);
		g_free(write_file(name, files[i].text));
		g_free(name);
	}
}

static bool open_named(const char *name, const char *release, struct kernel *kernel)
{
	char *folder = g_build_filename(top, name, NULL);
	bool opened = kernel_open(folder, release, kernel);
	g_free(folder);
	return opened;
}

/* What stands on standard error when the folder is opened, which fails. */
static void check_refused(const char *name, const char *release, const char *expected)
{
	if (g_test_subprocess()) {
		struct kernel kernel;
		g_assert_false(open_named(name, release, &kernel));
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_passed();
	g_test_trap_assert_stderr(expected);
}

static void check_source(const struct kernel *kernel, const char *name)
{
	char *source = g_build_filename(top, name, NULL);
	g_assert_cmpstr(kernel->source, ==, source);
	g_free(source);
}

/* ---- layouts ---- */

static void test_tree(void)
{
	struct kernel kernel;
	write_headers("tree", "VERSION = 6\nPATCHLEVEL = 12\ninclude $(srctree)/scripts/Kbuild.include\n",
		      "#define UTS_RELEASE \"6.12.0-rc3+\"\n");
	g_assert_true(open_named("tree", NULL, &kernel));
	g_assert_cmpstr(kernel.release, ==, "6.12.0-rc3+");
	g_assert_cmpuint(kernel.major, ==, 6);
	g_assert_cmpuint(kernel.minor, ==, 12);
	g_assert_cmpstr(kernel.arch, ==, "x86");
	check_source(&kernel, "tree");
	kernel_finish(&kernel);
}

static void test_config(void)
{
	struct kernel kernel;
	g_assert_true(open_named("tree", "6.12.0-rc3+", &kernel));
	g_assert_cmpstr(kernel_config(&kernel, "CONFIG_PCI"), ==, "m");
	g_assert_cmpstr(kernel_config(&kernel, "CONFIG_NR_CPUS"), ==, "64");
	g_assert_cmpstr(kernel_config(&kernel, "CONFIG_CC_VERSION_TEXT"), ==, "\"gcc = 12\"");
	g_assert_null(kernel_config(&kernel, "CONFIG_RUST"));
	g_assert_true(kernel_is_at_least(&kernel, 5, 19));
	g_assert_true(kernel_is_at_least(&kernel, 6, 12));
	g_assert_false(kernel_is_at_least(&kernel, 6, 13));
	g_assert_false(kernel_is_at_least(&kernel, 7, 0));
	kernel_finish(&kernel);
}

/* A package that was unpacked somewhere else than where its Makefile thinks. */
static void test_unpacked(void)
{
	struct kernel kernel;
	write_headers("src/linux-headers-9.9-amd64", "include /usr/src/linux-headers-9.9-common/Makefile\n",
		      "#define UTS_RELEASE \"9.9-amd64\"\n");
	g_free(write_file("src/linux-headers-9.9-common/Makefile", "VERSION = 9\n"));
	g_assert_true(open_named("src/linux-headers-9.9-amd64", NULL, &kernel));
	check_source(&kernel, "src/linux-headers-9.9-common");
	kernel_finish(&kernel);
}

/* make O=build writes a Makefile that includes the source's. */
static void test_objects(void)
{
	struct kernel kernel;
	char *makefile =
		g_strdup_printf("# Automatically generated\nexport KBUILD_OUTPUT = .\ninclude %s/tree/Makefile\n", top);
	write_headers("objects", makefile, "#define UTS_RELEASE \"6.12.0\"\n");
	g_assert_true(open_named("objects", NULL, &kernel));
	check_source(&kernel, "tree");
	kernel_finish(&kernel);
	g_free(makefile);
}

static void test_image(void)
{
	struct kernel kernel;
	g_free(write_file("root/boot/vmlinuz-6.1-amd64", "MZ"));
	write_headers("root/usr/src/linux-headers-6.1-amd64", "VERSION = 6\n", "#define UTS_RELEASE \"6.1-amd64\"\n");
	g_assert_true(open_named("root/usr/src/linux-headers-6.1-amd64", NULL, &kernel));
	char *image = kernel_image(&kernel), *expected = g_build_filename(top, "root/boot/vmlinuz-6.1-amd64", NULL);
	g_assert_cmpstr(image, ==, expected);
	g_assert_null(kernel_modules(&kernel));
	g_free(expected);
	g_free(image);
	kernel_finish(&kernel);
}

/* ---- refusals ---- */

static void test_missing(void)
{
	check_refused("nowhere", NULL, "*the kernel folder '*nowhere' does not exist*");
}

static void test_empty(void)
{
	g_free(write_file("empty/README", ""));
	check_refused("empty", NULL, "*'*empty' is no folder of kernel headers or objects*");
}

static void test_not_configured(void)
{
	g_free(write_file("fresh/Makefile", "VERSION = 6\n"));
	g_free(write_file("fresh/Kbuild", ""));
	check_refused("fresh", NULL, "*is not configured*run 'make modules_prepare' there*");
}

static void test_common_missing(void)
{
	write_headers("lone/linux-headers-9.9-amd64", "include /usr/src/linux-headers-9.9-common/Makefile\n",
		      "#define UTS_RELEASE \"9.9-amd64\"\n");
	check_refused("lone/linux-headers-9.9-amd64", NULL, "*install the package linux-headers-9.9-common*");
}

static void test_other_release(void)
{
	check_refused("tree", "6.1.0", "*are those of Linux 6.12.0-rc3+, not of 6.1.0*");
}

static void test_unknown_arch(void)
{
	write_headers("odd", "VERSION = 6\n", "#define UTS_RELEASE \"6.12.0\"\n");
	g_free(write_file("odd/include/config/auto.conf", "CONFIG_HEXAGON=y\n"));
	check_refused("odd", NULL, "*architecture that braze does not know*");
}

static void remove_all(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		char *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			remove_all(path);
		else
			g_remove(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	g_rmdir(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
	/* a test that runs in a process of its own finds the folder that was made for all */
	const char *inherited = g_getenv("TEST_KMOD_KERNEL");
	char *made = inherited ? g_strdup(inherited) : g_dir_make_tmp("braze-kernel-XXXXXX", NULL);
	top = g_canonicalize_filename(made, NULL);
	g_setenv("TEST_KMOD_KERNEL", top, TRUE);

	g_test_add_func("/kmod/kernel/tree", test_tree);
	g_test_add_func("/kmod/kernel/config", test_config);
	g_test_add_func("/kmod/kernel/unpacked", test_unpacked);
	g_test_add_func("/kmod/kernel/objects", test_objects);
	g_test_add_func("/kmod/kernel/image", test_image);
	g_test_add_func("/kmod/kernel/missing", test_missing);
	g_test_add_func("/kmod/kernel/empty", test_empty);
	g_test_add_func("/kmod/kernel/not-configured", test_not_configured);
	g_test_add_func("/kmod/kernel/common-missing", test_common_missing);
	g_test_add_func("/kmod/kernel/other-release", test_other_release);
	g_test_add_func("/kmod/kernel/unknown-arch", test_unknown_arch);
	int status = g_test_run();

	if (!inherited)
		remove_all(top);
	g_free(made);
	g_free(top);
	diag_finish();
	return status;
}
