/*
 * C comments to Markdown, line by line: tells what each line is, and has markdown_out.c collect it.
 *
 *     @brief Reads.                  Reads.
 *     @param[out] to  where to
 *     @return 0:                     # Parameters
 *       - at the end
 *       - or before it             * `to` (out) — where to
 *     @see write
 *                                    # Returns …
 *
 * A line is taken in pieces. The functions that try what a piece is return the text behind what they took, "" mostly, or
 * NULL where it is something else; the first one that takes it decides.
 */
#include "pass/markdown_out.h"

#include <string.h>

/* "- ", "* ", "12. ", "-# ": length of the marker and what stands for it in Markdown, 0 if there is none. */
static size_t list_marker(const char *text, char marker[8])
{
	size_t digits = strspn(text, "0123456789");

	if (digits > 0 && digits <= 3 && (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ') {
		g_snprintf(marker, 8, "%.*s. ", (int)digits, text);
		return digits + 2;
	}
	if (g_str_has_prefix(text, "-# ")) {
		strcpy(marker, "1. ");
		return 3;
	}
	strcpy(marker, "* ");
	if (*text && strchr("-*+", *text) && text[1] == ' ')
		return 2;
	return g_str_has_prefix(text, "• ") ? strlen("• ") : 0;
}

/* A number in the middle of a paragraph is one of its words, unless a list begins there. */
static const char *try_item(struct markdown *md, const char *text, unsigned indent)
{
	char marker[8];
	size_t n = list_marker(text, marker);

	if (n == 0 ||
	    (md->paragraph->len > 0 && md->n_levels == 0 && g_ascii_isdigit(*text) && !g_str_equal(marker, "1. ")))
		return NULL;
	n += strspn(text + n, " ");
	markdown_open_item(md, marker, indent, indent + (unsigned)n);
	if (text[n])
		markdown_add_text(md, text + n, indent + (unsigned)n);
	return "";
}

/* ```c, ~~~, |[, <pre>, <programlisting>: what follows in the line is code already */
static const char *try_fence(struct markdown *md, const char *text)
{
	static const struct {
		const char *tag, *end;
	} html[] = {
		{ "pre", "</pre>" },
		{ "programlisting", "</programlisting>" },
		{ "screen", "</screen>" },
	};
	size_t run = MAX(strspn(text, "`"), strspn(text, "~"));

	if (run >= 3 && !strchr(text + run, *text)) {
		markdown_open_fence(md, FENCE_MARKED, *text == '`' ? "```" : "~~~");
		return "";
	}
	if (g_str_has_prefix(text, "|[")) {
		const char *code = text + 2 + strspn(text + 2, " ");

		markdown_open_fence(md, FENCE_MARKED, "]|");
		if (g_str_has_prefix(code, "<!--") && strstr(code, "-->"))
			code = strstr(code, "-->") + strlen("-->");
		return code;
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(html); i++) {
		if (text[1] != '/' && html_is_tag(text, html[i].tag)) {
			markdown_open_fence(md, FENCE_MARKED, html[i].end);
			return strchr(text, '>') + 1;
		}
	}
	return NULL;
}

/* ---- commands ---- */

enum command_action {
	COMMAND_BODY,     /* text of its own paragraph */
	COMMAND_SECTION,  /* under a heading */
	COMMAND_ENTRY,    /* an item under a heading: `name` — text */
	COMMAND_LABEL,    /* Label: text, at the end */
	COMMAND_HEADING,  /* the line is a heading */
	COMMAND_ID_HEADING, /* the same after an identifier */
	COMMAND_TITLED,   /* @par Title: a section of that title */
	COMMAND_CODE,     /* preformatted up to .text */
	COMMAND_SKIP,     /* dropped up to .text */
	COMMAND_ITEM,     /* list item */
	COMMAND_DROP,     /* the line says nothing in Rust */
	COMMAND_DROP_WORD, /* the command alone does not */
};

struct command {
	const char *name;
	enum command_action action;
	const char *text;
};

static const struct command commands[] = {
	{ "brief", COMMAND_BODY, NULL },
	{ "short", COMMAND_BODY, NULL },
	{ "details", COMMAND_BODY, NULL },
	{ "abstract", COMMAND_BODY, NULL },
	{ "discussion", COMMAND_BODY, NULL },
	{ "param", COMMAND_ENTRY, "Parameters" },
	{ "tparam", COMMAND_ENTRY, "Parameters" },
	{ "retval", COMMAND_ENTRY, "Returns" },
	{ "throws", COMMAND_ENTRY, "Errors" },
	{ "throw", COMMAND_ENTRY, "Errors" },
	{ "exception", COMMAND_ENTRY, "Errors" },
	{ "field", COMMAND_ENTRY, "Members" },
	{ "constant", COMMAND_ENTRY, "Values" },
	{ "return", COMMAND_SECTION, "Returns" },
	{ "returns", COMMAND_SECTION, "Returns" },
	{ "result", COMMAND_SECTION, "Returns" },
	{ "note", COMMAND_SECTION, "Note" },
	{ "remark", COMMAND_SECTION, "Remarks" },
	{ "remarks", COMMAND_SECTION, "Remarks" },
	{ "warning", COMMAND_SECTION, "Warning" },
	{ "attention", COMMAND_SECTION, "Attention" },
	{ "important", COMMAND_SECTION, "Important" },
	{ "see", COMMAND_SECTION, "See also" },
	{ "sa", COMMAND_SECTION, "See also" },
	{ "deprecated", COMMAND_SECTION, "Deprecated" },
	{ "pre", COMMAND_SECTION, "Before the call" },
	{ "post", COMMAND_SECTION, "After the call" },
	{ "invariant", COMMAND_SECTION, "Invariant" },
	{ "todo", COMMAND_SECTION, "To do" },
	{ "bug", COMMAND_SECTION, "Bugs" },
	{ "test", COMMAND_SECTION, "Tests" },
	{ "since", COMMAND_LABEL, "Since" },
	{ "version", COMMAND_LABEL, "Version" },
	{ "author", COMMAND_LABEL, "Author" },
	{ "authors", COMMAND_LABEL, "Authors" },
	{ "date", COMMAND_LABEL, "Date" },
	{ "copyright", COMMAND_LABEL, "Copyright" },
	{ "name", COMMAND_HEADING, NULL },
	{ "mainpage", COMMAND_HEADING, NULL },
	{ "section", COMMAND_ID_HEADING, NULL },
	{ "subsection", COMMAND_ID_HEADING, NULL },
	{ "subsubsection", COMMAND_ID_HEADING, NULL },
	{ "paragraph", COMMAND_ID_HEADING, NULL },
	{ "page", COMMAND_ID_HEADING, NULL },
	{ "defgroup", COMMAND_ID_HEADING, NULL },
	{ "par", COMMAND_TITLED, NULL },
	{ "code", COMMAND_CODE, "endcode" },
	{ "verbatim", COMMAND_CODE, "endverbatim" },
	{ "dot", COMMAND_CODE, "enddot" },
	{ "msc", COMMAND_CODE, "endmsc" },
	{ "startuml", COMMAND_CODE, "enduml" },
	{ "f[", COMMAND_CODE, "f]" },
	{ "f{", COMMAND_CODE, "f}" },
	{ "htmlonly", COMMAND_SKIP, "endhtmlonly" },
	{ "latexonly", COMMAND_SKIP, "endlatexonly" },
	{ "manonly", COMMAND_SKIP, "endmanonly" },
	{ "xmlonly", COMMAND_SKIP, "endxmlonly" },
	{ "rtfonly", COMMAND_SKIP, "endrtfonly" },
	{ "docbookonly", COMMAND_SKIP, "enddocbookonly" },
	{ "li", COMMAND_ITEM, NULL },
	{ "arg", COMMAND_ITEM, NULL },
	{ "file", COMMAND_DROP, NULL },
	{ "ingroup", COMMAND_DROP, NULL },
	{ "addtogroup", COMMAND_DROP, NULL },
	{ "weakgroup", COMMAND_DROP, NULL },
	{ "fn", COMMAND_DROP, NULL },
	{ "def", COMMAND_DROP, NULL },
	{ "var", COMMAND_DROP, NULL },
	{ "typedef", COMMAND_DROP, NULL },
	{ "struct", COMMAND_DROP, NULL },
	{ "union", COMMAND_DROP, NULL },
	{ "enum", COMMAND_DROP, NULL },
	{ "class", COMMAND_DROP, NULL },
	{ "function", COMMAND_DROP, NULL },
	{ "anchor", COMMAND_DROP, NULL },
	{ "cond", COMMAND_DROP, NULL },
	{ "endcond", COMMAND_DROP, NULL },
	{ "if", COMMAND_DROP, NULL },
	{ "ifnot", COMMAND_DROP, NULL },
	{ "endif", COMMAND_DROP, NULL },
	{ "tableofcontents", COMMAND_DROP, NULL },
	{ "internal", COMMAND_DROP_WORD, NULL },
	{ "endinternal", COMMAND_DROP_WORD, NULL },
	{ "parblock", COMMAND_DROP_WORD, NULL },
	{ "endparblock", COMMAND_DROP_WORD, NULL },
	{ "public", COMMAND_DROP_WORD, NULL },
	{ "private", COMMAND_DROP_WORD, NULL },
};

/* The command whose @ or backslash text begins with; *length is that of both. NULL if it is none, or not one of ours. */
static const struct command *command_find(const char *text, size_t *length)
{
	size_t n = *text == '@' || *text == '\\' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz") : 0;

	if (n == 1 && text[1] == 'f' && (text[2] == '[' || text[2] == '{'))
		n = 2;
	if (n == 0 || g_ascii_isalnum(text[1 + n]) || text[1 + n] == '_')
		return NULL;
	for (unsigned i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (strlen(commands[i].name) == n && strncmp(commands[i].name, text + 1, n) == 0) {
			*length = n + 1;
			return &commands[i];
		}
	}
	return NULL;
}

/* Behind "-", ":" or "—" and white space, which some put between a name and what they say about it. */
static const char *skip_dash(const char *text)
{
	static const char *const dashes[] = { ":", "—", "–", "--", "-" };

	text += strspn(text, " ");
	for (unsigned i = 0; i < G_N_ELEMENTS(dashes); i++) {
		size_t n = strlen(dashes[i]);

		if (g_str_has_prefix(text, dashes[i]) && (text[n] == ' ' || !text[n] || *text == ':'))
			return text + n + strspn(text + n, " ");
	}
	return text;
}

static const char *skip_word(const char *text)
{
	text += strcspn(text, " ");
	return text + strspn(text, " ");
}

/* `[in,out] name - text`; the text remains. */
static const char *open_entry(struct markdown *md, const char *title, const char *rest)
{
	const char *close = *rest == '[' ? strchr(rest, ']') : NULL;
	g_autofree char *note = NULL;
	size_t n;

	if (close) {
		g_auto(GStrv) words = NULL;

		note = g_strndup(rest + 1, close - rest - 1);
		words = g_strsplit_set(note, ", ", -1);
		g_free(note);
		note = g_strjoinv(", ", words);
		rest = close + 1 + strspn(close + 1, " ");
	}
	n = strcspn(rest, " ");
	if (n > 0)
		markdown_open_entry(md, title, rest, n > 1 && rest[n - 1] == ':' ? n - 1 : n, note);
	return skip_dash(rest + n);
}

static void open_titled(struct markdown *md, const char *title)
{
	g_autofree char *clean = g_strndup(title, strlen(title) - g_str_has_suffix(title, ":"));
	g_autofree char *line = markdown_format_line(md, clean);

	markdown_open_section(md, *line ? line : NULL, true);
}

/* rest is what stands behind the command. */
static const char *command_apply(struct markdown *md, const struct command *command, const char *rest, unsigned indent)
{
	switch (command->action) {
	case COMMAND_BODY:
		markdown_open_section(md, NULL, false);
		return rest;
	case COMMAND_SECTION:
		markdown_open_section(md, command->text, true);
		return skip_dash(rest);
	case COMMAND_ENTRY:
		return open_entry(md, command->text, rest);
	case COMMAND_LABEL:
		markdown_open_label(md, command->text);
		return skip_dash(rest);
	case COMMAND_HEADING:
		markdown_add_heading(md, "# ", rest);
		return "";
	case COMMAND_ID_HEADING:
		markdown_add_heading(md, "# ", skip_word(rest));
		return "";
	case COMMAND_TITLED:
		open_titled(md, rest);
		return "";
	case COMMAND_CODE:
	case COMMAND_SKIP:
		if (*rest == '{' && strchr(rest, '}'))
			rest = strchr(rest, '}') + 1;
		markdown_open_fence(md, command->action == COMMAND_CODE ? FENCE_MARKED : FENCE_DROPPED, command->text);
		md->fence_end_is_command = true;
		return rest;
	case COMMAND_ITEM:
		markdown_open_item(md, "* ", indent, indent + CODE_INDENT);
		return rest;
	case COMMAND_DROP:
		markdown_end_paragraph(md);
		return "";
	case COMMAND_DROP_WORD:
		break;
	}
	return rest;
}

/* In kernel-doc @word is a parameter; only @return, a word of C, is none. */
static const char *try_command(struct markdown *md, const char *text, unsigned indent)
{
	size_t n;
	const struct command *command = command_find(text, &n);

	if (!command || (md->kernel_doc && *text == '@' && !g_str_has_prefix(command->name, "return")))
		return NULL;
	return command_apply(md, command, text + n + strspn(text + n, " "), indent);
}

/* ---- kernel-doc and GTK-doc ---- */

/* `@name: text`, `@a.b: text`, `@...: text`: the length of the name; *rest is the text. 0 if it is none. */
static size_t member_length(const char *text, const char **rest)
{
	size_t n = 1, colon;

	if (*text != '@')
		return 0;
	while (g_ascii_isalnum(text[n]) || (text[n] && strchr("_.[]", text[n])) || g_str_has_prefix(text + n, "->"))
		n += text[n] == '-' ? 2 : 1;
	colon = n + strspn(text + n, " ");
	if (n == 1 || text[colon] != ':' || text[colon + 1] == ':')
		return 0;
	*rest = text + colon + 1 + strspn(text + colon + 1, " ");
	return n - 1;
}

/* GTK-doc's annotations before the text: (nullable) (transfer none): text */
static const char *skip_annotations(GString *out, const char *text)
{
	const char *p = text;

	while (*p == '(') {
		size_t n = strcspn(p, ")");

		if (!p[n])
			break;
		g_string_append_printf(out, "%s%.*s", out->len ? ", " : "", (int)n - 1, p + 1);
		p += n + 1;
		p += strspn(p, " ");
	}
	if (p == text || *p != ':') {
		g_string_truncate(out, 0);
		return text;
	}
	return p + 1 + strspn(p + 1, " ");
}

/* A member's own comment may begin with its name: that is no entry, but all that follows is about it. */
static bool is_own_name(const struct markdown *md, const char *name, size_t length)
{
	const char *own = md->subject->name;
	size_t n = own ? strlen(own) : 0;

	return n > 0 && n <= length && strncmp(name + length - n, own, n) == 0 &&
	       (n == length || name[length - n - 1] == '.');
}

static const char *try_member(struct markdown *md, const char *text)
{
	const char *rest;
	size_t n = member_length(text, &rest);
	g_autoptr(GString) note = g_string_new(NULL);

	if (n == 0 || g_str_has_prefix(text, "@return"))
		return NULL;
	if (is_own_name(md, text + 1, n)) {
		markdown_open_section(md, NULL, false);
		return rest;
	}
	rest = skip_annotations(note, rest);
	markdown_open_entry(md, md->subject->members_title, text + 1, n, note->len ? note->str : NULL);
	md->now->is_member = true;
	return rest;
}

struct keyword {
	const char *text;
	enum command_action action;
	const char *title; /* COMMAND_BODY: none */
	bool anywhere; /* understood in comments of no known style too */
};

static const struct keyword keywords[] = {
	{ "Return:", COMMAND_SECTION, "Returns", true },
	{ "Returns:", COMMAND_SECTION, "Returns", true },
	{ "Return value:", COMMAND_SECTION, "Returns", true },
	{ "Return Value:", COMMAND_SECTION, "Returns", true },
	{ "RETURNS:", COMMAND_SECTION, "Returns", true },
	{ "RETURN:", COMMAND_SECTION, "Returns", true },
	{ "Context:", COMMAND_SECTION, "Context", false },
	{ "CONTEXT:", COMMAND_SECTION, "Context", false },
	{ "Locking:", COMMAND_SECTION, "Locking", false },
	{ "Note:", COMMAND_SECTION, "Note", false },
	{ "NOTE:", COMMAND_SECTION, "Note", false },
	{ "Notes:", COMMAND_SECTION, "Notes", false },
	{ "Warning:", COMMAND_SECTION, "Warning", false },
	{ "WARNING:", COMMAND_SECTION, "Warning", false },
	{ "Example:", COMMAND_SECTION, "Example", false },
	{ "Examples:", COMMAND_SECTION, "Examples", false },
	{ "Deprecated:", COMMAND_SECTION, "Deprecated", false },
	{ "Description:", COMMAND_BODY, NULL, false },
	{ "DESCRIPTION:", COMMAND_BODY, NULL, false },
	{ "Since:", COMMAND_LABEL, "Since", false },
	{ "Stability:", COMMAND_LABEL, "Stability", false },
};

static const char *try_keyword(struct markdown *md, const char *text, unsigned indent)
{
	g_autoptr(GString) note = g_string_new(NULL);

	if (!g_ascii_isupper(*text) || indent >= CODE_INDENT)
		return NULL;
	if (!md->after_blank && (md->n_levels > 0 || (md->now->is_member && indent > 0)))
		return NULL;
	for (unsigned i = 0; i < G_N_ELEMENTS(keywords); i++) {
		const struct keyword *keyword = &keywords[i];
		const char *rest = text + strlen(keyword->text);

		if (!g_str_has_prefix(text, keyword->text) || (*rest && *rest != ' ') ||
		    !(keyword->anywhere || md->kernel_doc))
			continue;
		if (keyword->action == COMMAND_LABEL)
			markdown_open_label(md, keyword->title);
		else
			markdown_open_section(md, keyword->title, keyword->title && !md->kernel_doc);
		rest = skip_annotations(note, rest + strspn(rest, " "));
		if (note->len)
			g_string_append_printf(md->paragraph, "(%s)", note->str);
		return rest;
	}
	return NULL;
}

/* C names struct _GtkFoo what GTK-doc calls GtkFoo. */
static bool is_name_of(const char *own, const char *name, size_t length)
{
	if (!own)
		return false;
	own += *own == '_' && *name != '_';
	return strlen(own) == length && strncmp(own, name, length) == 0;
}

/*
 * The first line names the item again: `foo() - text`, `struct foo - text`, `foo: text`, and, where entries follow, GTK-doc's
 * `foo:` alone. Returns the text behind that, or NULL if it is no such line.
 */
static const char *skip_header(const char *text, const char *own, bool entries_follow)
{
	static const char *const kinds[] = { "struct ", "union ", "enum ",     "typedef ",
					     "define ", "macro ", "function ", "DOC: " };
	const char *name = text, *p;
	bool sure;
	size_t n;

	for (unsigned i = 0; i < G_N_ELEMENTS(kinds) && name == text; i++)
		if (g_str_has_prefix(text, kinds[i]))
			name = text + strlen(kinds[i]);
	if (g_str_has_prefix(text, "DOC: "))
		return name;
	n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
	if (n == 0)
		return NULL;
	sure = name > text || is_name_of(own, name, n);
	p = name + n;
	if (*p == '(' && strchr(p, ')')) {
		p = strchr(p, ')') + 1;
		sure = true;
	}
	p += strspn(p, " ");
	if (*p == ':' && (!p[1] || p[1] == ' ')) {
		const char *rest = p + 1 + strspn(p + 1, " ");
		const char *after = *rest == '(' ? strchr(rest, '\0') : rest;

		return sure || (entries_follow && !*after) ? after : NULL;
	}
	return sure && skip_dash(p) > p ? skip_dash(p) : NULL;
}

/* ---- HTML blocks, headings ---- */

static const char *const html_breaks[] = {
	"p", "ul", "ol", "dl", "para", "blockquote", "hr", "example", "note", "itemizedlist",
};
static const char *const html_items[] = { "li", "dt", "dd", "listitem" };

static bool tag_is_one_of(const char *text, const char *const *names, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (html_is_tag(text, names[i]))
			return true;
	return false;
}

static const char *try_html_block(struct markdown *md, const char *text, unsigned indent)
{
	bool is_break = tag_is_one_of(text, html_breaks, G_N_ELEMENTS(html_breaks));

	if (!is_break && !tag_is_one_of(text, html_items, G_N_ELEMENTS(html_items)))
		return NULL;
	markdown_end_paragraph(md);
	if (is_break)
		markdown_close_lists(md);
	else if (text[1] != '/')
		markdown_open_item(md, "* ", indent, indent + 1);
	return strchr(text, '>') + 1;
}

/* "# Title", and a title underlined; a line of signs alone is dropped. */
static const char *try_heading(struct markdown *md, const char *text)
{
	size_t n = strspn(text, "#"), length = strlen(text);
	g_autofree char *title = NULL;

	if (n > 0 && n <= 6 && text[n] == ' ') {
		title = g_strndup(text, n + 1);
		markdown_add_heading(md, title, text + n + strspn(text + n, " "));
		return "";
	}
	if (length < 3 || !strchr("=-~^*_#", *text) || strspn(text, (char[]){ *text, '\0' }) != length)
		return NULL;
	if (!strchr(md->paragraph->str, '\n') && !*md->marker) {
		title = g_strdup(md->paragraph->str);
		g_string_truncate(md->paragraph, 0);
	}
	markdown_add_heading(md, *text == '=' ? "# " : "## ", title ? title : "");
	return "";
}

/* ---- lines ---- */

/* Where a command or a tag that begins a block stands in the middle of the line; 0 if nowhere. Not inside `code`. */
static size_t find_split(const struct markdown *md, const char *text)
{
	bool in_code = false;
	size_t n;

	for (size_t i = 0; text[i]; i++) {
		in_code ^= text[i] == '`';
		if (i == 0 || in_code)
			continue;
		if (!md->kernel_doc && g_ascii_isspace(text[i - 1]) && command_find(text + i, &n))
			return i;
		if (text[i] == '<' &&
		    (html_is_tag(text + i, "pre") || tag_is_one_of(text + i, html_breaks, G_N_ELEMENTS(html_breaks)) ||
		     tag_is_one_of(text + i, html_items, G_N_ELEMENTS(html_items))))
			return i;
	}
	return 0;
}

static const char *take_piece(struct markdown *md, const char *text, unsigned indent)
{
	const char *rest = md->fence != FENCE_NONE ? markdown_add_code_line(md, text, indent) : NULL;

	rest = rest ? rest : try_fence(md, text);
	rest = rest ? rest : try_command(md, text, indent);
	rest = rest ? rest : try_member(md, text);
	rest = rest ? rest : try_keyword(md, text, indent);
	rest = rest ? rest : try_html_block(md, text, indent);
	rest = rest ? rest : try_item(md, text, indent);
	if (rest)
		return rest + strspn(rest, " ");
	if (markdown_try_literal(md, text, indent))
		return "";
	rest = try_heading(md, text);
	if (!rest)
		markdown_add_text(md, text, indent);
	return "";
}

static void take_line(struct markdown *md, char *text, unsigned indent)
{
	if (!*text) {
		if (md->fence != FENCE_NONE)
			markdown_add_code_line(md, text, 0);
		else
			markdown_add_blank(md);
	}
	while (*text) {
		size_t split = md->fence == FENCE_NONE ? find_split(md, text) : 0;
		char *tail = text + (split ? split : strlen(text)), saved = *tail;

		*tail = '\0';
		for (const char *piece = g_strchomp(text); *piece;)
			piece = take_piece(md, piece, indent);
		*tail = saved;
		text = tail;
	}
}

/* ---- the comment ---- */

/* True where one of the words stands in the line behind a @ or backslash. */
static bool line_has_command(const char *text, const char *const *words, unsigned n)
{
	for (const char *p = strpbrk(text, "@\\"); p; p = strpbrk(p + 1, "@\\")) {
		for (unsigned i = 0; i < n; i++) {
			size_t length = g_str_has_prefix(p + 1, words[i]) ? strlen(words[i]) : 0;

			if (length && p[1 + length] && strchr(" [{", p[1 + length]))
				return true;
		}
	}
	return false;
}

static bool lines_have_entries(const GArray *lines)
{
	const char *rest;

	for (unsigned i = 0; i < lines->len; i++)
		if (member_length(g_array_index(lines, struct comment_line, i).text, &rest) > 0)
			return true;
	return false;
}

static bool lines_have_doxygen(const GArray *lines)
{
	static const char *const words[] = { "param", "brief", "details", "retval", "ingroup", "defgroup" };

	for (unsigned i = 0; i < lines->len; i++)
		if (line_has_command(g_array_index(lines, struct comment_line, i).text, words, G_N_ELEMENTS(words)))
			return true;
	return false;
}

char *markdown_from_comment(const char *comment, const struct markdown_subject *subject)
{
	/* a frame of stars stands over a part of the header, not before an item: Doxygen sees no documentation in it either */
	g_autoptr(GArray) lines = comment_split(g_str_has_prefix(comment, "/***") ? "" : comment);
	bool has_entries = lines_have_entries(lines);
	const char *behind = NULL;
	struct markdown md;
	unsigned first = 0;

	while (first < lines->len && !*g_array_index(lines, struct comment_line, first).text)
		first++;
	if (first < lines->len)
		behind = skip_header(g_array_index(lines, struct comment_line, first).text, subject->name, has_entries);
	markdown_init(&md, subject, (has_entries || behind) && !lines_have_doxygen(lines));
	for (unsigned i = first; i < lines->len; i++) {
		const struct comment_line *line = &g_array_index(lines, struct comment_line, i);
		g_autofree char *text = g_strdup(i == first && behind ? behind : line->text);

		take_line(&md, text, line->indent);
	}
	return markdown_finish(&md);
}
