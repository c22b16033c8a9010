/*
 * Which macros bindgen evaluates by itself, without --clang-macro-fallback.
 *
 *     #define SIZE 4096             a number
 *     #define MASK (~(SIZE - 1))    a number, since SIZE is one and was defined before
 *     #define NAME "a" "b"          a string
 *     #define PAGE (1UL << shift()) none: a call; likewise casts, sizeof, comparisons, ?:, !, enumerators
 *
 * In bindgen's place just these are written. Programs define the others themselves, in the same module, as Linux's RUST_CONST_HELPER_… do; one
 * that appears beside its double does not compile. The value is clang's all the same. The grammar is that of the
 * crate cexpr 0.6: literals, names, parentheses, unary + - ~, binary * / % + - << >> & ^ |.
 */
#include "read/clang/reader.h"

#include <string.h>

struct parser {
	struct reader *reader;
	const char *at, *end;
};

static enum macro_kind parse_binary(struct parser *p, unsigned level);

/* ---- tokens ---- */

static void skip_space(struct parser *p)
{
	p->at = macro_skip_space(p->at, p->end);
}

static bool accept(struct parser *p, const char *token)
{
	size_t length = strlen(token);
	skip_space(p);
	if ((size_t)(p->end - p->at) < length || memcmp(p->at, token, length) != 0)
		return false;
	/* `&&`, `<<=` and the like are other tokens */
	if (length == 1 && strchr("&|", *token) && p->end - p->at > 1 && p->at[1] == *token)
		return false;
	p->at += length;
	return true;
}

/* ---- literals ---- */

static bool is_integer(const char *text)
{
	unsigned base = 10;
	uint64_t value = 0;
	if (text[0] == '0' && strchr("xXbB", text[1]) && text[1]) {
		base = (text[1] | 0x20) == 'x' ? 16 : 2;
		text += 2;
	} else if (text[0] == '0') {
		base = 8;
	}
	const char *start = text;
	for (; g_ascii_isxdigit(*text) && (unsigned)g_ascii_xdigit_value(*text) < base; text++) {
		unsigned digit = (unsigned)g_ascii_xdigit_value(*text);
		if (value > (UINT64_MAX - digit) / base)
			return false;
		value = value * base + digit;
	}
	return text > start && text[strspn(text, "uUlL")] == '\0';
}

static bool is_decimal_float(const char *text)
{
	size_t before = strspn(text, "0123456789"), after = 0;
	text += before;
	bool has_point = *text == '.';
	if (has_point)
		after = strspn(++text, "0123456789");
	text += after;
	bool has_exponent = (*text | 0x20) == 'e';
	if (has_exponent) {
		text += 1 + (text[1] == '+' || text[1] == '-');
		size_t digits = strspn(text, "0123456789");
		if (!digits)
			return false;
		text += digits;
	}
	return before + after > 0 && (has_point || has_exponent) && (!*text || (strchr("fFlL", *text) && !text[1]));
}

/* A preprocessing number, C 6.4.8. */
static enum macro_kind parse_number(struct parser *p)
{
	const char *start = p->at;
	while (p->at < p->end && (macro_is_word(*p->at) || *p->at == '.' ||
				  ((*p->at == '+' || *p->at == '-') && strchr("eEpP", p->at[-1]) && p->at > start)))
		p->at++;
	char *text = g_strndup(start, (size_t)(p->at - start));
	bool is_hexadecimal = (text[0] == '0' && (text[1] | 0x20) == 'x');
	enum macro_kind kind = is_integer(text)                          ? MACRO_INTEGER :
			       !is_hexadecimal && is_decimal_float(text) ? MACRO_FLOAT :
									   MACRO_NONE;
	g_free(text);
	return kind;
}

static enum macro_kind parse_quoted(struct parser *p)
{
	char quote = *p->at++;
	while (p->at < p->end && *p->at != quote)
		p->at += *p->at == '\\' ? 2 : 1;
	if (p->at >= p->end)
		return MACRO_NONE;
	p->at++;
	return quote == '"' ? MACRO_STRING : MACRO_CHARACTER;
}

/* A name, or the prefix of a string or character. */
static enum macro_kind parse_word(struct parser *p)
{
	static const char *const prefixes[] = { "L", "u8", "u", "U" };
	const char *start = p->at;
	while (p->at < p->end && macro_is_word(*p->at))
		p->at++;
	char *word = g_strndup(start, (size_t)(p->at - start));
	enum macro_kind kind = MACRO_NONE;
	bool is_prefix = false;
	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		is_prefix |= p->at < p->end && (*p->at == '"' || *p->at == '\'') && !strcmp(word, prefixes[i]);
	if (is_prefix) {
		kind = parse_quoted(p);
	} else {
		const struct macro *macro = g_hash_table_lookup(p->reader->macros.by_name, word);
		kind = macro ? macro->kind : MACRO_NONE;
	}
	g_free(word);
	return kind;
}

static enum macro_kind parse_primary(struct parser *p)
{
	skip_space(p);
	if (p->at == p->end)
		return MACRO_NONE;
	if (g_ascii_isdigit(*p->at) || (*p->at == '.' && p->end - p->at > 1 && g_ascii_isdigit(p->at[1])))
		return parse_number(p);
	if (*p->at == '"' || *p->at == '\'')
		return parse_quoted(p);
	return macro_is_word(*p->at) ? parse_word(p) : MACRO_NONE;
}

/* ---- expressions ---- */

static bool is_number(enum macro_kind kind)
{
	return kind == MACRO_INTEGER || kind == MACRO_FLOAT;
}

static enum macro_kind parse_strings(struct parser *p, enum macro_kind first)
{
	for (skip_space(p); first == MACRO_STRING && p->at < p->end && *p->at != ')'; skip_space(p))
		first = parse_primary(p) == MACRO_STRING ? MACRO_STRING : MACRO_NONE;
	return first;
}

static enum macro_kind parse_unary(struct parser *p)
{
	if (accept(p, "(")) {
		enum macro_kind kind = parse_strings(p, parse_binary(p, 0));
		return accept(p, ")") ? kind : MACRO_NONE;
	}
	bool is_inverse = accept(p, "~");
	if (!is_inverse && !accept(p, "-") && !accept(p, "+"))
		return parse_primary(p);
	enum macro_kind kind = parse_unary(p);
	return is_number(kind) && !(is_inverse && kind == MACRO_FLOAT) ? kind : MACRO_NONE;
}

/* From the operators that bind least. Of `<<` and those below, both sides are integers. */
static enum macro_kind parse_binary(struct parser *p, unsigned level)
{
	static const char *const operators[][4] = {
		{ "|" }, { "^" }, { "&" }, { "<<", ">>" }, { "+", "-" }, { "*", "/", "%" },
	};
	enum { LEVELS = G_N_ELEMENTS(operators), FIRST_OF_FLOATS = 4 };
	if (level == LEVELS)
		return parse_unary(p);
	enum macro_kind left = parse_binary(p, level + 1);
	for (;;) {
		bool found = false;
		for (unsigned i = 0; i < 3 && operators[level][i] && !found; i++)
			found = accept(p, operators[level][i]);
		if (!found)
			return left;
		enum macro_kind right = parse_binary(p, level + 1);
		bool fits = is_number(left) && is_number(right) &&
			    (level >= FIRST_OF_FLOATS || (left == MACRO_INTEGER && right == MACRO_INTEGER));
		left = !fits ? MACRO_NONE : left == MACRO_FLOAT || right == MACRO_FLOAT ? MACRO_FLOAT : MACRO_INTEGER;
	}
}

enum macro_kind macro_plain_kind(struct reader *reader, const char *text, size_t length)
{
	struct parser p = { reader, text, text + length };
	enum macro_kind kind = parse_strings(&p, parse_binary(&p, 0));
	skip_space(&p);
	return p.at == p.end ? kind : MACRO_NONE;
}
