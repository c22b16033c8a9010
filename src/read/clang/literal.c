/*
 * String literals to their elements.
 *
 *     "a\0b" "c"   →  { 'a', 0, 'b', 'c', 0 }, one byte each
 *     L"wide"      →  six wchar_t
 *
 * clang_EvalResult_getAsStr() ends at the first zero and knows no wide strings, but clang prints the literal back in C syntax,
 * with few kinds of escapes (StringLiteral::outputString): that is what is read here. Narrow strings are in the execution
 * character set (UTF-8), wide ones in code points or UTF-16.
 */
#include "read/clang/reader.h"

#include <string.h>

struct cursor_text {
	const char *at;
	GByteArray *bytes;
	unsigned element_size;
};

static void put_element(struct cursor_text *text, uint32_t element)
{
	uint8_t byte = (uint8_t)element;
	uint16_t half = (uint16_t)element;
	if (text->element_size == 1)
		g_byte_array_append(text->bytes, &byte, 1);
	else if (text->element_size == 2)
		g_byte_array_append(text->bytes, (const guint8 *)&half, 2);
	else
		g_byte_array_append(text->bytes, (const guint8 *)&element, 4);
}

/* A universal character name (C 6.4.3) in the literal's encoding. */
static void put_code_point(struct cursor_text *text, uint32_t code)
{
	if (text->element_size == 1) {
		char utf8[6];
		int n = g_unichar_to_utf8(code, utf8);
		g_byte_array_append(text->bytes, (const guint8 *)utf8, (guint)n);
	} else if (text->element_size == 2 && code > 0xffff) {
		put_element(text, 0xd800 + ((code - 0x10000) >> 10));
		put_element(text, 0xdc00 + ((code - 0x10000) & 0x3ff));
	} else {
		put_element(text, code);
	}
}

static uint32_t read_digits(struct cursor_text *text, unsigned base, unsigned most)
{
	uint32_t number = 0;
	for (unsigned i = 0; i < most; i++, text->at++) {
		int digit = g_ascii_xdigit_value(*text->at);
		if (digit < 0 || (unsigned)digit >= base)
			break;
		number = number * base + (unsigned)digit;
	}
	return number;
}

static bool read_escape(struct cursor_text *text)
{
	static const char letters[] = "abfnrtv\\\"'?", values[] = "\a\b\f\n\r\t\v\\\"'?";
	char letter = *text->at;
	const char *known = letter ? strchr(letters, letter) : NULL;
	if (known) {
		text->at++;
		put_element(text, (unsigned char)values[known - letters]);
	} else if (letter >= '0' && letter <= '7') {
		put_element(text, read_digits(text, 8, 3));
	} else if (letter == 'x') {
		text->at++;
		put_element(text, read_digits(text, 16, 8));
	} else if (letter == 'u' || letter == 'U') {
		text->at++;
		put_code_point(text, read_digits(text, 16, letter == 'u' ? 4 : 8));
	} else {
		return false;
	}
	return true;
}

static bool read_elements(struct cursor_text *text)
{
	while (*text->at) {
		if (*text->at == '"') {
			/* the end, or a break after a hexadecimal escape: "\xff" "f" */
			const char *next = text->at + 1;
			while (*next == ' ')
				next++;
			if (*next != '"')
				return *next == '\0';
			text->at = next + 1;
		} else if (*text->at == '\\') {
			text->at++;
			if (!read_escape(text))
				return false;
		} else if ((unsigned char)*text->at < 0x80 || text->element_size == 1) {
			put_element(text, (unsigned char)*text->at++);
		} else {
			put_code_point(text, g_utf8_get_char(text->at));
			text->at = g_utf8_next_char(text->at);
		}
	}
	return false;
}

static struct value *make_value(struct reader *reader, struct cursor_text *text, uint64_t n_elements)
{
	struct value *value = api_alloc(reader->api, sizeof(*value));
	size_t wanted = n_elements * text->element_size;
	void *elements = api_alloc(reader->api, wanted);
	if (text->bytes->len)
		memcpy(elements, text->bytes->data, MIN(wanted, text->bytes->len));
	value->kind = VALUE_STRING;
	value->element_size = text->element_size;
	value->n_elements = n_elements;
	value->elements = elements;
	return value;
}

struct value *literal_read(struct reader *reader, CXCursor cursor, const char **why)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
	if (clang_getCursorKind(cursor) != CXCursor_StringLiteral || type.kind != CXType_ConstantArray) {
		if (!*why)
			*why = "is an array, no scalar constant";
		return NULL;
	}
	CXString spelling = clang_getCursorSpelling(cursor);
	const char *start = clang_getCString(spelling), *quote = strchr(start, '"');
	struct cursor_text text = { quote ? quote + 1 : "", g_byte_array_new(), 0 };
	text.element_size = (unsigned)clang_Type_getSizeOf(clang_getArrayElementType(type));
	struct value *value = NULL;
	if (quote && text.element_size <= 4 && read_elements(&text))
		value = make_value(reader, &text, (uint64_t)clang_getArraySize(type));
	else
		*why = "is a string that clang prints in an unknown form";
	g_byte_array_unref(text.bytes);
	clang_disposeString(spelling);
	return value;
}
