/*
 * Rust text to tokens.
 *
 * The traps: block comments nest; 'a is a lifetime and 'a' a character; r#a is a name, r#"a"# a string, and b, c, br and cr stand
 * before strings too; every character beyond ASCII that is no white space is taken for part of a word, since Rust accepts no other
 * outside of comments and quotes. Numbers end at a dot, which changes nothing for names: in 1.max(x) and 1.0f64 alike.
 */
#include "read/rust_token.h"

struct place rust_place(struct rust_file *file, size_t offset)
{
	const char *p = file->text + offset, *newline;
	if (!file->at) {
		file->at = file->line_start = file->text;
		file->line = 1;
	}
	for (; p < file->line_start; file->line--)
		for (file->line_start--; file->line_start > file->text && file->line_start[-1] != '\n';)
			file->line_start--;
	for (file->at = MIN(file->at, p); (newline = memchr(file->at, '\n', p - file->at)); file->line++)
		file->at = file->line_start = newline + 1;
	file->at = p;
	return (struct place){ file->path, file->line, p - file->line_start + 1 };
}

/* Length of the character beyond ASCII at p if Rust takes it for white space (everything else there is part of a word). */
static unsigned wide_blank(const char *p)
{
	static const char *const blanks[] = { "\xc2\x85", "\u200e", "\u200f", "\u2028", "\u2029", "\ufeff" };
	for (unsigned i = 0; i < G_N_ELEMENTS(blanks); i++)
		if (g_str_has_prefix(p, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

bool rust_starts_word(const char *p)
{
	return g_ascii_isalpha(*p) || *p == '_' || ((unsigned char)*p >= 0x80 && !wide_blank(p));
}

/* End of the word or number at p. The text ends with a zero byte, which is in no word. */
static const char *word_end(const char *p)
{
	while (g_ascii_isalnum(*p) || *p == '_' || ((unsigned char)*p >= 0x80 && !wide_blank(p)))
		p++;
	return p;
}

/* End of the block comment at p, which may hold others, or NULL. */
static const char *comment_end(const char *p, const char *end)
{
	size_t depth = 0;
	while (end - p >= 2) {
		if (p[0] == '/' && p[1] == '*') {
			depth++;
			p += 2;
		} else if (p[0] == '*' && p[1] == '/') {
			p += 2;
			if (--depth == 0)
				return p;
		} else {
			p++;
		}
	}
	return NULL;
}

/* End of the string whose opening quote is at p, or NULL. */
static const char *string_end(const char *p, const char *end)
{
	for (p++; p < end; p++) {
		if (*p == '"')
			return p + 1;
		if (*p == '\\')
			p++;
	}
	return NULL;
}

/* End of the raw string whose first '#' or quote is at p: of p itself if it is none, NULL if it has no end. */
static const char *raw_string_end(const char *p, const char *end)
{
	const char *quote = p;
	while (*quote == '#')
		quote++;
	if (*quote != '"')
		return p;
	size_t marks = quote - p;
	while ((quote = memchr(quote + 1, '"', end - quote - 1))) {
		size_t closing = 0;
		while (closing < marks && quote[1 + closing] == '#')
			closing++;
		if (closing == marks)
			return quote + 1 + closing;
	}
	return NULL;
}

/* End of the character literal at p, or p if a lifetime or a lone quote stands there. */
static const char *character_end(const char *p, const char *end)
{
	const char *q = p + 1;
	if (*q == '\\') {
		for (q += 2; q < end && *q != '\n'; q++)
			if (*q == '\'')
				return q + 1;
		return p;
	}
	if (q >= end || *q == '\'' || *q == '\n')
		return p;
	q = g_utf8_next_char(q);
	return *q == '\'' ? q + 1 : p;
}

/* Whether a literal in quotes can begin with this. */
static bool may_quote(char c)
{
	return c == '"' || c == '\'' || c == 'b' || c == 'c' || c == 'r';
}

/* Where the literal in quotes that begins at p ends: p if there is none, NULL if it has no end. */
static const char *quoted_end(const char *p, const char *end)
{
	if (*p == '\'')
		return character_end(p, end);
	if (*p == '"')
		return string_end(p, end);
	const char *prefix = p;
	if ((*p == 'b' || *p == 'c') && p[1] == 'r')
		p++;
	if (*p == 'r') {
		const char *literal = raw_string_end(p + 1, end);
		return literal == p + 1 ? prefix : literal;
	}
	if ((*p == 'b' || *p == 'c') && p[1] == '"')
		return string_end(p + 1, end);
	if (*p == 'b' && p[1] == '\'') {
		const char *literal = character_end(p + 1, end);
		return literal == p + 1 ? prefix : literal;
	}
	return prefix;
}

static void add_token(struct rust_file *file, enum rust_token_kind kind, const char *start, const char *end)
{
	if (file->count == file->capacity) {
		file->capacity = MAX(file->capacity * 2, file->length / 4 + 16);
		file->tokens = g_renew(struct rust_token, file->tokens, file->capacity);
	}
	file->tokens[file->count++] = (struct rust_token){ start - file->text, end - start, kind };
}

/* Adds the token at p, which is no blank, comment or literal in quotes, and returns its end. */
static const char *take_token(struct rust_file *file, const char *p)
{
	const char *start = p;
	enum rust_token_kind kind = TOKEN_MARK;
	if (*p == 'r' && p[1] == '#' && rust_starts_word(p + 2)) {
		start = p + 2;
		p = word_end(start);
		kind = TOKEN_RAW;
	} else if (rust_starts_word(p)) {
		p = word_end(p);
		kind = TOKEN_WORD;
	} else if (g_ascii_isdigit(*p)) {
		p = word_end(p);
		kind = TOKEN_NUMBER;
	} else if (*p == '\'' && rust_starts_word(p + 1)) {
		p = word_end(p + (g_str_has_prefix(p, "'r#") ? 3 : 1));
		kind = TOKEN_LIFETIME;
	} else if (*p == ':' && p[1] == ':') {
		p += 2;
		kind = TOKEN_PATH;
	} else {
		p++;
		if (*start == '(' || *start == '[' || *start == '{')
			kind = TOKEN_OPEN;
		else if (*start == ')' || *start == ']' || *start == '}')
			kind = TOKEN_CLOSE;
	}
	add_token(file, kind, start, p);
	return p;
}

static bool report_endless(struct rust_file *file, const char *p, const char *what)
{
	diag_report(SEVERITY_ERROR, rust_place(file, p - file->text), NULL, "the %s that begins here has no end", what);
	return false;
}

/* Where the first token can be: behind a byte order mark and a line for the shell ("#![…]" is an attribute). */
static const char *text_start(const struct rust_file *file)
{
	const char *p = file->text;
	if (g_str_has_prefix(p, "\ufeff"))
		p += strlen("\ufeff");
	if (!g_str_has_prefix(p, "#!"))
		return p;
	const char *next = p + 2 + strspn(p + 2, " \t\r\n");
	return *next == '[' ? p : p + strcspn(p, "\n");
}

/* Makes the tokens of the file. False after an error. */
static bool split_text(struct rust_file *file)
{
	const char *end = file->text + file->length;
	for (const char *p = text_start(file); p < end;) {
		const char *next = p;
		if (g_ascii_isspace(*p) || *p == '\v') {
			p++;
		} else if (*p == '/' && p[1] == '/') {
			next = memchr(p, '\n', end - p);
			p = next ? next : end;
		} else if (*p == '/' && p[1] == '*') {
			next = comment_end(p, end);
			if (!next)
				return report_endless(file, p, "comment");
			p = next;
		} else if (may_quote(*p) && (next = quoted_end(p, end)) != p) {
			if (!next)
				return report_endless(file, p, "string");
			add_token(file, TOKEN_STRING, p, next);
			p = word_end(next); /* behind a suffix */
		} else if ((unsigned char)*p >= 0x80 && wide_blank(p)) {
			p += wide_blank(p);
		} else {
			p = take_token(file, p);
		}
	}
	return true;
}

/* Links opening and closing delimiters. A closing one that fits no open one is nobody's partner. */
static void link_delimiters(struct rust_file *file)
{
	GArray *open = g_array_new(FALSE, FALSE, sizeof(unsigned));
	for (unsigned i = 0; i < file->count; i++) {
		struct rust_token *token = &file->tokens[i];
		if (token->kind == TOKEN_OPEN) {
			token->extent = file->count;
			g_array_append_val(open, i);
		} else if (token->kind == TOKEN_CLOSE) {
			token->extent = file->count;
			if (open->len == 0)
				continue;
			token->extent = g_array_index(open, unsigned, open->len - 1);
			file->tokens[token->extent].extent = i;
			g_array_set_size(open, open->len - 1);
		}
	}
	g_array_unref(open);
}

char *rust_text(const struct rust_file *file, unsigned i)
{
	const char *start = file->text + file->tokens[i].start;
	size_t length = file->tokens[i].extent;
	for (size_t k = 0; k < length; k++)
		if ((unsigned char)start[k] >= 0x80)
			return g_utf8_normalize(start, length, G_NORMALIZE_NFC);
	return g_strndup(start, length);
}

bool rust_file_is_generated(const struct rust_file *file)
{
	return g_str_has_prefix(file->text, "/* automatically generated by ");
}

/* Checks that the text can be split at all. */
static bool check_text(struct rust_file *file)
{
	const char *bad;
	if (file->length >= G_MAXUINT / 2) {
		diag_report(SEVERITY_ERROR, (struct place){ .file = file->path }, NULL, "the file is too large");
		return false;
	}
	if (g_utf8_validate(file->text, file->length, &bad))
		return true;
	diag_report(SEVERITY_ERROR, rust_place(file, bad - file->text), NULL,
		    *bad ? "the text is not UTF-8" : "the text has a zero byte");
	return false;
}

static bool load_text(struct rust_file *file, const char *path)
{
	GError *error = NULL;
	*file = (struct rust_file){ .path = g_strdup(path) };
	if (g_file_get_contents(path, &file->text, &file->length, &error))
		return true;
	diag_error("cannot read '%s': %s", path, diag_file_error_text(error));
	g_error_free(error);
	return false;
}

static bool make_tokens(struct rust_file *file)
{
	if (!check_text(file) || !split_text(file))
		return false;
	link_delimiters(file);
	return true;
}

bool rust_file_init(struct rust_file *file, const char *path)
{
	return load_text(file, path) && (rust_file_is_generated(file) || make_tokens(file));
}

bool rust_file_init_bindings(struct rust_file *file, const char *path)
{
	return load_text(file, path) && make_tokens(file);
}

void rust_file_finish(struct rust_file *file)
{
	g_free(file->tokens);
	g_free(file->text);
	g_free(file->path);
}
