/*
 * /usr/src/linux-headers-6.12.117+deb12-amd64 → struct kernel.
 *
 * What is read: Makefile (one that only includes another names the folder of Kbuild's), include/config/auto.conf (the configuration as Kbuild itself
 * reads it), include/generated/utsrelease.h.
 */
#include "kmod/kernel.h"

#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

static char *read_file(const char *folder, const char *name)
{
	char *path = g_build_filename(folder, name, NULL), *text;
	bool done = g_file_get_contents(path, &text, NULL, NULL);
	g_free(path);
	return done ? text : NULL;
}

static bool has_file(const char *folder, const char *name)
{
	char *path = g_build_filename(folder, name, NULL);
	bool exists = g_file_test(path, G_FILE_TEST_EXISTS);
	g_free(path);
	return exists;
}

static bool is_folder(const char *path)
{
	return g_file_test(path, G_FILE_TEST_IS_DIR);
}

/* The package that has the headers of a release, for error messages: Debian's name, which Ubuntu shares. */
static void report_no_headers(const char *release, const char *folder)
{
	char *modules = g_build_filename("/lib/modules", release, NULL);
	if (is_folder(modules))
		diag_error("the headers of Linux %s are not installed: there is no folder '%s'; install the package "
			   "linux-headers-%s, or name a "
			   "folder with --kernel",
			   release, folder, release);
	else
		diag_error("there is no Linux %s here, and no headers of it: install the package linux-headers-%s, or "
			   "name their folder with "
			   "--kernel",
			   release, release);
	g_free(modules);
}

/* ---- folders ---- */

/* The folder that the Makefile's last `include FOLDER/Makefile` names; NULL where it includes none. */
static char *included_folder(const char *makefile)
{
	char **lines = g_strsplit(makefile, "\n", -1), *found = NULL;
	for (char **line = lines; *line; line++) {
		char *words = g_strstrip(*line);
		if (!g_str_has_prefix(words, "include ") || !g_str_has_suffix(words, "/Makefile"))
			continue;
		words += strlen("include ");
		g_free(found);
		found = strchr(words, '$') ? NULL : g_strndup(words, strlen(words) - strlen("/Makefile"));
	}
	g_strfreev(lines);
	return found;
}

/* /usr/src/linux-headers-X-common, or the one of this name beside the folder where packages were unpacked elsewhere. */
static char *find_source(const char *folder, const char *included)
{
	if (has_file(included, "Makefile"))
		return g_canonicalize_filename(included, folder);
	char *name = g_path_get_basename(included), *parent = g_path_get_dirname(folder);
	char *beside = g_build_filename(parent, name, NULL);
	g_free(parent);
	if (!has_file(beside, "Makefile")) {
		diag_error("the headers in '%s' need those in '%s', which does not exist: install the package %s",
			   folder, included, name);
		g_clear_pointer(&beside, g_free);
	}
	g_free(name);
	return beside;
}

static bool set_source(struct kernel *kernel)
{
	char *makefile = read_file(kernel->folder, "Makefile");
	if (!makefile) {
		diag_error("'%s' is no folder of kernel headers or objects: it has no Makefile", kernel->folder);
		return false;
	}
	char *included = included_folder(makefile);
	kernel->source = included ? find_source(kernel->folder, included) : g_strdup(kernel->folder);
	g_free(included);
	g_free(makefile);
	return kernel->source;
}

static char *default_folder(const char *release)
{
	return g_build_filename("/lib/modules", release, "build", NULL);
}

static bool set_folder(struct kernel *kernel, const char *folder, const char *release)
{
	struct utsname running;
	uname(&running);
	const char *wanted = release ? release : running.release;
	char *path = folder ? g_strdup(folder) : default_folder(wanted);
	char *real = realpath(path, NULL);
	if (real && is_folder(real)) {
		kernel->folder = g_strdup(real);
	} else if (folder) {
		diag_error("the kernel folder '%s' does not exist", folder);
	} else {
		report_no_headers(wanted, path);
	}
	free(real);
	g_free(path);
	return kernel->folder;
}

/* ---- configuration ---- */

/* Lines CONFIG_X=value. */
static void read_config(struct kernel *kernel, const char *text)
{
	kernel->config = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	char **lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *value = strchr(*line, '=');
		if (!value || !g_str_has_prefix(*line, "CONFIG_"))
			continue;
		*value++ = '\0';
		g_hash_table_replace(kernel->config, g_strdup(*line), g_strdup(g_strchomp(value)));
	}
	g_strfreev(lines);
}

static bool set_config(struct kernel *kernel)
{
	char *text = read_file(kernel->folder, "include/config/auto.conf");
	if (!text) {
		if (g_str_has_suffix(kernel->folder, "-common"))
			diag_error("'%s' has what all of Debian's headers of this release share: name the folder "
				   "beside it that ends in the "
				   "machine, such as -amd64",
				   kernel->folder);
		else if (has_file(kernel->folder, "Kbuild"))
			diag_error("the kernel in '%s' is not configured and prepared for modules: run 'make "
				   "modules_prepare' there, or 'make'",
				   kernel->folder);
		else
			diag_error("'%s' is no folder of kernel headers or objects: it has no include/config/auto.conf",
				   kernel->folder);
		return false;
	}
	read_config(kernel, text);
	g_free(text);
	return true;
}

const char *kernel_config(const struct kernel *kernel, const char *name)
{
	return g_hash_table_lookup(kernel->config, name);
}

/* arch/'s folder by the symbol that each architecture's Kconfig sets. */
static const char *arch_of(const struct kernel *kernel)
{
	static const struct {
		const char *symbol, *arch;
	} arches[] = {
		{ "CONFIG_X86", "x86" },
		{ "CONFIG_ARM64", "arm64" },
		{ "CONFIG_RISCV", "riscv" },
		{ "CONFIG_ARM", "arm" },
		{ "CONFIG_LOONGARCH", "loongarch" },
		{ "CONFIG_S390", "s390" },
		{ "CONFIG_PPC", "powerpc" },
		{ "CONFIG_MIPS", "mips" },
		{ "CONFIG_SPARC", "sparc" },
		{ "CONFIG_PARISC", "parisc" },
		{ "CONFIG_M68K", "m68k" },
		{ "CONFIG_ALPHA", "alpha" },
		{ "CONFIG_SUPERH", "sh" },
		{ "CONFIG_ARC", "arc" },
		{ "CONFIG_CSKY", "csky" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(arches); i++)
		if (kernel_config(kernel, arches[i].symbol))
			return arches[i].arch;
	return NULL;
}

/* ---- release ---- */

/* What uname will say: of include/generated/utsrelease.h, `#define UTS_RELEASE "6.1.0-56-amd64"`; else what Kbuild made it of. */
static char *read_release(const struct kernel *kernel)
{
	char *header = read_file(kernel->folder, "include/generated/utsrelease.h");
	char *start = header ? strstr(header, " UTS_RELEASE \"") : NULL, *release = NULL;
	if (start) {
		start = strchr(start, '"') + 1;
		release = g_strndup(start, strcspn(start, "\"\n"));
	}
	g_free(header);
	return release ? release : read_file(kernel->folder, "include/config/kernel.release");
}

static bool set_release(struct kernel *kernel, const char *wanted)
{
	char *release = read_release(kernel);
	if (!release || sscanf(release, "%u.%u", &kernel->major, &kernel->minor) != 2) {
		diag_error("'%s' does not say which Linux it is of in include/generated/utsrelease.h: run 'make "
			   "modules_prepare' there",
			   kernel->folder);
		g_free(release);
		return false;
	}
	kernel->release = g_strstrip(release);
	if (wanted && strcmp(wanted, kernel->release) != 0) {
		diag_error("the headers in '%s' are those of Linux %s, not of %s", kernel->folder, kernel->release,
			   wanted);
		return false;
	}
	return true;
}

bool kernel_is_at_least(const struct kernel *kernel, unsigned major, unsigned minor)
{
	return kernel->major > major || (kernel->major == major && kernel->minor >= minor);
}

bool kernel_open(const char *folder, const char *release, struct kernel *kernel)
{
	*kernel = (struct kernel){ 0 };
	if (set_folder(kernel, folder, release) && set_config(kernel) && set_source(kernel) &&
	    set_release(kernel, release)) {
		const char *arch = arch_of(kernel);
		kernel->arch = g_strdup(arch);
		if (arch)
			return true;
		diag_error("the kernel in '%s' is for an architecture that braze does not know", kernel->folder);
	}
	kernel_finish(kernel);
	return false;
}

void kernel_finish(struct kernel *kernel)
{
	g_clear_pointer(&kernel->folder, g_free);
	g_clear_pointer(&kernel->source, g_free);
	g_clear_pointer(&kernel->release, g_free);
	g_clear_pointer(&kernel->arch, g_free);
	g_clear_pointer(&kernel->config, g_hash_table_unref);
}

/* ---- what it boots from ---- */

/* The first of the paths, relative to the headers' folder or absolute, that exists; %s stands for the release. */
static char *first_existing(const struct kernel *kernel, const char *const *patterns, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char **halves = g_strsplit(patterns[i], "%s", 2);
		char *name = g_strconcat(halves[0], halves[1] ? kernel->release : NULL, halves[1], NULL);
		char *path = g_canonicalize_filename(name, kernel->folder);
		g_strfreev(halves);
		g_free(name);
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return path;
		g_free(path);
	}
	return NULL;
}

char *kernel_image(const struct kernel *kernel)
{
	static const char *const places[] = {
		/* a folder of objects */
		"arch/x86/boot/bzImage",
		"arch/arm64/boot/Image.gz",
		"arch/arm64/boot/Image",
		"arch/riscv/boot/Image",
		"arch/s390/boot/bzImage",
		/* packages, unpacked somewhere: beside the headers */
		"../../../boot/vmlinuz-%s",
		"../../lib/modules/%s/vmlinuz",
		"../../../lib/modules/%s/vmlinuz",
		"../vmlinuz",
		/* the machine's own */
		"/boot/vmlinuz-%s",
		"/lib/modules/%s/vmlinuz",
		"/usr/lib/modules/%s/vmlinuz",
	};
	return first_existing(kernel, places, G_N_ELEMENTS(places));
}

char *kernel_modules(const struct kernel *kernel)
{
	static const char *const places[] = {
		"../../lib/modules/%s/kernel",
		"../../../lib/modules/%s/kernel",
		"/lib/modules/%s/kernel",
		"/usr/lib/modules/%s/kernel",
	};
	char *found = first_existing(kernel, places, G_N_ELEMENTS(places));
	if (!found)
		return NULL;
	char *folder = g_path_get_dirname(found);
	g_free(found);
	return folder;
}
