/*
 * A name → a folder with a module that builds, loads and has a test.
 *
 *     drivers/my_lamp     src/lib.rs with `struct MyLamp`, Kbuild with `obj-m := my_lamp.o`, …
 *
 * In the template @name@, @Type@ and @license@ stand for what differs. All is written into a folder beside the new one, which then takes its
 * place: there is the whole, or nothing.
 */
#include "kmod/create.h"

#include "base/diag.h"
#include "kmod/module.h"
#include "template.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static const struct {
	const char *name, *text;
	bool is_program;
} files[] = {
	{ "src/lib.rs", template_lib, false },        { "Kbuild", template_Kbuild, false },
	{ "bindings.h", template_bindings_h, false }, { "contract.yaml", template_contract_yaml, false },
	{ "README.md", template_README_md, false },   { "test/run", template_run, true },
	{ ".gitignore", template_gitignore, false },
};

static const char *const folders[] = { "src", "test" };

/* "my_lamp" → "MyLamp". Freed by the caller. */
static char *type_name(const char *name)
{
	GString *type = g_string_new(NULL);
	bool begins = true;
	for (const char *p = name; *p; p++) {
		if (*p != '_')
			g_string_append_c(type, begins ? g_ascii_toupper(*p) : *p);
		begins = *p == '_';
	}
	/* what the template, or Rust itself, names */
	static const char *const taken[] = { "Drop", "KVec", "KernelModule", "Ok", "Result", "Self", "ThisModule" };
	for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
		if (g_str_equal(type->str, taken[i]))
			g_string_prepend(type, "The");
	if (!g_ascii_isalpha(type->str[0]))
		g_string_prepend(type, "Module");
	return g_string_free(type, FALSE);
}

struct creation {
	const char *name, *license;
	char *type;
	char *folder; /* where it is made */
};

static bool report(const char *path, int error)
{
	diag_error("'%s' cannot be made: %s", path, diag_errno_text(error));
	return false;
}

/* Whoever may read the file may run it. */
static bool make_program(const char *path)
{
	GStatBuf status;
	return g_stat(path, &status) == 0 && g_chmod(path, (int)(status.st_mode | (status.st_mode & 0444) >> 2)) == 0;
}

static bool write_file(const struct creation *creation, size_t file)
{
	char *path = g_build_filename(creation->folder, files[file].name, NULL);
	GString *text = g_string_new(files[file].text);
	GError *error = NULL;
	g_string_replace(text, "@name@", creation->name, 0);
	g_string_replace(text, "@Type@", creation->type, 0);
	g_string_replace(text, "@license@", creation->license, 0);
	bool done = g_file_set_contents_full(path, text->str, -1, G_FILE_SET_CONTENTS_NONE, 0666, &error);
	if (!done)
		diag_error("'%s' cannot be written: %s", path, diag_file_error_text(error));
	else if (files[file].is_program && !make_program(path))
		done = report(path, errno);
	g_clear_error(&error);
	g_string_free(text, TRUE);
	g_free(path);
	return done;
}

static bool write_files(const struct creation *creation)
{
	bool done = true;
	for (size_t i = 0; i < G_N_ELEMENTS(folders) && done; i++) {
		char *path = g_build_filename(creation->folder, folders[i], NULL);
		done = g_mkdir(path, 0777) == 0 || report(path, errno);
		g_free(path);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(files) && done; i++)
		done = write_file(creation, i);
	return done;
}

static void remove_below(const char *folder, const char *name)
{
	char *path = g_build_filename(folder, name, NULL);
	g_remove(path);
	g_free(path);
}

static void remove_files(const struct creation *creation)
{
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		remove_below(creation->folder, files[i].name);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
		remove_below(creation->folder, folders[i]);
	g_rmdir(creation->folder);
}

/* Whether there can be a new folder of this name. */
static bool is_free(const char *folder)
{
	GError *error = NULL;
	GDir *dir = g_dir_open(folder, 0, &error);
	if (!dir) {
		bool is_missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
		if (g_file_test(folder, G_FILE_TEST_EXISTS) && !g_file_test(folder, G_FILE_TEST_IS_DIR))
			diag_error("'%s' is there already, and is no folder", folder);
		else if (!is_missing)
			diag_error("'%s' cannot be read: %s", folder, diag_file_error_text(error));
		g_error_free(error);
		return is_missing;
	}
	bool is_empty = !g_dir_read_name(dir);
	g_dir_close(dir);
	if (!is_empty)
		diag_error("the folder '%s' is there already, and is not empty", folder);
	return is_empty;
}

static bool create(struct creation *creation, const char *folder)
{
	creation->folder = g_strconcat(folder, ".XXXXXX", NULL);
	if (!g_mkdtemp_full(creation->folder, 0777))
		return report(folder, errno);
	bool done = write_files(creation) && (g_rename(creation->folder, folder) == 0 || report(folder, errno));
	if (!done)
		remove_files(creation);
	return done;
}

/* The text stands between quotation marks of Rust's, and behind MODULE_LICENSE(). */
static bool check_license(const char *license)
{
	for (const char *p = license; *p; p++) {
		if (g_ascii_iscntrl(*p) || *p == '"' || *p == '\\' || (unsigned char)*p >= 0x80) {
			diag_argument(SEVERITY_ERROR, "--license", license, (size_t)(p - license),
				      "--license: a licence has letters, digits, blanks and marks of ASCII");
			return false;
		}
	}
	if (!*license)
		diag_argument(SEVERITY_ERROR, "--license", license, 0, "--license: the licence is empty");
	else if (!module_license_is_free(license))
		diag_warning("module-license", "the kernel does not take the licence '%s' for one that fits the GPL",
			     license);
	return *license;
}

bool module_create(const char *folder, const char *license)
{
	char *path = g_strdup(folder);
	while (strlen(path) > 1 && g_str_has_suffix(path, G_DIR_SEPARATOR_S))
		path[strlen(path) - 1] = 0;
	char *name = g_path_get_basename(path);
	const char *fault = module_name_fault(name);
	if (fault)
		diag_error("'%s' can be no module's name: %s", name, fault);
	bool done = false;
	if (!fault && check_license(license) && is_free(path)) {
		struct creation creation = { .name = name, .license = license, .type = type_name(name) };
		done = create(&creation, path);
		g_free(creation.folder);
		g_free(creation.type);
	}
	g_free(name);
	g_free(path);
	return done;
}
