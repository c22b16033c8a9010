/*
 * The stages of a build, and what lies in its folder:
 *
 *     probe/                      what Kbuild compiled to tell its flags
 *     bindings.rs kmod_helpers.c  by `braze bind`; report.json: what it left out
 *     config.args                 --cfg CONFIG_X and --cfg linux_since="6.12"
 *     lib*.rlib libNAME.a         by rustc; *.d, *.stamp: what they were made of
 *     kmod_shim.c Kbuild          the C part, and how all is put together
 *     NAME.ko
 *
 * Files are replaced only if they differ, so that what depends on them is made anew only where something has changed.
 */
#include "kmod/build.h"

#include "base/diag.h"
#include "kmod/process.h"
#include "kmod/crate.h"
#include "kmod/files.h"
#include "kmod/kbuild.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *in_folder(const struct build *build, const char *name)
{
	return g_build_filename(build->folder, name, NULL);
}

/* ---- preparing ---- */

/* The folder of the runtime crate: beside the installed program, or else in the source that the program was built from. */
static char *find_runtime(const char *program)
{
	char *folder = g_path_get_dirname(program);
	const char *named = g_getenv("BRAZE_KMOD");
	char *places[] = { g_strdup(named ? named : ""), g_build_filename(folder, "..", BRAZE_KMOD_INSTALLED, NULL),
			   g_strdup(BRAZE_KMOD_SOURCE) };
	char *found = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		char *header = g_build_filename(places[i], "kmod.h", NULL);
		if (!found && *places[i] && g_file_test(header, G_FILE_TEST_EXISTS))
			found = g_canonicalize_filename(places[i], NULL);
		g_free(header);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		g_free(places[i]);
	g_free(folder);
	if (!found)
		diag_error("braze's crate for kernel modules is not installed beside '%s'", program);
	return found;
}

/* Two builds in one folder would write the same files. The lock is held until the process ends. */
static bool lock_folder(const struct build *build)
{
	char *path = in_folder(build, ".lock");
	int descriptor = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	bool locked = descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0;
	if (descriptor < 0)
		diag_error("'%s' cannot be written: %s", path, diag_errno_text(errno));
	else if (!locked)
		diag_error("another build is busy in '%s'", build->folder);
	if (descriptor >= 0 && !locked)
		close(descriptor);
	g_free(path);
	return locked;
}

static bool is_same_folder(const char *left, const char *right)
{
	struct stat left_info, right_info;
	return stat(left, &left_info) == 0 && stat(right, &right_info) == 0 && left_info.st_dev == right_info.st_dev &&
	       left_info.st_ino == right_info.st_ino;
}

/* Both make and the shell read the path, in Kbuild's rules, without quotes. */
static bool is_fit_for_make(const char *folder)
{
	const char *unfit = strpbrk(folder, " \t\n!\"#$%&'()*,:;<=>?[\\]`{|}");
	if (unfit)
		diag_error(
			"'%s' cannot be a folder of Kbuild's: it has '%.1s' in its name, which make or the shell takes "
			"for something else",
			folder, unfit);
	return !unfit;
}

bool build_prepare(struct build *build)
{
	build->folder = build->output_option ?
				g_canonicalize_filename(build->output_option, NULL) :
				g_build_filename(build->module.folder, "build", build->kernel.release, NULL);
	char *name = g_strconcat(build->module.name, ".ko", NULL);
	build->ko = in_folder(build, name);
	g_free(name);
	build->program = g_file_read_link("/proc/self/exe", NULL);
	build->runtime = build->program ? find_runtime(build->program) : NULL;
	if (!is_fit_for_make(build->module.folder) || !is_fit_for_make(build->folder))
		return false;
	if (g_mkdir_with_parents(build->folder, 0777) != 0) {
		diag_error("the folder '%s' cannot be made: %s", build->folder, diag_errno_text(errno));
		return false;
	}
	if (is_same_folder(build->folder, build->module.folder)) {
		diag_error(
			"'%s' is the module's own folder, whose Kbuild file would be overwritten: name another one to "
			"build in",
			build->output_option);
		return false;
	}
	return build->runtime && lock_folder(build);
}

bool build_find_flags(struct build *build)
{
	build->c_flags = kbuild_flags(&build->kernel, build->folder, build->module.name, &build->command_file);
	return build->c_flags && rust_flags_derive(&build->kernel, &build->rustc, build->c_flags, &build->flags);
}

/* ---- bindings ---- */

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The .rs files of a folder and those below it, in an order that is always the same: a file that comes or goes changes the text. */
static void list_sources(const char *folder, GString *text)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (const char *name; dir && (name = g_dir_read_name(dir));)
		g_ptr_array_add(names, g_build_filename(folder, name, NULL));
	if (dir)
		g_dir_close(dir);
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++) {
		const char *path = g_ptr_array_index(names, i);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			list_sources(path, text);
		else if (g_str_has_suffix(path, ".rs"))
			g_string_append_printf(text, "%s\n", path);
	}
	g_ptr_array_unref(names);
}

struct binding {
	struct build *build;
	GPtrArray *command;
};

/* The new file takes the place of the old one if it differs. */
static bool replace(const struct build *build, const char *new_name, const char *name)
{
	char *new = in_folder(build, new_name), *old = in_folder(build, name), *new_text = NULL, *old_text = NULL;
	bool done = true;
	if (g_file_get_contents(new, &new_text, NULL, NULL) && g_file_get_contents(old, &old_text, NULL, NULL) &&
	    strcmp(new_text, old_text) == 0)
		g_unlink(new);
	else if (g_rename(new, old) != 0) {
		diag_error("'%s' cannot be renamed: %s", new, diag_errno_text(errno));
		done = false;
	}
	g_free(old_text);
	g_free(new_text);
	g_free(old);
	g_free(new);
	return done;
}

static bool run_bind(void *data)
{
	struct binding *binding = data;
	struct process_result result;
	if (!process_run(binding->command, binding->build->folder, NULL, &result))
		return false;
	bool done = result.status == 0 && files_write(binding->build->folder, "bind.log", result.err);
	if (!done || binding->build->verbose)
		process_show(result.err);
	process_result_finish(&result);
	if (!done)
		diag_error("the kernel's headers could not be bound for '%s'", binding->build->module.name);
	return done && replace(binding->build, "bindings.rs.new", "bindings.rs") &&
	       replace(binding->build, "kmod_helpers.c.new", "kmod_helpers.c");
}

static void add_if_there(GPtrArray *command, const char *option, const char *folder, const char *name)
{
	char *path = g_build_filename(folder, name, NULL);
	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		if (option)
			process_add(command, option, NULL);
		process_add(command, path, NULL);
	}
	g_free(path);
}

static void add_target(const struct build *build, GPtrArray *command)
{
	const char *target = kbuild_target(&build->kernel);
	if (target)
		process_add(command, "--target", target, NULL);
}

static const char bindings_lints[] =
	"#![allow(dead_code, improper_ctypes, non_camel_case_types, non_snake_case, non_upper_case_globals, "
	"unnecessary_transmutes, unsafe_op_in_unsafe_fn)]";

static GPtrArray *bind_command(const struct build *build)
{
	char *runtime_source = g_build_filename(build->runtime, "src", NULL);
	char *module_source = g_path_get_dirname(build->module.root);
	GPtrArray *command = process_command(build->program);
	process_add(command, "bind", NULL);
	add_if_there(command, NULL, build->runtime, "kmod.h");
	add_if_there(command, NULL, build->module.folder, "bindings.h");
	add_if_there(command, "--contract", build->runtime, "kmod.yaml");
	add_if_there(command, "--contract", build->module.folder, "contract.yaml");
	process_add(command, "--used-by", runtime_source, "--used-by", module_source, "--use-core", "--rust-edition",
		    "2024", "--raw-line", "#![no_std]", "--raw-line", bindings_lints, "-o", "bindings.rs.new",
		    "--helpers", "kmod_helpers.c.new", "--selectable-helpers", "--report", "report.json", "--depfile",
		    "bind.d", NULL);
	add_target(build, command);
	process_add(command, "--", "-w", NULL); /* clang warns of what is meant for gcc */
	process_add_all(command, build->c_flags);
	g_free(module_source);
	g_free(runtime_source);
	return command;
}

bool build_bind(struct build *build)
{
	struct binding binding = { build, bind_command(build) };
	char *text = process_text(binding.command);
	GString *key = g_string_new(text);
	g_string_append_c(key, '\n');
	char *runtime_source = g_build_filename(build->runtime, "src", NULL),
	     *module_source = g_path_get_dirname(build->module.root);
	list_sources(runtime_source, key);
	list_sources(module_source, key);
	char *stamp = in_folder(build, "bind.stamp"), *depfile = in_folder(build, "bind.d");
	bool done = crate_step(stamp, key->str, depfile, run_bind, &binding, NULL);
	g_free(depfile);
	g_free(stamp);
	g_free(module_source);
	g_free(runtime_source);
	g_string_free(key, TRUE);
	g_free(text);
	g_ptr_array_unref(binding.command);
	return done;
}

/* ---- crates ---- */

/* Releases up to the kernel's, for #[cfg(linux_since = "6.12")]: 4.20, 5.19 and 6.19 were the last of their numbers. */
static void add_releases(const struct kernel *kernel, GString *text)
{
	static const unsigned last[] = { [4] = 20, [5] = 19, [6] = 19 };
	for (unsigned major = 4; major <= kernel->major; major++) {
		unsigned end = major == kernel->major ? kernel->minor : major < G_N_ELEMENTS(last) ? last[major] : 30;
		for (unsigned minor = 0; minor <= end; minor++)
			g_string_append_printf(text, "--cfg=linux_since=\"%u.%u\"\n", major, minor);
	}
}

/* The same that the kernel's own Rust code is compiled with: a switch, and its value. */
static void add_config(const struct kernel *kernel, GString *text)
{
	GList *names = g_list_sort(g_hash_table_get_keys(kernel->config), (GCompareFunc)strcmp);
	for (GList *name = names; name; name = name->next) {
		const char *value = kernel_config(kernel, name->data);
		if (strcmp(value, "y") == 0 || strcmp(value, "m") == 0)
			g_string_append_printf(text, "--cfg=%s\n--cfg=%s=\"%s\"\n", (char *)name->data,
					       (char *)name->data, value);
		else if (*value != '"')
			g_string_append_printf(text, "--cfg=%s=\"%s\"\n", (char *)name->data, value);
	}
	g_list_free(names);
}

static bool write_config(const struct build *build)
{
	GString *text = g_string_new(NULL);
	add_config(&build->kernel, text);
	add_releases(&build->kernel, text);
	bool done = files_write(build->folder, "config.args", text->str);
	g_string_free(text, TRUE);
	return done;
}

struct compiling {
	const struct build *build;
	GPtrArray *command;
};

static bool run_rustc(void *data)
{
	struct compiling *compiling = data;
	return crate_run(compiling->command, compiling->build->folder);
}

/* type: "rlib" or "staticlib". Crates that it uses are in the folder; rustc writes NAME.d. */
static bool compile(const struct build *build, const char *name, const char *type, const char *source,
		    const char *const *uses, bool *ran)
{
	struct compiling compiling = { build, crate_command(&build->rustc, &build->flags, build->core) };
	GPtrArray *command = compiling.command;
	char *library = g_strdup_printf("lib%s.%s", name, strcmp(type, "rlib") == 0 ? "rlib" : "a");
	char *emit = g_strdup_printf("--emit=dep-info=%s.d,link=%s", name, library);
	char *from = g_path_get_dirname(source), *above = g_path_get_dirname(from);
	char *remap = g_strdup_printf("--remap-path-prefix=%s=%s", above, strcmp(name, "kmod") == 0 ? "kmod" : "");
	char *core_remap = g_strdup_printf("--remap-path-prefix=%s=library", build->rustc.library);
	process_add(command, "--edition", "2024", "@config.args", "-Aunexpected_cfgs", remap, core_remap,
		    "--crate-name", name, "--crate-type", type, emit, "-L", "dependency=.", NULL);
	if (strcmp(type, "staticlib") == 0)
		process_add(command, "-Clto=fat", NULL);
	for (; *uses; uses++) {
		char *use = g_strdup_printf("%s=lib%s.rlib", *uses, *uses);
		process_add(command, "--extern", use, NULL);
		g_free(use);
	}
	process_add(command, source, NULL);
	char *key = process_text(command), *stamp_name = g_strconcat(name, ".stamp", NULL),
	     *dep_name = g_strconcat(name, ".d", NULL);
	char *stamp = in_folder(build, stamp_name), *depfile = in_folder(build, dep_name);
	if (*ran)
		g_unlink(stamp); /* what it uses is new */
	bool ran_this = false, done = crate_step(stamp, key, depfile, run_rustc, &compiling, &ran_this);
	*ran = *ran || ran_this;
	char *owned[] = { depfile, stamp, dep_name, stamp_name, key, core_remap, remap, above, from, emit, library };
	for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
		g_free(owned[i]);
	g_ptr_array_unref(command);
	return done;
}

/*
 * What `braze bind` said of names in the module's own source that have no binding: rustc only says that it does not find them. Of the runtime crate's
 * names some are other kernels'.
 */
static void show_unbound(const struct build *build)
{
	char *path = in_folder(build, "bind.log"), *text, *source = g_path_get_dirname(build->module.root);
	if (g_file_get_contents(path, &text, NULL, NULL)) {
		bool is_shown = false;
		char **lines = g_strsplit(text, "\n", -1);
		for (char **line = lines; *line; line++) {
			is_shown = g_str_has_prefix(*line, source) || (is_shown && **line == ' ');
			if (is_shown)
				fprintf(stderr, "%s\n", *line);
		}
		g_strfreev(lines);
		g_free(text);
	}
	g_free(source);
	g_free(path);
}

bool build_compile(struct build *build)
{
	build->core = core_get(&build->rustc, &build->flags);
	if (!build->core || !write_config(build))
		return false;
	char *bindings = in_folder(build, "bindings.rs"),
	     *runtime = g_build_filename(build->runtime, "src", "lib.rs", NULL);
	bool ran = false;
	bool done = compile(build, "bindings", "rlib", bindings, (const char *const[]){ NULL }, &ran) &&
		    compile(build, "kmod", "rlib", runtime, (const char *const[]){ "bindings", NULL }, &ran) &&
		    compile(build, build->module.name, "staticlib", build->module.root,
			    (const char *const[]){ "bindings", "kmod", NULL }, &ran);
	if (!done) {
		show_unbound(build);
		diag_error("'%s' could not be compiled", build->module.name);
	}
	g_free(runtime);
	g_free(bindings);
	return done;
}

/* ---- Kbuild ---- */

/*
 * The archive becomes one object: Rust's debug information goes, since pahole and gdb expect C's in a module, and with it what only
 * link-time optimisation reads. Before 6.2 objtool has to be run upon each object; the variable is empty where it runs upon the whole module.
 *
 * Of the helpers, only those that the object calls are compiled: others may need what this kernel does not export, or only to GPL modules.
 */
static const char kbuild_rules[] = "\n"
				   "kmod_archive := $(obj)/lib%s.a\n"
				   "\n"
				   "quiet_cmd_kmod_rust = RUSTAR  $@\n"
				   "      cmd_kmod_rust = $(LD) $(KBUILD_LDFLAGS) -r -o $@ --whole-archive $< && \\\n"
				   "\t$(OBJCOPY) --strip-debug -R .llvmbc -R .llvmcmd $@ $(cmd_objtool)\n"
				   "$(obj)/kmod_rust.o: $(kmod_archive) FORCE\n"
				   "\t$(call if_changed,kmod_rust)\n"
				   "targets += kmod_rust.o\n"
				   "\n"
				   "filechk_kmod_select = $(NM) -u $(kmod_archive) 2>/dev/null | \\\n"
				   "\tsed -n 's/^ *U \\(rust_helper_.*\\)/\\#define BRAZE_SELECT_\\1/p' | sort -u\n"
				   "$(obj)/kmod_select.h: $(kmod_archive) FORCE\n"
				   "\t$(call filechk,kmod_select)\n"
				   "$(obj)/kmod_helpers.o: $(obj)/kmod_select.h\n"
				   "CFLAGS_kmod_helpers.o += -DBRAZE_SELECT -include $(obj)/kmod_select.h\n";

static char *kbuild_text(const struct build *build)
{
	const char *name = build->module.name;
	char *own = g_build_filename(build->module.folder, "Kbuild", NULL);
	GString *text = g_string_new("# by braze kmod build\n");
	if (g_file_test(own, G_FILE_TEST_EXISTS))
		g_string_append_printf(text, "include %s\n", own);
	else
		g_string_append_printf(text, "obj-m := %s.o\n", name);
	g_string_append_printf(text, "%s-y += kmod_shim.o kmod_helpers.o kmod_rust.o\n", name);
	g_string_append_printf(text, kbuild_rules, name);
	if (!kernel_config(&build->kernel, "CONFIG_DEBUG_INFO")) /* the check reads what the compiler laid out */
		g_string_append(text, "CFLAGS_kmod_helpers.o := -g\n");
	g_free(own);
	return g_string_free(text, FALSE);
}

/* ---- links to the module's own C ---- */

/* A link to the file, in the folder, which is made if need be. */
static bool link_file(const char *from, const char *folder, const char *name)
{
	char *to = g_build_filename(folder, name, NULL), *old = g_file_read_link(to, NULL);
	bool done = old && strcmp(old, from) == 0;
	if (!done) {
		g_unlink(to);
		done = g_mkdir_with_parents(folder, 0777) == 0 && symlink(from, to) == 0;
		if (!done)
			diag_error("'%s' cannot be made: %s", to, diag_errno_text(errno));
	}
	g_free(old);
	g_free(to);
	return done;
}

/* Not hidden folders, what was built, for this kernel or another, and programs of the test's. */
static bool may_have_sources(const char *folder, const char *name)
{
	char *built = g_build_filename(folder, "kmod_shim.c", NULL);
	bool may = *name != '.' && strcmp(name, "build") != 0 && strcmp(name, "test") != 0 &&
		   g_file_test(folder, G_FILE_TEST_IS_DIR) && !g_file_test(folder, G_FILE_TEST_IS_SYMLINK) &&
		   !g_file_test(built, G_FILE_TEST_EXISTS);
	g_free(built);
	return may;
}

/* Kbuild before 6.13 takes sources only from the folder of its objects: links in 'to' to the C files and headers in 'from' and below it. */
static bool link_sources(const char *from, const char *to)
{
	GDir *dir = g_dir_open(from, 0, NULL);
	bool done = true;
	for (const char *name; dir && done && (name = g_dir_read_name(dir));) {
		char *path = g_build_filename(from, name, NULL);
		if (g_str_has_suffix(name, ".c") || g_str_has_suffix(name, ".h") || g_str_has_suffix(name, ".S")) {
			done = link_file(path, to, name);
		} else if (may_have_sources(path, name)) {
			char *below = g_build_filename(to, name, NULL);
			done = link_sources(path, below);
			g_free(below);
		}
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	return done;
}

bool build_link(struct build *build)
{
	char *shim = module_shim(&build->module), *kbuild = kbuild_text(build);
	bool done = files_write(build->folder, "kmod_shim.c", shim) && files_write(build->folder, "Kbuild", kbuild) &&
		    link_sources(build->module.folder, build->folder) &&
		    kbuild_make(&build->kernel, build->folder, build->jobs, build->verbose);
	if (done && !g_file_test(build->ko, G_FILE_TEST_EXISTS)) {
		diag_error("Kbuild made no '%s': does the Kbuild file of the module have 'obj-m := %s.o'?", build->ko,
			   build->module.name);
		done = false;
	}
	g_free(kbuild);
	g_free(shim);
	return done;
}

/* ---- the check ---- */

/* What the kernel itself was compiled to: its BTF; without it, what its compiler has made of the helpers. */
static char *c_side(const struct build *build)
{
	char *vmlinux = g_build_filename(build->kernel.folder, "vmlinux", NULL);
	if (kernel_config(&build->kernel, "CONFIG_DEBUG_INFO_BTF") && g_file_test(vmlinux, G_FILE_TEST_EXISTS))
		return vmlinux;
	g_free(vmlinux);
	return in_folder(build, "kmod_helpers.o");
}

bool build_check(struct build *build)
{
	GPtrArray *rustc = crate_command(&build->rustc, &build->flags, build->core);
	char *rustc_text = process_text(rustc), *c = c_side(build);
	GPtrArray *command = process_command(build->program);
	process_add(command, "check", "--c", c, "--rust", "bindings.rs", "--cc-flags", build->command_file, "--rustc",
		    rustc_text, NULL);
	add_target(build, command);
	struct process_result result;
	bool ran = process_run(command, build->folder, NULL, &result), agree = ran && result.status == 0;
	if (ran && (!agree || build->verbose)) {
		process_show(result.out);
		process_show(result.err);
	}
	if (ran && !agree)
		diag_error("the bindings of '%s' do not agree with Linux %s", build->module.name,
			   build->kernel.release);
	if (ran)
		process_result_finish(&result);
	g_ptr_array_unref(command);
	g_free(c);
	g_free(rustc_text);
	g_ptr_array_unref(rustc);
	return agree;
}

void build_finish(struct build *build)
{
	if (build->c_flags)
		g_ptr_array_unref(build->c_flags);
	rust_flags_finish(&build->flags);
	rustc_finish(&build->rustc);
	module_finish(&build->module);
	kernel_finish(&build->kernel);
	char *owned[] = { build->folder, build->command_file, build->runtime, build->program, build->core, build->ko };
	for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
		g_free(owned[i]);
}
