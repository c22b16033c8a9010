/*
 * From Kbuild's flags to rustc's: real command lines, each row of src/kmod/flags.def, and each of src/kmod/unserved.def.
 */
#include "base/diag.h"
#include "kmod/flags.h"
#include "kmod/flags_table.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

enum { NEWEST = 99, OLDEST = 86 };

/* ---- a kernel, a rustc, and what is said ---- */

/* options: "CONFIG_A CONFIG_B", all y. */
static struct kernel kernel_with(const char *arch, const char *options)
{
	struct kernel kernel = { .arch = g_strdup(arch), .major = 6, .minor = 12 };
	kernel.config = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	char **list = g_strsplit(options, " ", -1);
	for (char **option = list; *option; option++)
		g_hash_table_insert(kernel.config, g_strdup(*option), g_strdup("y"));
	g_strfreev(list);
	return kernel;
}

static void kernel_free(struct kernel *kernel)
{
	g_free(kernel->arch);
	g_hash_table_destroy(kernel->config);
}

static int saved_stderr, heard_stderr;
static char *heard_path;

static void listen_start(void)
{
	heard_stderr = g_file_open_tmp("said-XXXXXX", &heard_path, NULL);
	g_assert_cmpint(heard_stderr, >=, 0);
	fflush(stderr);
	saved_stderr = dup(STDERR_FILENO);
	dup2(heard_stderr, STDERR_FILENO);
}

/* For the caller to free. */
static char *listen_end(void)
{
	char *said;
	fflush(stderr);
	dup2(saved_stderr, STDERR_FILENO);
	close(saved_stderr);
	close(heard_stderr);
	g_assert_true(g_file_get_contents(heard_path, &said, NULL, NULL));
	g_unlink(heard_path);
	g_clear_pointer(&heard_path, g_free);
	return said;
}

static unsigned count(const char *text, const char *part)
{
	unsigned n = 0;
	for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
		n++;
	return n;
}

struct outcome {
	bool ok;
	char *args; /* separated by blanks */
	char *target, *spec, *said;
};

static struct outcome derive_for(const struct kernel *kernel, unsigned minor, const char *flags)
{
	struct rustc rustc = { .major = 1, .minor = minor };
	g_auto(GStrv) words = g_strsplit(flags, " ", -1);
	GPtrArray *c_flags = g_ptr_array_new();
	for (char **word = words; *word; word++)
		if (**word)
			g_ptr_array_add(c_flags, *word);
	struct rust_flags derived;
	struct outcome outcome = { 0 };
	listen_start();
	outcome.ok = rust_flags_derive(kernel, &rustc, c_flags, &derived);
	outcome.said = listen_end();
	g_ptr_array_unref(c_flags);
	if (outcome.ok) {
		g_ptr_array_add(derived.args, NULL);
		outcome.args = g_strjoinv(" ", (char **)derived.args->pdata);
		g_ptr_array_set_size(derived.args, (gint)derived.args->len - 1);
		outcome.target = g_strdup(derived.target);
		outcome.spec = g_strdup(derived.target_spec);
		g_assert_cmpint(derived.target == NULL, !=, derived.target_spec == NULL);
		rust_flags_finish(&derived);
	}
	return outcome;
}

static struct outcome derive(enum kflag_arch_index arch, unsigned minor, const char *flags)
{
	struct kernel kernel = kernel_with(kflag_arches[arch].arch, kflag_arches[arch].option);
	struct outcome outcome = derive_for(&kernel, minor, flags);
	kernel_free(&kernel);
	return outcome;
}

static void outcome_free(struct outcome *outcome)
{
	g_free(outcome->args);
	g_free(outcome->target);
	g_free(outcome->spec);
	g_free(outcome->said);
}

static bool has_word(const char *words, const char *word)
{
	g_autofree char *all = g_strdup_printf(" %s ", words), *one = g_strdup_printf(" %s ", word);
	return strstr(all, one) != NULL;
}

static json_t *load(const char *spec)
{
	json_error_t error;
	json_t *root = json_loads(spec, 0, &error);
	if (!root)
		g_error("line %d: %s", error.line, error.text);
	return root;
}

/* ---- whole command lines ---- */

#define CONSTANTS \
	"-Cpanic=abort -Ccodegen-units=1 -Cembed-bitcode=y -Crelocation-model=static " \
	"-Csymbol-mangling-version=v0 " \
	"-Coverflow-checks=y -Cdebug-assertions=n -Cdebuginfo=2"
#define RETPOLINE ",+retpoline-external-thunk,+retpoline-indirect-branches,+retpoline-indirect-calls"
#define SOFT "-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,+soft-float"

struct line_row {
	const char *name;
	enum kflag_arch_index arch;
	unsigned minor;
	const char *c, *rust, *features;
};

static const struct line_row line_rows[] = {
	{ "debian-6.1-amd64", KFLAG_X64_INDEX, 96,
	  "-Wp,-MMD,hello.d -nostdinc -Iarch/x86/include -I ./include -include include/linux/kconfig.h -D__KERNEL__ "
	  "-fmacro-prefix-map=a/= -Wall -Wundef -Werror=strict-prototypes -fno-strict-aliasing -fno-common "
	  "-fshort-wchar "
	  "-fno-PIE -std=gnu11 -mno-sse -mno-mmx -mno-sse2 -mno-3dnow -mno-avx -fcf-protection=none -m64 "
	  "-falign-jumps=1 "
	  "-falign-loops=1 -mno-80387 -mno-fp-ret-in-387 -mpreferred-stack-boundary=3 -mskip-rax-setup -mtune=generic "
	  "-mno-red-zone -mcmodel=kernel -fno-asynchronous-unwind-tables -mindirect-branch=thunk-extern "
	  "-mindirect-branch-register -mindirect-branch-cs-prefix -mfunction-return=thunk-extern -fno-jump-tables "
	  "-mharden-sls=all -fno-delete-null-pointer-checks -O2 -fno-allow-store-data-races -fstack-protector-strong "
	  "-ftrivial-auto-var-init=zero -fno-stack-clash-protection -pg -mrecord-mcount -mfentry -DCC_USING_FENTRY "
	  "-fno-strict-overflow -fno-stack-check -fconserve-stack -fno-builtin-wcslen -g -DMODULE",
	  CONSTANTS " -Zunstable-options -Ctarget-cpu=x86-64 -Zfunction-sections=n -Copt-level=2 -Ztune-cpu=generic "
		    "-Ccode-model=kernel -Cno-redzone=y -Zllvm-module-flag=override-stack-alignment:u32:8:error "
		    "-Zindirect-branch-cs-prefix=y -Zfunction-return=thunk-extern -Cjump-tables=n "
		    "-Cforce-unwind-tables=n",
	  SOFT RETPOLINE ",+harden-sls-ijmp,+harden-sls-ret" },
	{ "debian-7.3-amd64", KFLAG_X64_INDEX, 96,
	  "-fshort-wchar -funsigned-char -fno-common -fno-PIE -fno-strict-aliasing -std=gnu11 -fms-extensions -mno-sse "
	  "-mno-mmx -mno-sse2 -mno-3dnow -mno-avx -mno-sse4a -fcf-protection=branch -fno-jump-tables -m64 "
	  "-falign-jumps=1 -falign-loops=1 -mno-80387 -mno-fp-ret-in-387 -mpreferred-stack-boundary=3 -mskip-rax-setup "
	  "-march=x86-64 -mtune=generic -mno-red-zone -mcmodel=kernel -mstack-protector-guard-reg=gs "
	  "-mstack-protector-guard-symbol=__ref_stack_chk_guard -fno-asynchronous-unwind-tables "
	  "-mindirect-branch=thunk-extern -mindirect-branch-register -mindirect-branch-cs-prefix "
	  "-mfunction-return=thunk-extern -fno-jump-tables -mharden-sls=all -fpatchable-function-entry=16,16 "
	  "-fno-delete-null-pointer-checks -O2 -fno-allow-store-data-races -fstack-protector-strong "
	  "-ftrivial-auto-var-init=zero -fno-stack-clash-protection -pg -mrecord-mcount -mfentry "
	  "-fmin-function-alignment=16 -fstrict-flex-arrays=3 -fno-strict-overflow -fno-stack-check -fconserve-stack "
	  "-fno-builtin-wcslen -Wall -g -fsanitize=bounds-strict -fsanitize=shift",
	  CONSTANTS " -Zunstable-options -Zfunction-sections=n -Copt-level=2 -Ctarget-cpu=x86-64 -Ztune-cpu=generic "
		    "-Ccode-model=kernel -Cno-redzone=y -Zllvm-module-flag=override-stack-alignment:u32:8:error "
		    "-Zindirect-branch-cs-prefix=y -Zfunction-return=thunk-extern -Zcf-protection=branch "
		    "-Cjump-tables=n -Zpatchable-function-entry=16,16 -Zmin-function-alignment=16 "
		    "-Cforce-unwind-tables=n",
	  SOFT RETPOLINE ",+harden-sls-ijmp,+harden-sls-ret" },
	{ "debug-clang-amd64", KFLAG_X64_INDEX, 98,
	  "--target=x86_64-linux-gnu -fintegrated-as -mstack-alignment=8 -mretpoline-external-thunk -Os "
	  "-fno-omit-frame-pointer -fno-optimize-sibling-calls -gdwarf-5 -fsanitize=array-bounds,shift "
	  "-fsanitize=kernel-address -mllvm -asan-mapping-offset=0xdffffc0000000000 -mllvm -asan-stack=1 "
	  "-fsanitize-coverage=trace-pc -march=skylake -enable-trivial-auto-var-init-zero-knowing-it-will-be-removed",
	  CONSTANTS
	  " -Zunstable-options -Cforce-unwind-tables=n -Zfunction-sections=n -Copt-level=s -Ctarget-cpu=skylake "
	  "-Zllvm-module-flag=override-stack-alignment:u32:8:error -Cforce-frame-pointers=y "
	  "-Cdwarf-version=5",
	  SOFT RETPOLINE },
	{ "debian-6.12-arm64", KFLAG_ARM64_INDEX, 96,
	  "-mlittle-endian -DKASAN_SHADOW_SCALE_SHIFT= -fshort-wchar -funsigned-char -fno-common -fno-PIE "
	  "-mgeneral-regs-only -Wno-psabi -mabi=lp64 -fno-asynchronous-unwind-tables -fno-unwind-tables "
	  "-mbranch-protection=pac-ret -Wa,-march=armv8.5-a -O2 -fstack-protector-strong -fno-omit-frame-pointer "
	  "-fno-optimize-sibling-calls -fpatchable-function-entry=4,2 -falign-functions=8 -g "
	  "-mstack-protector-guard=sysreg -mstack-protector-guard-reg=sp_el0 -mstack-protector-guard-offset=1384",
	  CONSTANTS " -Zfunction-sections=n -Copt-level=2 -Zbranch-protection=pac-ret "
		    "-Zpatchable-function-entry=4,2 -Zmin-function-alignment=8 -Cforce-frame-pointers=y "
		    "-Zllvm-module-flag=frame-pointer:u32:2:max -Cforce-unwind-tables=n",
	  NULL },
	{ "shadow-call-stack-arm64", KFLAG_ARM64_INDEX, 96,
	  "-O2 -mbranch-protection=pac-ret+bti -ffixed-x18 -fasynchronous-unwind-tables -fsanitize=shadow-call-stack",
	  CONSTANTS " -Zfunction-sections=n -Copt-level=2 -Zbranch-protection=bti,pac-ret -Zfixed-x18 "
		    "-Zsanitizer=shadow-call-stack -Cforce-unwind-tables=y -Zuse-sync-unwind=n "
		    "-Zllvm-module-flag=uwtable:u32:2:max",
	  NULL },
	{ "riscv64", KFLAG_RISCV64_INDEX, 96,
	  "-fPIE -mabi=lp64 -march=rv64ima_zicsr_zifencei -mno-save-restore -mcmodel=medlow -fno-unwind-tables "
	  "-mno-riscv-attribute -mstrict-align -fpatchable-function-entry=4,2 -mcmodel=medany -mno-relax -O2",
	  CONSTANTS " -Cno-redzone=y -Ctarget-cpu=generic-rv64 -Zfunction-sections=n -Copt-level=2 "
		    "-Ccode-model=medium -Zpatchable-function-entry=4,2 -Cforce-unwind-tables=n "
		    "-Ctarget-feature=-c",
	  NULL },
	{ "nothing-said", KFLAG_X64_INDEX, 86, "",
	  CONSTANTS " -Zunstable-options -Copt-level=2 -Ctarget-cpu=x86-64 -Cforce-unwind-tables=n "
		    "-Zfunction-sections=n",
	  SOFT },
	{ "oldest-rustc", KFLAG_X64_INDEX, 86, "-mindirect-branch-cs-prefix -fno-jump-tables -gdwarf-4",
	  CONSTANTS " -Zunstable-options -Copt-level=2 -Ctarget-cpu=x86-64 -Cforce-unwind-tables=n "
		    "-Zfunction-sections=n -Zno-jump-tables -Zdwarf-version=4",
	  SOFT },
};

static void test_line(const void *data)
{
	const struct line_row *row = data;
	struct outcome outcome = derive(row->arch, row->minor, row->c);
	g_assert_cmpstr(outcome.said, ==, "");
	g_assert_true(outcome.ok);
	g_assert_cmpstr(outcome.args, ==, row->rust);
	g_assert_cmpstr(outcome.target, ==, kflag_arches[row->arch].triple);
	if (row->features) {
		json_t *root = load(outcome.spec);
		g_assert_cmpstr(json_string_value(json_object_get(root, "features")), ==, row->features);
		json_decref(root);
	}
	outcome_free(&outcome);
}

/* ---- the last flag of a group counts ---- */

static void test_last(void)
{
	static const struct {
		enum kflag_arch_index arch;
		const char *c, *word;
		bool there;
	} rows[] = {
		{ KFLAG_X64_INDEX, "-fcf-protection=none -fcf-protection=branch", "-Zcf-protection=branch", true },
		{ KFLAG_X64_INDEX, "-fcf-protection=branch -fcf-protection=none", "-Zcf-protection=branch", false },
		{ KFLAG_X64_INDEX, "-fcf-protection=full -fcf-protection=branch", "-Zcf-protection=branch", true },
		{ KFLAG_X64_INDEX, "-O3 -Os", "-Copt-level=s", true },
		{ KFLAG_X64_INDEX, "-O3 -Os", "-Copt-level=3", false },
		{ KFLAG_X64_INDEX, "-march=skylake -march=k8", "-Ctarget-cpu=k8", true },
		{ KFLAG_X64_INDEX, "-march=skylake -march=pdp11", "-Ctarget-cpu=x86-64", true },
		{ KFLAG_X64_INDEX, "-fno-omit-frame-pointer -fomit-frame-pointer", "-Cforce-frame-pointers=y", false },
		{ KFLAG_X64_INDEX, "-flto=thin -fno-lto", "-Copt-level=2", true },
		{ KFLAG_X64_INDEX, "-march=native", "-Ctarget-cpu=native", true },
		{ KFLAG_ARM64_INDEX, "-mbranch-protection=none -mbranch-protection=pac-ret+bti",
		  "-Zbranch-protection=bti,pac-ret", true },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct outcome outcome = derive(rows[i].arch, 96, rows[i].c);
		g_assert_true(outcome.ok);
		g_test_message("%s", rows[i].c);
		g_assert_cmpint(has_word(outcome.args, rows[i].word), ==, rows[i].there);
		outcome_free(&outcome);
	}
}

/* ---- each row of the table ---- */

/* A flag that the pattern fits. */
static char *sample_of(const char *pattern)
{
	char **parts = g_strsplit(pattern, "*", -1);
	char *joined = g_strjoinv("x", parts), **digits = g_strsplit(joined, "#", -1);
	char *sample = g_strjoinv("8", digits);
	g_strfreev(parts);
	g_strfreev(digits);
	g_free(joined);
	return sample;
}

/* An architecture and a release of rustc for which the row is the one that is found. */
static bool find_use(const struct kflag_row *row, const char *flag, enum kflag_arch_index *arch, unsigned *minor)
{
	for (*arch = 0; *arch < KFLAG_ARCHES; (*arch)++)
		for (*minor = OLDEST; (row->arches & 1u << *arch) && *minor <= NEWEST; (*minor)++)
			if (kflag_find(flag, 1u << *arch, *minor) == row &&
			    kflag_is_for(*minor, row->since, row->before))
				return true;
	return false;
}

static void check_words(const struct kflag_row *row, const struct outcome *outcome, const char *flag)
{
	GString *words = g_string_new(row->words);
	g_string_replace(words, "*", kflag_matched(row->pattern, flag), 0);
	g_auto(GStrv) list = g_strsplit(words->str, " ", -1);
	for (char **word = list; *word; word++) {
		const char *features = strchr(*word, '=');
		if (!**word)
			continue;
		if (!g_str_has_prefix(*word, "feature="))
			g_assert_true(has_word(outcome->args, *word));
		else
			g_assert_nonnull(strstr(outcome->spec ? outcome->spec : outcome->args, features + 1));
	}
	g_string_free(words, TRUE);
}

static void test_rows(void)
{
	for (size_t i = 0; i < kflag_n_rows; i++) {
		const struct kflag_row *row = &kflag_rows[i];
		g_autofree char *flag = sample_of(row->pattern);
		enum kflag_arch_index arch;
		unsigned minor;
		if (!find_use(row, flag, &arch, &minor))
			g_error("no flag reaches the row '%s' (tried '%s')", row->pattern, flag);
		struct outcome plain = derive(arch, minor, ""), outcome = derive(arch, minor, flag);
		g_test_message("%s", row->pattern);
		g_assert_true(plain.ok);
		g_assert_cmpint(outcome.ok, ==, row->kind != KFLAG_REFUSED);
		if (row->kind == KFLAG_REFUSED) {
			g_autofree char *said = g_strdup_printf(
				"braze: error: '%s', with which this kernel is compiled, %s\n", flag, row->why);
			g_assert_cmpstr(outcome.said, ==, said);
		} else if (row->kind == KFLAG_NOTHING) {
			g_assert_cmpstr(outcome.args, ==, plain.args);
			g_assert_cmpstr(outcome.spec, ==, plain.spec);
			g_assert_cmpstr(outcome.said, ==, "");
		} else {
			check_words(row, &outcome, flag);
		}
		g_assert_cmpuint(strlen(row->why), >, 0);
		g_assert_cmpuint(strlen(row->source), >, 0);
		outcome_free(&plain);
		outcome_free(&outcome);
	}
}

/* Each refused flag is one error; and so is each unknown one, however often it is there, and each that this rustc is too old for. */
static void test_errors(void)
{
	struct outcome outcome = derive(KFLAG_X64_INDEX, 96,
					"-mregparm=3 -mnew-abi=7 -freg-struct-return -O2 -mnew-abi=7 -fbrand-new "
					"-fsanitize=bounds,kcfi -ffixed-r15 -falign-functions=16:8 -specs=x hello.c");
	g_assert_false(outcome.ok);
	g_assert_cmpuint(count(outcome.said, "error: "), ==, 8);
	static const char *const flags[] = { "-mregparm=3",     "-mnew-abi=7", "-freg-struct-return",    "-fbrand-new",
					     "-fsanitize=kcfi", "-ffixed-r15", "-falign-functions=16:8", "-specs=x" };
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++) {
		g_autofree char *start = g_strdup_printf("error: '%s', with which this kernel is compiled, ", flags[i]);
		g_assert_cmpuint(count(outcome.said, start), ==, 1);
	}
	g_assert_nonnull(strstr(outcome.said,
				"'-mregparm=3', with which this kernel is compiled, changes how functions are "
				"called, and rustc has no such flag for this architecture\n"));
	outcome_free(&outcome);
	outcome = derive(KFLAG_S390X_INDEX, 95, "-mpacked-stack");
	g_assert_false(outcome.ok);
	g_assert_nonnull(strstr(outcome.said, "compiled, needs rustc 1.96 or newer, and this is 1.95\n"));
	outcome_free(&outcome);
}

/* ---- architectures and specifications ---- */

static void test_arches(void)
{
	static const struct {
		const char *arch, *options, *says;
	} rows[] = {
		{ "x86", "CONFIG_X86_32",
		  "this kernel is for 'x86' with 32 bits, and modules in Rust can only be built for "
		  "x86_64, arm64, riscv64, loongarch64 and s390x\n" },
		{ "riscv", "CONFIG_32BIT", "this kernel is for 'riscv' with 32 bits, " },
		{ "arm", "CONFIG_ARM", "this kernel is for 'arm', " },
		{ "m68k", "CONFIG_M68K", "this kernel is for 'm68k', " },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct kernel kernel = kernel_with(rows[i].arch, rows[i].options);
		struct outcome outcome = derive_for(&kernel, 96, "-O2");
		g_assert_false(outcome.ok);
		g_assert_cmpuint(count(outcome.said, "error: "), ==, 1);
		g_assert_nonnull(strstr(outcome.said, rows[i].says));
		outcome_free(&outcome);
		kernel_free(&kernel);
	}
}

static void test_specification(void)
{
	for (unsigned minor = OLDEST; minor <= NEWEST; minor++) {
		struct outcome outcome = derive(KFLAG_X64_INDEX, minor, "-mharden-sls=return");
		json_t *root = load(outcome.spec), *width = json_object_get(root, "target-pointer-width");
		g_assert_cmpstr(json_string_value(json_object_get(root, "arch")), ==, "x86_64");
		g_assert_cmpstr(json_string_value(json_object_get(root, "rustc-abi")), ==,
				minor < 98 ? "x86-softfloat" : "softfloat");
		g_assert_cmpint(json_is_string(width), ==, minor < 91);
		g_assert_cmpstr(json_string_value(json_object_get(root, "features")), ==, SOFT ",+harden-sls-ret");
		json_decref(root);
		outcome_free(&outcome);
	}
}

/* ---- options of the kernel ---- */

static bool is_served(const char *arch, const char *options, char **said)
{
	struct kernel kernel = kernel_with(arch, options);
	listen_start();
	bool served = kernel_is_served(&kernel);
	*said = listen_end();
	kernel_free(&kernel);
	return served;
}

static void test_unserved(void)
{
	static const struct {
		const char *option, *arch, *text;
	} set[] = {
#define SET(option, arch, text) { option, arch, text },
#include "kmod/unserved.def"
	},
	  unset[] = {
#define UNSET(option, text) { option, NULL, text },
#include "kmod/unserved.def"
	  },
	  warn[] = {
#define WARN(option, text) { option, NULL, text },
#include "kmod/unserved.def"
	  };
	char *said;
	for (size_t i = 0; i < G_N_ELEMENTS(set); i++) {
		g_autofree char *options =
			g_strconcat("CONFIG_MODULES CONFIG_X86_64 CONFIG_64BIT ", set[i].option, NULL);
		g_autofree char *error =
			g_strdup_printf("braze: error: this kernel has %s set, %s\n", set[i].option, set[i].text);
		g_assert_false(is_served(set[i].arch ? set[i].arch : "x86", options, &said));
		g_assert_cmpstr(said, ==, error);
		g_free(said);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(unset); i++) {
		g_autofree char *error = g_strdup_printf("braze: error: this kernel does not have %s set: %s\n",
							 unset[i].option, unset[i].text);
		g_assert_false(is_served("x86", "CONFIG_X86_64", &said));
		g_assert_cmpstr(said, ==, error);
		g_free(said);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(warn); i++) {
		g_autofree char *options = g_strconcat("CONFIG_MODULES CONFIG_X86_64 ", warn[i].option, NULL);
		g_assert_true(is_served("x86", options, &said));
		g_assert_cmpuint(count(said, "warning: "), ==, 1);
		g_assert_nonnull(strstr(said, warn[i].option));
		g_free(said);
	}
}

static void test_served(void)
{
	static const struct {
		const char *arch, *options;
		bool served;
	} rows[] = {
		{ "x86", "CONFIG_MODULES CONFIG_X86_64 CONFIG_RUST CONFIG_KASAN CONFIG_KCSAN CONFIG_LTO_NONE", true },
		{ "arm64", "CONFIG_MODULES CONFIG_64BIT CONFIG_SHADOW_CALL_STACK", true },
		{ "s390", "CONFIG_MODULES CONFIG_64BIT CONFIG_CPU_BIG_ENDIAN", true },
		{ "arm64", "CONFIG_MODULES CONFIG_64BIT CONFIG_CPU_BIG_ENDIAN", false },
		{ "x86", "CONFIG_MODULES CONFIG_X86_32", false },
		{ "arm", "CONFIG_MODULES", false },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *said;
		g_assert_cmpint(is_served(rows[i].arch, rows[i].options, &said), ==, rows[i].served);
		g_assert_cmpuint(count(said, "error: "), ==, !rows[i].served);
		g_free(said);
	}
}

/* ---- the document ---- */

static void test_document(void)
{
	g_autofree char *text = NULL;
	g_assert_true(g_file_get_contents("../../docs/kmod-flags.md", &text, NULL, NULL));
	for (size_t i = 0; i < kflag_n_rows; i++) {
		g_autofree char *flag = g_strdup_printf("`%s`", kflag_rows[i].pattern);
		if (!strstr(text, flag))
			g_error("docs/kmod-flags.md does not have %s", flag);
	}
	for (enum kflag_group i = 0; i < KFLAG_GROUPS; i++)
		g_assert_nonnull(strstr(text, kflag_subjects[i]));
	static const char *const options[] = {
#define SET(option, arch, text) option,
#define UNSET(option, text) option,
#define WARN(option, text) option,
#include "kmod/unserved.def"
	};
	for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
		if (!strstr(text, options[i]))
			g_error("docs/kmod-flags.md does not have %s", options[i]);
}

/* ---- rustc itself ---- */

/* Runs rustc; what it printed, both ways, for the caller to free. */
static char *ask_rustc(const char *rustc, const char *folder, const char *words)
{
	g_autofree char *line = g_strdup_printf("%s %s", rustc, words);
	char *out = NULL, *err = NULL;
	g_auto(GStrv) argv = NULL, environment = g_environ_setenv(g_get_environ(), "RUSTC_BOOTSTRAP", "1", TRUE);
	g_assert_true(g_shell_parse_argv(line, NULL, &argv, NULL));
	g_assert_true(g_spawn_sync(folder, argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, NULL, NULL));
	char *all = g_strconcat(out, err, NULL);
	g_free(out);
	g_free(err);
	return all;
}

/* Each row's words are words that rustc takes, alone on an otherwise plain command line. */
static void check_taken(const char *rustc, unsigned minor, const char *folder, enum kflag_arch_index arch,
			const char *flag)
{
	struct outcome outcome = derive(arch, minor, flag);
	if (outcome.spec) {
		g_autofree char *path = g_build_filename(folder, "target.json", NULL);
		g_assert_true(g_file_set_contents(path, outcome.spec, -1, NULL));
	}
	g_autofree char *words = g_strdup_printf(
		"--edition 2024 --crate-type lib --emit obj -o e.o --target %s %s%s e.rs",
		outcome.target ? outcome.target : "target.json", outcome.args,
		strstr(outcome.args, "shadow-call-stack") && arch == KFLAG_ARM64_INDEX ? " -Zfixed-x18" : "");
	g_autofree char *said = ask_rustc(rustc, folder, words);
	if (strstr(said, "error") || strstr(said, "not a recognized"))
		g_error("rustc %s\n%s", words, said);
	outcome_free(&outcome);
}

static void test_rustc(void)
{
	const char *rustc = g_getenv("RUSTC") && *g_getenv("RUSTC") ? g_getenv("RUSTC") : "rustc";
	g_autofree char *version = ask_rustc(rustc, NULL, "-V");
	unsigned minor = 0;
	g_assert_cmpint(sscanf(version, "rustc 1.%u", &minor), ==, 1);
	g_autofree char *folder = g_dir_make_tmp("kmod-flags-XXXXXX", NULL);
	g_autofree char *source = g_build_filename(folder, "e.rs", NULL);
	g_assert_true(g_file_set_contents(source, "#![feature(no_core)]\n#![no_core]\n", -1, NULL));
	for (size_t i = 0; i < kflag_n_rows; i++) {
		const struct kflag_row *row = &kflag_rows[i];
		if (row->kind != KFLAG_RUSTC || !kflag_is_for(minor, row->since, row->before) ||
		    row->group == KFLAG_GROUP_TUNE)
			continue;
		GString *flag = g_string_new(row->pattern);
		g_string_replace(flag, "#", strstr(row->pattern, "dwarf") ? "5" : "16", 0);
		g_string_replace(flag, "*", "4,2", 0);
		for (enum kflag_arch_index arch = 0; arch < KFLAG_ARCHES; arch++)
			if (row->arches & 1u << arch)
				check_taken(rustc, minor, folder, arch, flag->str);
		g_string_free(flag, TRUE);
	}
	static const char *const files[] = { "e.rs", "e.o", "target.json" };
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(folder, files[i], NULL);
		g_unlink(path);
	}
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
	for (size_t i = 0; i < G_N_ELEMENTS(line_rows); i++) {
		g_autofree char *path = g_strconcat("/lines/", line_rows[i].name, NULL);
		g_test_add_data_func(path, &line_rows[i], test_line);
	}
	g_test_add_func("/last", test_last);
	g_test_add_func("/rows", test_rows);
	g_test_add_func("/errors", test_errors);
	g_test_add_func("/arches", test_arches);
	g_test_add_func("/specification", test_specification);
	g_test_add_func("/unserved", test_unserved);
	g_test_add_func("/served", test_served);
	g_test_add_func("/document", test_document);
	g_test_add_func("/rustc", test_rustc);
	int status = g_test_run();
	diag_finish();
	return status;
}
