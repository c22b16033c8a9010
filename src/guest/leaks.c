/*
 * Counts and records → leaks.
 *
 * An idle kernel's counts go up and down by themselves. A leak is what grows in nearly each round, by one or more in all of them together;
 * the first round does not count, because much is allocated once and kept. Measured over idle rounds of Linux 6.1, 6.12 and 7.3: no cache ever did.
 */
#include "guest/leaks.h"

#include "guest/elf_file.h"

#include <string.h>

enum { ROUNDS_TO_TELL = 5 }; /* fewer say nothing about growth */

struct record {
	char *cache, *function;
	gint64 objects;
	bool is_own;
};

struct section {
	char *name;
	guint64 address;
};

static void free_section(gpointer data)
{
	struct section *section = data;
	g_free(section->name);
	g_free(section);
}

static void free_record(gpointer data)
{
	struct record *record = data;
	g_free(record->cache);
	g_free(record->function);
	g_free(record);
}

static void free_counts(gpointer data)
{
	g_array_unref(data);
}

void leaks_init(struct leaks *leaks, GBytes *ko)
{
	*leaks = (struct leaks){
		.names = g_ptr_array_new_with_free_func(g_free),
		.counts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_counts),
		.records = g_ptr_array_new_with_free_func(free_record),
		.sections = g_ptr_array_new_with_free_func(free_section),
		.ko = ko ? g_bytes_ref(ko) : NULL,
	};
}

void leaks_finish(struct leaks *leaks)
{
	g_ptr_array_unref(leaks->names);
	g_hash_table_unref(leaks->counts);
	g_ptr_array_unref(leaks->records);
	g_ptr_array_unref(leaks->sections);
	if (leaks->ko)
		g_bytes_unref(leaks->ko);
}

/* ---- counts ---- */

static GArray *counts_of(struct leaks *leaks, const char *name)
{
	GArray *counts = g_hash_table_lookup(leaks->counts, name);
	if (!counts) {
		char *key = g_strdup(name);
		counts = g_array_new(FALSE, TRUE, sizeof(gint64));
		g_ptr_array_add(leaks->names, key);
		g_hash_table_insert(leaks->counts, key, counts);
	}
	return counts;
}

void leaks_count(struct leaks *leaks, unsigned round, const char *text)
{
	char **words = g_strsplit(text, " ", -1);
	for (char **word = words; *word; word++) {
		char *value = strrchr(*word, '=');
		if (!value)
			continue;
		*value++ = '\0';
		GArray *counts = counts_of(leaks, *word);
		if (counts->len <= round)
			g_array_set_size(counts, round + 1);
		g_array_index(counts, gint64, round) = g_ascii_strtoll(value, NULL, 10);
	}
	g_strfreev(words);
}

static void decide_count(const char *name, const GArray *counts, unsigned rounds, GPtrArray *problems)
{
	unsigned steps = rounds - 1, growing = 0;
	if (rounds < ROUNDS_TO_TELL || counts->len <= rounds)
		return;
	gint64 first = g_array_index(counts, gint64, 1), last = g_array_index(counts, gint64, rounds);
	for (unsigned i = 1; i < rounds; i++)
		growing += g_array_index(counts, gint64, i + 1) > g_array_index(counts, gint64, i);
	if (last - first >= steps && growing >= steps - steps / 5)
		g_ptr_array_add(problems,
				g_strdup_printf("leak: '%s' grew from %" G_GINT64_FORMAT
						" after the first round to %" G_GINT64_FORMAT " after the last",
						name, first, last));
}

/* ---- records ---- */

void leaks_section(struct leaks *leaks, const char *text)
{
	char **words = g_strsplit(text, " ", 2);
	if (g_strv_length(words) == 2) {
		struct section *section = g_new(struct section, 1);
		*section = (struct section){ g_strdup(words[0]), g_ascii_strtoull(words[1], NULL, 16) };
		g_ptr_array_add(leaks->sections, section);
	}
	g_strfreev(words);
}

/* The module's function that returns to the address; the module may lie somewhere else in each round. */
static char *name_function(const struct leaks *leaks, guint64 address)
{
	char *name = NULL;
	for (guint i = leaks->sections->len; leaks->ko && !name && i-- > 0;) {
		const struct section *section = g_ptr_array_index(leaks->sections, i);
		if (address > section->address)
			name = elf_file_function(leaks->ko, section->name, address - section->address - 1);
	}
	return name ? name : g_strdup_printf("the code at 0x%" G_GINT64_MODIFIER "x", address);
}

/* The record of these, new or known: the same function may have been at several addresses. Takes the function's name. */
static struct record *record_of(struct leaks *leaks, const char *cache, bool is_own, char *function)
{
	for (guint i = 0; i < leaks->records->len; i++) {
		struct record *record = g_ptr_array_index(leaks->records, i);
		if (record->is_own == is_own && strcmp(record->cache, cache) == 0 &&
		    strcmp(record->function, function) == 0) {
			g_free(function);
			return record;
		}
	}
	struct record *record = g_new0(struct record, 1);
	*record = (struct record){ .cache = g_strdup(cache), .function = function, .is_own = is_own };
	g_ptr_array_add(leaks->records, record);
	return record;
}

void leaks_record(struct leaks *leaks, const char *text)
{
	char **words = g_strsplit(text, " ", 4);
	if (g_strv_length(words) == 4) {
		guint64 address = g_ascii_strtoull(words[2], NULL, 16);
		struct record *record =
			record_of(leaks, words[0], strcmp(words[1], "own") == 0, name_function(leaks, address));
		record->objects += g_ascii_strtoll(words[3], NULL, 10);
	}
	g_strfreev(words);
}

/*
 * What the module itself asked for is lost as soon as it is gone. What a function of the kernel allocated for it may be kept there
 * (a table grew): only if there is one for each round it was not given back.
 */
static bool is_leak(const struct record *record, unsigned rounds)
{
	gint64 kept = record->is_own ? 0 : rounds < ROUNDS_TO_TELL ? G_MAXINT64 : rounds - 2;
	return record->objects > kept;
}

static void decide_records(const struct leaks *leaks, bool is_own, unsigned rounds, GPtrArray *problems)
{
	for (guint i = 0; i < leaks->records->len; i++) {
		const struct record *record = g_ptr_array_index(leaks->records, i);
		if (record->is_own == is_own && is_leak(record, rounds))
			g_ptr_array_add(problems, g_strdup_printf("leak: %" G_GINT64_FORMAT
								  " of '%s', allocated %s %s, not freed",
								  record->objects, record->cache,
								  is_own ? "by" : "on behalf of", record->function));
	}
}

/* Whether a record has said it of this cache. */
static bool is_known(const struct leaks *leaks, const char *cache, unsigned rounds)
{
	for (guint i = 0; i < leaks->records->len; i++) {
		const struct record *record = g_ptr_array_index(leaks->records, i);
		if (strcmp(record->cache, cache) == 0 && is_leak(record, rounds))
			return true;
	}
	return false;
}

void leaks_decide(const struct leaks *leaks, unsigned rounds, GPtrArray *problems)
{
	decide_records(leaks, true, rounds, problems);
	decide_records(leaks, false, rounds, problems);
	for (guint i = 0; i < leaks->names->len; i++) {
		const char *name = g_ptr_array_index(leaks->names, i);
		if (!is_known(leaks, name, rounds))
			decide_count(name, g_hash_table_lookup(leaks->counts, name), rounds, problems);
	}
}
