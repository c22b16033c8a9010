/*
 * LIBCLANG_PATH: another libclang than the one that the program was linked with.
 *
 * The program starts itself again with that library preloaded, so that its symbols are found first. Their versions are the same in all
 * releases since 13 (clang/tools/libclang/libclang.map), and so are the types of the functions that this folder calls
 * since 16.
 */
#define _GNU_SOURCE /* dladdr */
#include "read/clang/clang.h"

#include "base/diag.h"

#include <clang-c/Index.h>
#include <dlfcn.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Set for the second start. */
static const char mark[] = "BRAZE_LIBCLANG";

/* The library that path is, or that lies in the folder that path is; NULL: none. Freed by free(). */
static char *find_library(const char *path)
{
	static const char *const patterns[] = { "libclang.so", "libclang.so.*", "libclang-*.so", "libclang-*.so.*" };
	char *found = NULL;
	if (!g_file_test(path, G_FILE_TEST_IS_DIR))
		return realpath(path, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(patterns) && !found; i++) {
		char *pattern = g_build_filename(path, patterns[i], NULL);
		glob_t matches;
		if (glob(pattern, 0, NULL, &matches) == 0) {
			found = realpath(matches.gl_pathv[0], NULL);
			globfree(&matches);
		}
		g_free(pattern);
	}
	return found;
}

static void restart(const char *library, char **argv)
{
	const char *others = g_getenv("LD_PRELOAD");
	char *preload = others ? g_strconcat(library, ":", others, NULL) : g_strdup(library);
	g_setenv("LD_PRELOAD", preload, TRUE);
	g_setenv(mark, others ? others : "", TRUE);
	g_free(preload);
	execv("/proc/self/exe", argv);
}

/* What we start gets the environment that we were given. */
static void restore_environment(void)
{
	const char *others = g_getenv(mark);
	if (*others)
		g_setenv("LD_PRELOAD", others, TRUE);
	else
		g_unsetenv("LD_PRELOAD");
	g_unsetenv(mark);
}

void clang_choose_library(char **argv)
{
	const char *path = g_getenv("LIBCLANG_PATH");
	Dl_info info;
	if (g_getenv(mark)) {
		restore_environment();
		return;
	}
	if (!path || !*path)
		return;
	char *wanted = find_library(path), *ours = NULL;
	void *address = NULL;
	CXString (*function)(void) = clang_getClangVersion;
	memcpy(&address, &function, sizeof(address)); /* C has no conversion between the two kinds of pointer */
	if (dladdr(address, &info) && info.dli_fname)
		ours = realpath(info.dli_fname, NULL);
	if (wanted && ours && strcmp(wanted, ours) != 0)
		restart(wanted, argv);
	else if (!wanted)
		diag_note("there is no libclang in LIBCLANG_PATH, '%s'", path);
	free(wanted);
	free(ours);
}
