/*
 * Lists of symbols to a set of names. Each line says by itself what it is, in one of the forms that nm, a kernel's build and a kernel have:
 *
 *     0000000000001139 T main                     nm, System.map, /proc/kallsyms
 *     0000000000001139 000000000000000b T main    nm -S
 *     libc.a:printf.o:0000000000000000 T printf   nm -A
 *                      U puts@GLIBC_2.2.5         not defined there: not added
 *     main T 1139 b                               nm -P
 *     main                |0000000000001139|   T  |              FUNC|…   nm --format=sysv
 *     main                                        nm -j
 *     0x12345678	kmalloc	vmlinux	EXPORT_SYMBOL    Module.symvers
 *
 * Small letters are local symbols, which no other file can be linked to; but for 'u' and 'i', which ELF has for special global ones. Names of files
 * with a colon behind, the head of a table and empty lines stand between them.
 */
#include "read/symbols.h"

#include "base/diag.h"

#include <string.h>

/* Words of a line that are looked at. */
enum { MOST_WORDS = 5 };

struct word {
	const char *text;
	size_t length;
};

struct line {
	struct word words[MOST_WORDS];
	unsigned n;
};

static struct line split(const char *text, size_t length)
{
	struct line line = { .n = 0 };
	const char *end = text + length;
	while (text < end && line.n < MOST_WORDS) {
		while (text < end && g_ascii_isspace(*text))
			text++;
		const char *from = text;
		while (text < end && !g_ascii_isspace(*text))
			text++;
		if (text > from)
			line.words[line.n++] = (struct word){ from, (size_t)(text - from) };
	}
	return line;
}

static void drop_first(struct line *line)
{
	line->n--;
	memmove(line->words, line->words + 1, line->n * sizeof(line->words[0]));
}

static bool is_number(struct word word, size_t at_least)
{
	bool is = word.length >= at_least;
	for (size_t i = 0; i < word.length && is; i++)
		is = g_ascii_isxdigit(word.text[i]);
	return is;
}

/* nm's one letter for what a symbol is. */
static bool is_type(struct word word)
{
	return word.length == 1 && (g_ascii_isalpha(*word.text) || *word.text == '?' || *word.text == '-');
}

static bool is_name(struct word word)
{
	bool is = word.length && !g_ascii_isdigit(*word.text);
	for (size_t i = 0; i < word.length && is; i++)
		is = g_ascii_isalnum(word.text[i]) || strchr("_.$@", word.text[i]) ||
		     (unsigned char)word.text[i] >= 0x80;
	return is;
}

static void add(struct symbols *symbols, struct word name, struct word type)
{
	bool is_global = g_ascii_isupper(*type.text) || *type.text == 'u' || *type.text == 'i';
	if (is_global && *type.text != 'U' && *type.text != 'N')
		symbols_add(symbols, name.text, name.length);
}

/* `file:`, `file[member]:`, `Symbols from file:`, and the head of nm's table. */
static bool is_head(const char *text, size_t length, const struct line *line)
{
	bool is_table = line->n >= 3 && line->words[0].length == 4 && !memcmp(line->words[0].text, "Name", 4) &&
			g_strstr_len(text, (gssize)length, "Class") && g_strstr_len(text, (gssize)length, "Value");
	const struct word *last = line->n ? &line->words[line->n - 1] : NULL;
	while (length && g_ascii_isspace(text[length - 1]))
		length--;
	return !last || is_table || (length > 1 && text[length - 1] == ':');
}

static bool read_table(struct symbols *symbols, const char *text, size_t length)
{
	struct word fields[3];
	const char *end = text + length;
	for (unsigned i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *bar = memchr(text, '|', (size_t)(end - text));
		if (!bar)
			return false;
		struct line words = split(text, (size_t)(bar - text));
		fields[i] = words.n ? words.words[0] : (struct word){ "", 0 };
		if (words.n > 1)
			return false;
		text = bar + 1;
	}
	if (!is_name(fields[0]) || !is_type(fields[2]) || (fields[1].length && !is_number(fields[1], 1)))
		return false;
	add(symbols, fields[0], fields[2]);
	return true;
}

/* `nm -A`: the name of the file stands before the value, or before the type, with or without blanks. */
static void drop_file(struct line *line)
{
	struct word *first = &line->words[0];
	const char *colon = NULL;
	for (size_t i = 0; i < first->length; i++)
		if (first->text[i] == ':')
			colon = first->text + i;
	if (!colon)
		return;
	first->length -= (size_t)(colon + 1 - first->text);
	first->text = colon + 1;
	if (!first->length)
		drop_first(line);
}

static bool read_words(struct symbols *symbols, struct line *line)
{
	struct word *words = line->words;
	if (line->n >= 3 && words[0].length > 2 && !memcmp(words[0].text, "0x", 2)) {
		if (!is_name(words[1]))
			return false;
		symbols_add(symbols, words[1].text, words[1].length);
		return true;
	}
	drop_file(line);
	unsigned n = line->n;
	if (n >= 3 && is_number(words[0], 8) && is_type(words[1])) {
		add(symbols, words[2], words[1]);
		return true;
	}
	if (n >= 4 && is_number(words[0], 8) && is_number(words[1], 8) && is_type(words[2])) {
		add(symbols, words[3], words[2]);
		return true;
	}
	if (n == 2 && is_type(words[0]) && strchr("Uwv", *words[0].text))
		return true;
	if (n >= 2 && is_name(words[0]) && is_type(words[1]) && (n == 2 || is_number(words[2], 1))) {
		add(symbols, words[0], words[1]);
		return true;
	}
	if (n == 1 && is_name(words[0])) {
		symbols_add(symbols, words[0].text, words[0].length);
		return true;
	}
	return false;
}

static bool read_line(struct symbols *symbols, const char *text, size_t length)
{
	struct line line = split(text, length);
	if (is_head(text, length, &line))
		return true;
	if (memchr(text, '|', length))
		return read_table(symbols, text, length);
	return read_words(symbols, &line);
}

static bool read_text(struct symbols *symbols, const char *path, const char *text, size_t length)
{
	struct place place = { path, 1, 0 };
	const char *end = text + length;
	guint before = g_hash_table_size(symbols->names);
	if (memchr(text, '\0', length)) {
		diag_report(SEVERITY_ERROR, (struct place){ path, 0, 0 }, NULL,
			    "this is not text: a list of symbols is wanted, such as nm prints of it");
		return false;
	}
	for (; text < end; place.line++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((newline ? newline : end) - text);
		if (!read_line(symbols, text, n)) {
			diag_report(SEVERITY_ERROR, place, NULL,
				    "no line of nm's output, of a System.map or of a Module.symvers");
			return false;
		}
		text = newline ? newline + 1 : end;
	}
	if (g_hash_table_size(symbols->names) > before)
		return true;
	diag_report(SEVERITY_WARNING, (struct place){ path, 0, 0 }, "no-symbols", "this file adds no symbol");
	return true;
}

bool symbols_read(const GPtrArray *paths, struct symbols *symbols)
{
	bool ok = true;
	for (guint i = 0; i < paths->len; i++) {
		const char *path = g_ptr_array_index(paths, i);
		char *text;
		gsize length;
		GError *error = NULL;
		if (!g_file_get_contents(path, &text, &length, &error)) {
			diag_error("cannot read '%s': %s", path, diag_file_error_text(error));
			g_error_free(error);
			ok = false;
			continue;
		}
		ok &= read_text(symbols, path, text, length);
		g_free(text);
	}
	return ok;
}
