/*
 * (rustc, flags) → ~/.cache/braze/core/HASH/{libcore.rlib,libcompiler_builtins.rlib,kernel.json}
 *
 * HASH is the SHA-256 of all that the result depends on. It is built in HASH.new and renamed when it is whole, under a lock on HASH.lock, so that a folder
 * of that name is always complete: a build that was interrupted leaves only what the next one removes. Compiling core takes half a minute and 70 MB.
 *
 * The kernel has its own memcpy() and its kin, and so needs nothing of compiler_builtins; rustc wants a crate of this name all the same.
 */
#include "kmod/core.h"

#include "base/diag.h"
#include "kmod/process.h"
#include "kmod/crate.h"
#include "kmod/files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char builtins_source[] = "#![feature(compiler_builtins)]\n"
				      "#![compiler_builtins]\n"
				      "#![allow(internal_features)]\n"
				      "#![no_std]\n";

/* core itself changed its edition with 1.87. */
static const char *core_edition(const struct rustc *rustc)
{
	return rustc->major == 1 && rustc->minor < 87 ? "2021" : "2024";
}

static char *hash_name(const struct rustc *rustc, const struct rust_flags *flags)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	const char *texts[] = { "1", rustc->path, rustc->identity, rustc->library,
				flags->target ? flags->target : flags->target_spec };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_checksum_update(sum, (const guchar *)texts[i], (gssize)strlen(texts[i]) + 1);
	for (guint i = 0; i < flags->args->len; i++) {
		const char *arg = g_ptr_array_index(flags->args, i);
		g_checksum_update(sum, (const guchar *)arg, (gssize)strlen(arg) + 1);
	}
	char *name = g_strndup(g_checksum_get_string(sum), 24);
	g_checksum_free(sum);
	return name;
}

/* ---- building ---- */

static bool compile(const struct rustc *rustc, const struct rust_flags *flags, const char *folder, const char *name,
		    const char *source)
{
	GPtrArray *command = crate_command(rustc, flags, folder);
	char *output = g_strdup_printf("%s/lib%s.rlib", folder, name);
	process_add(command, "--edition", core_edition(rustc), "--crate-name", name, "--crate-type", "rlib",
		    "--cap-lints", "allow", "-o", output, source, NULL);
	bool done = crate_run(command, NULL);
	g_free(output);
	g_ptr_array_unref(command);
	return done;
}

static bool build(const struct rustc *rustc, const struct rust_flags *flags, const char *folder)
{
	char *core = g_build_filename(rustc->library, "core/src/lib.rs", NULL);
	char *builtins = g_build_filename(folder, "compiler_builtins.rs", NULL);
	bool done = (!flags->target_spec || files_write(folder, CRATE_TARGET_FILE, flags->target_spec)) &&
		    compile(rustc, flags, folder, "core", core) &&
		    files_write(folder, "compiler_builtins.rs", builtins_source) &&
		    compile(rustc, flags, folder, "compiler_builtins", builtins);
	if (!done)
		diag_error("Rust's core library cannot be compiled for this kernel");
	g_free(builtins);
	g_free(core);
	return done;
}

static bool build_whole(const struct rustc *rustc, const struct rust_flags *flags, const char *folder)
{
	char *new = g_strconcat(folder, ".new", NULL);
	files_remove_folder(new);
	bool done = g_mkdir_with_parents(new, 0777) == 0;
	if (!done)
		diag_error("the folder '%s' cannot be made: %s", new, diag_errno_text(errno));
	done = done && build(rustc, flags, new);
	if (done && g_rename(new, folder) != 0) {
		diag_error("'%s' cannot be renamed: %s", new, diag_errno_text(errno));
		done = false;
	}
	if (!done)
		files_remove_folder(new);
	g_free(new);
	return done;
}

/* ---- the cache ---- */

/* The lock's descriptor, -1 with an error; closing it unlocks. */
static int lock(const char *folder)
{
	char *path = g_strconcat(folder, ".lock", NULL);
	int descriptor = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
		diag_show_busy("waiting for another build of Rust's core library");
		while (flock(descriptor, LOCK_EX) != 0 && errno == EINTR)
			;
		diag_show_busy(NULL);
	}
	if (descriptor < 0)
		diag_error("'%s' cannot be opened: %s", path, diag_errno_text(errno));
	g_free(path);
	return descriptor;
}

static bool get_locked(const struct rustc *rustc, const struct rust_flags *flags, const char *folder)
{
	int descriptor = lock(folder);
	if (descriptor < 0)
		return false;
	bool there = g_file_test(folder, G_FILE_TEST_IS_DIR);
	if (!there) {
		diag_show_busy("compiling Rust's core library for this kernel's flags; it is kept");
		there = build_whole(rustc, flags, folder);
		diag_show_busy(NULL);
	}
	close(descriptor);
	return there;
}

char *core_get(const struct rustc *rustc, const struct rust_flags *flags)
{
	char *cache = g_build_filename(g_get_user_cache_dir(), "braze", "core", NULL);
	char *name = hash_name(rustc, flags), *folder = g_build_filename(cache, name, NULL);
	bool there = g_file_test(folder, G_FILE_TEST_IS_DIR);
	if (!there && g_mkdir_with_parents(cache, 0777) != 0)
		diag_error("the folder '%s' cannot be made: %s", cache, diag_errno_text(errno));
	else if (!there)
		there = get_locked(rustc, flags, folder);
	if (!there)
		g_clear_pointer(&folder, g_free);
	g_free(name);
	g_free(cache);
	return folder;
}
