/*
 * Rewrites an expression of Rust's regex crate for PCRE2.
 *
 * The two languages look alike, but `a*+`, `[a&&b]`, `[[:alpha:]]`, `\<`, `x{ 2 }`, `{` or `(?<=x)` mean something else
 * in each, or nothing in one. So the text is parsed as the crate's documentation defines it, errors included, and every
 * piece is written again in a form that has one meaning:
 *
 *     a*+            (?:a*)+                  in Rust a repetition of a repetition, in PCRE2 a possessive one
 *     [a-z&&[^m]]    (?:(?=[a-z])[^m])        set operations become look-ahead on one character
 *     (?P<n>x)?      (?:x)?                   groups do not capture
 *     (?x) a b # c   ab                       what a flag means is applied here, only `i` is left to PCRE2
 *
 * Invariant: each atom that is appended to `out` is one item that PCRE2 lets a quantifier follow.
 */
#include "base/rust_regex.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { DEPTH_MAX = 100, REPEAT_MAX = 65535 };

enum flag { FLAG_INSENSITIVE = 1, FLAG_MULTI_LINE = 2, FLAG_DOT_ALL = 4, FLAG_EXTENDED = 8, FLAG_UNICODE = 16, FLAG_IGNORED = 32 };

struct parser {
	const char *text, *p;
	GString *out;
	unsigned flags;
	unsigned depth;
	GPtrArray *names;     /* of groups: each only once */
	char *error;          /* the first one; NULL while all is well */
	size_t error_offset;
};

static bool parse_alternatives(struct parser *ps);
static char *parse_class(struct parser *ps);

static bool fail(struct parser *ps, const char *at, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(struct parser *ps, const char *at, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (!ps->error) {
		ps->error = g_strdup_vprintf(format, args);
		ps->error_offset = (size_t)(at - ps->text);
	}
	va_end(args);
	return false;
}

static bool has(const struct parser *ps, enum flag flag)
{
	return ps->flags & flag;
}

/* Under (?x) white space and comments mean nothing. */
static void skip_space(struct parser *ps)
{
	while (has(ps, FLAG_EXTENDED) && *ps->p) {
		if (g_unichar_isspace(g_utf8_get_char(ps->p)))
			ps->p = g_utf8_next_char(ps->p);
		else if (*ps->p == '#')
			ps->p += strcspn(ps->p, "\n");
		else
			break;
	}
}

static void put_literal(GString *out, gunichar c)
{
	if (c < 0x80 && (g_ascii_isalnum((char)c) || c == '_'))
		g_string_append_c(out, (char)c);
	else if (c < 0x80 && g_ascii_ispunct((char)c))
		g_string_append_printf(out, "\\%c", (char)c);
	else
		g_string_append_printf(out, "\\x{%X}", c);
}

/* ---- escapes ---- */

/* What `\…` or a plain character stands for. */
struct token {
	enum { TOKEN_CHAR, TOKEN_SET, TOKEN_ASSERTION } kind;
	gunichar c;
	char *text; /* TOKEN_SET: what goes between [ and ]; TOKEN_ASSERTION: as it goes into the output. Owned */
};

/* Unicode's long names of general categories, without case, spaces, '_' and '-', and the short ones that PCRE2 knows. */
static const struct { const char *name, *code; } categories[] = {
	{ "letter", "L" }, { "casedletter", "L&" }, { "lc", "L&" }, { "lowercaseletter", "Ll" }, { "uppercaseletter", "Lu" },
	{ "titlecaseletter", "Lt" }, { "modifierletter", "Lm" }, { "otherletter", "Lo" }, { "mark", "M" },
	{ "nonspacingmark", "Mn" }, { "spacingmark", "Mc" }, { "enclosingmark", "Me" }, { "number", "N" },
	{ "decimalnumber", "Nd" }, { "digit", "Nd" }, { "letternumber", "Nl" }, { "othernumber", "No" },
	{ "punctuation", "P" }, { "punct", "P" }, { "connectorpunctuation", "Pc" }, { "dashpunctuation", "Pd" },
	{ "openpunctuation", "Ps" }, { "closepunctuation", "Pe" }, { "initialpunctuation", "Pi" },
	{ "finalpunctuation", "Pf" }, { "otherpunctuation", "Po" }, { "symbol", "S" }, { "mathsymbol", "Sm" },
	{ "currencysymbol", "Sc" }, { "modifiersymbol", "Sk" }, { "othersymbol", "So" }, { "separator", "Z" },
	{ "spaceseparator", "Zs" }, { "lineseparator", "Zl" }, { "paragraphseparator", "Zp" }, { "other", "C" },
	{ "control", "Cc" }, { "cntrl", "Cc" }, { "format", "Cf" }, { "surrogate", "Cs" }, { "privateuse", "Co" },
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
static bool parse_property(struct parser *ps, const char *start, struct token *token)
{
	bool negated = *ps->p++ == 'P';
	const char *name = ps->p;
	size_t length;
	if (*name == '{') {
		const char *close = strchr(++name, '}');
		if (!close)
			return fail(ps, start, "the Unicode property has no closing '}'");
		length = (size_t)(close - name);
		ps->p = close + 1;
	} else {
		if (!*name)
			return fail(ps, start, "the escape sequence ends too early");
		length = (size_t)(g_utf8_next_char(name) - name);
		ps->p = name + length;
	}
	if (!has(ps, FLAG_UNICODE))
		return fail(ps, start, "Unicode properties are not allowed under (?-u)");
	char *code = property_code(name, length, &negated);
	if (has(ps, FLAG_INSENSITIVE) && (!strcmp(code, "Lu") || !strcmp(code, "Ll") || !strcmp(code, "Lt")))
		strcpy(code, "L&"); /* PCRE2 does not fold the case of properties */
	bool exists = property_exists(code);
	if (exists)
		*token = (struct token){ .kind = TOKEN_SET, .text = g_strdup_printf("\\%c{%s}", negated ? 'P' : 'p', code) };
	g_free(code);
	return exists || fail(ps, name, "unknown Unicode property '%.*s'", (int)length, name);
}

/* At the letter of \x, \u or \U: a fixed number of digits, or any within braces. */
static bool parse_hex(struct parser *ps, const char *start, struct token *token)
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
			return fail(ps, start, "the escape sequence ends too early");
		if (!g_ascii_isxdigit(*ps->p))
			return fail(ps, ps->p, "not a hexadecimal digit");
		value = MIN(value * 16 + (guint64)g_ascii_xdigit_value(*ps->p), (guint64)G_MAXUINT32);
	}
	if (braces && ps->p++ == first)
		return fail(ps, start, "the escape sequence has no digits");
	if (value == 0 || !g_unichar_validate((gunichar)value))
		return fail(ps, start, value == 0 ? "no name has a zero byte in it" : "not a Unicode character");
	if (!has(ps, FLAG_UNICODE) && value > 0x7f)
		return fail(ps, start, "the expression can match what is not UTF-8");
	*token = (struct token){ .kind = TOKEN_CHAR, .c = (gunichar)value };
	return true;
}

/* \d \s \w and their negations, at the letter. */
static bool parse_perl_class(struct parser *ps, const char *start, struct token *token)
{
	char letter = *ps->p++;
	const char *set;
	if (has(ps, FLAG_UNICODE))
		set = letter == 'd' ? "\\p{Nd}" : letter == 'D' ? "\\P{Nd}" : letter == 's' ? "\\s" : letter == 'S' ? "\\S" :
		      letter == 'w' ? "\\w" : "\\W";
	else if (g_ascii_isupper(letter))
		return fail(ps, start, "the expression can match what is not UTF-8");
	else
		set = letter == 'd' ? "0-9" : letter == 's' ? "\\t-\\r " : "0-9A-Za-z_";
	*token = (struct token){ .kind = TOKEN_SET, .text = g_strdup(set) };
	return true;
}

/* \A \z \b \B \< \> \b{start} …, at the letter. */
static bool parse_assertion(struct parser *ps, struct token *token)
{
	static const struct { const char *rust, *pcre; } assertions[] = {
		{ "b{start-half}", "(?<!\\w)" }, { "b{end-half}", "(?!\\w)" },
		{ "b{start}", "(?<!\\w)(?=\\w)" }, { "b{end}", "(?<=\\w)(?!\\w)" }, { "<", "(?<!\\w)(?=\\w)" },
		{ ">", "(?<=\\w)(?!\\w)" }, { "A", "\\A" }, { "z", "\\z" }, { "b", "\\b" }, { "B", "\\B" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(assertions); i++) {
		if (!g_str_has_prefix(ps->p, assertions[i].rust))
			continue;
		ps->p += strlen(assertions[i].rust);
		*token = (struct token){ .kind = TOKEN_ASSERTION, .text = g_strdup(assertions[i].pcre) };
		return true;
	}
	return false;
}

/* At the backslash. */
static bool parse_escape(struct parser *ps, struct token *token)
{
	static const char controls[] = "a\af\ft\tn\nr\rv\v";
	const char *start = ps->p++;
	unsigned char c = (unsigned char)*ps->p;
	if (!c)
		return fail(ps, start, "a lone '\\' at the end");
	if (g_ascii_isdigit(c))
		return fail(ps, start, "backreferences are not supported");
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
			*token = (struct token){ .kind = TOKEN_CHAR, .c = (gunichar)control[1] };
			return true;
		}
	}
	if (c >= 0x80 || g_ascii_isalnum(c))
		return fail(ps, start, "unknown escape sequence '\\%.*s'", (int)(g_utf8_next_char(ps->p) - ps->p), ps->p);
	ps->p++;
	*token = (struct token){ .kind = TOKEN_CHAR, .c = c };
	return true;
}

static bool parse_token(struct parser *ps, struct token *token)
{
	if (*ps->p == '\\')
		return parse_escape(ps, token);
	*token = (struct token){ .kind = TOKEN_CHAR, .c = g_utf8_get_char(ps->p) };
	ps->p = g_utf8_next_char(ps->p);
	return true;
}

/* ---- classes: [a-z], [^[:alpha:]_], [a-z&&[^aeiou]] ---- */

/* The members read so far of one operand: what stands between [ and ], and alternatives that cannot stand there. */
struct set {
	GString *plain;
	GString *others; /* "|[^…]|…" */
};

static void set_init(struct set *set)
{
	*set = (struct set){ g_string_new(NULL), g_string_new(NULL) };
}

static void set_finish(struct set *set)
{
	g_string_free(set->plain, TRUE);
	g_string_free(set->others, TRUE);
}

/* An expression that matches one character of the set. */
static char *set_text(const struct set *set)
{
	if (!set->others->len)
		return set->plain->len ? g_strdup_printf("[%s]", set->plain->str) : g_strdup("[^\\s\\S]");
	if (!set->plain->len)
		return g_strdup_printf("(?:%s)", set->others->str + 1);
	return g_strdup_printf("(?:[%s]%s)", set->plain->str, set->others->str);
}

/* `left OP set`, left freed; op 0: no operand before. */
static char *set_combine(char *left, char op, const struct set *set)
{
	char *right = set_text(set), *text;
	switch (op) {
	case '&':
		text = g_strdup_printf("(?:(?=%s)%s)", left, right);
		break;
	case '-':
		text = g_strdup_printf("(?:(?!%s)%s)", right, left);
		break;
	case '~':
		text = g_strdup_printf("(?:(?!%s)%s|(?!%s)%s)", right, left, left, right);
		break;
	default:
		text = g_steal_pointer(&right);
	}
	g_free(left);
	g_free(right);
	return text;
}

/* [:alpha:] or [:^alpha:] at the bracket; false, with nothing read, where it is none. These are ASCII in Rust. */
static bool parse_posix_class(struct parser *ps, struct set *set)
{
	static const struct { const char *name, *members; } classes[] = {
		{ "alnum", "0-9A-Za-z" }, { "alpha", "A-Za-z" }, { "ascii", "\\x{0}-\\x{7F}" }, { "blank", "\\t " },
		{ "cntrl", "\\x{0}-\\x{1F}\\x{7F}" }, { "digit", "0-9" }, { "graph", "!-~" }, { "lower", "a-z" },
		{ "print", " -~" }, { "punct", "!-\\/:-@\\[-`{-~" }, { "space", "\\t-\\r " }, { "upper", "A-Z" },
		{ "word", "0-9A-Za-z_" }, { "xdigit", "0-9A-Fa-f" },
	};
	if (ps->p[1] != ':')
		return false;
	bool negated = ps->p[2] == '^';
	const char *name = ps->p + 2 + negated;
	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		size_t length = strlen(classes[i].name);
		if (strncmp(name, classes[i].name, length) != 0 || strncmp(name + length, ":]", 2) != 0)
			continue;
		if (negated)
			g_string_append_printf(set->others, "|[^%s]", classes[i].members);
		else
			g_string_append(set->plain, classes[i].members);
		ps->p = name + length + 2;
		return true;
	}
	return false;
}

/* A character, a range or an escape that is a set. */
static bool parse_class_item(struct parser *ps, struct set *set)
{
	const char *start = ps->p;
	struct token low = { 0 }, high = { 0 };
	if (!parse_token(ps, &low))
		return false;
	if (low.kind == TOKEN_ASSERTION) {
		g_free(low.text);
		return fail(ps, start, "an assertion within a class");
	}
	skip_space(ps);
	const char *after = ps->p;
	if (*ps->p == '-') {
		ps->p++;
		skip_space(ps);
	}
	if (*after != '-' || *ps->p == ']' || *ps->p == '-') {
		ps->p = after;
		if (low.kind == TOKEN_SET)
			g_string_append(set->plain, low.text);
		else
			put_literal(set->plain, low.c);
		g_free(low.text);
		return true;
	}
	const char *end = ps->p;
	bool done = *end && parse_token(ps, &high);
	if (!*end)
		fail(ps, start, "the class has no closing ']'");
	else if (done && (low.kind != TOKEN_CHAR || high.kind != TOKEN_CHAR))
		done = fail(ps, low.kind != TOKEN_CHAR ? start : end, "a range needs a character on either side");
	else if (done && low.c > high.c)
		done = fail(ps, start, "the range ends before it begins");
	if (done) {
		put_literal(set->plain, low.c);
		g_string_append_c(set->plain, '-');
		put_literal(set->plain, high.c);
	}
	g_free(low.text);
	g_free(high.text);
	return done;
}

/* A bracket within a class: [:alpha:] or a class of its own. */
static bool parse_inner_class(struct parser *ps, struct set *set)
{
	if (parse_posix_class(ps, set))
		return true;
	char *inner = parse_class(ps);
	if (!inner)
		return false;
	g_string_append_printf(set->others, "|%s", inner);
	g_free(inner);
	return true;
}

static bool at_operator(const struct parser *ps)
{
	return *ps->p == ps->p[1] && (*ps->p == '&' || *ps->p == '-' || *ps->p == '~');
}

/* Behind [ and ^, up to and with the closing bracket. NULL on error. Freed by the caller. */
static char *parse_class_body(struct parser *ps, const char *start, bool negated)
{
	struct set set;
	char *left = NULL, op = 0;
	bool good = true;
	set_init(&set);
	for (skip_space(ps); *ps->p == '-'; skip_space(ps)) { /* at the front these two are literal */
		g_string_append(set.plain, "\\-");
		ps->p++;
	}
	if (*ps->p == ']' && !set.plain->len) {
		g_string_append(set.plain, "\\]");
		ps->p++;
	}
	for (skip_space(ps); good && *ps->p && *ps->p != ']'; skip_space(ps)) {
		if (*ps->p == '[') {
			good = parse_inner_class(ps, &set);
		} else if (at_operator(ps)) {
			left = set_combine(left, op, &set);
			op = *ps->p;
			ps->p += 2;
			set_finish(&set);
			set_init(&set);
		} else {
			good = parse_class_item(ps, &set);
		}
	}
	if (good && !*ps->p)
		good = fail(ps, start, "the class has no closing ']'");
	char *text = NULL;
	if (good) {
		ps->p++;
		text = set_combine(g_steal_pointer(&left), op, &set);
		char *plain = text;
		if (negated && text[0] == '[' && text[1] != '^')
			text = g_strdup_printf("[^%s", plain + 1);
		else if (negated)
			text = g_strdup_printf("(?:(?!%s)(?s:.))", plain);
		if (text != plain)
			g_free(plain);
	}
	g_free(left);
	set_finish(&set);
	return text;
}

/* At the opening bracket. */
static char *parse_class(struct parser *ps)
{
	const char *start = ps->p++;
	if (++ps->depth > DEPTH_MAX) {
		fail(ps, start, "nested too deeply");
		return NULL;
	}
	skip_space(ps);
	bool negated = *ps->p == '^';
	if (negated)
		ps->p++;
	if (negated && !has(ps, FLAG_UNICODE)) {
		fail(ps, start, "the expression can match what is not UTF-8");
		return NULL;
	}
	char *text = parse_class_body(ps, start, negated);
	ps->depth--;
	return text;
}

/* ---- groups and flags ---- */

/* `(?P<name>` or `(?<name>`, at the name. */
static bool parse_group_name(struct parser *ps)
{
	const char *start = ps->p, *end = strchr(start, '>');
	if (!end)
		return fail(ps, start, "the group's name has no closing '>'");
	if (end == start)
		return fail(ps, start, "the group's name is empty");
	for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		bool first = c == '_' || g_unichar_isalpha(c);
		if (!first && (p == start || !(g_unichar_isalnum(c) || c == '.' || c == '[' || c == ']')))
			return fail(ps, p, "not allowed in the name of a group");
	}
	char *name = g_strndup(start, (gsize)(end - start));
	if (g_ptr_array_find_with_equal_func(ps->names, name, g_str_equal, NULL))
		fail(ps, start, "there is a group '%s' already", name);
	g_ptr_array_add(ps->names, name);
	ps->p = end + 1;
	return !ps->error;
}

/* The letters of (?is-x) or (?is-x:…), up to ')' or ':'. */
static bool parse_flags(struct parser *ps)
{
	static const struct { char letter; unsigned flag; } flags[] = {
		{ 'i', FLAG_INSENSITIVE }, { 'm', FLAG_MULTI_LINE }, { 's', FLAG_DOT_ALL }, { 'x', FLAG_EXTENDED },
		{ 'u', FLAG_UNICODE }, { 'U', FLAG_IGNORED }, { 'R', FLAG_IGNORED },
	};
	const char *start = ps->p, *minus = NULL;
	for (; *ps->p != ')' && *ps->p != ':'; ps->p++) {
		const char *at = ps->p;
		if (!*at)
			return fail(ps, start, "the flags have no closing ')' or ':'");
		if (*at == '-') {
			if (minus)
				return fail(ps, at, "a second '-' in the flags");
			minus = at;
			continue;
		}
		size_t i = 0;
		while (i < G_N_ELEMENTS(flags) && flags[i].letter != *at)
			i++;
		if (i == G_N_ELEMENTS(flags))
			return fail(ps, at, "unknown flag");
		if (memchr(start, *at, (size_t)(at - start)))
			return fail(ps, at, "the flag '%c' is given twice", *at);
		ps->flags = minus ? ps->flags & ~flags[i].flag : ps->flags | flags[i].flag;
	}
	if (minus && minus + 1 == ps->p)
		return fail(ps, minus, "no flag follows the '-'");
	return true;
}

/* At the parenthesis. *is_atom: false for (?flags), which nothing can repeat. */
static bool parse_group(struct parser *ps, bool *is_atom)
{
	static const char *const look_around[] = { "?=", "?!", "?<=", "?<!" };
	const char *start = ps->p++;
	unsigned outer_flags = ps->flags;
	for (size_t i = 0; i < G_N_ELEMENTS(look_around); i++)
		if (g_str_has_prefix(ps->p, look_around[i]))
			return fail(ps, start, "look-around is not supported");
	if (++ps->depth > DEPTH_MAX)
		return fail(ps, start, "nested too deeply");
	if (g_str_has_prefix(ps->p, "?P<") || g_str_has_prefix(ps->p, "?<")) {
		ps->p = strchr(ps->p, '<') + 1;
		if (!parse_group_name(ps))
			return false;
	} else if (*ps->p == '?') {
		const char *letters = ++ps->p;
		if (!parse_flags(ps))
			return false;
		if (*ps->p == ')' && ps->p == letters)
			return fail(ps, letters - 1, "nothing stands before '?'");
		if (*ps->p++ == ')') {
			g_string_append(ps->out, has(ps, FLAG_INSENSITIVE) ? "(?i)" : "(?-i)");
			ps->depth--;
			*is_atom = false;
			return true;
		}
	}
	g_string_append(ps->out, has(ps, FLAG_INSENSITIVE) ? "(?i:" : "(?-i:");
	if (!parse_alternatives(ps))
		return false;
	if (*ps->p != ')')
		return fail(ps, start, "the group has no closing ')'");
	ps->p++;
	g_string_append_c(ps->out, ')');
	ps->flags = outer_flags;
	ps->depth--;
	*is_atom = true;
	return true;
}

/* ---- repetition and sequence ---- */

/* Within {…} white space means nothing, whatever the flags. */
static void skip_blanks(struct parser *ps)
{
	while (*ps->p && g_unichar_isspace(g_utf8_get_char(ps->p)))
		ps->p = g_utf8_next_char(ps->p);
}

/* A number within {…}. */
static bool parse_count(struct parser *ps, unsigned *count)
{
	skip_blanks(ps);
	const char *start = ps->p;
	for (*count = 0; g_ascii_isdigit(*ps->p); ps->p++)
		*count = MIN(*count * 10 + (unsigned)g_ascii_digit_value(*ps->p), (unsigned)REPEAT_MAX + 1);
	if (ps->p == start)
		return fail(ps, start, "a number is missing in the repetition");
	if (*count > REPEAT_MAX)
		return fail(ps, start, "more than %d repetitions", REPEAT_MAX);
	skip_blanks(ps);
	return true;
}

/* At one of ?*+{ behind the atom that begins at out[atom]; *repeated: it carries a repetition already. */
static bool parse_repetition(struct parser *ps, gssize atom, bool *repeated)
{
	const char *start = ps->p;
	char *quantifier = NULL;
	if (atom < 0)
		return fail(ps, start, "nothing stands before '%c'", *start);
	if (*ps->p == '{') {
		unsigned low, high;
		ps->p++;
		if (!parse_count(ps, &low))
			return false;
		bool is_range = *ps->p == ',';
		if (is_range) {
			ps->p++;
			skip_blanks(ps);
		}
		if (is_range && *ps->p != '}') {
			if (!parse_count(ps, &high))
				return false;
			if (low > high)
				return fail(ps, start, "the repetition ends before it begins");
			quantifier = g_strdup_printf("{%u,%u}", low, high);
		} else {
			quantifier = g_strdup_printf(is_range ? "{%u,}" : "{%u}", low);
		}
		if (*ps->p != '}') {
			g_free(quantifier);
			return fail(ps, start, "the repetition has no closing '}'");
		}
	} else {
		quantifier = g_strndup(ps->p, 1);
	}
	ps->p++;
	if (*ps->p == '?') /* lazy: no difference to a match of the whole */
		ps->p++;
	if (*repeated) {
		g_string_insert(ps->out, atom, "(?:");
		g_string_append_c(ps->out, ')');
	}
	g_string_append(ps->out, quantifier);
	g_free(quantifier);
	*repeated = true;
	return true;
}

/* A character, an escape, a class, an anchor. */
static bool parse_atom(struct parser *ps)
{
	struct token token = { 0 };
	const char *start = ps->p;
	switch (*start) {
	case '[': {
		char *class = parse_class(ps);
		if (class)
			g_string_append(ps->out, class);
		g_free(class);
		return class != NULL;
	}
	case '.':
		if (!has(ps, FLAG_UNICODE))
			return fail(ps, start, "the expression can match what is not UTF-8");
		ps->p++;
		g_string_append(ps->out, has(ps, FLAG_DOT_ALL) ? "(?s:.)" : "[^\\n]");
		return true;
	case '^':
		ps->p++;
		g_string_append(ps->out, has(ps, FLAG_MULTI_LINE) ? "(?m:^)" : "(?:\\A)");
		return true;
	case '$':
		ps->p++;
		g_string_append(ps->out, has(ps, FLAG_MULTI_LINE) ? "(?m:$)" : "(?:\\z)");
		return true;
	default:
		break;
	}
	if (!parse_token(ps, &token))
		return false;
	if (token.kind == TOKEN_CHAR)
		put_literal(ps->out, token.c);
	else
		g_string_append_printf(ps->out, token.kind == TOKEN_SET ? "[%s]" : "(?:%s)", token.text);
	g_free(token.text);
	return true;
}

/* Up to the end or the ')' of the group around it. */
static bool parse_alternatives(struct parser *ps)
{
	gssize atom = -1; /* where the last atom begins in out; -1: nothing that could be repeated */
	bool repeated = false;
	for (skip_space(ps); *ps->p && *ps->p != ')'; skip_space(ps)) {
		gssize begin = (gssize)ps->out->len;
		bool is_atom = true;
		switch (*ps->p) {
		case '|':
			ps->p++;
			g_string_append_c(ps->out, '|');
			atom = -1;
			continue;
		case '?':
		case '*':
		case '+':
		case '{':
			if (!parse_repetition(ps, atom, &repeated))
				return false;
			continue;
		case '(':
			if (!parse_group(ps, &is_atom))
				return false;
			break;
		default:
			if (!parse_atom(ps))
				return false;
		}
		atom = is_atom ? begin : -1;
		repeated = false;
	}
	return true;
}

char *rust_regex_translate(const char *text, char **error, size_t *offset)
{
	struct parser ps = { .text = text, .p = text, .flags = FLAG_UNICODE };
	const char *invalid;
	if (!g_utf8_validate(text, -1, &invalid)) {
		*error = g_strdup("not UTF-8");
		*offset = (size_t)(invalid - text);
		return NULL;
	}
	ps.out = g_string_new(NULL);
	ps.names = g_ptr_array_new_with_free_func(g_free);
	if (parse_alternatives(&ps) && *ps.p == ')')
		fail(&ps, ps.p, "no group is open here");
	g_ptr_array_unref(ps.names);
	if (ps.error) {
		g_string_free(ps.out, TRUE);
		*error = ps.error;
		*offset = ps.error_offset;
		return NULL;
	}
	return g_string_free(ps.out, FALSE);
}
