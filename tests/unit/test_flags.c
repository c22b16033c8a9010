/*
 * The lattice of flags: producers and command lines in, verdicts out; files that builds leave behind; the tables themselves.
 */
#include "api/origin.h"
#include "base/diag.h"
#include "compare/compare.h"
#include "compare/flags.h"

#include <string.h>

enum { ABSENT = -1 };

/* ---- two sides ---- */

struct world {
	struct api *c, *rust;
	struct view views[2];
	struct build builds[2];
	struct comparison *out;
};

static GPtrArray *split(const char *text)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	char **list = g_strsplit(text, " ", -1);
	for (char **word = list; *word; word++)
		if (**word)
			g_ptr_array_add(words, g_strdup(*word));
	g_strfreev(list);
	return words;
}

static void world_init(struct world *world, const char *arch, const char *rustc)
{
	memset(world, 0, sizeof *world);
	world->c = api_new();
	world->rust = api_new();
	world->out = comparison_new();
	world->c->target.arch = world->rust->target.arch = arch;
	world->views[0] = (struct view){ .label = "C", .apis = g_ptr_array_new() };
	world->views[1] = (struct view){ .label = "Rust", .is_rust = true, .apis = g_ptr_array_new() };
	g_ptr_array_add(world->views[0].apis, world->c);
	g_ptr_array_add(world->views[1].apis, world->rust);
	world->builds[0].view = &world->views[0];
	world->builds[1].view = &world->views[1];
	world->builds[1].command = rustc ? split(rustc) : NULL;
}

/* One unit; the object is new where path is none that is there. */
static struct object *add_unit(struct api *api, const char *path, const char *producer, enum language language)
{
	struct object *object = api_add_object(api, path);
	struct origin origin = { .object = object, .producer = producer, .language = language, .version = 5 };
	object->has_code = true;
	api_add_origin(api, &origin);
	return object;
}

static void world_compare(struct world *world)
{
	compare_flags(world->out, &world->builds[0], &world->builds[1]);
}

static const struct flag_pair *find_pair(const struct world *world, const char *property)
{
	for (guint i = 0; i < world->out->flags->len; i++) {
		const struct flag_pair *pair = &g_array_index(world->out->flags, struct flag_pair, i);
		if (strcmp(pair->property, property) == 0)
			return pair;
	}
	return NULL;
}

static void world_finish(struct world *world)
{
	for (unsigned i = 0; i < 2; i++) {
		g_ptr_array_unref(world->views[i].apis);
		if (world->builds[i].command)
			g_ptr_array_unref(world->builds[i].command);
		if (world->builds[i].target)
			g_hash_table_unref(world->builds[i].target);
	}
	comparison_free(world->out);
	api_free(world->c);
	api_free(world->rust);
}

/* ---- verdicts ---- */

static const struct verdict_case {
	const char *arch, *producer, *rustc;
	const char *property;
	int verdict; /* ABSENT: no row */
	const char *left, *right;
} cases[] = {
	/* clang-format off */
	/* red zone */
	{ "x86_64", "-mno-red-zone -g", "-O", "red-zone", FLAG_WRONG, "off", "on" },
	{ "x86_64", "-mno-red-zone -g", "-Cno-redzone=y", "red-zone", FLAG_EQUAL, "off", "off" },
	{ "x86_64", "-mno-red-zone -g", "-C no_redzone", "red-zone", FLAG_EQUAL, "off", "off" },
	{ "x86_64", "-mno-red-zone -g", "--codegen=no-redzone=yes --codegen no-redzone=off", "red-zone", FLAG_WRONG, "off", "on" },
	{ "x86_64", "-mno-red-zone -mred-zone -g", "-O", "red-zone", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-g", "-Cno-redzone=true", "red-zone", FLAG_HARMLESS, "on", "off" },
	{ "x86_64", "-g", "-O", "red-zone", ABSENT, NULL, NULL },
	{ "x86_64", "-mno-red-zone -g", NULL, "red-zone", FLAG_UNKNOWN, "off", NULL },
	{ "x86_64", "-mno-red-zone -g", "--target=x86_64-unknown-none", "red-zone", FLAG_EQUAL, "off", "off" },
	{ "x86_64", "-mno-red-zone -g", "--target mine.json", "red-zone", FLAG_UNKNOWN, "off", NULL },
	{ "aarch64", "-g", "-Cno-redzone", "red-zone", ABSENT, NULL, NULL },
	/* calls */
	{ "i686", "-mregparm=3 -g", "-O", "regparm", FLAG_WRONG, "3", "0" },
	{ "i686", "-mregparm=3 -g", "-Zregparm=3", "regparm", FLAG_EQUAL, "3", "3" },
	{ "i686", "-g", "-Zregparm=2", "regparm", FLAG_WRONG, "0", "2" },
	{ "x86_64", "-mregparm=3 -g", "-O", "regparm", ABSENT, NULL, NULL },
	{ "i686", "-freg-struct-return -g", "-O", "reg-struct-return", FLAG_WRONG, "registers", "as the psABI says" },
	{ "i686", "-freg-struct-return -g", "-Zreg-struct-return", "reg-struct-return", FLAG_EQUAL, "registers", "registers" },
	{ "x86_64", "-fpcc-struct-return -g", NULL, "reg-struct-return", FLAG_WRONG, "memory", "as the psABI says" },
	{ "i686", "-mrtd -g", NULL, "callee-pops", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-mabi=ms -g", "-O", "abi", FLAG_WRONG, "ms", "64" },
	{ "x86_64", "-mx32 -g", "--target=x86_64-unknown-linux-gnux32", "abi", FLAG_EQUAL, "x32", "x32" },
	{ "riscv64", "-mabi=lp64 -g", "-O", "abi", FLAG_WRONG, "lp64", "lp64d" },
	{ "riscv64", "-mabi=lp64 -g", "--target=riscv64imac-unknown-none-elf", "abi", FLAG_EQUAL, "lp64", "lp64" },
	{ "loongarch64", "-mabi=lp64s -g", "--target=loongarch64-unknown-none-softfloat", "abi", FLAG_EQUAL, "lp64s", "lp64s" },
	{ "powerpc64", "-mabi=elfv2 -g", "--target=powerpc64-unknown-linux-gnu", "abi", FLAG_WRONG, "elfv2", "elfv1" },
	{ "powerpc64le", "-mabi=elfv2 -mabi=ieeelongdouble -g", "-O", "abi", FLAG_EQUAL, "elfv2", "elfv2" },
	{ "arm", "-mfloat-abi=softfp -g", "--target=armv7-unknown-linux-gnueabihf", "float-abi", FLAG_WRONG, "soft", "hard" },
	{ "arm", "-mfloat-abi=hard -g", "--target=armv7-unknown-linux-gnueabihf", "float-abi", FLAG_EQUAL, "hard", "hard" },
	/* floating point registers */
	{ "x86_64", "-mno-sse -mno-mmx -mno-sse2 -g", "-O", "soft-float", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-mno-sse -mno-sse2 -g", "--target=x86_64-unknown-none", "soft-float", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-g", "--target=x86_64-unknown-none", "soft-float", FLAG_WRONG, "off", "on" },
	{ "aarch64", "-mgeneral-regs-only -g", "--target=aarch64-unknown-none-softfloat", "soft-float", FLAG_EQUAL, "on", "on" },
	{ "aarch64", "-mgeneral-regs-only -g", "--target=aarch64-unknown-none -Ctarget-feature=-neon", "soft-float", FLAG_EQUAL, "on", "on" },
	{ "aarch64", "-mgeneral-regs-only -g", "--target=aarch64-unknown-none", "soft-float", FLAG_WRONG, "on", "off" },
	{ "s390x", "-msoft-float -g", "-Ctarget-feature=+soft-float", "soft-float", FLAG_EQUAL, "on", "on" },
	/* types */
	{ "x86_64", "-fshort-enums -g", "-O", "short-enums", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-fshort-enums -g", NULL, "short-enums", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-fshort-enums -fno-short-enums -g", "-O", "short-enums", FLAG_EQUAL, "off", "off" },
	{ "arm", "-fshort-enums -g", "--target=thumbv7em-none-eabi", "short-enums", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-fpack-struct -g", "-O", "pack-struct", FLAG_WRONG, "1 byte", "off" },
	{ "x86_64", "-fpack-struct=2 -g", "-O", "pack-struct", FLAG_WRONG, "2 bytes", "off" },
	{ "x86_64", "-mms-bitfields -g", "-O", "ms-bitfields", FLAG_WRONG, "on", "off" },
	{ "i686", "-malign-double -g", "-O", "align-double", FLAG_WRONG, "8 bytes", "4 bytes" },
	{ "x86_64", "-malign-double -g", "-O", "align-double", FLAG_EQUAL, "8 bytes", "8 bytes" },
	{ "m68k", "-malign-int -g", "-O", "align-int", FLAG_WRONG, "4 bytes", "2 bytes" },
	{ "x86_64", "-mlong-double-64 -g", "-O", "long-double", FLAG_WRONG, "64 bits", "as the psABI says" },
	{ "x86_64", "-funsigned-char -g", "-O", "char-sign", FLAG_HARMLESS, "unsigned", "signed" },
	{ "aarch64", "-funsigned-char -g", "-O", "char-sign", FLAG_EQUAL, "unsigned", "unsigned" },
	{ "x86_64", "-fshort-wchar -g", "-O", "short-wchar", FLAG_HARMLESS, "on", "off" },
	/* registers */
	{ "aarch64", "-ffixed-x18 -g", "-O", "fixed-registers", FLAG_WRONG, "x18", "none" },
	{ "aarch64", "-ffixed-x18 -g", "-Zfixed-x18", "fixed-registers", FLAG_EQUAL, "x18", "x18" },
	{ "aarch64", "-ffixed-x18 -g", "-C target-feature=+lse,+reserve-x18", "fixed-registers", FLAG_EQUAL, "x18", "x18" },
	{ "aarch64", "-ffixed-x18 -ffixed-x20 -g", "-Zfixed-x18", "fixed-registers", FLAG_WRONG, "x18 x20", "x18" },
	{ "aarch64", "-g", "-Zfixed-x18", "fixed-registers", FLAG_HARMLESS, "none", "x18" },
	{ "powerpc", "-ffixed-r2 -g", "-O", "fixed-registers", FLAG_EQUAL, "r2", "none" },
	{ "x86_64", "-fcall-used-r12 -g", "-O", "call-registers", FLAG_WRONG, "overwritten:r12", "none" },
	{ "x86_64", "-mpreferred-stack-boundary=3 -mno-sse -g", "--target=x86_64-unknown-none", "stack-boundary", FLAG_HARMLESS, "8 bytes", "16 bytes" },
	{ "x86_64", "-mpreferred-stack-boundary=3 -g", "-O", "stack-boundary", FLAG_WRONG, "8 bytes", "16 bytes" },
	{ "s390x", "-mpacked-stack -g", "-O", "packed-stack", FLAG_HARMLESS, "on", "off" },
	{ "s390x", "-mpacked-stack -mbackchain -g", "-Ctarget-feature=+backchain", "packed-stack", FLAG_WRONG, "on", "off" },
	{ "s390x", "-mbackchain -g", "-Ctarget-feature=+backchain", "backchain", FLAG_EQUAL, "on", "on" },
	/* addresses */
	{ "x86_64", "-mcmodel=kernel -g", "-O", "code-model", FLAG_WRONG, "kernel", "small" },
	{ "x86_64", "-mcmodel=kernel -g", "-Ccode-model=kernel", "code-model", FLAG_EQUAL, "kernel", "kernel" },
	{ "riscv64", "-mcmodel=medany -g", "-O", "code-model", FLAG_EQUAL, "medium", "medium" },
	{ "x86_64", "-fno-PIE -g", "-Crelocation-model=pic", "relocation-model", FLAG_HARMLESS, "static", "pic" },
	{ "x86_64", "-fno-PIE -g", "-Crelocation-model=static", "relocation-model", FLAG_EQUAL, "static", "static" },
	{ "aarch64", "-mstrict-align -g", "-O", "strict-align", FLAG_WRONG, "on", "off" },
	/* mitigations */
	{ "x86_64", "-mindirect-branch=thunk-extern -g", "-O", "retpoline", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-mindirect-branch=thunk-extern -g", "-Zretpoline-external-thunk", "retpoline", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-mindirect-branch=keep -g", "-O", "retpoline", FLAG_EQUAL, "off", "off" },
	{ "x86_64", "-mindirect-branch=thunk-extern -g", "-Ctarget-feature=+retpoline-external-thunk,+retpoline-indirect-calls", "retpoline", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-mfunction-return=thunk-extern -g", "-O", "return-thunk", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-mfunction-return=thunk-extern -g", "-Zfunction-return=thunk-extern", "return-thunk", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-mindirect-branch-cs-prefix -g", "-O", "indirect-branch-cs-prefix", FLAG_HARMLESS, "on", "off" },
	{ "x86_64", "-mharden-sls=all -g", "-O", "harden-sls", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-mharden-sls=all -g", "-Ctarget-feature=+harden-sls-ijmp,+harden-sls-ret", "harden-sls", FLAG_EQUAL, "on", "on" },
	/* control flow */
	{ "x86_64", "-fcf-protection=branch -mno-red-zone -g", "-O", "ibt", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-fcf-protection=branch -mno-red-zone -g", "-Zcf-protection=branch", "ibt", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-fcf-protection=full -g", "-O", "ibt", FLAG_HARMLESS, "on", "off" },
	{ "x86_64", "-fcf-protection=none -g", "-Zcf-protection", "ibt", FLAG_HARMLESS, "off", "on" },
	{ "x86_64", "-fcf-protection=return -g", "-Zcf-protection=none", "shstk", FLAG_HARMLESS, "on", "off" },
	{ "aarch64", "-mbranch-protection=standard -mgeneral-regs-only -g", "--target=aarch64-unknown-none-softfloat", "bti", FLAG_WRONG, "on", "off" },
	{ "aarch64", "-mbranch-protection=pac-ret+bti -g", "-Zbranch-protection=bti,pac-ret", "bti", FLAG_EQUAL, "on", "on" },
	{ "aarch64", "-mbranch-protection=pac-ret -g", "-Zbranch-protection=bti", "pac-ret", FLAG_HARMLESS, "on", "off" },
	{ "aarch64", "-fsanitize=shadow-call-stack -ffixed-x18 -g", "-Zfixed-x18", "shadow-call-stack", FLAG_HARMLESS, "on", "off" },
	{ "aarch64", "-g", "-Zsanitizer=shadow-call-stack", "shadow-call-stack", FLAG_WRONG, "off", "on" },
	{ "x86_64", "-fsanitize=kcfi -g", "-O", "kcfi", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-fsanitize=bounds,kcfi -g", "-Zsanitizer=kcfi", "kcfi", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-fsanitize=kcfi -g", "-Zsanitizer=kcfi", "kcfi-normalize-integers", FLAG_WRONG, "off", "off" },
	{ "x86_64", "-fsanitize=kcfi -fsanitize-cfi-icall-experimental-normalize-integers -g", "-Zsanitizer=kcfi", "kcfi-normalize-integers", FLAG_WRONG, "on", "off" },
	{ "x86_64", "-fsanitize=kcfi -fsanitize-cfi-icall-experimental-normalize-integers -g", "-Zsanitizer=kcfi -Zsanitizer-cfi-normalize-integers",
	  "kcfi-normalize-integers", FLAG_EQUAL, "on", "on" },
	{ "x86_64", "-g", "-O", "kcfi-normalize-integers", ABSENT, NULL, NULL },
	/* entries and frames */
	{ "x86_64", "-fpatchable-function-entry=16,16 -g", "-O", "patchable-function-entry", FLAG_WRONG, "16,16", "0,0" },
	{ "x86_64", "-fpatchable-function-entry=16,16 -g", "-Zpatchable-function-entry=16,16", "patchable-function-entry", FLAG_EQUAL, "16,16", "16,16" },
	{ "x86_64", "-fpatchable-function-entry=5 -g", "-O", "patchable-function-entry", FLAG_HARMLESS, "5,0", "0,0" },
	{ "aarch64", "-fpatchable-function-entry=4,2 -g", "-O", "patchable-function-entry", FLAG_HARMLESS, "4,2", "0,0" },
	{ "x86_64", "-falign-functions=16:11:8 -g", "-Zmin-function-alignment=16", "function-alignment", FLAG_EQUAL, "16", "16" },
	{ "x86_64", "-fstack-protector-strong -g", "-O", "stack-protector", FLAG_HARMLESS, "strong", "none" },
	{ "x86_64", "-fstack-protector-strong -g", "-Zstack-protector=strong", "stack-protector", FLAG_EQUAL, "strong", "strong" },
	{ "aarch64", "-fstack-protector-strong -mstack-protector-guard=sysreg -g", "-O", "stack-protector-guard", FLAG_HARMLESS, "sysreg", "the system's place" },
	{ "aarch64", "-fstack-protector-strong -mstack-protector-guard=sysreg -g", "-Zstack-protector=strong", "stack-protector-guard", FLAG_WRONG, "sysreg",
	  "the system's place" },
	{ "x86_64", "-fno-omit-frame-pointer -g", "-O", "frame-pointer", FLAG_HARMLESS, "kept", "may be omitted" },
	{ "x86_64", "-fno-omit-frame-pointer -g", "-Cforce-frame-pointers=y", "frame-pointer", FLAG_EQUAL, "kept", "kept" },
	{ "x86_64", "-fsanitize=address,undefined -g", "-O", "sanitizers", FLAG_HARMLESS, "address", "none" },
	{ "x86_64", "-fsanitize=memory -g", "-O", "sanitizers", FLAG_WRONG, "memory", "none" },
	{ "x86_64", "-fsanitize=address -fno-sanitize=all -g", "-O", "sanitizers", FLAG_EQUAL, "none", "none" },
	{ "x86_64", "-flto -g", "-Clinker-plugin-lto", "lto", FLAG_WRONG, "on", "on" },
	/* CPU */
	{ "x86_64", "-mtune=generic -march=x86-64 -g", "-O", "cpu", FLAG_EQUAL, "x86-64", "x86-64" },
	{ "x86_64", "-march=x86-64 -g", "-Ctarget-cpu=haswell", "cpu", FLAG_WRONG, "x86-64", "haswell" },
	{ "x86_64", "-march=x86-64 -g", "-Ctarget-feature=+avx2", "cpu", FLAG_WRONG, "x86-64", "x86-64 +avx2" },
	{ "x86_64", "-march=haswell -g", "-Ctarget-cpu=haswell", "cpu", FLAG_EQUAL, "haswell", "haswell" },
	{ "x86_64", "-march=haswell -mno-avx2 -g", "-Ctarget-cpu=haswell", "cpu", FLAG_WRONG, "haswell -avx2", "haswell" },
	{ "x86_64", "-march=x86-64-v2 -g", "-O", "cpu", FLAG_HARMLESS, "x86-64-v2", "x86-64" },
	{ "x86_64", "-march=x86-64-v3 -g", "-O", "cpu", FLAG_WRONG, "x86-64-v3", "x86-64" },
	{ "x86_64", "-march=x86-64 -mbmi -g", "-Ctarget-feature=+bmi1", "cpu", FLAG_EQUAL, "x86-64 +bmi", "x86-64 +bmi1" },
	{ "x86_64", "-march=frobnicator -g", "-O", "cpu", FLAG_UNKNOWN, "frobnicator", "x86-64" },
	{ "i686", "-march=i686 -g", "-O", "cpu", FLAG_HARMLESS, "i686", "pentium4" },
	{ "aarch64", "-march=armv8.2-a+crypto -g", "-O", "cpu", FLAG_HARMLESS, "armv8.2-a +crypto", "generic +v8a" },
	{ "aarch64", "-march=armv8-a -g", "-Ctarget-feature=+lse", "cpu", FLAG_WRONG, "armv8-a", "generic +v8a +lse" },
	{ "riscv64", "-march=rv64imac_zicsr_zifencei -g", "--target=riscv64imac-unknown-none-elf", "cpu", FLAG_HARMLESS, "rv64imac_zicsr_zifencei", "generic-rv64 +m +a +c" },
	{ "riscv64", "-march=rv64gc -g", "-Ctarget-feature=+v", "cpu", FLAG_WRONG, "rv64gc", NULL },
	{ "s390x", "-march=z196 -g", "-Ctarget-cpu=z13", "cpu", FLAG_WRONG, "z196", "z13" },
	{ "powerpc64le", "-mcpu=power8 -g", "-O", "cpu", FLAG_EQUAL, "power8", "ppc64le" },
	{ "x86_64", "-mtune=haswell -g", "-O", "cpu-tune", FLAG_HARMLESS, "haswell", "generic" },
	/* clang-format on */
};

static void test_case(gconstpointer data)
{
	const struct verdict_case *test = data;
	struct world world;
	char *producer = g_strconcat("GNU C17 12.2.0 ", test->producer, NULL);
	world_init(&world, test->arch, test->rustc);
	add_unit(world.c, "a.o", producer, LANGUAGE_C);
	world_compare(&world);
	const struct flag_pair *pair = find_pair(&world, test->property);
	g_assert_cmpint(pair ? (int)pair->verdict : ABSENT, ==, test->verdict);
	if (pair) {
		g_assert_cmpstr(pair->left, ==, test->left);
		if (test->right || test->verdict == FLAG_UNKNOWN)
			g_assert_cmpstr(pair->right, ==, test->right);
		g_assert_true(pair->verdict == FLAG_EQUAL || (pair->text && *pair->text));
	}
	unsigned wrong = 0, unknown = 0, differences = 0, gaps = 0;
	for (guint i = 0; i < world.out->flags->len; i++) {
		wrong += g_array_index(world.out->flags, struct flag_pair, i).verdict == FLAG_WRONG;
		unknown += g_array_index(world.out->flags, struct flag_pair, i).verdict == FLAG_UNKNOWN;
	}
	for (guint i = 0; i < world.out->differences->len; i++)
		differences += g_array_index(world.out->differences, struct difference, i).kind == DIFFERENCE_FLAG;
	for (guint i = 0; i < world.out->gaps->len; i++)
		gaps += strcmp(g_array_index(world.out->gaps, struct gap, i).kind, "flag") == 0;
	g_assert_cmpuint(wrong, ==, differences);
	g_assert_cmpuint(unknown, <=, gaps);
	g_assert_true(test->rustc || gaps > 0);
	world_finish(&world);
	g_free(producer);
}

/* ---- units, records, objects ---- */

static void test_units_differ(void)
{
	struct world world;
	world_init(&world, "x86_64", "-Cno-redzone=y -Ccode-model=kernel --target=x86_64-unknown-none");
	for (unsigned i = 0; i < 40; i++) {
		char *path = g_strdup_printf("%u.o", i);
		add_unit(world.c, path,
			 i < 38 ? "GNU C11 12.2.0 -mno-red-zone -mcmodel=kernel -mno-sse -g" :
				  "GNU C11 12.2.0 -mno-red-zone -mcmodel=small -msse -g",
			 LANGUAGE_C);
		g_free(path);
	}
	add_unit(world.c, "x.o", "GNU AS 2.40", LANGUAGE_OTHER);
	world_compare(&world);
	const struct flag_pair *pair = find_pair(&world, "code-model");
	g_assert_nonnull(pair);
	g_assert_cmpint(pair->verdict, ==, FLAG_HARMLESS);
	g_assert_cmpstr(pair->left, ==, "kernel (38 units), small (2 units)");
	g_assert_cmpstr(find_pair(&world, "red-zone")->left, ==, "off");
	g_assert_cmpstr(find_pair(&world, "red-zone")->left_evidence, ==,
			"-mno-red-zone in DW_AT_producer of 0.o (40 units)");
	g_assert_cmpint(find_pair(&world, "soft-float")->verdict, ==, FLAG_HARMLESS);
	world_finish(&world);

	world_init(&world, "i686", "-O");
	add_unit(world.c, "a.o", "GNU C17 12.2.0 -g", LANGUAGE_C);
	add_unit(world.c, "b.o", "GNU C17 12.2.0 -mregparm=3 -g", LANGUAGE_C);
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "regparm")->verdict, ==, FLAG_WRONG);
	g_assert_cmpstr(find_pair(&world, "regparm")->left_evidence, ==, "-mregparm=3 in DW_AT_producer of b.o");
	world_finish(&world);
}

static void test_clang_records(void)
{
	struct world world;
	world_init(&world, "x86_64", "-O");
	add_unit(world.c, "a.o",
		 "Debian clang version 22.1.8 (1~deb12u1) /usr/lib/llvm-22/bin/clang -g -grecord-command-line "
		 "-mno-red-zone -D X=\"a\\ -mred-zone\"",
		 LANGUAGE_C);
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "red-zone")->verdict, ==, FLAG_WRONG);
	world_finish(&world);

	/* no record: nothing is taken for equal */
	world_init(&world, "x86_64", "-Cno-redzone=y");
	add_unit(world.c, "a.o", "Debian clang version 22.1.8 (1~deb12u1)", LANGUAGE_C);
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "red-zone")->verdict, ==, FLAG_UNKNOWN);
	g_assert_null(find_pair(&world, "red-zone")->left);
	world_finish(&world);

	/* but for a command line */
	world_init(&world, "x86_64", "-Cno-redzone=y");
	world.builds[0].command = split("clang -mno-red-zone -o -mred-zone -c a.c");
	add_unit(world.c, "a.o", "Debian clang version 22.1.8 (1~deb12u1)", LANGUAGE_C);
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "red-zone")->verdict, ==, FLAG_EQUAL);
	world_finish(&world);

	world_init(&world, "x86_64", "-O");
	api_add_object(world.c, "a.o")->command_line = "GNU C17 12.2.0 -mno-red-zone -mtune=generic";
	((struct object *)world.c->objects->pdata[0])->has_code = true;
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "red-zone")->verdict, ==, FLAG_WRONG);
	g_assert_cmpstr(find_pair(&world, "red-zone")->left_evidence, ==, "-mno-red-zone in .GCC.command.line of a.o");
	world_finish(&world);
}

static void test_objects(void)
{
	struct world world;
	world_init(&world, "x86_64", NULL);
	add_unit(world.c, "a.o",
		 "GNU C17 12.2.0 -mindirect-branch=thunk-extern -fcf-protection=branch -mno-red-zone "
		 "-fpatchable-function-entry=16,16 -g",
		 LANGUAGE_C);
	struct object *rust =
		add_unit(world.rust, "librust.rlib(r.o)", "clang LLVM (rustc version 1.96.0)", LANGUAGE_RUST);
	g_hash_table_add(rust->undefined, (gpointer) "__x86_indirect_thunk_rax");
	rust->has_property_note = true;
	g_hash_table_add(rust->sections, (gpointer) "__patchable_function_entries");
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "retpoline")->verdict, ==, FLAG_EQUAL);
	g_assert_cmpstr(find_pair(&world, "retpoline")->right_evidence, ==,
			"undefined __x86_indirect_thunk_rax in librust.rlib(r.o)");
	g_assert_cmpint(find_pair(&world, "ibt")->verdict, ==, FLAG_WRONG);
	g_assert_cmpint(find_pair(&world, "red-zone")->verdict, ==, FLAG_UNKNOWN);
	g_assert_cmpint(find_pair(&world, "patchable-function-entry")->verdict, ==, FLAG_UNKNOWN);
	world_finish(&world);

	world_init(&world, "riscv64", NULL);
	add_unit(world.c, "a.o", "GNU C17 12.2.0 -mabi=lp64d -g", LANGUAGE_C);
	add_unit(world.rust, "r.o", NULL, LANGUAGE_RUST)->flags = 0x1;
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "abi")->verdict, ==, FLAG_WRONG);
	g_assert_cmpstr(find_pair(&world, "abi")->right, ==, "lp64");
	world_finish(&world);
}

static void test_specification(void)
{
	struct world world;
	world_init(&world, "x86_64", "--target=./scripts/target.json -Cno-redzone=n");
	world.builds[1].target = g_hash_table_new(g_str_hash, g_str_equal);
	g_hash_table_insert(world.builds[1].target, (gpointer) "disable-redzone", (gpointer) "true");
	g_hash_table_insert(world.builds[1].target, (gpointer) "features",
			    (gpointer) "-mmx,+soft-float,+harden-sls-ret");
	g_hash_table_insert(world.builds[1].target, (gpointer) "code-model", (gpointer) "kernel");
	add_unit(world.c, "a.o", "GNU C17 12.2.0 -mno-red-zone -mcmodel=kernel -mno-sse -mharden-sls=all -g",
		 LANGUAGE_C);
	world_compare(&world);
	g_assert_cmpint(find_pair(&world, "red-zone")->verdict, ==, FLAG_WRONG); /* the command overrides the target */
	g_assert_cmpint(find_pair(&world, "code-model")->verdict, ==, FLAG_EQUAL);
	g_assert_cmpint(find_pair(&world, "soft-float")->verdict, ==, FLAG_EQUAL);
	g_assert_cmpint(find_pair(&world, "harden-sls")->verdict, ==, FLAG_EQUAL);
	world_finish(&world);
}

static void test_layouts_decide(void)
{
	for (unsigned differs = 0; differs < 2; differs++) {
		struct world world;
		world_init(&world, "x86_64", "-O");
		add_unit(world.c, "a.o", "GNU C17 12.2.0 -fpack-struct -g", LANGUAGE_C);
		struct comparison_pair pair = { .left = "C", .right = "Rust", .counts = { .types = 3 } };
		struct difference difference = { .kind = DIFFERENCE_SIZE, .subject = "struct s", .layout = -1 };
		g_array_append_val(world.out->pairs, pair);
		if (differs)
			g_array_append_val(world.out->differences, difference);
		world_compare(&world);
		g_assert_cmpint(find_pair(&world, "pack-struct")->verdict, ==, differs ? FLAG_WRONG : FLAG_HARMLESS);
		world_finish(&world);
	}
}

static void test_other_machine(void)
{
	struct world world;
	world_init(&world, "x86_64", "-O");
	world.c->target.arch = "i686";
	add_unit(world.c, "a.o", "GNU C17 12.2.0 -m32 -mregparm=3 -g", LANGUAGE_C);
	add_unit(world.rust, "r.o", "clang LLVM (rustc version 1.96.0)", LANGUAGE_RUST);
	world_compare(&world);
	g_assert_cmpuint(world.out->flags->len, ==, 0);
	g_assert_cmpuint(world.out->gaps->len, ==, 1);
	world_finish(&world);
}

/* Thousands of units with few ways of being compiled. */
static void test_many_units(void)
{
	struct world world;
	world_init(&world, "x86_64", "-Cno-redzone=y");
	for (unsigned i = 0; i < 20000; i++) {
		char *path = g_strdup_printf("%u.o", i);
		char *producer = g_strdup_printf("GNU C11 12.2.0 -mno-red-zone -falign-functions=%u -g", i % 50);
		add_unit(world.c, path, api_intern(world.c, producer), LANGUAGE_C);
		g_free(producer);
		g_free(path);
	}
	gint64 start = g_get_monotonic_time();
	world_compare(&world);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
	g_assert_cmpint(find_pair(&world, "red-zone")->verdict, ==, FLAG_EQUAL);
	world_finish(&world);
}

/* clang records the name of the source, so that no two units have the same record. */
static void test_many_records(void)
{
	struct world world;
	world_init(&world, "x86_64", "-Cno-redzone=y");
	for (unsigned i = 0; i < 5000; i++) {
		char *path = g_strdup_printf("%u.o", i);
		char *producer = g_strdup_printf(
			"clang version 22.1.8 /usr/bin/clang -grecord-command-line -DNAME=%u -mno-red-zone -c %u.c", i,
			i);
		add_unit(world.c, path, api_intern(world.c, producer), LANGUAGE_C);
		g_free(producer);
		g_free(path);
	}
	gint64 start = g_get_monotonic_time();
	world_compare(&world);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
	g_assert_cmpstr(find_pair(&world, "red-zone")->left, ==, "off");
	g_assert_cmpstr(find_pair(&world, "red-zone")->left_evidence, ==,
			"-mno-red-zone in DW_AT_producer of 0.o (5000 units)");
	world_finish(&world);
}

/* ---- the tables ---- */

static bool is_known_property(const char *text)
{
	for (unsigned id = 0; id < FLAG_IDS; id++)
		if (g_str_has_prefix(text, flag_properties[id].name) && text[strlen(flag_properties[id].name)] == '=')
			return true;
	return false;
}

static void test_conditions(void)
{
	static const char *const known[] = { "freestanding", "c-mixed",  "layouts-agree", "narrow-enums-agree",
					     "both-kcfi",    "kcfi-off", "c-is-gcc",      "always",
					     "not-x86",      NULL };
	for (size_t i = 0; i < flag_n_rules; i++) {
		const char *when = flag_rules[i].when;
		if (!when)
			continue;
		when += g_str_has_prefix(when, "even ") ? strlen("even ") : 0;
		bool is_other = g_str_has_prefix(when, "c:") || g_str_has_prefix(when, "rust:");
		g_assert_true(is_other ? is_known_property(strchr(when, ':') + 1) : g_strv_contains(known, when));
	}
}

static void test_tables(void)
{
	char *text;
	g_assert_true(g_file_get_contents("../../docs/flags.md", &text, NULL, NULL));
	for (unsigned id = 0; id < FLAG_IDS; id++) {
		const struct flag_property *property = &flag_properties[id];
		char *row = g_strdup_printf("| `%s` | %s |", property->name, property->what);
		if (!strstr(text, row))
			g_error("docs/flags.md has no row '%s'", row);
		g_free(row);
		bool has_c = property->kind == KIND_CPU, has_rule = property->kind == KIND_CPU;
		for (size_t i = 0; i < flag_n_c_options; i++)
			has_c |= flag_c_options[i].id == id;
		for (size_t i = 0; i < flag_n_rules; i++)
			has_rule |= flag_rules[i].id == id;
		g_assert_true(has_c && has_rule);
	}
	unsigned rows = 0;
	for (const char *p = text; (p = strstr(p, "\n| `")); p++)
		rows++;
	g_assert_cmpuint(rows, ==, FLAG_IDS);
	g_free(text);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, true);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *name = g_strdup_printf("/flags/%s/%zu", cases[i].property, i);
		g_test_add_data_func(name, &cases[i], test_case);
		g_free(name);
	}
	g_test_add_func("/flags/tables", test_tables);
	g_test_add_func("/flags/units", test_units_differ);
	g_test_add_func("/flags/clang", test_clang_records);
	g_test_add_func("/flags/objects", test_objects);
	g_test_add_func("/flags/specification", test_specification);
	g_test_add_func("/flags/layouts", test_layouts_decide);
	g_test_add_func("/flags/machine", test_other_machine);
	g_test_add_func("/flags/many", test_many_units);
	g_test_add_func("/flags/records", test_many_records);
	g_test_add_func("/flags/conditions", test_conditions);
	return g_test_run();
}
