/*
 * What compilers record of their command lines, and command lines themselves, to words that flags.def can be matched with.
 *
 *     GNU C17 12.2.0 -mno-red-zone -fsanitize=kcfi,bounds     "-mno-red-zone", "-fsanitize=kcfi", "-fsanitize=bounds"
 *     rustc -Cno_redzone=y --codegen target-feature=-sse,+avx "-C no-redzone=on", "-C target-feature=-sse", "-C target-feature=+avx"
 *     --target=x86_64-unknown-none                            "target disable-redzone=on", …, before all of the command's
 *
 * rustc takes '_' for '-' in names, and y, yes, on, true or nothing for yes (rustc_session/src/options.rs, parse_bool); here these are
 * "on", and n, no, off, false are "off".
 */
#include "compare/flags.h"

#include <string.h>

static const char *const yes[] = { "", "y", "yes", "on", "true", NULL };
static const char *const no[] = { "n", "no", "off", "false", NULL };

static void add_word(struct comparison *out, GArray *words, const char *text, const char *shown, const char *from,
		     bool is_default)
{
	struct flag_word word = { comparison_text(out, text), comparison_text(out, shown), from, is_default };
	g_array_append_val(words, word);
}

/* ---- C ---- */

/* "-fsanitize=a,b" → one word each. */
static void add_c_word(struct comparison *out, GArray *words, const char *word)
{
	const char *equals = strchr(word, '=');
	if (!equals || (!g_str_has_prefix(word, "-fsanitize=") && !g_str_has_prefix(word, "-fno-sanitize="))) {
		add_word(out, words, word, word, NULL, false);
		return;
	}
	char **items = g_strsplit(equals + 1, ",", -1);
	for (char **item = items; *item; item++) {
		char *text = g_strdup_printf("%.*s%s", (int)(equals + 1 - word), word, *item);
		add_word(out, words, text, word, NULL, false);
		g_free(text);
	}
	g_strfreev(items);
}

void flag_words_from_record(struct comparison *out, const char *record, GArray *words)
{
	GString *word = g_string_new(NULL);
	for (const char *p = record;; p++) {
		if (*p == '\\' && p[1]) { /* clang's */
			g_string_append_c(word, *++p);
			continue;
		}
		if (*p && !g_ascii_isspace(*p)) {
			g_string_append_c(word, *p);
			continue;
		}
		if (word->str[0] == '-' && word->len > 1)
			add_c_word(out, words, word->str);
		g_string_truncate(word, 0);
		if (!*p)
			break;
	}
	g_string_free(word, TRUE);
}

/* Options whose value is a word of its own: none of them is a flag. */
static bool has_value(const char *word)
{
	static const char *const with_value[] = { "-o",         "-x",
						  "-I",         "-D",
						  "-U",         "-include",
						  "-isystem",   "-iquote",
						  "-idirafter", "-imacros",
						  "-MF",        "-MT",
						  "-MQ",        "-L",
						  "-l",         "-T",
						  "-u",         "-e",
						  "-z",         "-Xassembler",
						  "-Xlinker",   "-Xpreprocessor",
						  "-mllvm",     "-target",
						  "--param",    "-aux-info",
						  "-dumpbase",  "-dumpdir",
						  "-arch",      "--sysroot",
						  "-isysroot",  NULL };
	return g_strv_contains(with_value, word);
}

void flag_words_from_c(struct comparison *out, const GPtrArray *command, GArray *words)
{
	for (guint i = 0; i < command->len; i++) {
		const char *word = command->pdata[i];
		if (!word || word[0] != '-' || strcmp(word, "-Xclang") == 0)
			continue;
		if (has_value(word) && i + 1 < command->len) {
			if (strcmp(word, "-D") == 0) {
				char *joined = g_strconcat("-D", (const char *)command->pdata[i + 1], NULL);
				add_c_word(out, words, joined);
				g_free(joined);
			}
			i++;
			continue;
		}
		add_c_word(out, words, word);
	}
}

/* ---- rustc ---- */

/* Values that are lists: one word for each. */
static const char *separators_of(const char *name)
{
	if (strcmp(name, "target-feature") == 0 || strcmp(name, "sanitizer") == 0)
		return ",";
	if (strcmp(name, "llvm-args") == 0 || strcmp(name, "llvm-module-flag") == 0)
		return " ";
	return NULL;
}

/* kind: "-C", "-Z", "target"; setting: "no_redzone=y". */
static void add_setting(struct comparison *out, GArray *words, const char *kind, const char *setting, const char *shown,
			const char *from, bool is_default)
{
	const char *equals = strchr(setting, '=');
	char *name = equals ? g_strndup(setting, (gsize)(equals - setting)) : g_strdup(setting);
	const char *value = equals ? equals + 1 : "";
	g_strdelimit(name, "_", '-');
	const char *separators = separators_of(name);
	char **values = separators ? g_strsplit(value, separators, -1) : g_strsplit(value, "\n", 1);
	if (!values[0]) { /* g_strsplit("") is empty */
		g_strfreev(values);
		values = g_new0(char *, 2);
		values[0] = g_strdup("");
	}
	for (char **v = values; *v; v++) {
		const char *given = g_strv_contains(yes, *v) ? "on" : g_strv_contains(no, *v) ? "off" : *v;
		char *text = g_strdup_printf("%s %s=%s", kind, name, given);
		add_word(out, words, text, shown, from, is_default);
		g_free(text);
	}
	g_strfreev(values);
	g_free(name);
}

static void add_target_key(struct comparison *out, GArray *words, const char *key, const char *value, const char *from,
			   bool is_default)
{
	bool is_features = strcmp(key, "features") == 0;
	char *setting = g_strdup_printf("%s=%s", is_features ? "target-feature" : key, value);
	char *shown = g_strdup_printf("\"%s\": \"%s\"", key, value);
	add_setting(out, words, is_features ? "-C" : "target", setting, shown, from, is_default);
	g_free(shown);
	g_free(setting);
}

static int compare_keys(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The specification's keys in alphabetical order, so that runs are alike. */
static void add_specification(struct comparison *out, GArray *words, GHashTable *target)
{
	GPtrArray *keys = g_ptr_array_new();
	GHashTableIter iter;
	gpointer key;
	g_hash_table_iter_init(&iter, target);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_ptr_array_add(keys, key);
	g_ptr_array_sort(keys, compare_keys);
	for (guint i = 0; i < keys->len; i++) {
		const char *value = g_hash_table_lookup(target, keys->pdata[i]);
		if (value)
			add_target_key(out, words, keys->pdata[i], value, "the target specification", false);
	}
	g_ptr_array_unref(keys);
}

static bool add_builtin(struct comparison *out, GArray *words, const char *triple)
{
	const char *keys = flag_builtin_target(triple);
	if (!keys)
		return false;
	const char *from = comparison_format(out, "the target '%s'", triple);
	char **list = g_strsplit(keys, "; ", -1);
	for (char **item = list; *item; item++) {
		char *equals = strchr(*item, '=');
		if (!equals)
			continue;
		*equals = '\0';
		add_target_key(out, words, *item, equals + 1, from, true);
	}
	g_strfreev(list);
	return true;
}

/* The value of "--name=value" or "--name" "value"; moves *i over the latter. NULL: the word is another. */
static const char *long_value(const GPtrArray *command, guint *i, const char *name)
{
	const char *word = command->pdata[*i];
	size_t length = strlen(name);
	if (strncmp(word, name, length) != 0)
		return NULL;
	if (word[length] == '=')
		return word + length + 1;
	if (word[length] == '\0' && *i + 1 < command->len)
		return command->pdata[++*i];
	return NULL;
}

static const char *short_value(const GPtrArray *command, guint *i, char letter)
{
	const char *word = command->pdata[*i];
	if (word[0] != '-' || word[1] != letter)
		return NULL;
	if (word[2])
		return word + 2;
	return *i + 1 < command->len ? command->pdata[++*i] : NULL;
}

static const char *find_triple(const struct build *build)
{
	const char *triple = NULL;
	for (guint i = 0; build->command && i < build->command->len; i++) {
		const char *value = long_value(build->command, &i, "--target");
		if (value)
			triple = value;
	}
	return triple;
}

/* What rustc compiles for where nothing is said, by what it made: "x86_64-unknown-linux-gnu". Freed by the caller; NULL: no telling. */
static char *assumed_triple(const struct build *build)
{
	for (guint i = 0; i < build->view->apis->len; i++) {
		const struct api *api = build->view->apis->pdata[i];
		const char *arch = api->target.arch;
		if (arch)
			return g_strdup_printf("%s-unknown-linux-gnu",
					       strcmp(arch, "riscv64") == 0 ? "riscv64gc" : arch);
	}
	return NULL;
}

const char *flag_words_from_rustc(struct comparison *out, const struct build *build, GArray *words)
{
	const char *triple = find_triple(build), *unknown = NULL;
	if (build->target) {
		add_specification(out, words, build->target);
	} else if (triple) {
		unknown = add_builtin(out, words, triple) ? NULL : triple;
	} else {
		char *assumed = assumed_triple(build);
		if (assumed && !add_builtin(out, words, assumed))
			unknown = comparison_text(out, assumed);
		g_free(assumed);
	}
	for (guint i = 0; build->command && i < build->command->len; i++) {
		const char *setting, *kind = "-C";
		const char *word = build->command->pdata[i];
		if (!(setting = long_value(build->command, &i, "--codegen")) &&
		    !(setting = short_value(build->command, &i, 'C')) &&
		    (setting = short_value(build->command, &i, 'Z')))
			kind = "-Z";
		if (!setting)
			continue;
		char *shown =
			build->command->pdata[i] == word ? g_strdup(word) : g_strdup_printf("%s %s", word, setting);
		add_setting(out, words, kind, setting, shown, NULL, false);
		g_free(shown);
	}
	return comparison_text(out, unknown);
}
