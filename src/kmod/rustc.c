/*
 * The installed compiler → struct rustc.
 *
 * The source of core belongs to the compiler: a core of another release does not compile. It is looked for where `rustc --print sysroot` points,
 * as rustup and the distributions put it.
 */
#include "kmod/rustc.h"

#include "base/diag.h"
#include "kmod/process.h"

#include <stdio.h>
#include <string.h>

/* The oldest one: edition 2024, and target specifications that have a softfloat ABI. */
enum { OLDEST_MAJOR = 1, OLDEST_MINOR = 86 };

/* What one question to rustc gives, without the last newline; NULL, with an error, where it fails. */
static char *ask(const char *path, const char *question, const char *argument)
{
	GPtrArray *command = process_command(path);
	process_add(command, question, argument, NULL);
	struct process_result result;
	char *answer = NULL;
	if (process_run(command, NULL, NULL, &result)) {
		if (result.status == 0) {
			answer = g_strchomp(g_strdup(result.out));
		} else {
			process_show(result.err);
			diag_error("'%s %s' failed with exit code %d", path, question, result.status);
		}
		process_result_finish(&result);
	}
	g_ptr_array_unref(command);
	return answer;
}

static bool set_version(struct rustc *rustc)
{
	rustc->identity = ask(rustc->path, "-vV", NULL);
	if (!rustc->identity)
		return false;
	const char *release = strstr(rustc->identity, "\nrelease: ");
	if (!release || sscanf(release, "\nrelease: %u.%u", &rustc->major, &rustc->minor) != 2) {
		diag_error("'%s -vV' does not print a release of rustc", rustc->path);
		return false;
	}
	if (rustc->major == OLDEST_MAJOR && rustc->minor < OLDEST_MINOR) {
		diag_error("rustc %u.%u ('%s') is too old for kernel modules: install %d.%d or newer (on Debian 12 the "
			   "package rustc-web), or name "
			   "one with --rustc",
			   rustc->major, rustc->minor, rustc->path, OLDEST_MAJOR, OLDEST_MINOR);
		return false;
	}
	return true;
}

static bool has_core(const char *library)
{
	char *path = g_build_filename(library, "core/src/lib.rs", NULL);
	bool exists = g_file_test(path, G_FILE_TEST_IS_REGULAR);
	g_free(path);
	return exists;
}

static bool set_library(struct rustc *rustc)
{
	char *sysroot = ask(rustc->path, "--print", "sysroot");
	if (!sysroot)
		return false;
	rustc->library = g_build_filename(sysroot, "lib/rustlib/src/rust/library", NULL);
	bool found = has_core(rustc->library);
	if (!found)
		diag_error("the source of Rust's core library is not installed: there is no '%s'; install the package "
			   "rust-src (on Debian 12 with "
			   "rustc-web, rust-web-src), or run 'rustup component add rust-src'",
			   rustc->library);
	g_free(sysroot);
	return found;
}

bool rustc_find(const char *program, struct rustc *rustc)
{
	const char *named = program ? program : g_getenv("RUSTC");
	*rustc = (struct rustc){ .path = g_find_program_in_path(named && *named ? named : "rustc") };
	if (!rustc->path) {
		if (named && *named)
			diag_error("there is no program '%s'", named);
		else
			diag_error("rustc is not installed: install the package rustc (on Debian 12 rustc-web), or "
				   "name one with --rustc");
		return false;
	}
	if (set_version(rustc) && set_library(rustc))
		return true;
	rustc_finish(rustc);
	return false;
}

void rustc_finish(struct rustc *rustc)
{
	g_clear_pointer(&rustc->path, g_free);
	g_clear_pointer(&rustc->identity, g_free);
	g_clear_pointer(&rustc->library, g_free);
}
