/*
 * A compiler's command to the flags in it:
 *
 *     gcc -Iinclude -mno-red-zone -O2 -MMD -c -o a.o a.c       gcc -Iinclude -mno-red-zone -O2
 *     rustc --crate-name a --emit=obj -Cpanic=abort src/a.rs   rustc -Cpanic=abort
 */
#include "cmd/command_words.h"

#include <string.h>

/* An argument that is left out of a command: the word, or what it begins with where it ends in '*'; words: how many go with it. */
struct dropped {
	const char *pattern;
	unsigned words;
};

static const struct dropped dropped_c[] = {
	{ "-c", 1 },
	{ "-S", 1 },
	{ "-E", 1 },
	{ "-o", 2 },
	{ "-o?*", 1 },
	{ "-MD", 1 },
	{ "-MMD", 1 },
	{ "-MP", 1 },
	{ "-M", 1 },
	{ "-MM", 1 },
	{ "-MG", 1 },
	{ "-MF", 2 },
	{ "-MT", 2 },
	{ "-MQ", 2 },
	{ "-MF?*", 1 },
	{ "-MT?*", 1 },
	{ "-MQ?*", 1 },
	{ "-Wp,-M*", 1 },
	{ "-flto*", 1 },
	{ "-g", 1 },
	{ "-g[0-9]", 1 },
	{ "-save-temps*", 1 },
	{ "-gsplit-dwarf*", 1 },
	{ "-fsyntax-only", 1 },
	{ "-x", 2 },
	{ "-Werror*", 1 },
	{ "-fdiagnostics-color*", 1 },
	{ "-gz*", 1 },
};

static const struct dropped dropped_rust[] = {
	{ "--emit", 2 },
	{ "--emit=*", 1 },
	{ "-o", 2 },
	{ "-o?*", 1 },
	{ "--out-dir", 2 },
	{ "--out-dir=*", 1 },
	{ "--crate-type", 2 },
	{ "--crate-type=*", 1 },
	{ "--crate-name", 2 },
	{ "--crate-name=*", 1 },
	{ "--json*", 1 },
	{ "--error-format*", 1 },
	{ "--test", 1 },
	{ "-g", 1 },
	{ "-Clto*", 1 },
	{ "-Cdebuginfo*", 1 },
	{ "-Cincremental*", 1 },
	{ "-Cextra-filename*", 1 },
	{ "-Cmetadata*", 1 },
	{ "-Cstrip*", 1 },
	{ "-Cembed-bitcode*", 1 },
	{ "-Clinker-plugin-lto*", 1 },
	{ "-Csave-temps*", 1 },
};

static const struct dropped *find_dropped(const struct dropped *table, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++) {
		const char *pattern = table[i].pattern;
		bool is_digit = g_str_has_suffix(pattern, "[0-9]");
		size_t length = strlen(pattern) - (is_digit ? strlen("[0-9]") : 0);
		if (is_digit ?
			    strncmp(word, pattern, length) == 0 && g_ascii_isdigit(word[length]) && !word[length + 1] :
			    g_pattern_match_simple(pattern, word))
			return &table[i];
	}
	return NULL;
}

/* Whether the word is a file that the command compiles. */
static bool is_source(const char *word, const char *suffix)
{
	return word[0] != '-' && word[0] != '@' && g_str_has_suffix(word, suffix);
}

/* Options whose value is the next word, which is no source whatever it ends in; ends with NULL. */
static const char *const takes_word_c[] = {
	"-include", "-imacros", "-I",     "-isystem", "-iquote", "-idirafter", "-D",      "-U",
	"--param",  "-Xclang",  "-mllvm", "-L",       "-l",      "-T",         "-target", NULL,
};

static const char *const takes_word_rust[] = {
	"--extern", "--cfg", "--check-cfg", "-C", "-Z",        "--codegen", "-A", "-W",
	"-D",       "-F",    "-L",          "-l", "--sysroot", "--target",  NULL,
};

/* What one compiler's command has. */
struct language {
	const struct dropped *dropped;
	size_t n_dropped;
	const char *const *takes_word;
	const char *suffix; /* of sources */
};

/* The words without what is about the command's own output. *source: the last file that it compiles, or NULL. */
static GPtrArray *take_words(const GPtrArray *words, const struct language *language, const char **source)
{
	GPtrArray *kept = g_ptr_array_new_with_free_func(g_free);
	*source = NULL;
	for (guint i = 0; i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);
		bool is_split = (strcmp(word, "-C") == 0 || strcmp(word, "--codegen") == 0) && i + 1 < words->len;
		char *joined = is_split ? g_strconcat("-C", (const char *)g_ptr_array_index(words, i + 1), NULL) : NULL;
		const struct dropped *dropped =
			find_dropped(language->dropped, language->n_dropped, joined ? joined : word);
		g_free(joined);
		if (dropped) {
			i += (is_split ? 2 : dropped->words) - 1;
		} else if (is_source(word, language->suffix)) {
			*source = word;
		} else {
			g_ptr_array_add(kept, g_strdup(word));
			if (g_strv_contains(language->takes_word, word) && i + 1 < words->len)
				g_ptr_array_add(kept, g_strdup(g_ptr_array_index(words, ++i)));
		}
	}
	return kept;
}

GPtrArray *command_words_of_c(const GPtrArray *words, const char **source)
{
	static const struct language c = { dropped_c, G_N_ELEMENTS(dropped_c), takes_word_c, ".c" };
	return take_words(words, &c, source);
}

GPtrArray *command_words_of_rust(const GPtrArray *words, const char **source)
{
	static const struct language rust = { dropped_rust, G_N_ELEMENTS(dropped_rust), takes_word_rust, ".rs" };
	return take_words(words, &rust, source);
}

bool command_words_have(const GPtrArray *words, const char *prefix)
{
	for (guint i = 0; i < words->len; i++)
		if (words->pdata[i] && g_str_has_prefix(words->pdata[i], prefix))
			return true;
	return false;
}

bool command_words_is_setting(const char *word)
{
	const char *equals = strchr(word, '=');
	return equals && equals > word && word[0] != '-' && !memchr(word, '/', (size_t)(equals - word));
}
