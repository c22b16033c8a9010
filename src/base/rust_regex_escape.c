/*
 * Characters and escape sequences of Rust's expressions.
 *
 *     \x{e9}  \u00e9   one character
 *     \d \PL \p{sc=Greek}   a set of characters: what goes between [ and ]
 *     \b \< \b{start}   an assertion, in terms of look-around, which PCRE2 has and Rust has not
 *
 * A property is tried with PCRE2 on the spot, so that an unknown one is reported where it stands.
 */
#include "base/rust_regex_parser.h"

#include <string.h>

/* Unicode's long names of general categories, without case, spaces, '_' and '-', and the short ones that PCRE2 knows. */
static const struct {
	const char *name, *code;
} categories[] = {
	{ "letter", "L" },
	{ "casedletter", "L&" },
	{ "lc", "L&" },
	{ "lowercaseletter", "Ll" },
	{ "uppercaseletter", "Lu" },
	{ "titlecaseletter", "Lt" },
	{ "modifierletter", "Lm" },
	{ "otherletter", "Lo" },
	{ "mark", "M" },
	{ "nonspacingmark", "Mn" },
	{ "spacingmark", "Mc" },
	{ "enclosingmark", "Me" },
	{ "number", "N" },
	{ "decimalnumber", "Nd" },
	{ "digit", "Nd" },
	{ "letternumber", "Nl" },
	{ "othernumber", "No" },
	{ "punctuation", "P" },
	{ "punct", "P" },
	{ "connectorpunctuation", "Pc" },
	{ "dashpunctuation", "Pd" },
	{ "openpunctuation", "Ps" },
	{ "closepunctuation", "Pe" },
	{ "initialpunctuation", "Pi" },
	{ "finalpunctuation", "Pf" },
	{ "otherpunctuation", "Po" },
	{ "symbol", "S" },
	{ "mathsymbol", "Sm" },
	{ "currencysymbol", "Sc" },
	{ "modifiersymbol", "Sk" },
	{ "othersymbol", "So" },
	{ "separator", "Z" },
	{ "spaceseparator", "Zs" },
	{ "lineseparator", "Zl" },
	{ "paragraphseparator", "Zp" },
	{ "other", "C" },
	{ "control", "Cc" },
	{ "cntrl", "Cc" },
	{ "format", "Cf" },
	{ "surrogate", "Cs" },
	{ "privateuse", "Co" },
	{ "unassigned", "Cn" },
};

static char *loose_name(const char *name, size_t length)
{
	GString *loose = g_string_new(NULL);
	for (size_t i = 0; i < length; i++)
		if (!strchr(" _-", name[i]))
			g_string_append_c(loose, g_ascii_tolower(name[i]));
	return g_string_free(loose, FALSE);
}

/* The PCRE2 name of a property as it stands between \p{ and }; *negated is flipped by `name!=value`. Freed by the caller. */
static char *property_code(const char *name, size_t length, bool *negated)
{
	size_t value_at = 0, name_length = 0;
	for (size_t i = 0; i < length && !value_at; i++) {
		name_length = i;
		if (name[i] == '=' || name[i] == ':')
			value_at = i + 1;
		else if (name[i] == '!' && i + 1 < length && name[i + 1] == '=') {
			value_at = i + 2;
			*negated = !*negated;
		}
	}
	char *value = loose_name(name + value_at, length - value_at);
	char *key = loose_name(name, value_at ? name_length : 0);
	char *code = NULL;
	if (!*key || g_str_equal(key, "gc") || g_str_equal(key, "generalcategory"))
		for (size_t i = 0; i < G_N_ELEMENTS(categories) && !code; i++)
			if (g_str_equal(categories[i].name, value))
				code = g_strdup(categories[i].code);
	if (!code && (g_str_equal(key, "sc") || g_str_equal(key, "script")))
		code = g_strconcat("sc:", value, NULL);
	else if (!code && (g_str_equal(key, "scx") || g_str_equal(key, "scriptextensions")))
		code = g_strconcat("scx:", value, NULL);
	else if (!code && *key && !g_str_equal(key, "gc") && !g_str_equal(key, "generalcategory"))
		code = g_strdup(""); /* age and the like */
	if (!code) {
		/* categories of one and two letters have a capital: the one thing that PCRE2 is strict about */
		code = g_steal_pointer(&value);
		if (strlen(code) <= 2)
			code[0] = g_ascii_toupper(code[0]);
	}
	g_free(value);
	g_free(key);
	return code;
}

static bool property_exists(const char *code)
{
	for (const char *c = code; *c; c++)
		if (!g_ascii_isalnum(*c) && *c != '&' && *c != ':')
			return false;
	char *probe = g_strdup_printf("\\p{%s}", code);
	GRegex *regex = g_regex_new(probe, 0, 0, NULL);
	g_free(probe);
	if (regex)
		g_regex_unref(regex);
	return regex && *code;
}

/* At the letter of \pX, \p{…}, \PX or \P{…}. */
static bool parse_property(struct regex_parser *ps, const char *start, struct regex_token *token)
{
	bool negated = *ps->p++ == 'P';
	const char *name = ps->p;
	size_t length;
	if (*name == '{') {
		const char *close = strchr(++name, '}');
		if (!close)
			return regex_fail(ps, start, "the Unicode property has no closing '}'");
		length = (size_t)(close - name);
		ps->p = close + 1;
	} else {
		if (!*name)
			return regex_fail(ps, start, "the escape sequence ends too early");
		length = (size_t)(g_utf8_next_char(name) - name);
		ps->p = name + length;
	}
	if (!regex_has(ps, REGEX_UNICODE))
		return regex_fail(ps, start, "Unicode properties are not allowed under (?-u)");
	char *code = property_code(name, length, &negated);
	if (regex_has(ps, REGEX_INSENSITIVE) && (!strcmp(code, "Lu") || !strcmp(code, "Ll") || !strcmp(code, "Lt")))
		strcpy(code, "L&"); /* PCRE2 does not fold the case of properties */
	bool exists = property_exists(code);
	if (exists)
		*token = (struct regex_token){ .kind = TOKEN_SET,
					       .text = g_strdup_printf("\\%c{%s}", negated ? 'P' : 'p', code) };
	g_free(code);
	return exists || regex_fail(ps, name, "unknown Unicode property '%.*s'", (int)length, name);
}

/* At the letter of \x, \u or \U: a fixed number of digits, or any within braces. */
static bool parse_hex(struct regex_parser *ps, const char *start, struct regex_token *token)
{
	unsigned digits = *ps->p == 'x' ? 2 : *ps->p == 'u' ? 4 : 8;
	bool braces = *++ps->p == '{';
	guint64 value = 0;
	if (braces) {
		ps->p++;
		digits = 0;
	}
	const char *first = ps->p;
	for (unsigned n = 0; braces ? *ps->p != '}' : n < digits; n++, ps->p++) {
		if (!*ps->p)
			return regex_fail(ps, start, "the escape sequence ends too early");
		if (!g_ascii_isxdigit(*ps->p))
			return regex_fail(ps, ps->p, "not a hexadecimal digit");
		value = MIN(value * 16 + (guint64)g_ascii_xdigit_value(*ps->p), (guint64)G_MAXUINT32);
	}
	if (braces && ps->p++ == first)
		return regex_fail(ps, start, "the escape sequence has no digits");
	if (value == 0 || !g_unichar_validate((gunichar)value))
		return regex_fail(ps, start, value == 0 ? "no name has a zero byte in it" : "not a Unicode character");
	if (!regex_has(ps, REGEX_UNICODE) && value > 0x7f)
		return regex_fail(ps, start, "the expression can match what is not UTF-8");
	*token = (struct regex_token){ .kind = TOKEN_CHAR, .c = (gunichar)value };
	return true;
}

/* \d \s \w and their negations, at the letter. */
static bool parse_perl_class(struct regex_parser *ps, const char *start, struct regex_token *token)
{
	char letter = *ps->p++;
	const char *set;
	if (regex_has(ps, REGEX_UNICODE))
		set = letter == 'd' ? "\\p{Nd}" :
		      letter == 'D' ? "\\P{Nd}" :
		      letter == 's' ? "\\s" :
		      letter == 'S' ? "\\S" :
		      letter == 'w' ? "\\w" :
				      "\\W";
	else if (g_ascii_isupper(letter))
		return regex_fail(ps, start, "the expression can match what is not UTF-8");
	else
		set = letter == 'd' ? "0-9" : letter == 's' ? "\\t-\\r " : "0-9A-Za-z_";
	*token = (struct regex_token){ .kind = TOKEN_SET, .text = g_strdup(set) };
	return true;
}

/* \A \z \b \B \< \> \b{start} …, at the letter. */
static bool parse_assertion(struct regex_parser *ps, struct regex_token *token)
{
	/* W: a character of a word */
	static const struct {
		const char *rust, *pcre;
	} assertions[] = {
		{ "b{start-half}", "(?<!W)" },
		{ "b{end-half}", "(?!W)" },
		{ "b{start}", "(?<!W)(?=W)" },
		{ "b{end}", "(?<=W)(?!W)" },
		{ "<", "(?<!W)(?=W)" },
		{ ">", "(?<=W)(?!W)" },
		{ "A", "\\A" },
		{ "z", "\\z" },
		{ "b", "(?<!W)(?=W)|(?<=W)(?!W)" },
		{ "B", "(?<!W)(?!W)|(?<=W)(?=W)" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(assertions); i++) {
		if (!g_str_has_prefix(ps->p, assertions[i].rust))
			continue;
		ps->p += strlen(assertions[i].rust);
		char **parts = g_strsplit(assertions[i].pcre, "W", -1);
		*token = (struct regex_token){
			.kind = TOKEN_ASSERTION,
			.text = g_strjoinv(regex_has(ps, REGEX_UNICODE) ? "\\w" : "[0-9A-Za-z_]", parts),
		};
		g_strfreev(parts);
		return true;
	}
	return false;
}

/* At the backslash. */
static bool parse_escape(struct regex_parser *ps, struct regex_token *token)
{
	static const char controls[] = "a\af\ft\tn\nr\rv\v";
	const char *start = ps->p++;
	unsigned char c = (unsigned char)*ps->p;
	if (!c)
		return regex_fail(ps, start, "a lone '\\' at the end");
	if (g_ascii_isdigit(c))
		return regex_fail(ps, start, "backreferences are not supported");
	if (c == 'p' || c == 'P')
		return parse_property(ps, start, token);
	if (c == 'x' || c == 'u' || c == 'U')
		return parse_hex(ps, start, token);
	if (strchr("dDsSwW", c))
		return parse_perl_class(ps, start, token);
	if (parse_assertion(ps, token))
		return true;
	for (const char *control = controls; *control; control += 2) {
		if (c == *control) {
			ps->p++;
			*token = (struct regex_token){ .kind = TOKEN_CHAR, .c = (gunichar)control[1] };
			return true;
		}
	}
	if (c >= 0x80 || g_ascii_isalnum(c))
		return regex_fail(ps, start, "unknown escape sequence '\\%.*s'", (int)(g_utf8_next_char(ps->p) - ps->p),
				  ps->p);
	ps->p++;
	*token = (struct regex_token){ .kind = TOKEN_CHAR, .c = c };
	return true;
}

bool regex_parse_token(struct regex_parser *ps, struct regex_token *token)
{
	if (*ps->p == '\\')
		return parse_escape(ps, token);
	*token = (struct regex_token){ .kind = TOKEN_CHAR, .c = g_utf8_get_char(ps->p) };
	ps->p = g_utf8_next_char(ps->p);
	return true;
}
