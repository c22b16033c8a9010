/*
 * The names that Rust uses: a table of exact names and a list of patterns.
 *
 * A pattern that has some text of its own ("atomic_*_return") matches whatever fits. One that has none ("*_*") would match nearly
 * every C name, so it comes with words: those that the Rust macro was called with. "atomic_fetch_add" matches "*_*" with
 * the words "_", "atomic", "add" and "fetch", and "list_add" does not.
 */
#include "api/uses.h"

#include <string.h>

static void use_free(void *data)
{
	struct use *use = data;
	if (use->pattern)
		g_pattern_spec_free(use->pattern);
	if (use->words)
		g_ptr_array_unref(use->words);
	g_free(use->name);
	g_free(use->file);
	g_free(use);
}

void uses_init(struct uses *uses)
{
	uses->exact = g_hash_table_new(g_str_hash, g_str_equal);
	uses->patterns = g_ptr_array_new();
	uses->all = g_ptr_array_new_with_free_func(use_free);
	uses->files = g_ptr_array_new_with_free_func(g_free);
}

void uses_finish(struct uses *uses)
{
	g_clear_pointer(&uses->exact, g_hash_table_unref);
	g_clear_pointer(&uses->patterns, g_ptr_array_unref);
	g_clear_pointer(&uses->all, g_ptr_array_unref);
	g_clear_pointer(&uses->files, g_ptr_array_unref);
}

static void put_place(struct use *use, struct place place)
{
	g_free(use->file);
	use->file = g_strdup(place.file);
	use->line = place.line;
	use->column = place.column;
}

static struct use *add_new(struct uses *uses, const char *name, struct place place, bool must_exist)
{
	struct use *use = g_new0(struct use, 1);
	use->name = g_strdup(name);
	use->must_exist = must_exist;
	put_place(use, place);
	g_ptr_array_add(uses->all, use);
	return use;
}

/* Makes a use that may exist one that must: from here on it stands at this place. */
static void raise_use(struct uses *uses, struct use *use, struct place place)
{
	unsigned index;
	use->must_exist = true;
	put_place(use, place);
	if (!g_ptr_array_find(uses->all, use, &index))
		unreachable();
	g_ptr_array_add(uses->all, g_ptr_array_steal_index(uses->all, index));
}

void uses_add(struct uses *uses, const char *name, struct place place, bool must_exist)
{
	struct use *use = g_hash_table_lookup(uses->exact, name);
	if (!use) {
		use = add_new(uses, name, place, must_exist);
		g_hash_table_insert(uses->exact, use->name, use);
	} else if (must_exist && !use->must_exist) {
		raise_use(uses, use, place);
	}
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *sorted_words(const GPtrArray *words)
{
	GPtrArray *sorted = g_ptr_array_new_full(words->len, g_free);
	for (unsigned i = 0; i < words->len; i++)
		if (*(const char *)words->pdata[i])
			g_ptr_array_add(sorted, g_strdup(words->pdata[i]));
	g_ptr_array_sort(sorted, compare_words);
	return sorted;
}

static bool same_words(const GPtrArray *a, const GPtrArray *b)
{
	if (!a || !b || a->len != b->len)
		return a == b;
	for (unsigned i = 0; i < a->len; i++)
		if (strcmp(a->pdata[i], b->pdata[i]) != 0)
			return false;
	return true;
}

void uses_add_pattern(struct uses *uses, const char *text, const GPtrArray *words, struct place place, bool must_exist)
{
	if (!strchr(text, '*')) {
		uses_add(uses, text, place, must_exist);
		return;
	}
	GPtrArray *sorted = words ? sorted_words(words) : NULL;
	for (unsigned i = 0; i < uses->patterns->len; i++) {
		struct use *use = uses->patterns->pdata[i];
		if (strcmp(use->name, text) != 0 || !same_words(use->words, sorted))
			continue;
		if (must_exist && !use->must_exist)
			raise_use(uses, use, place);
		g_clear_pointer(&sorted, g_ptr_array_unref);
		return;
	}
	struct use *use = add_new(uses, text, place, must_exist);
	use->pattern = g_pattern_spec_new(text);
	use->words = sorted;
	g_ptr_array_add(uses->patterns, use);
}

/* Index of the first of the sorted words that does not sort before the byte. */
static unsigned first_word(const GPtrArray *words, unsigned char byte)
{
	unsigned low = 0, high = words->len;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (*(const unsigned char *)words->pdata[middle] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether the name is a sequence of words: reached[i] says that its first i bytes are. */
static bool is_made_of(const GPtrArray *words, const char *name, size_t length)
{
	char *reached = g_malloc0(length + 1);
	reached[0] = true;
	for (size_t at = 0; at < length; at++) {
		unsigned char byte = name[at];
		for (unsigned i = first_word(words, byte); reached[at] && i < words->len; i++) {
			const char *word = words->pdata[i];
			if ((unsigned char)*word != byte)
				break;
			if (g_str_has_prefix(name + at, word))
				reached[at + strlen(word)] = true;
		}
	}
	bool made = reached[length];
	g_free(reached);
	return made;
}

static bool use_matches(const struct use *use, const char *name, size_t length)
{
#if GLIB_CHECK_VERSION(2, 70, 0)
	bool matches = g_pattern_spec_match(use->pattern, length, name, NULL);
#else
	bool matches = g_pattern_match(use->pattern, length, name, NULL);
#endif
	return matches && (!use->words || is_made_of(use->words, name, length));
}

bool uses_match(struct uses *uses, const char *name)
{
	struct use *exact = g_hash_table_lookup(uses->exact, name);
	bool matched = exact;
	size_t length = strlen(name);
	if (exact)
		exact->matched = true;
	for (unsigned i = 0; i < uses->patterns->len; i++) {
		struct use *use = uses->patterns->pdata[i];
		if (use_matches(use, name, length))
			matched = use->matched = true;
	}
	return matched;
}

bool uses_match_c(struct uses *uses, const char *name)
{
	char *mangled = g_strconcat(name, "_", NULL);
	bool used = uses_match(uses, name);
	used |= uses_match(uses, mangled);
	g_free(mangled);
	return used;
}

bool uses_have(const struct uses *uses, const char *name)
{
	if (g_hash_table_contains(uses->exact, name))
		return true;
	size_t length = strlen(name);
	for (unsigned i = 0; i < uses->patterns->len; i++)
		if (use_matches(uses->patterns->pdata[i], name, length))
			return true;
	return false;
}
