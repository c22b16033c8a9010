/*
 * Module, test/ folder, busybox → initramfs.
 */
#include "guest/initramfs.h"

#include "base/diag.h"
#include "guest/archive.h"
#include "guest/dependencies.h"
#include "guest/elf_file.h"
#include "kmod/process.h"

#include "guest.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static GBytes *read_bytes(const char *path)
{
	GError *error = NULL;
	char *data = NULL;
	gsize n = 0;
	if (!g_file_get_contents(path, &data, &n, &error)) {
		diag_error("'%s' cannot be read: %s", path, diag_file_error_text(error));
		g_error_free(error);
		return NULL;
	}
	return g_bytes_new_take(data, n);
}

static bool add_file(struct archive *archive, const char *name, unsigned mode, const char *path)
{
	GBytes *content = read_bytes(path);
	if (!content)
		return false;
	archive_add_file(archive, name, mode, content);
	g_bytes_unref(content);
	return true;
}

static void add_text(struct archive *archive, const char *name, unsigned mode, const char *text)
{
	GBytes *content = g_bytes_new(text, strlen(text));
	archive_add_file(archive, name, mode, content);
	g_bytes_unref(content);
}

/* ---- busybox ---- */

static bool busybox_fits(const struct machine *machine, const char *path, GBytes *program)
{
	if (elf_file_machine(program) != machine->elf)
		diag_error("'%s' is no program for %s, which the guest is: the package %s has its bin/busybox", path,
			   machine->host, machine->busybox_package);
	else if (!elf_file_is_static_program(program))
		diag_error("'%s' needs shared libraries, which the guest does not have: install the package %s", path,
			   machine->busybox_package);
	else
		return true;
	return false;
}

GBytes *initramfs_find_busybox(const struct machine *machine, const char *path)
{
	char *found = path ? g_strdup(path) : machine_is_host(machine) ? g_find_program_in_path("busybox") : NULL;
	GBytes *program = NULL;
	if (found)
		program = read_bytes(found);
	else if (machine_is_host(machine))
		diag_error("there is no busybox for the guest: install the package busybox-static");
	else
		diag_error("the guest needs a busybox for %s: unpack the package %s somewhere, and name its "
			   "bin/busybox with "
			   "--busybox",
			   machine->host, machine->busybox_package);
	if (program && !busybox_fits(machine, found, program))
		g_clear_pointer(&program, g_bytes_unref);
	g_free(found);
	return program;
}

/* ---- the test/ folder ---- */

char *initramfs_test_text(const char *folder, const char *name, char **path)
{
	char *text = NULL;
	*path = g_build_filename(folder, "test", name, NULL);
	g_file_get_contents(*path, &text, NULL, NULL);
	return text;
}

static char *without_comments(const char *text)
{
	GString *kept = g_string_new(NULL);
	char **lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		if (**line != '#')
			g_string_append_printf(kept, "%s\n", *line);
	g_strfreev(lines);
	return g_string_free(kept, FALSE);
}

GPtrArray *initramfs_test_words(const char *folder, const char *name)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	char *path, *text = initramfs_test_text(folder, name, &path), *kept = text ? without_comments(text) : NULL;
	char **argv = NULL;
	GError *error = NULL;
	if (kept && !g_shell_parse_argv(kept, NULL, &argv, &error) &&
	    !g_error_matches(error, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING)) {
		diag_error("'%s' is no list of words: %s", path, error->message);
		g_clear_pointer(&words, g_ptr_array_unref);
	}
	for (char **word = argv; word && words && *word; word++)
		g_ptr_array_add(words, g_strdup(*word));
	g_clear_error(&error);
	g_strfreev(argv);
	g_free(kept);
	g_free(text);
	g_free(path);
	return words;
}

/* ---- programs ---- */

static const char *find_compiler(const struct machine *machine)
{
	const char *cc = machine_is_host(machine) ? "gcc" : machine->cc;
	char *path = g_find_program_in_path(cc);
	if (!path)
		diag_error("the test's programs need a C compiler for %s: there is no '%s'; install %s", machine->host,
			   cc, machine_is_host(machine) ? "gcc libc6-dev" : machine->cc_package);
	g_free(path);
	return path ? cc : NULL;
}

/* NAME.c → the static program at out. */
static bool compile_program(const struct initramfs *initramfs, const char *source, const char *out)
{
	const char *cc = find_compiler(initramfs->machine);
	if (!cc)
		return false;
	GPtrArray *command = process_command(cc);
	struct process_result result;
	process_add(command, "-static", "-O2", "-g0", "-pthread", "-o", out, source, NULL);
	bool ran = process_run(command, NULL, NULL, &result), is_right = ran && result.status == 0;
	if (ran) {
		process_show(result.err);
		if (!is_right)
			diag_error("the test's program '%s' does not compile with '%s'", source, cc);
		process_result_finish(&result);
	}
	g_ptr_array_unref(command);
	return is_right;
}

static bool add_program(struct archive *archive, const struct initramfs *initramfs, const char *source,
			const char *name)
{
	char *beside = g_path_get_dirname(initramfs->test->ko), *folder = g_build_filename(beside, "test", NULL);
	char *stem = g_path_get_basename(name);
	stem[strlen(stem) - strlen(".c")] = '\0';
	char *out = g_build_filename(folder, stem, NULL);
	char *entry = g_strndup(name, strlen(name) - strlen(".c"));
	bool is_right = true;
	if (g_mkdir_with_parents(folder, 0777) != 0) {
		diag_error("the folder '%s' cannot be made: %s", folder, diag_errno_text(errno));
		is_right = false;
	}
	is_right = is_right && compile_program(initramfs, source, out) && add_file(archive, entry, 0755, out);
	g_free(entry);
	g_free(out);
	g_free(stem);
	g_free(folder);
	g_free(beside);
	return is_right;
}

static bool add_folder(struct archive *archive, const struct initramfs *initramfs, const char *folder,
		       const char *name);

static bool add_test_file(struct archive *archive, const struct initramfs *initramfs, const char *path,
			  const char *name)
{
	GStatBuf status;
	if (g_stat(path, &status) != 0) {
		diag_error("'%s' cannot be read: %s", path, diag_errno_text(errno));
		return false;
	}
	if (S_ISDIR(status.st_mode))
		return add_folder(archive, initramfs, path, name);
	if (!S_ISREG(status.st_mode))
		return true;
	bool is_run = strcmp(name, "kmod/test/run") == 0;
	if (!add_file(archive, name, is_run || status.st_mode & S_IXUSR ? 0755 : 0644, path))
		return false;
	return !g_str_has_suffix(name, ".c") || add_program(archive, initramfs, path, name);
}

static bool add_folder(struct archive *archive, const struct initramfs *initramfs, const char *folder, const char *name)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	bool is_right = true;
	archive_add_folder(archive, name);
	for (const char *entry; is_right && dir && (entry = g_dir_read_name(dir));) {
		char *path = g_build_filename(folder, entry, NULL), *inside = g_build_path("/", name, entry, NULL);
		is_right = add_test_file(archive, initramfs, path, inside);
		g_free(inside);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	return is_right;
}

static bool add_test(struct archive *archive, const struct initramfs *initramfs)
{
	char *folder = g_build_filename(initramfs->test->module->folder, "test", NULL);
	bool is_right = add_folder(archive, initramfs, folder, "kmod/test");
	g_free(folder);
	return is_right;
}

/* ---- modules ---- */

static bool add_dependencies(struct archive *archive, const struct initramfs *initramfs)
{
	GPtrArray *names = initramfs_test_words(initramfs->test->module->folder, "modules"),
		  *files = dependencies_new();
	bool is_right = names && dependencies_find(initramfs->kernel, names, files);
	for (guint i = 0; is_right && i < files->len; i++) {
		const struct dependency *file = g_ptr_array_index(files, i);
		char *name = g_strdup_printf("kmod/load/%02u-%s.ko", i + 1, file->name);
		archive_add_file(archive, name, 0644, file->ko);
		g_free(name);
	}
	g_ptr_array_unref(files);
	if (names)
		g_ptr_array_unref(names);
	return is_right;
}

static bool add_module(struct archive *archive, const struct initramfs *initramfs)
{
	const char *module = initramfs->test->module->name;
	char *name = g_strdup_printf("kmod/%s.ko", module);
	char *settings = g_strdup_printf("token=%s\nname=%s\nrounds=%u\nlimit=%u\n", initramfs->token, module,
					 initramfs->rounds, initramfs->limit);
	add_text(archive, "kmod/settings", 0644, settings);
	bool is_right = add_file(archive, name, 0644, initramfs->test->ko);
	g_free(settings);
	g_free(name);
	return is_right;
}

GBytes *initramfs_make(const struct initramfs *initramfs)
{
	struct archive archive;
	archive_init(&archive);
	add_text(&archive, "init", 0755, guest_init_sh);
	archive_add_device(&archive, "dev/console", 0600, 5, 1);
	archive_add_file(&archive, "bin/busybox", 0755, initramfs->busybox);
	GBytes *bytes = NULL;
	if (add_module(&archive, initramfs) && add_dependencies(&archive, initramfs) && add_test(&archive, initramfs)) {
		archive_end(&archive);
		bytes = g_bytes_new(archive.bytes->data, archive.bytes->len);
	}
	archive_finish(&archive);
	return bytes;
}
