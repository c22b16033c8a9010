/*
 * All sources of clang's flags to one list, in the order in which later flags override earlier ones:
 *
 *     of compile_commands.json (-p)   -Iinclude -DNDEBUG
 *     of pkg-config                   -I/usr/include/glib-2.0
 *     --target                        --target=s390x-linux-gnu
 *     behind --                       -DX=1
 *
 * Flags that only GCC knows are then dropped by the table in gcc_flags.def. Warnings about options that clang knows and ignores are
 * switched off in front, where the user's flags can switch them on again.
 */
#include "cli/cflags.h"

#include "base/diag.h"
#include "cli/environment.h"

#include <string.h>
#include <sys/utsname.h>

/* ---- flags of GCC ---- */

struct gcc_flag {
	const char *pattern, *targets;
	unsigned words;
	const char *reason;
};

static const struct gcc_flag gcc_flags[] = {
#define GCC_FLAG(pattern, targets, words, reason) { pattern, targets, words, reason },
#include "cli/gcc_flags.def"
#undef GCC_FLAG
};

/* The "[no-]" of a pattern stands for itself and for nothing. */
static bool flag_matches(const char *pattern, const char *flag)
{
	static const char negation[] = "[no-]";
	const char *choice = strstr(pattern, negation);
	if (!choice)
		return g_pattern_match_simple(pattern, flag);
	size_t length = (size_t)(choice - pattern);
	if (strncmp(pattern, flag, length) != 0)
		return false;
	const char *rest = flag + length, *rest_of_pattern = choice + strlen(negation);
	return g_pattern_match_simple(rest_of_pattern, rest) ||
	       (g_str_has_prefix(rest, "no-") && g_pattern_match_simple(rest_of_pattern, rest + strlen("no-")));
}

static bool target_matches(const char *targets, const char *arch)
{
	char **patterns = g_strsplit(targets, " ", -1);
	bool matches = false;
	for (char **pattern = patterns; *pattern; pattern++)
		matches = matches || g_pattern_match_simple(*pattern, arch);
	g_strfreev(patterns);
	return matches;
}

static const struct gcc_flag *find_gcc_flag(const char *flag, const char *arch)
{
	for (size_t i = 0; flag[0] == '-' && i < G_N_ELEMENTS(gcc_flags); i++)
		if (flag_matches(gcc_flags[i].pattern, flag) && target_matches(gcc_flags[i].targets, arch))
			return &gcc_flags[i];
	return NULL;
}

/* First component of the target's triple: of the last --target or -target, or of this machine. Freed by the caller. */
static char *find_arch(const GPtrArray *args)
{
	const char *triple = NULL;
	for (guint i = 0; i < args->len; i++) {
		const char *arg = g_ptr_array_index(args, i);
		if (g_str_has_prefix(arg, "--target="))
			triple = arg + strlen("--target=");
		else if ((g_str_equal(arg, "-target") || g_str_equal(arg, "--target")) && i + 1 < args->len)
			triple = g_ptr_array_index(args, ++i);
	}
	struct utsname machine;
	if (triple)
		return g_strndup(triple, strcspn(triple, "-"));
	return g_strdup(uname(&machine) == 0 ? machine.machine : "");
}

static void drop_gcc_flags(GPtrArray *args)
{
	char *arch = find_arch(args);
	for (guint i = 0; i < args->len;) {
		const char *arg = g_ptr_array_index(args, i);
		const struct gcc_flag *known = find_gcc_flag(arg, arch);
		/* what -Xclang and the like hand on is none of ours */
		if (!known) {
			i += g_str_equal(arg, "-Xclang") || g_str_equal(arg, "-Xpreprocessor") ||
					     g_str_equal(arg, "-mllvm") ?
				     2 :
				     1;
			continue;
		}
		diag_note("dropped '%s', which only gcc knows: %s", arg, known->reason);
		g_ptr_array_remove_range(args, i, MIN(1 + known->words, args->len - i));
	}
	g_free(arch);
}

/* ---- pkg-config ---- */

/* The first line of what the program said. */
static void report_pkg_config(char *messages)
{
	messages[strcspn(messages, "\n")] = '\0';
	diag_error("pkg-config: %s", *messages ? messages : "failed without a message");
}

static bool add_pkg_config(const GPtrArray *names, GPtrArray *args)
{
	if (names->len == 0)
		return true;
	const char *program = g_getenv("PKG_CONFIG");
	GPtrArray *command = g_ptr_array_new();
	g_ptr_array_add(command, (char *)(program && *program ? program : "pkg-config"));
	g_ptr_array_add(command, (char *)"--cflags");
	g_ptr_array_add(command, (char *)"--");
	for (guint i = 0; i < names->len; i++)
		g_ptr_array_add(command, g_ptr_array_index(names, i));
	g_ptr_array_add(command, NULL);

	char *output = NULL, *messages = NULL, **words = NULL;
	int status = 0;
	GError *error = NULL;
	if (!g_spawn_sync(NULL, (char **)command->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &messages,
			  &status, &error))
		diag_error("cannot run pkg-config: %s", error->message);
	else if (!g_spawn_check_wait_status(status, NULL))
		report_pkg_config(messages);
	else if (!g_shell_parse_argv(output, NULL, &words, &error) && error->code != G_SHELL_ERROR_EMPTY_STRING)
		diag_error("pkg-config: its output has a quotation mark that is not closed");
	for (char **word = words; word && *word; word++)
		g_ptr_array_add(args, g_strdup(*word));
	g_clear_error(&error);
	g_strfreev(words);
	g_free(output);
	g_free(messages);
	g_ptr_array_unref(command);
	return !diag_has_errors();
}

/* ---- all of them ---- */

bool cflags_resolve(struct config *config)
{
	static const char *const quiet[] = { "-Wno-unknown-warning-option", "-Wno-ignored-optimization-argument",
					     "-Wno-unused-command-line-argument" };
	GPtrArray *args = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < G_N_ELEMENTS(quiet); i++)
		g_ptr_array_add(args, g_strdup(quiet[i]));
	if (config->compile_commands)
		compile_commands_flags(config->compile_commands, g_ptr_array_index(config->headers, 0), args);
	add_pkg_config(config->pkg_config, args);
	if (config->target) {
		char *triple = environment_clang_triple(config->target);
		g_ptr_array_add(args, g_strconcat("--target=", triple, NULL));
		g_free(triple);
	}
	g_ptr_array_extend_and_steal(args, g_steal_pointer(&config->clang_args));
	drop_gcc_flags(args);
	config->clang_args = args;
	return !diag_has_errors();
}
