/*
 * A depth-first walk over what modules depend on. In names - and _ are the same.
 */
#include "guest/dependencies.h"

#include "base/diag.h"
#include "guest/elf_file.h"
#include "guest/unpack.h"

#include <string.h>

struct search {
	const struct kernel *kernel;
	GHashTable *paths;   /* name → path of its file */
	GHashTable *builtin; /* names */
	GHashTable *seen;    /* names */
	GPtrArray *files;
};

static void free_dependency(gpointer data)
{
	struct dependency *dependency = data;
	g_free(dependency->name);
	g_bytes_unref(dependency->ko);
	g_free(dependency);
}

GPtrArray *dependencies_new(void)
{
	return g_ptr_array_new_with_free_func(free_dependency);
}

/* "drivers/gpio/gpio-sim.ko.xz" → "gpio_sim"; NULL where it is no module. */
static char *module_name(const char *path)
{
	char *name = g_path_get_basename(path), *end = strstr(name, ".ko");
	if (end && (end[3] == '\0' || end[3] == '.')) {
		*end = '\0';
		return g_strdelimit(name, "-", '_');
	}
	g_free(name);
	return NULL;
}

/* ---- what the kernel has ---- */

static void index_folder(struct search *search, const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	for (const char *entry; dir && (entry = g_dir_read_name(dir));) {
		char *path = g_build_filename(folder, entry, NULL), *name = module_name(entry);
		if (name)
			g_hash_table_replace(search->paths, name, g_strdup(path));
		else if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			index_folder(search, path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
}

/* modules.builtin: paths, one a line. */
static void index_builtin(struct search *search, const char *folder)
{
	char *path = g_build_filename(folder, "modules.builtin", NULL), *text = NULL;
	if (g_file_get_contents(path, &text, NULL, NULL)) {
		char **lines = g_strsplit(text, "\n", -1);
		for (char **line = lines; *line; line++) {
			char *name = module_name(*line);
			if (name)
				g_hash_table_add(search->builtin, name);
		}
		g_strfreev(lines);
		g_free(text);
	}
	g_free(path);
}

static bool search_init(struct search *search, const struct kernel *kernel, GPtrArray *files)
{
	char *folder = kernel_modules(kernel);
	*search = (struct search){
		.kernel = kernel,
		.paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
		.builtin = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.files = files,
	};
	if (!folder) {
		diag_error("the modules of Linux %s are not here: install the package linux-image-%s (or "
			   "linux-modules-%s)",
			   kernel->release, kernel->release, kernel->release);
		return false;
	}
	index_folder(search, folder);
	index_builtin(search, folder);
	g_free(folder);
	return true;
}

static void search_finish(struct search *search)
{
	g_hash_table_unref(search->paths);
	g_hash_table_unref(search->builtin);
	g_hash_table_unref(search->seen);
}

/* ---- one module ---- */

static GBytes *read_module(const char *path)
{
	GError *error = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &error);
	GBytes *ko = NULL;
	if (!file) {
		diag_error("'%s' cannot be read: %s", path, diag_file_error_text(error));
		g_error_free(error);
		return NULL;
	}
	GBytes *bytes = g_mapped_file_get_bytes(file);
	unpack_bytes(bytes, path, &ko);
	g_bytes_unref(bytes);
	g_mapped_file_unref(file);
	return ko;
}

char **dependencies_of(GBytes *ko)
{
	static const char key[] = "depends=";
	GBytes *section = elf_file_section(ko, ".modinfo");
	char **names = NULL;
	gsize n = 0;
	const char *text = section ? g_bytes_get_data(section, &n) : NULL;
	for (gsize i = 0; !names && i < n;) {
		char *field = g_strndup(text + i, n - i);
		if (g_str_has_prefix(field, key) && field[strlen(key)])
			names = g_strsplit(field + strlen(key), ",", -1);
		i += strlen(field) + 1;
		g_free(field);
	}
	if (section)
		g_bytes_unref(section);
	return names ? names : g_new0(char *, 1);
}

static bool add_module(struct search *search, const char *wanted);

static bool add_found(struct search *search, const char *name, const char *path)
{
	GBytes *ko = read_module(path);
	if (!ko)
		return false;
	char **needs = dependencies_of(ko);
	bool is_right = true;
	for (char **need = needs; is_right && *need; need++)
		is_right = add_module(search, *need);
	g_strfreev(needs);
	struct dependency *dependency = g_new(struct dependency, 1);
	*dependency = (struct dependency){ g_strdup(name), ko };
	g_ptr_array_add(search->files, dependency);
	return is_right;
}

static bool add_module(struct search *search, const char *wanted)
{
	char *name = g_strdelimit(g_strdup(wanted), "-", '_');
	const char *path = g_hash_table_lookup(search->paths, name);
	bool is_right = true;
	if (!g_hash_table_contains(search->seen, name) && !g_hash_table_contains(search->builtin, name)) {
		g_hash_table_add(search->seen, g_strdup(name));
		if (path)
			is_right = add_found(search, name, path);
		else
			diag_error("Linux %s has no module '%s'", search->kernel->release, wanted);
		is_right = is_right && path;
	}
	g_free(name);
	return is_right;
}

bool dependencies_find(const struct kernel *kernel, const GPtrArray *names, GPtrArray *files)
{
	struct search search;
	if (!names->len)
		return true;
	bool is_right = search_init(&search, kernel, files);
	for (guint i = 0; is_right && i < names->len; i++)
		is_right = add_module(&search, g_ptr_array_index(names, i));
	search_finish(&search);
	return is_right;
}
