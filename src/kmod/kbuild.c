/*
 * A kernel and a folder → make's command line; Kbuild's .cmd file → the words of the C compiler.
 *
 *     savedcmd_/tmp/probe/probe.o := gcc-12 -Wp,-MMD,… -nostdinc -I./include … -c -o … probe.c ; ./tools/objtool/objtool …
 *     → -nostdinc -I/usr/src/linux-headers-6.12/include …
 *
 * (Linux: Documentation/kbuild/modules.rst; scripts/Kbuild.include has the .cmd files.) An architecture that is not this machine's is made with the
 * cross compiler of the name that Debian gives it, unless ARCH and CROSS_COMPILE are set.
 */
#include "kmod/kbuild.h"

#include "base/diag.h"
#include "kmod/files.h"
#include "kmod/process.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

/* ---- make ---- */

static const struct arch {
	const char *name;     /* as in arch/ */
	const char *machines; /* of uname -m, separated by spaces */
	const char *target;   /* of clang, and before the names of its cross compiler */
} arches[] = {
	{ "x86", "x86_64 i686 i586", "x86_64-linux-gnu" },
	{ "arm64", "aarch64", "aarch64-linux-gnu" },
	{ "riscv", "riscv64", "riscv64-linux-gnu" },
	{ "arm", "armv7l armv8l", "arm-linux-gnueabihf" },
	{ "loongarch", "loongarch64", "loongarch64-linux-gnu" },
	{ "s390", "s390x", "s390x-linux-gnu" },
	{ "powerpc", "ppc64le ppc64", "powerpc64le-linux-gnu" },
};

static const struct arch *find_arch(const struct kernel *kernel)
{
	for (size_t i = 0; i < G_N_ELEMENTS(arches); i++)
		if (strcmp(arches[i].name, kernel->arch) == 0)
			return &arches[i];
	return NULL;
}

const char *kbuild_target(const struct kernel *kernel)
{
	const struct arch *arch = find_arch(kernel);
	return arch ? arch->target : NULL;
}

static bool is_native(const struct arch *arch)
{
	struct utsname machine;
	uname(&machine);
	char **names = g_strsplit(arch->machines, " ", -1);
	bool found = g_strv_contains((const char *const *)names, machine.machine);
	g_strfreev(names);
	return found;
}

/* LLVM=… for a kernel that clang has compiled, with the release that did where it is installed. */
static void add_llvm(const struct kernel *kernel, GPtrArray *command)
{
	const char *version = kernel_config(kernel, "CONFIG_CLANG_VERSION");
	if (!kernel_config(kernel, "CONFIG_CC_IS_CLANG") || g_getenv("LLVM"))
		return;
	guint64 release = version ? g_ascii_strtoull(version, NULL, 10) / 10000 : 0;
	char *suffix = g_strdup_printf("-%u", (unsigned)release), *program = g_strconcat("clang", suffix, NULL);
	char *path = g_find_program_in_path(program), *setting = g_strconcat("LLVM=", path ? suffix : "1", NULL);
	process_add(command, setting, NULL);
	g_free(setting);
	g_free(path);
	g_free(program);
	g_free(suffix);
}

static void add_cross(const struct kernel *kernel, GPtrArray *command)
{
	const struct arch *arch = find_arch(kernel);
	if (!arch || is_native(arch))
		return;
	if (!g_getenv("ARCH")) {
		char *setting = g_strconcat("ARCH=", arch->name, NULL);
		process_add(command, setting, NULL);
		g_free(setting);
	}
	if (!g_getenv("CROSS_COMPILE")) {
		char *setting = g_strconcat("CROSS_COMPILE=", arch->target, "-", NULL);
		process_add(command, setting, NULL);
		g_free(setting);
	}
}

/* make -C HEADERS M=FOLDER; for headers that lie elsewhere than their Makefile thinks, with the Makefile that it means. */
static GPtrArray *make_command(const struct kernel *kernel, const char *folder)
{
	char *module = g_strconcat("M=", folder, NULL);
	GPtrArray *command = process_command("make");
	process_add(command, "-C", kernel->folder, module, NULL);
	if (strcmp(kernel->source, kernel->folder) != 0) {
		char *makefile = g_build_filename(kernel->source, "Makefile", NULL);
		char *output = g_strconcat("KBUILD_OUTPUT=", kernel->folder, NULL);
		process_add(command, "-f", makefile, output, NULL);
		g_free(output);
		g_free(makefile);
	}
	add_llvm(kernel, command);
	add_cross(kernel, command);
	g_free(module);
	return command;
}

/* Our own environment, without what a make that started us says to its children. */
static char **make_environment(void)
{
	static const char *const dropped[] = { "MAKEFLAGS",
					       "MFLAGS",
					       "MAKELEVEL",
					       "MAKEOVERRIDES",
					       "KBUILD_OUTPUT",
					       "KBUILD_EXTMOD",
					       "KERNELRELEASE",
					       "M",
					       "O",
					       "V",
					       NULL };
	char **environment = g_get_environ();
	for (const char *const *name = dropped; *name; name++)
		environment = g_environ_unsetenv(environment, *name);
	return environment;
}

/* The compiler that is missing, by the name that the shell complains about ("gcc-12: not found"); NULL where that is not it. */
static char *missing_program(const char *text)
{
	GRegex *regex = g_regex_new(
		"(?:^|[ :])([A-Za-z0-9_.+-]*(?:gcc|clang|ld|objcopy|ld\\.lld)(?:-[0-9]+)?): (?:command )?not found|"
		"make(?:\\[[0-9]\\])?: ([A-Za-z0-9_.+-]+): No such file or directory",
		G_REGEX_MULTILINE, 0, NULL);
	GMatchInfo *match = NULL;
	char *name = NULL;
	if (g_regex_match(regex, text, 0, &match)) {
		name = g_match_info_fetch(match, 1);
		if (!name || !*name) {
			g_free(name);
			name = g_match_info_fetch(match, 2);
		}
	}
	g_match_info_free(match);
	g_regex_unref(regex);
	return name;
}

/* Debian's package of a compiler: "aarch64-linux-gnu-gcc-12" → gcc-12-aarch64-linux-gnu, or gcc-12 for this machine's own. */
static char *package_of(const struct kernel *kernel, const char *program)
{
	const struct arch *arch = find_arch(kernel);
	size_t length = arch ? strlen(arch->target) : 0;
	if (!arch || !g_str_has_prefix(program, arch->target) || program[length] != '-')
		return g_strdup(program);
	if (is_native(arch))
		return g_strdup(program + length + 1);
	char *package = g_strdup_printf("%s-%s", program + length + 1, arch->target);
	return g_strdelimit(package, "_", '-');
}

/* What Rust's code calls where the machine has no instruction, and the kernel no function. */
static const struct {
	const char *end; /* of the function's name, behind "__" */
	const char *advice;
} missing_arithmetic[] = {
	{ "sf2", "the kernel has no floating-point numbers: calculate without f32" },
	{ "sf3", "the kernel has no floating-point numbers: calculate without f32" },
	{ "sisf", "the kernel has no floating-point numbers: calculate without f32" },
	{ "disf", "the kernel has no floating-point numbers: calculate without f32" },
	{ "df2", "the kernel has no floating-point numbers: calculate without f64" },
	{ "df3", "the kernel has no floating-point numbers: calculate without f64" },
	{ "sidf", "the kernel has no floating-point numbers: calculate without f64" },
	{ "didf", "the kernel has no floating-point numbers: calculate without f64" },
	{ "divti3", "the kernel has no division of 128-bit numbers: divide without u128 and i128" },
	{ "modti3", "the kernel has no division of 128-bit numbers: divide without u128 and i128" },
};

/* What modpost's message `"__mulsf3" [hello.ko] undefined!` is about; NULL: about no arithmetic. */
static const char *arithmetic_advice(const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(missing_arithmetic); i++) {
		char *end = g_strconcat(missing_arithmetic[i].end, "\" [", NULL);
		const char *found = strstr(text, end);
		g_free(end);
		if (found && strstr(found, "undefined!"))
			return missing_arithmetic[i].advice;
	}
	return NULL;
}

/* A compiler that is missing is all there is to say; of anything else, what make said comes first. */
static void report_failure(const struct kernel *kernel, const struct process_result *result)
{
	char *missing = missing_program(result->err);
	if (missing && *missing) {
		char *package = package_of(kernel, missing);
		diag_error("'%s', with which Linux %s is compiled, is not installed: on Debian the package %s has it",
			   missing, kernel->release, package);
		g_free(package);
	} else {
		process_show(result->out);
		process_show(result->err);
		const char *advice = arithmetic_advice(result->err);
		if (advice)
			diag_error("%s", advice);
		else if (strstr(result->err, "Module.symvers is missing"))
			diag_error("the kernel in '%s' has no Module.symvers, which lists its functions: build all of "
				   "it, with "
				   "'make'",
				   kernel->folder);
		else
			diag_error("Kbuild of Linux %s failed with exit code %d", kernel->release, result->status);
	}
	g_free(missing);
}

/* Whether it ended well. What make warned of is always shown. */
static bool run_make(const struct kernel *kernel, const GPtrArray *command, bool verbose)
{
	char **environment = make_environment();
	struct process_result result;
	bool ran = process_run(command, NULL, environment, &result);
	g_strfreev(environment);
	if (!ran)
		return false;
	bool done = result.status == 0;
	if (!done)
		report_failure(kernel, &result);
	else if (verbose)
		process_show(result.out);
	if (done)
		process_show(result.err);
	process_result_finish(&result);
	return done;
}

bool kbuild_make(const struct kernel *kernel, const char *folder, unsigned jobs, bool verbose)
{
	GPtrArray *command = make_command(kernel, folder);
	char *parallel = g_strdup_printf("-j%u", jobs);
	process_add(command, parallel, "modules", NULL);
	if (verbose)
		process_add(command, "V=1", NULL);
	bool done = run_make(kernel, command, verbose);
	g_free(parallel);
	g_ptr_array_unref(command);
	return done;
}

/* ---- flags ---- */

/* The first line of a .cmd file is `cmd_TARGET := COMMAND`, `savedcmd_` since 6.2. */
static char *recorded_command(const char *text)
{
	const char *start = strstr(text, " := ");
	if (!start || !(g_str_has_prefix(text, "cmd_") || g_str_has_prefix(text, "savedcmd_")))
		return NULL;
	start += strlen(" := ");
	size_t length = strcspn(start, "\n");
	/* objtool stands behind the compiler */
	for (const char *end = start; end < start + length; end++)
		if (end[0] == ' ' && (end[1] == ';' || (end[1] == '&' && end[2] == '&')))
			length = (size_t)(end - start);
	return g_strndup(start, length);
}

/* -I./include of a make that ran in the folder → an absolute path. */
static char *absolute_path(const char *path, const char *const *folders)
{
	for (; *folders; folders++) {
		char *absolute = g_canonicalize_filename(path, *folders);
		if (g_file_test(absolute, G_FILE_TEST_EXISTS) || !folders[1])
			return absolute;
		g_free(absolute);
	}
	return g_strdup(path);
}

static bool is_option_with_path(const char *word)
{
	static const char *const options[] = {
		"-include", "-isystem", "-I", "-iquote", "-idirafter", "-imacros", NULL
	};
	return g_strv_contains(options, word);
}

/* "-DKBUILD_MODNAME='"probe"'" is about the file that was compiled. */
static char *renamed(const char *word, const char *name)
{
	static const char *const macros[] = { "-DKBUILD_BASENAME=", "-DKBUILD_MODNAME=", "-D__KBUILD_MODNAME=" };
	for (size_t i = 0; i < G_N_ELEMENTS(macros); i++) {
		if (!g_str_has_prefix(word, macros[i]))
			continue;
		const char *value = word + strlen(macros[i]);
		const char *format = *value == '"'                    ? "%s\"%s\"" :
				     g_str_has_prefix(value, "kmod_") ? "%skmod_%s" :
									"%s%s";
		return g_strdup_printf(format, macros[i], name);
	}
	return g_strdup(word);
}

static GPtrArray *select_flags(char **words, const char *const *folders, const char *name)
{
	GPtrArray *flags = g_ptr_array_new_with_free_func(g_free);
	char **word = words;
	while (*word && **word != '-') /* ccache gcc-12 */
		word++;
	for (; *word; word++) {
		if (strcmp(*word, "-o") == 0 && word[1]) {
			word++;
		} else if (is_option_with_path(*word) && word[1]) {
			g_ptr_array_add(flags, g_strdup(*word));
			g_ptr_array_add(flags, absolute_path(*++word, folders));
		} else if (g_str_has_prefix(*word, "-I")) {
			char *path = absolute_path(*word + 2, folders);
			g_ptr_array_add(flags, g_strconcat("-I", path, NULL));
			g_free(path);
		} else if (**word == '-' && strcmp(*word, "-c") != 0 && !g_str_has_prefix(*word, "-Wp,-M")) {
			g_ptr_array_add(flags, renamed(*word, name));
		}
	}
	return flags;
}

static GPtrArray *read_flags(const struct kernel *kernel, const char *path, const char *folder, const char *name)
{
	const char *folders[] = { kernel->folder, folder, NULL };
	char *text = NULL, *command = NULL, **words = NULL;
	GPtrArray *flags = NULL;
	if (g_file_get_contents(path, &text, NULL, NULL))
		command = recorded_command(text);
	if (command && g_shell_parse_argv(command, NULL, &words, NULL))
		flags = select_flags(words, folders, name);
	else
		diag_error("Kbuild of Linux %s left no command in '%s'", kernel->release, path);
	g_strfreev(words);
	g_free(command);
	g_free(text);
	return flags;
}

GPtrArray *kbuild_flags(const struct kernel *kernel, const char *folder, const char *name, char **command_file)
{
	char *probe = g_build_filename(folder, "probe", NULL);
	GPtrArray *flags = NULL;
	if (g_mkdir_with_parents(probe, 0777) != 0) {
		diag_error("the folder '%s' cannot be made: %s", probe, diag_errno_text(errno));
	} else if (files_write(probe, "Kbuild", "obj-m := probe.o\n") &&
		   files_write(probe, "probe.c", "extern int probe;\n")) {
		GPtrArray *command = make_command(kernel, probe);
		process_add(command, "probe.o", NULL);
		if (run_make(kernel, command, false)) {
			*command_file = g_build_filename(probe, ".probe.o.cmd", NULL);
			flags = read_flags(kernel, *command_file, probe, name);
			if (!flags)
				g_clear_pointer(command_file, g_free);
		}
		g_ptr_array_unref(command);
	}
	g_free(probe);
	return flags;
}
