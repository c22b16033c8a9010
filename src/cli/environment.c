/*
 * Environment variables to clang's arguments, as bindgen 0.72.1 takes them:
 *
 *     TARGET=riscv64gc-unknown-linux-gnu                  --target=riscv64-unknown-linux-gnu, unless the arguments have one
 *     BINDGEN_EXTRA_CLANG_ARGS_riscv64gc_unknown_linux_gnu='-DX "-DY=a b"'      -DX, -DY=a b
 *     BINDGEN_EXTRA_CLANG_ARGS                            the same where there is none for TARGET
 */
#include "cli/environment.h"

#include <stdbool.h>
#include <string.h>
#include <sys/utsname.h>

char *environment_clang_triple(const char *rust)
{
	static const struct {
		const char *rust, *clang;
	} machines[] = {
		{ "riscv32", "riscv32" }, /* with its extensions: riscv32imac, riscv64gc */
		{ "riscv64", "riscv64" },
		{ "aarch64-apple-", "arm64-apple-" },
	};
	char *triple = g_strdup(rust);
	for (size_t i = 0; i < G_N_ELEMENTS(machines); i++) {
		if (!g_str_has_prefix(rust, machines[i].rust))
			continue;
		const char *rest = rust + strlen(machines[i].rust);
		if (!g_str_has_suffix(machines[i].rust, "-"))
			rest += strcspn(rest, "-");
		g_free(triple);
		triple = g_strconcat(machines[i].clang, rest, NULL);
		break;
	}
	GString *text = g_string_new(triple);
	g_string_replace(text, "-espidf", "-elf", 0);
	g_free(triple);
	return g_string_free(text, FALSE);
}

static bool is_this_machine(const char *target)
{
	struct utsname machine;
	if (uname(&machine) != 0)
		return false;
	char *own = g_strconcat(machine.machine, "-unknown-linux-", NULL);
	bool is_own = g_str_has_prefix(target, own);
	g_free(own);
	return is_own;
}

static bool has_target(const GPtrArray *args)
{
	for (guint i = 0; i < args->len; i++) {
		const char *arg = g_ptr_array_index(args, i);
		if (g_str_has_prefix(arg, "--target=") || g_str_equal(arg, "-target") || g_str_equal(arg, "--target"))
			return true;
	}
	return false;
}

/* BINDGEN_EXTRA_CLANG_ARGS, for the target if there is such a one. */
static const char *extra_flags(const char *target)
{
	static const char name[] = "BINDGEN_EXTRA_CLANG_ARGS";
	const char *text = NULL;
	if (target) {
		char *exact = g_strconcat(name, "_", target, NULL);
		char *plain = g_strdelimit(g_strdup(exact), "-", '_');
		text = g_getenv(exact);
		text = text ? text : g_getenv(plain);
		g_free(exact);
		g_free(plain);
	}
	return text ? text : g_getenv(name);
}

void environment_add_flags(GPtrArray *args)
{
	const char *target = g_getenv("TARGET");
	const char *extra = extra_flags(target);
	char **words = NULL;
	if (target && *target && !has_target(args) && !is_this_machine(target)) {
		char *triple = environment_clang_triple(target);
		g_ptr_array_insert(args, 0, g_strconcat("--target=", triple, NULL));
		g_free(triple);
	}
	if (!extra)
		return;
	/* with a quotation mark that is not closed, each space separates */
	if (!g_shell_parse_argv(extra, NULL, &words, NULL))
		words = g_strsplit_set(extra, " \t\n", -1);
	for (char **word = words; *word; word++)
		if (**word)
			g_ptr_array_add(args, g_strdup(*word));
	g_strfreev(words);
}
