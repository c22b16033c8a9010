/*
 * Literals of Rust text to what they stand for.
 *
 *     b"hi\0" c"hi" r#"hi"#   the bytes h i 0, h i, h i
 *     'ä' b'a'                the bytes of the character
 *     ffff_u16                the digits of a base, up to what is none
 *
 * Escapes are those of the Rust reference.
 */
#include "read/rust_literal.h"

#include <string.h>

bool rust_digits_read(const char **text, unsigned base, uint64_t *value)
{
	bool any = false, fits = true;
	const char *p = *text;
	for (*value = 0; *p; p++) {
		int digit = g_ascii_xdigit_value(*p);
		if (*p == '_')
			continue;
		if (digit < 0 || digit >= (int)base)
			break;
		any = true;
		fits = fits && !__builtin_mul_overflow(*value, base, value) &&
		       !__builtin_add_overflow(*value, digit, value);
	}
	*text = p;
	return any && fits;
}

/* Appends the character that the escape at *p stands for. False if it is none. */
static bool read_escape(const char **p, GByteArray *bytes)
{
	static const char letters[] = "nrt0\\'\"", meanings[] = "\n\r\t\0\\'\"";
	const char *found = **p ? strchr(letters, **p) : NULL;
	guint8 byte;
	char utf8[6];
	if (found) {
		byte = (guint8)meanings[found - letters];
		g_byte_array_append(bytes, &byte, 1);
		++*p;
		return true;
	}
	if (**p == 'x' && g_ascii_isxdigit((*p)[1]) && g_ascii_isxdigit((*p)[2])) {
		byte = (guint8)(g_ascii_xdigit_value((*p)[1]) * 16 + g_ascii_xdigit_value((*p)[2]));
		g_byte_array_append(bytes, &byte, 1);
		*p += 3;
		return true;
	}
	if (**p == 'u' && (*p)[1] == '{') {
		uint64_t code;
		const char *digits = *p + 2;
		if (!rust_digits_read(&digits, 16, &code) || *digits != '}' || code > 0x10ffff)
			return false;
		g_byte_array_append(bytes, (const guint8 *)utf8, (guint)g_unichar_to_utf8((gunichar)code, utf8));
		*p = digits + 1;
		return true;
	}
	return false;
}

/* What stands between start and end, with its escapes resolved. NULL if one is wrong. Freed by the caller. */
static GByteArray *unescape(const char *start, const char *end)
{
	GByteArray *bytes = g_byte_array_new();
	for (const char *p = start; p < end;) {
		if (*p != '\\') {
			g_byte_array_append(bytes, (const guint8 *)p++, 1);
			continue;
		}
		p++;
		if (*p == '\n' || *p == '\r') { /* a line goes on behind the blanks of the next one */
			p += strspn(p, " \t\r\n");
		} else if (!read_escape(&p, bytes)) {
			g_byte_array_unref(bytes);
			return NULL;
		}
	}
	return bytes;
}

bool rust_quoted_read(const char *text, size_t length, struct rust_quoted *quoted)
{
	const char *p = text, *end = text + length;
	bool is_raw = false;
	*quoted = (struct rust_quoted){ .is_byte = *p == 'b', .is_c = *p == 'c' };
	if (quoted->is_byte || quoted->is_c)
		p++;
	if (*p == 'r') {
		is_raw = true;
		p++;
	}
	while (*p == '#' && end[-1] == '#') {
		p++;
		end--;
	}
	if (end - p < 2 || (*p != '"' && *p != '\''))
		return false;
	quoted->is_character = *p == '\'';
	p++;
	end--;
	quoted->bytes = is_raw ? g_byte_array_append(g_byte_array_new(), (const guint8 *)p, (guint)(end - p)) :
				 unescape(p, end);
	return quoted->bytes;
}
