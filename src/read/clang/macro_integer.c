/*
 * Integer constants to their value and type, by C 6.4.4.1 alone.
 *
 *     0x10UL      → 16, unsigned long
 *     4294967295  → long, or long long where long has 32 bits
 *
 * Half of all macros are one integer constant. Those that no #undef and no pop_macro names are what they were defined as last: clang need
 * not be asked, which is most of the work for headers full of them. Anything unusual (separators, a value that needs
 * more than 64 bits, a decimal one that no signed type holds) is left to clang.
 */
#define _GNU_SOURCE /* memmem(), in POSIX since 2024 */
#include "read/clang/reader.h"

#include <string.h>

enum suffix { SUFFIX_U = 1, SUFFIX_L = 2, SUFFIX_LL = 4 };

/* The bits of the suffix, or -1. */
static int read_suffix(const char *text)
{
	int suffix = 0;
	while (*text) {
		int bit = (*text | 0x20) == 'u'                       ? SUFFIX_U :
			  text[0] == text[1] && (*text | 0x20) == 'l' ? SUFFIX_LL :
			  (*text | 0x20) == 'l'                       ? SUFFIX_L :
									0;
		bool is_length = bit & (SUFFIX_L | SUFFIX_LL);
		if (!bit || suffix & bit || (is_length && suffix & (SUFFIX_L | SUFFIX_LL)))
			return -1;
		suffix |= bit;
		text += bit == SUFFIX_LL ? 2 : 1;
	}
	return suffix;
}

static unsigned read_base(const char **text)
{
	if ((*text)[0] != '0')
		return 10;
	char letter = (char)((*text)[1] | 0x20);
	if (letter != 'x' && letter != 'b')
		return 8;
	*text += 2;
	return letter == 'x' ? 16 : 2;
}

bool macro_read_integer(struct macro *macro, const char *text)
{
	unsigned base = read_base(&text);
	const char *start = text;
	uint64_t value = 0;
	for (; g_ascii_isxdigit(*text); text++) {
		unsigned digit = (unsigned)g_ascii_xdigit_value(*text);
		if (digit >= base || value > (UINT64_MAX - digit) / base)
			return false;
		value = value * base + digit;
	}
	int suffix = read_suffix(text);
	if (text == start || suffix < 0 || (base == 10 && !(suffix & SUFFIX_U) && value > INT64_MAX))
		return false;
	macro->integer = value;
	macro->integer_suffix = suffix;
	macro->integer_is_decimal = base == 10;
	return true;
}

static const struct type *integer_type(struct reader *reader, enum int_kind kind, int64_t size)
{
	struct type **known = &reader->macros.types[kind];
	if (!*known) {
		*known = api_new_type(reader->api, TYPE_INT);
		(*known)->int_kind = kind;
		(*known)->size = (*known)->align = size;
	}
	return *known;
}

/* The first type of the standard's list (C 6.4.4.1, table) that holds the value. int has 32 bits: macro_use_integers(). */
const struct type *macro_integer_type(struct reader *reader, const struct macro *macro)
{
	static const enum int_kind kinds[3][2] = { { INT_INT, INT_UINT },
						   { INT_LONG, INT_ULONG },
						   { INT_LLONG, INT_ULLONG } };
	/* after a syntax error the target's probes may not have been reached */
	const int64_t sizes[3] = { 4, MAX(reader->api->target.long_size, 4), 8 };
	int suffix = macro->integer_suffix;
	for (int rank = suffix & SUFFIX_LL ? 2 : suffix & SUFFIX_L ? 1 : 0; rank < 3; rank++) {
		uint64_t most = UINT64_MAX >> (64 - 8 * sizes[rank]);
		if (!(suffix & SUFFIX_U) && macro->integer <= most / 2)
			return integer_type(reader, kinds[rank][0], sizes[rank]);
		if ((suffix & SUFFIX_U || !macro->integer_is_decimal) && macro->integer <= most)
			return integer_type(reader, kinds[rank][1], sizes[rank]);
	}
	return integer_type(reader, INT_ULLONG, 8);
}

/* ---- names that may lose their definition ---- */

static void add_name_behind(struct reader *reader, const char *at, const char *end)
{
	while (at < end && (g_ascii_isspace(*at) || strchr("(\"\\", *at)))
		at++;
	const char *start = at;
	while (at < end && macro_is_word(*at))
		at++;
	if (at > start)
		g_hash_table_add(reader->macros.unstable, g_string_chunk_insert_len(reader->names, start, at - start));
}

void macro_find_unstable(struct reader *reader, const char *text, size_t length)
{
	static const char *const words[] = { "undef", "pop_macro" };
	const char *end = text + length;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t n = strlen(words[i]);
		for (const char *at = text; at && (at = memmem(at, (size_t)(end - at), words[i], n)); at += n)
			add_name_behind(reader, at + n, end);
	}
}
