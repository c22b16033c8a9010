/*
 * A module's folder → struct module: that the files are there and name the same module.
 *
 *     src/lib.rs      module! { name: "hello", … }     module_macro.c reads it
 *     Kbuild          obj-m := hello.o                 may be missing; hello-y += extra.o names the module's own C
 *
 * Kbuild's language is make's, of which only plain assignments are understood here; make itself reads all of it.
 */
#include "kmod/module.h"

#include "base/diag.h"

#include <string.h>

enum { NAME_MAX_BYTES = 55 /* MODULE_NAME_LEN is 64 - sizeof(long), with a zero byte */ };

/* ---- names and licences ---- */

const char *module_name_fault(const char *name)
{
	/* crates and files that a build has beside the module's own */
	static const char *const taken[] = { "bind",         "bindings",  "compiler_builtins", "core", "kmod",
					     "kmod_helpers", "kmod_rust", "kmod_shim",         "probe" };
	if (!*name)
		return "it is empty";
	if (!g_ascii_isalpha(name[0]) && name[0] != '_')
		return "it has to begin with a letter";
	for (const char *p = name; *p; p++)
		if (*p == '-')
			return "Kbuild would change '-' to '_'";
		else if (!g_ascii_isalnum(*p) && *p != '_')
			return "it may have letters, digits and '_'";
	if (strlen(name) > NAME_MAX_BYTES)
		return "the kernel takes 55 characters at most";
	for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
		if (g_str_equal(name, taken[i]))
			return "the build has something else of that name";
	return NULL;
}

/* license_is_gpl_compatible() in the kernel's linux/license.h */
static const char *const free_licenses[] = {
	"GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
};

bool module_license_is_free(const char *license)
{
	for (size_t i = 0; i < G_N_ELEMENTS(free_licenses); i++)
		if (g_str_equal(license, free_licenses[i]))
			return true;
	return false;
}

GPtrArray *module_free_licenses(void)
{
	GPtrArray *licenses = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(free_licenses); i++)
		g_ptr_array_add(licenses, (char *)free_licenses[i]);
	return licenses;
}

/* ---- Kbuild ---- */

struct kbuild_line {
	const char *path;
	unsigned number;
	char *name, *value; /* of `name := value` */
};

/* The line without comment as an assignment. False if it is none. */
static bool split_line(const char *text, struct kbuild_line *line)
{
	size_t name = strcspn(text, ":+?= \t"), blank = strspn(text + name, " \t"), at = name + blank;
	if (text[at] == ':' || text[at] == '+' || text[at] == '?')
		at++;
	if (name == 0 || text[at] != '=')
		return false;
	line->name = g_strndup(text, name);
	line->value = g_strdup(text + at + 1);
	return true;
}

static void report_other_name(const struct kbuild_line *line, const char *object, const char *name)
{
	diag_report(SEVERITY_ERROR, (struct place){ line->path, line->number, 0 }, NULL,
		    "Kbuild makes a module of '%s', but module! calls it '%s': write 'obj-m := %s.o'", object, name,
		    name);
}

/* What stands behind obj-m: NAME.o, unless make has to find that out. */
static bool check_objects(const struct kbuild_line *line, const struct module *module)
{
	char *object = g_strconcat(module->name, ".o", NULL), **words = g_strsplit_set(line->value, " \t", -1);
	bool good = true;
	for (char **word = words; *word && good; word++) {
		good = !**word || strchr(*word, '$') || strcmp(*word, object) == 0;
		if (!good)
			report_other_name(line, *word, module->name);
	}
	g_strfreev(words);
	g_free(object);
	return good;
}

/* What stands behind NAME-y or NAME-objs: each has its source. */
static bool take_sources(const struct kbuild_line *line, struct module *module)
{
	char **words = g_strsplit_set(line->value, " \t", -1);
	bool good = true;
	for (char **word = words; *word && good; word++) {
		if (!g_str_has_suffix(*word, ".o") || strchr(*word, '$'))
			continue;
		char *stem = g_strndup(*word, strlen(*word) - 2);
		char *source = g_strconcat(stem, ".c", NULL), *assembly = g_strconcat(stem, ".S", NULL);
		char *path = g_build_filename(module->folder, source, NULL),
		     *assembly_path = g_build_filename(module->folder, assembly, NULL);
		bool is_c = g_file_test(path, G_FILE_TEST_EXISTS);
		good = is_c || g_file_test(assembly_path, G_FILE_TEST_EXISTS);
		if (!good)
			diag_report(SEVERITY_ERROR, (struct place){ line->path, line->number, 0 }, NULL,
				    "there is no '%s' for '%s'; what is made of src/lib.rs has not to be named", source,
				    *word);
		if (is_c)
			g_ptr_array_add(module->c_files, g_steal_pointer(&source));
		char *owned[] = { assembly_path, path, assembly, source, stem };
		for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
			g_free(owned[i]);
	}
	g_strfreev(words);
	return good;
}

static bool read_line(char *text, const char *path, unsigned number, struct module *module)
{
	struct kbuild_line line = { .path = path, .number = number };
	char *comment = strchr(text, '#');
	if (comment)
		*comment = 0;
	if (!split_line(g_strstrip(text), &line))
		return true;
	char *own = g_strconcat(module->name, "-y", NULL), *own_old = g_strconcat(module->name, "-objs", NULL);
	bool good = true;
	if (g_str_equal(line.name, "obj-m"))
		good = check_objects(&line, module);
	else if (g_str_equal(line.name, own) || g_str_equal(line.name, own_old))
		good = take_sources(&line, module);
	g_free(own_old);
	g_free(own);
	g_free(line.value);
	g_free(line.name);
	return good;
}

/* A line goes on behind a backslash. */
static bool read_kbuild(const char *path, struct module *module)
{
	char *text = NULL;
	GError *error = NULL;
	if (!g_file_get_contents(path, &text, NULL, &error)) {
		bool is_missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
		if (!is_missing)
			diag_error("cannot read '%s': %s", path, diag_file_error_text(error));
		g_error_free(error);
		return is_missing;
	}
	char **lines = g_strsplit(text, "\n", -1);
	bool good = true;
	for (unsigned i = 0; lines[i] && good; i++) {
		GString *whole = g_string_new(lines[i]);
		unsigned number = i + 1;
		while (g_str_has_suffix(whole->str, "\\") && lines[i + 1]) {
			g_string_truncate(whole, whole->len - 1);
			g_string_append_printf(whole, " %s", lines[++i]);
		}
		good = read_line(whole->str, path, number, module);
		g_string_free(whole, TRUE);
	}
	g_strfreev(lines);
	g_free(text);
	return good;
}

/* ---- the folder ---- */

/* As messages have it: without "./". */
static char *shown_path(const char *folder, const char *name)
{
	return g_str_equal(folder, ".") ? g_strdup(name) : g_build_filename(folder, name, NULL);
}

static bool has_root(const char *folder, const char *root)
{
	if (g_file_test(root, G_FILE_TEST_IS_REGULAR))
		return true;
	if (!g_file_test(folder, G_FILE_TEST_EXISTS))
		diag_error("there is no folder '%s'; 'braze kmod new NAME' makes one with a module", folder);
	else if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
		diag_error("'%s' is no folder: name the one that has src/lib.rs", folder);
	else
		diag_error("'%s' is no module's folder: it has no src/lib.rs; 'braze kmod new NAME' makes one", folder);
	return false;
}

bool module_open(const char *folder, struct module *module)
{
	char *root = shown_path(folder, "src/lib.rs"), *kbuild = shown_path(folder, "Kbuild");
	*module = (struct module){
		.folder = g_canonicalize_filename(folder, NULL),
		.c_files = g_ptr_array_new_with_free_func(g_free),
	};
	module->root = g_build_filename(module->folder, "src", "lib.rs", NULL);
	bool good = has_root(folder, root) && module_read_macro(root, module) && read_kbuild(kbuild, module);
	g_free(kbuild);
	g_free(root);
	return good;
}

void module_finish(struct module *module)
{
	GPtrArray *lists[] = { module->authors,      module->aliases, module->firmware,
			       module->soft_depends, module->params,  module->c_files };
	char *texts[] = { module->folder,  module->root,        module->name,
			  module->license, module->description, module->version };
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		if (lists[i])
			g_ptr_array_unref(lists[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	*module = (struct module){ 0 };
}
