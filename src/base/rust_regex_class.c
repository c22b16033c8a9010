/*
 * Classes of Rust's expressions: [a-z], [^[:alpha:]_], [a-z&&[^aeiou]].
 *
 * A class stands for one character, so what PCRE2 cannot say between brackets is said around them: a class within a class is an
 * alternative, an intersection is a look-ahead, a difference a negative one:
 *
 *     [a[^b]]     (?:[a]|[^b])
 *     [a-z&&\w]   (?:(?=[a-z])[\w])
 *     [a-z--m]    (?:(?![m])[a-z])
 */
#include "base/rust_regex_parser.h"

#include <string.h>

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
static bool parse_posix_class(struct regex_parser *ps, struct set *set)
{
	static const struct {
		const char *name, *members;
	} classes[] = {
		{ "alnum", "0-9A-Za-z" },
		{ "alpha", "A-Za-z" },
		{ "ascii", "\\x{0}-\\x{7F}" },
		{ "blank", "\\t " },
		{ "cntrl", "\\x{0}-\\x{1F}\\x{7F}" },
		{ "digit", "0-9" },
		{ "graph", "!-~" },
		{ "lower", "a-z" },
		{ "print", " -~" },
		{ "punct", "!-\\/:-@\\[-`{-~" },
		{ "space", "\\t-\\r " },
		{ "upper", "A-Z" },
		{ "word", "0-9A-Za-z_" },
		{ "xdigit", "0-9A-Fa-f" },
	};
	if (ps->p[1] != ':')
		return false;
	bool negated = ps->p[2] == '^';
	const char *name = ps->p + 2 + negated;
	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		size_t length = strlen(classes[i].name);
		if (strncmp(name, classes[i].name, length) != 0 || strncmp(name + length, ":]", 2) != 0)
			continue;
		if (negated && !regex_has(ps, REGEX_UNICODE))
			return regex_fail(ps, ps->p, "the expression can match what is not UTF-8");
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
static bool parse_class_item(struct regex_parser *ps, struct set *set)
{
	const char *start = ps->p;
	struct regex_token low = { 0 }, high = { 0 };
	if (!regex_parse_token(ps, &low))
		return false;
	if (low.kind == TOKEN_ASSERTION) {
		g_free(low.text);
		return regex_fail(ps, start, "an assertion within a class");
	}
	regex_skip_space(ps);
	const char *after = ps->p;
	if (*ps->p == '-') {
		ps->p++;
		regex_skip_space(ps);
	}
	if (*after != '-' || *ps->p == ']' || *ps->p == '-') {
		ps->p = after;
		if (low.kind == TOKEN_SET)
			g_string_append(set->plain, low.text);
		else
			regex_put_literal(set->plain, low.c);
		g_free(low.text);
		return true;
	}
	const char *end = ps->p;
	bool done = *end && regex_parse_token(ps, &high);
	if (!*end)
		regex_fail(ps, start, "the class has no closing ']'");
	else if (done && (low.kind != TOKEN_CHAR || high.kind != TOKEN_CHAR))
		done = regex_fail(ps, low.kind != TOKEN_CHAR ? start : end, "a range needs a character on either side");
	else if (done && low.c > high.c)
		done = regex_fail(ps, start, "the range ends before it begins");
	if (done) {
		regex_put_literal(set->plain, low.c);
		g_string_append_c(set->plain, '-');
		regex_put_literal(set->plain, high.c);
	}
	g_free(low.text);
	g_free(high.text);
	return done;
}

/* A bracket within a class: [:alpha:] or a class of its own. */
static bool parse_inner_class(struct regex_parser *ps, struct set *set)
{
	if (parse_posix_class(ps, set) || ps->error)
		return !ps->error;
	char *inner = regex_parse_class(ps);
	if (!inner)
		return false;
	g_string_append_printf(set->others, "|%s", inner);
	g_free(inner);
	return true;
}

static bool at_operator(const struct regex_parser *ps)
{
	return *ps->p == ps->p[1] && (*ps->p == '&' || *ps->p == '-' || *ps->p == '~');
}

/* Behind [ and ^, up to and with the closing bracket. NULL on error. Freed by the caller. */
static char *parse_class_body(struct regex_parser *ps, const char *start, bool negated)
{
	struct set set;
	char *left = NULL, op = 0;
	bool good = true;
	set_init(&set);
	for (regex_skip_space(ps); *ps->p == '-'; regex_skip_space(ps)) { /* at the front these two are literal */
		g_string_append(set.plain, "\\-");
		ps->p++;
	}
	if (*ps->p == ']' && !set.plain->len) {
		g_string_append(set.plain, "\\]");
		ps->p++;
	}
	for (regex_skip_space(ps); good && *ps->p && *ps->p != ']'; regex_skip_space(ps)) {
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
		good = regex_fail(ps, start, "the class has no closing ']'");
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

char *regex_parse_class(struct regex_parser *ps)
{
	const char *start = ps->p++;
	if (++ps->depth > REGEX_DEPTH_MAX) {
		regex_fail(ps, start, "nested too deeply");
		return NULL;
	}
	regex_skip_space(ps);
	bool negated = *ps->p == '^';
	if (negated)
		ps->p++;
	if (negated && !regex_has(ps, REGEX_UNICODE)) {
		regex_fail(ps, start, "the expression can match what is not UTF-8");
		return NULL;
	}
	char *text = parse_class_body(ps, start, negated);
	ps->depth--;
	return text;
}
