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
#include "base/rust_regex_parser.h"

#include <string.h>

static bool parse_alternatives(struct regex_parser *ps);

bool regex_fail(struct regex_parser *ps, const char *at, const char *format, ...)
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

bool regex_has(const struct regex_parser *ps, enum regex_flag flag)
{
	return ps->flags & flag;
}

void regex_skip_space(struct regex_parser *ps)
{
	while (regex_has(ps, REGEX_EXTENDED) && *ps->p) {
		if (g_unichar_isspace(g_utf8_get_char(ps->p)))
			ps->p = g_utf8_next_char(ps->p);
		else if (*ps->p == '#')
			ps->p += strcspn(ps->p, "\n");
		else
			break;
	}
}

void regex_put_literal(GString *out, gunichar c)
{
	if (c < 0x80 && (g_ascii_isalnum((char)c) || c == '_'))
		g_string_append_c(out, (char)c);
	else if (c < 0x80 && g_ascii_ispunct((char)c))
		g_string_append_printf(out, "\\%c", (char)c);
	else
		g_string_append_printf(out, "\\x{%X}", c);
}

/* ---- groups and flags ---- */

/* `(?P<name>` or `(?<name>`, at the name. */
static bool parse_group_name(struct regex_parser *ps)
{
	const char *start = ps->p, *end = strchr(start, '>');
	if (!end)
		return regex_fail(ps, start, "the group's name has no closing '>'");
	if (end == start)
		return regex_fail(ps, start, "the group's name is empty");
	for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		bool first = c == '_' || g_unichar_isalpha(c);
		if (!first && (p == start || !(g_unichar_isalnum(c) || c == '.' || c == '[' || c == ']')))
			return regex_fail(ps, p, "not allowed in the name of a group");
	}
	char *name = g_strndup(start, (gsize)(end - start));
	if (g_ptr_array_find_with_equal_func(ps->names, name, g_str_equal, NULL))
		regex_fail(ps, start, "there is a group '%s' already", name);
	g_ptr_array_add(ps->names, name);
	ps->p = end + 1;
	return !ps->error;
}

/* The letters of (?is-x) or (?is-x:…), up to ')' or ':'. */
static bool parse_flags(struct regex_parser *ps)
{
	static const struct {
		char letter;
		unsigned flag;
	} flags[] = {
		{ 'i', REGEX_INSENSITIVE }, { 'm', REGEX_MULTI_LINE }, { 's', REGEX_DOT_ALL },
		{ 'x', REGEX_EXTENDED },    { 'u', REGEX_UNICODE },    { 'U', REGEX_NO_MATTER },
		{ 'R', REGEX_NO_MATTER },
	};
	const char *start = ps->p, *minus = NULL;
	for (; *ps->p != ')' && *ps->p != ':'; ps->p++) {
		const char *at = ps->p;
		if (!*at)
			return regex_fail(ps, start, "the flags have no closing ')' or ':'");
		if (*at == '-') {
			if (minus)
				return regex_fail(ps, at, "a second '-' in the flags");
			minus = at;
			continue;
		}
		size_t i = 0;
		while (i < G_N_ELEMENTS(flags) && flags[i].letter != *at)
			i++;
		if (i == G_N_ELEMENTS(flags))
			return regex_fail(ps, at, "unknown flag");
		if (memchr(start, *at, (size_t)(at - start)))
			return regex_fail(ps, at, "the flag '%c' is given twice", *at);
		ps->flags = minus ? ps->flags & ~flags[i].flag : ps->flags | flags[i].flag;
	}
	if (minus && minus + 1 == ps->p)
		return regex_fail(ps, minus, "no flag follows the '-'");
	return true;
}

/* At the parenthesis. *is_atom: false for (?flags), which nothing can repeat. */
static bool parse_group(struct regex_parser *ps, bool *is_atom)
{
	static const char *const look_around[] = { "?=", "?!", "?<=", "?<!" };
	const char *start = ps->p++;
	unsigned outer_flags = ps->flags;
	for (size_t i = 0; i < G_N_ELEMENTS(look_around); i++)
		if (g_str_has_prefix(ps->p, look_around[i]))
			return regex_fail(ps, start, "look-around is not supported");
	if (++ps->depth > REGEX_DEPTH_MAX)
		return regex_fail(ps, start, "nested too deeply");
	if (g_str_has_prefix(ps->p, "?P<") || g_str_has_prefix(ps->p, "?<")) {
		ps->p = strchr(ps->p, '<') + 1;
		if (!parse_group_name(ps))
			return false;
	} else if (*ps->p == '?') {
		const char *letters = ++ps->p;
		if (!parse_flags(ps))
			return false;
		if (*ps->p == ')' && ps->p == letters)
			return regex_fail(ps, letters - 1, "nothing stands before '?'");
		if (*ps->p++ == ')') {
			g_string_append(ps->out, regex_has(ps, REGEX_INSENSITIVE) ? "(?i)" : "(?-i)");
			ps->depth--;
			*is_atom = false;
			return true;
		}
	}
	g_string_append(ps->out, regex_has(ps, REGEX_INSENSITIVE) ? "(?i:" : "(?-i:");
	if (!parse_alternatives(ps))
		return false;
	if (*ps->p != ')')
		return regex_fail(ps, start, "the group has no closing ')'");
	ps->p++;
	g_string_append_c(ps->out, ')');
	ps->flags = outer_flags;
	ps->depth--;
	*is_atom = true;
	return true;
}

/* ---- repetition and sequence ---- */

/* Within {…} white space means nothing, whatever the flags. */
static void skip_blanks(struct regex_parser *ps)
{
	while (*ps->p && g_unichar_isspace(g_utf8_get_char(ps->p)))
		ps->p = g_utf8_next_char(ps->p);
}

/* A number within {…}. */
static bool parse_count(struct regex_parser *ps, unsigned *count)
{
	skip_blanks(ps);
	const char *start = ps->p;
	for (*count = 0; g_ascii_isdigit(*ps->p); ps->p++)
		*count = MIN(*count * 10 + (unsigned)g_ascii_digit_value(*ps->p), (unsigned)REGEX_REPEAT_MAX + 1);
	if (ps->p == start)
		return regex_fail(ps, start, "a number is missing in the repetition");
	if (*count > REGEX_REPEAT_MAX)
		return regex_fail(ps, start, "more than %d repetitions", REGEX_REPEAT_MAX);
	skip_blanks(ps);
	return true;
}

/* At one of ?*+{ behind the atom that begins at out[atom]; *repeated: it carries a repetition already. */
static bool parse_repetition(struct regex_parser *ps, gssize atom, bool *repeated)
{
	const char *start = ps->p;
	char *quantifier = NULL;
	if (atom < 0)
		return regex_fail(ps, start, "nothing stands before '%c'", *start);
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
				return regex_fail(ps, start, "the repetition ends before it begins");
			quantifier = g_strdup_printf("{%u,%u}", low, high);
		} else {
			quantifier = g_strdup_printf(is_range ? "{%u,}" : "{%u}", low);
		}
		if (*ps->p != '}') {
			g_free(quantifier);
			return regex_fail(ps, start, "the repetition has no closing '}'");
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
static bool parse_atom(struct regex_parser *ps)
{
	struct regex_token token = { 0 };
	const char *start = ps->p;
	switch (*start) {
	case '[': {
		char *class = regex_parse_class(ps);
		if (class)
			g_string_append(ps->out, class);
		g_free(class);
		return class != NULL;
	}
	case '.':
		if (!regex_has(ps, REGEX_UNICODE))
			return regex_fail(ps, start, "the expression can match what is not UTF-8");
		ps->p++;
		g_string_append(ps->out, regex_has(ps, REGEX_DOT_ALL) ? "(?s:.)" : "[^\\n]");
		return true;
	case '^':
		ps->p++;
		g_string_append(ps->out, regex_has(ps, REGEX_MULTI_LINE) ? "(?m:^)" : "(?:\\A)");
		return true;
	case '$':
		ps->p++;
		g_string_append(ps->out, regex_has(ps, REGEX_MULTI_LINE) ? "(?m:$)" : "(?:\\z)");
		return true;
	default:
		break;
	}
	if (!regex_parse_token(ps, &token))
		return false;
	if (token.kind == TOKEN_CHAR)
		regex_put_literal(ps->out, token.c);
	else
		g_string_append_printf(ps->out, token.kind == TOKEN_SET ? "[%s]" : "(?:%s)", token.text);
	g_free(token.text);
	return true;
}

/* Up to the end or the ')' of the group around it. */
static bool parse_alternatives(struct regex_parser *ps)
{
	gssize atom = -1; /* where the last atom begins in out; -1: nothing that could be repeated */
	bool repeated = false;
	for (regex_skip_space(ps); *ps->p && *ps->p != ')'; regex_skip_space(ps)) {
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
	struct regex_parser ps = { .text = text, .p = text, .flags = REGEX_UNICODE };
	const char *invalid;
	if (!g_utf8_validate(text, -1, &invalid)) {
		*error = g_strdup("not UTF-8");
		*offset = (size_t)(invalid - text);
		return NULL;
	}
	ps.out = g_string_new(NULL);
	ps.names = g_ptr_array_new_with_free_func(g_free);
	if (parse_alternatives(&ps) && *ps.p == ')')
		regex_fail(&ps, ps.p, "no group is open here");
	g_ptr_array_unref(ps.names);
	if (ps.error) {
		g_string_free(ps.out, TRUE);
		*error = ps.error;
		*offset = ps.error_offset;
		return NULL;
	}
	return g_string_free(ps.out, FALSE);
}
