/*
 * The running text of C comments to Markdown: inline commands become emphasis and code, all else stays text.
 *
 *     see foo() and @c bar, http://x.org        see `foo()` and `bar`, <http://x.org>
 *     %NULL or &struct baz, #GtkType            `NULL` or `struct baz`, `GtkType`
 *     a[i] < *b, __init, <b>bold</b>            a\[i] \< \*b, `__init`, **bold**
 *
 * The invariant: nothing in the output is an HTML tag, a reference that rustdoc would try to resolve, or a bare URL.
 * Every function that tries a construct gets the text at its first character, and returns the first character behind it, or
 * NULL where it is not that construct.
 */
#include "pass/markdown.h"

#include <string.h>

struct inline_text {
	GString *out;
	const char *start;
	bool kernel_doc;
};

/* Longest text between a tag and its closing tag: bounds how deep tags can nest. */
enum { MAX_SPAN = 4096 };

static bool is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

static size_t word_length(const char *p)
{
	size_t n = 0;

	while (is_word(p[n]))
		n++;
	return n;
}

static size_t identifier_length(const char *p)
{
	return g_ascii_isdigit(*p) ? 0 : word_length(p);
}

/* ---- code ---- */

void markdown_add_code(GString *out, const char *text, size_t length)
{
	g_autofree char *code = g_strstrip(g_strndup(text, length));
	size_t longest = 0;

	for (const char *p = code; *p; p++) {
		size_t run = strspn(p, "`");

		longest = MAX(longest, run);
		p += run ? run - 1 : 0;
	}
	if (!*code)
		return;
	if (g_str_has_suffix(out->str, "`")) /* two runs of backticks must not become one */
		g_string_append_c(out, ' ');
	for (size_t i = 0; i <= longest; i++)
		g_string_append_c(out, '`');
	g_string_append_printf(out, "%s%s%s", *code == '`' ? " " : "", g_strdelimit(code, "\n", ' '),
			       g_str_has_suffix(code, "`") ? " " : "");
	for (size_t i = 0; i <= longest; i++)
		g_string_append_c(out, '`');
}

/* `code`, ``code``, and the quotes of old manuals: `word' and ``some words'' */
static const char *try_backticks(struct inline_text *in, const char *p)
{
	size_t n = strspn(p, "`");
	g_autofree char *mark = g_strndup(p, n);
	const char *text = p + n, *end = strstr(text, mark);
	size_t quoted = strcspn(text, "' \n`");
	const char *quote = n == 2 ? strstr(text, "''") : NULL;

	if (n == 0)
		return NULL;
	if (quote && (!end || quote < end)) {
		g_autofree char *inner = g_strndup(text, quote - text);

		g_string_append_c(in->out, '"');
		markdown_add_inline(in->out, inner, in->kernel_doc);
		g_string_append_c(in->out, '"');
		return quote + 2;
	}
	if (n == 1 && text[quoted] == '\'' && quoted > 0 && !is_word(text[quoted + 1])) {
		markdown_add_code(in->out, text, quoted);
		return text + quoted + 1;
	}
	if (end && end > text) {
		markdown_add_code(in->out, text, end - text);
		return end + n;
	}
	for (size_t i = 0; i < n; i++)
		g_string_append(in->out, "\\`");
	return text;
}

/* reStructuredText's roles: :c:func:`foo` */
static const char *try_role(struct inline_text *in, const char *p)
{
	size_t n = 1;

	if (*p != ':' || (p > in->start && is_word(p[-1])))
		return NULL;
	while (g_ascii_islower(p[n]) || p[n] == ':')
		n++;
	return n > 2 && p[n - 1] == ':' && p[n] == '`' ? try_backticks(in, p + n) : NULL;
}

/* ---- names ---- */

/* `foo` of foo->bar, foo.bar, foo::bar, and what follows it. With calls: foo() too. */
static size_t path_length(const char *p)
{
	size_t n = identifier_length(p);

	while (n > 0) {
		size_t mark = g_str_has_prefix(p + n, "->") || g_str_has_prefix(p + n, "::") ? 2 : p[n] == '.' ? 1 : 0;
		size_t next = mark ? identifier_length(p + n + mark) : 0;

		if (!next)
			break;
		n += mark + next;
	}
	return n;
}

/* A word: foo() and words with an underscore at either end, which Markdown would take for emphasis, are code. */
static const char *try_word(struct inline_text *in, const char *p)
{
	size_t n = word_length(p);

	if (n == 0)
		return NULL;
	if (g_str_has_prefix(p + n, "()")) {
		markdown_add_code(in->out, p, n + 2);
		return p + n + 2;
	}
	if (*p == '_' || p[n - 1] == '_') {
		n += p[n] == '*';
		markdown_add_code(in->out, p, n);
		return p + n;
	}
	g_string_append_len(in->out, p, n);
	return p + n;
}

/* kernel-doc's and GTK-doc's constants: %NULL, %-EINVAL, %true; not the %d and %02x of printf */
static const char *try_constant(struct inline_text *in, const char *p)
{
	static const char *const words[] = { "true", "false", "null" };
	bool is_constant = false, is_number = true;
	size_t sign = p[1] == '-', n = 0;

	if (*p != '%' || (p > in->start && (is_word(p[-1]) || strchr("%\"'", p[-1]))))
		return NULL;
	n = word_length(p + 1 + sign);
	for (size_t i = 0; i < n; i++) {
		is_constant |= g_ascii_isupper(p[1 + sign + i]);
		is_number &= g_ascii_isdigit(p[1 + sign + i]);
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
		is_constant |= n == strlen(words[i]) && strncmp(p + 1, words[i], n) == 0;
	if (n == 0 || !(is_constant || is_number))
		return NULL;
	markdown_add_code(in->out, p + 1, sign + n);
	return p + 1 + sign + n;
}

/* GTK-doc's and Doxygen's #Type, #Type::signal, #Type:property; not #include or #1 */
static const char *try_hash(struct inline_text *in, const char *p)
{
	static const char *const directives[] = {
		"include", "define", "undef", "if",      "ifdef",  "ifndef", "elif",
		"else",    "endif",  "error", "warning", "pragma", "line",
	};
	size_t n = *p == '#' ? path_length(p + 1) : 0;

	if (n == 0 || (p > in->start && is_word(p[-1])))
		return NULL;
	for (unsigned i = 0; i < G_N_ELEMENTS(directives); i++)
		if (n == strlen(directives[i]) && strncmp(p + 1, directives[i], n) == 0)
			return NULL;
	if (p[1 + n] == ':' && identifier_length(p + 2 + n)) {
		n++;
		while (is_word(p[1 + n]) || p[1 + n] == '-')
			n++;
	}
	markdown_add_code(in->out, p + 1, n);
	return p + 1 + n;
}

/* kernel-doc's &struct foo, &foo->bar, &foo; in other comments &foo is an address. Entities, &lt;, stay. */
static const char *try_ampersand(struct inline_text *in, const char *p)
{
	static const char *const words[] = { "struct ", "union ", "enum ", "typedef " };
	size_t word = 0, n;

	if (*p != '&' || (p > in->start && (is_word(p[-1]) || p[-1] == '&')))
		return NULL;
	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(p + 1, words[i]))
			word = strlen(words[i]);
	n = path_length(p + 1 + word);
	if (n == 0 || (!word && p[1 + n] == ';'))
		return NULL;
	n += word;
	if (g_str_has_prefix(p + 1 + n, "()"))
		n += 2;
	markdown_add_code(in->out, in->kernel_doc || word ? p + 1 : p, in->kernel_doc || word ? n : n + 1);
	return p + 1 + n;
}

/* ---- commands ---- */

enum inline_style { STYLE_CODE, STYLE_EMPHASIS, STYLE_STRONG, STYLE_REFERENCE, STYLE_BREAK, STYLE_NOTHING, STYLE_SPAN };

struct inline_command {
	const char *name;
	enum inline_style style;
	const char *end; /* STYLE_SPAN: what closes it, behind its @ or backslash */
};

static const struct inline_command inline_commands[] = {
	{ "c", STYLE_CODE, NULL },
	{ "p", STYLE_CODE, NULL },
	{ "a", STYLE_EMPHASIS, NULL },
	{ "e", STYLE_EMPHASIS, NULL },
	{ "em", STYLE_EMPHASIS, NULL },
	{ "b", STYLE_STRONG, NULL },
	{ "ref", STYLE_REFERENCE, NULL },
	{ "subpage", STYLE_REFERENCE, NULL },
	{ "copydoc", STYLE_REFERENCE, NULL },
	{ "copybrief", STYLE_REFERENCE, NULL },
	{ "copydetails", STYLE_REFERENCE, NULL },
	{ "link", STYLE_SPAN, "endlink" },
	{ "n", STYLE_BREAK, NULL },
	{ "f$", STYLE_SPAN, "f$" },
	{ "f(", STYLE_SPAN, "f)" },
	{ "{", STYLE_NOTHING, NULL },
	{ "}", STYLE_NOTHING, NULL },
	{ "endlink", STYLE_NOTHING, NULL },
};

/* The word that a command applies to: up to white space, without the sentence's punctuation. */
static size_t argument_length(const char *p)
{
	size_t n = strcspn(p, " \t\n");

	while (n > 1 && strchr(".,;:!?)'\"", p[n - 1]) && !(n > 2 && p[n - 1] == ')' && memchr(p, '(', n)))
		n--;
	return n;
}

static void add_emphasis(GString *out, const char *mark, const char *text, size_t length)
{
	if (strcspn(text, "*_`<[\\&") < length)
		markdown_add_code(out, text, length);
	else if (length)
		g_string_append_printf(out, "%s%.*s%s", mark, (int)length, text, mark);
}

/* @ref name "text": the text stands for the name. */
static const char *add_reference(struct inline_text *in, const char *p, size_t n)
{
	const char *title = p + n + strspn(p + n, " ");
	const char *end = *title == '"' ? strchr(title + 1, '"') : NULL;

	if (end) {
		g_autofree char *text = g_strndup(title + 1, end - title - 1);

		markdown_add_inline(in->out, text, in->kernel_doc);
		return end + 1;
	}
	markdown_add_code(in->out, p, n);
	return p + n;
}

/* @f$x^2@f$ is code; @link name text@endlink is text. */
static const char *add_span(struct inline_text *in, const struct inline_command *command, const char *p)
{
	const char *end = strstr(p, command->end);

	if (!end || end == p || (end[-1] != '@' && end[-1] != '\\'))
		return NULL;
	if (g_str_equal(command->name, "link")) {
		const char *text = p + argument_length(p);
		g_autofree char *title = NULL;

		while (text < end - 1 && g_ascii_isspace(*text))
			text++;
		title = g_strndup(text, end - 1 - text);
		if (*title)
			markdown_add_inline(in->out, title, in->kernel_doc);
		else
			markdown_add_code(in->out, p, end - 1 - p);
	} else {
		markdown_add_code(in->out, p, end - 1 - p);
	}
	return end + strlen(command->end);
}

static const char *apply_command(struct inline_text *in, const struct inline_command *command, const char *p)
{
	const char *argument = p + strspn(p, " \n");
	size_t n = argument_length(argument);

	switch (command->style) {
	case STYLE_CODE:
		markdown_add_code(in->out, argument, n);
		return argument + n;
	case STYLE_EMPHASIS:
		add_emphasis(in->out, "*", argument, n);
		return argument + n;
	case STYLE_STRONG:
		add_emphasis(in->out, "**", argument, n);
		return argument + n;
	case STYLE_REFERENCE:
		return add_reference(in, argument, n);
	case STYLE_BREAK: /* in the middle of a line \n means the character */
		if (p[-2] == '\\' && *p && *p != '\n')
			return NULL;
		g_string_append(in->out, *argument ? "\\\n" : "");
		return argument;
	case STYLE_NOTHING:
		return p;
	case STYLE_SPAN:
		return add_span(in, command, *p == ' ' ? argument : p);
	}
	return NULL;
}

static const char *try_command(struct inline_text *in, const char *p)
{
	size_t n;

	if ((*p != '@' && *p != '\\') || (p > in->start && is_word(p[-1])) || (in->kernel_doc && *p == '@'))
		return NULL;
	n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz");
	if (n <= 1 && (p[1] == '{' || p[1] == '}' || (p[1] == 'f' && (p[2] == '$' || p[2] == '('))))
		n++;
	if (is_word(p[1 + n]) && is_word(p[n]))
		return NULL;
	for (unsigned i = 0; i < G_N_ELEMENTS(inline_commands); i++) {
		const struct inline_command *command = &inline_commands[i];

		if (n == strlen(command->name) && strncmp(p + 1, command->name, n) == 0)
			return apply_command(in, command, p + 1 + n);
	}
	return NULL;
}

/* kernel-doc's and GTK-doc's @parameter. */
static const char *try_parameter(struct inline_text *in, const char *p)
{
	size_t n = *p == '@' && in->kernel_doc ? g_str_has_prefix(p + 1, "...") ? 3 : path_length(p + 1) : 0;

	if (n == 0 || (p > in->start && is_word(p[-1])))
		return NULL;
	if (g_str_has_prefix(p + 1 + n, "()"))
		n += 2;
	markdown_add_code(in->out, p + 1, n);
	return p + 1 + n;
}

/* Doxygen escapes with a backslash, as Markdown does; its \" and \% are no escapes there. */
static const char *try_escape(struct inline_text *in, const char *p)
{
	if (*p != '\\')
		return NULL;
	if (p[1] && strchr("\\`*_{}[]()#+-.!<>|~&$@\"", p[1])) {
		g_string_append_c(in->out, '\\');
		g_string_append_c(in->out, p[1]);
		return p + 2;
	}
	g_string_append(in->out, p[1] == '%' ? "" : "\\\\");
	return p + 1;
}

/* ---- links and emphasis ---- */

static bool is_url(const char *p)
{
	return g_str_has_prefix(p, "http://") || g_str_has_prefix(p, "https://");
}

/* A bare URL, and one in angle brackets already. */
static const char *try_url(struct inline_text *in, const char *p)
{
	const char *url = *p == '<' ? p + 1 : p;
	size_t n;

	if (!is_url(url) || (url == p && p > in->start && is_word(p[-1])))
		return NULL;
	n = strcspn(url, " \t\n<>\"`\\");
	if (url > p && url[n] == '>') {
		g_string_append_printf(in->out, "<%.*s>", (int)n, url);
		return url + n + 1;
	}
	while (n > 0 &&
	       (strchr(".,;:!?'*_", url[n - 1]) || (url[n - 1] == ')' && !memchr(url, '(', n)) || url[n - 1] == ']'))
		n--;
	g_string_append_printf(in->out, "%s<%.*s>", url > p ? "\\<" : "", (int)n, url);
	return url + n;
}

/* Markdown's own [text](http://…): any other bracket is C's. */
static const char *try_link(struct inline_text *in, const char *p)
{
	const char *close = *p == '[' ? strpbrk(p + 1, "[]") : NULL;
	g_autofree char *text = NULL;
	size_t n;

	if (!close || close[0] != ']' || close[1] != '(' || !is_url(close + 2))
		return NULL;
	n = strcspn(close + 2, " \t\n()<>");
	if (close[2 + n] != ')' || is_url(p + 1))
		return NULL;
	text = g_strndup(p + 1, close - p - 1);
	g_string_append_c(in->out, '[');
	markdown_add_inline(in->out, text, in->kernel_doc);
	g_string_append_printf(in->out, "](%.*s)", (int)n, close + 2);
	return close + 3 + n;
}

/* *word* and **words** where they can be meant: `char *a, *b` has a blank before its second star. */
static const char *try_stars(struct inline_text *in, const char *p)
{
	size_t n = strspn(p, "*");
	const char *text = p + n, *end = text;
	g_autofree char *inner = NULL;

	if (n == 0)
		return NULL;
	end += strcspn(end, "*\n");
	if (n > 2 || *end != '*' || strspn(end, "*") != n || end == text || !g_ascii_isalnum(*text) ||
	    g_ascii_isspace(end[-1]) || (p > in->start && !g_ascii_isspace(p[-1]) && p[-1] != '(') || is_word(end[n])) {
		for (size_t i = 0; i < n; i++)
			g_string_append(in->out, "\\*");
		return text;
	}
	inner = g_strndup(text, end - text);
	g_string_append_len(in->out, p, n);
	markdown_add_inline(in->out, inner, in->kernel_doc);
	g_string_append_len(in->out, p, n);
	return end + n;
}

/* ---- HTML ---- */

struct html_style {
	const char *tag;
	const char *mark; /* what stands around the text in Markdown; "`": code */
};

static const struct html_style html_styles[] = {
	{ "b", "**" },         { "strong", "**" },     { "i", "*" },        { "em", "*" },      { "emphasis", "*" },
	{ "var", "*" },        { "cite", "*" },        { "tt", "`" },       { "code", "`" },    { "kbd", "`" },
	{ "samp", "`" },       { "literal", "`" },     { "function", "`" }, { "type", "`" },    { "parameter", "`" },
	{ "structname", "`" }, { "structfield", "`" }, { "filename", "`" }, { "command", "`" }, { "constant", "`" },
};

/* Tags that say nothing once the text around them is Markdown. */
static const char *const html_dropped[] = { "span", "center", "font", "small", "big", "u",
					    "a",    "sup",    "sub",  "div",   "link" };

bool html_is_tag(const char *tag, const char *name)
{
	size_t n = strlen(name), slash = *tag == '<' && tag[1] == '/';
	const char *rest = tag + 1 + slash + n, *attribute;

	if (*tag != '<' || g_ascii_strncasecmp(tag + 1 + slash, name, n) != 0)
		return false;
	attribute = rest + strspn(rest, " \t\n");
	if (*attribute == '/' || *attribute == '>')
		return attribute[*attribute == '/'] == '>';
	return attribute > rest && attribute[word_length(attribute)] == '=' && rest[strcspn(rest, "<>")] == '>';
}

static const char *find_closing_tag(const char *text, const char *name)
{
	for (const char *p = strchr(text, '<'); p && p - text < MAX_SPAN; p = strchr(p + 1, '<'))
		if (p[1] == '/' && html_is_tag(p, name))
			return p;
	return NULL;
}

static const char *add_html_style(struct inline_text *in, const struct html_style *style, const char *p)
{
	const char *text = strchr(p, '>') + 1, *close = find_closing_tag(text, style->tag);
	g_autofree char *inner = NULL;

	if (!close)
		return NULL;
	inner = g_strstrip(g_strndup(text, close - text));
	if (*style->mark == '`') {
		markdown_add_code(in->out, inner, strlen(inner));
	} else if (*inner) {
		g_string_append(in->out, style->mark);
		markdown_add_inline(in->out, inner, in->kernel_doc);
		g_string_append(in->out, style->mark);
	}
	return strchr(close, '>') + 1;
}

static const char *try_html(struct inline_text *in, const char *p)
{
	if (*p != '<')
		return NULL;
	for (unsigned i = 0; i < G_N_ELEMENTS(html_styles); i++)
		if (p[1] != '/' && html_is_tag(p, html_styles[i].tag))
			return add_html_style(in, &html_styles[i], p);
	for (unsigned i = 0; i < G_N_ELEMENTS(html_dropped); i++)
		if (html_is_tag(p, html_dropped[i]))
			return strchr(p, '>') + 1;
	if (html_is_tag(p, "br")) {
		p = strchr(p, '>') + 1;
		p += strspn(p, " \n");
		g_string_append(in->out, *p ? "\\\n" : "");
		return p;
	}
	return NULL;
}

/* ---- the text ---- */

/* What begins an option's name would become a dash. */
static const char *try_option(struct inline_text *in, const char *p)
{
	size_t n = 2;

	if (!g_str_has_prefix(p, "--") || !g_ascii_isalpha(p[2]) || (p > in->start && !strchr(" \n('\"[", p[-1])))
		return NULL;
	while (is_word(p[n]) || p[n] == '-' || (p[n] == '=' && is_word(p[n + 1])))
		n++;
	markdown_add_code(in->out, p, n);
	return p + n;
}

static const char *add_character(struct inline_text *in, const char *p)
{
	if (*p == '<' || *p == '[' || g_str_has_prefix(p, "~~"))
		g_string_append_c(in->out, '\\');
	g_string_append_c(in->out, *p);
	return p + 1;
}

void markdown_add_inline(GString *out, const char *text, bool kernel_doc)
{
	static const char *(*const constructs[])(struct inline_text *in, const char *p) = {
		try_url,       try_word,   try_backticks, try_role,   try_command,
		try_parameter, try_escape, try_constant,  try_hash,   try_ampersand,
		try_link,      try_stars,  try_html,      try_option, add_character,
	};
	struct inline_text in = { .out = out, .start = text, .kernel_doc = kernel_doc };

	for (const char *p = text; *p;) {
		const char *next = is_word(*p) || strchr("`:@\\%#&[*<-~", *p) ? NULL : add_character(&in, p);

		for (unsigned i = 0; !next; i++)
			next = constructs[i](&in, p);
		p = next;
	}
}
