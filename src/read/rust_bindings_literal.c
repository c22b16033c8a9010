/*
 * Literals to numbers and bytes.
 *
 *     0xffff_u16      an integer of type u16
 *     1.5e-3          a float: in tokens "1" "." "5e" "-" "3", so it is read from the text
 *     b"hi\0" c"hi"   the bytes h i 0
 *     b'a'            97u8
 *
 * Escapes are those of the Rust reference. What is larger than 64 bits is not understood, and never cut.
 */
#include "read/rust_bindings_parts.h"
#include "read/rust_literal.h"

/* ---- numbers ---- */

static const struct suffix {
	const char *text;
	unsigned size; /* 0: a pointer's */
	bool is_signed, is_float;
} suffixes[] = {
	{ "u8", 1, false, false },   { "i8", 1, true, false },     { "u16", 2, false, false },
	{ "i16", 2, true, false },   { "u32", 4, false, false },   { "i32", 4, true, false },
	{ "u64", 8, false, false },  { "i64", 8, true, false },    { "u128", 16, false, false },
	{ "i128", 16, true, false }, { "usize", 0, false, false }, { "isize", 0, true, false },
	{ "f32", 4, true, true },    { "f64", 8, true, true },
};

static const struct suffix *find_suffix(const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (strcmp(text, suffixes[i].text) == 0)
			return &suffixes[i];
	return NULL;
}

static struct number make_integer(uint64_t bits, struct expected expected)
{
	return bindings_convert((struct number){ .kind = NUMBER_INT, .bits = bits }, expected);
}

static struct number read_integer(struct bindings *b, const char *text, struct expected expected)
{
	unsigned base = text[0] != '0' ? 10 : text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : text[1] == 'b' ? 2 : 10;
	uint64_t value;
	if (base != 10)
		text += 2;
	if (!rust_digits_read(&text, base, &value))
		return (struct number){ 0 };
	if (!*text)
		return make_integer(value, expected);
	const struct suffix *suffix = find_suffix(text);
	if (!suffix || suffix->is_float)
		return (struct number){ 0 };
	unsigned size = suffix->size ? suffix->size : b->api->target.pointer_size;
	struct number number = make_integer(value, (struct expected){ size, suffix->is_signed });
	number.is_byte = size == 1 && !suffix->is_signed;
	return number;
}

/* Whether the number at p is a float: it has a fraction, an exponent or a suffix that says so. */
static bool is_float(const char *p)
{
	if (p[0] == '0' && (p[1] == 'x' || p[1] == 'o' || p[1] == 'b'))
		return false;
	while (g_ascii_isdigit(*p) || *p == '_')
		p++;
	if (*p == '.')
		return p[1] != '.' && !rust_starts_word(p + 1);
	return *p == 'e' || *p == 'E' || *p == 'f';
}

/* Reads the float at the cursor from the text, and moves the cursor behind all of its tokens. */
static struct number read_float(struct bindings *b, struct cursor *cursor)
{
	const char *p = b->file.text + b->file.tokens[cursor->i].start;
	GString *digits = g_string_new(NULL);
	for (;; p++) {
		bool is_sign = (*p == '-' || *p == '+') && digits->len && strchr("eE", digits->str[digits->len - 1]);
		if (g_ascii_isdigit(*p) || *p == '.' || *p == 'e' || *p == 'E' || is_sign)
			g_string_append_c(digits, *p);
		else if (*p != '_')
			break;
	}
	bool is_single = g_str_has_prefix(p, "f32");
	if (is_single || g_str_has_prefix(p, "f64"))
		p += 3;
	struct number number = { .kind = NUMBER_FLOAT, .size = is_single ? 4 : 8 };
	number.real = g_ascii_strtod(digits->str, NULL);
	g_string_free(digits, TRUE);
	size_t end = p - b->file.text;
	while (cursor->i < cursor->end && b->file.tokens[cursor->i].start < end)
		cursor->i++;
	return number;
}

/* ---- text ---- */

static struct number read_character(GByteArray *bytes, bool is_byte)
{
	uint64_t code;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	code = is_byte ? bytes->data[0] : g_utf8_get_char_validated((const char *)bytes->data, -1);
	g_byte_array_unref(bytes);
	struct number number = make_integer(code, (struct expected){ is_byte ? 1 : 4, false });
	number.is_byte = is_byte;
	return number;
}

static struct number read_quoted(struct bindings *b, unsigned token)
{
	struct rust_quoted quoted;
	if (!rust_quoted_read(b->file.text + b->file.tokens[token].start, b->file.tokens[token].extent, &quoted))
		return (struct number){ 0 };
	if (quoted.is_character)
		return read_character(quoted.bytes, quoted.is_byte);
	if (quoted.is_c)
		g_byte_array_append(quoted.bytes, (const guint8 *)"", 1);
	return (struct number){ .kind = NUMBER_BYTES, .element_size = 1, .bytes = quoted.bytes };
}

struct number bindings_literal(struct bindings *b, struct cursor *cursor, struct expected expected)
{
	if (cursor->i >= cursor->end)
		return (struct number){ 0 };
	const struct rust_token *token = &b->file.tokens[cursor->i];
	if (token->kind == TOKEN_STRING)
		return read_quoted(b, cursor->i++);
	if (token->kind == TOKEN_WORD &&
	    (has_text(&b->file, cursor->i, "true") || has_text(&b->file, cursor->i, "false")))
		return (struct number){ NUMBER_INT, has_text(&b->file, cursor->i++, "true"), .size = 1,
					.is_bool = true };
	if (token->kind != TOKEN_NUMBER)
		return (struct number){ 0 };
	if (is_float(b->file.text + token->start))
		return read_float(b, cursor);
	return read_integer(b, bindings_word(b, cursor->i++), expected);
}
