/*
 * The text of a macro's definition to what has to be known before the macro is tried: brackets that do not match, the
 * identifiers in it, and whether it is one integer constant and nothing else.
 *
 *     #define A (FLAG(3) | B)     identifiers FLAG, B; balanced
 *     #define BEGIN do {          not balanced
 *     #define N 0x10UL            an integer constant
 *
 * The characters are looked at where clang has them in memory: clang_tokenize() takes three times as long, and for 25,000 macros that
 * is a tenth of the run. Preprocessing tokens are those of C 6.4.
 */
#include "read/clang/reader.h"

#include <string.h>

struct scanner {
	const char *at, *end;
	struct reader *reader;
	struct macro *macro;
	int depth[3];
	unsigned n_tokens;
	char last; /* punctuator */
};

/* Macros of the compiler whose value depends on where they stand. */
static const char *const varying[] = {
	"__LINE__",          "__FILE__", "__FILE_NAME__", "__BASE_FILE__", "__COUNTER__",
	"__INCLUDE_LEVEL__", "__DATE__", "__TIME__",      "__TIMESTAMP__",
};

static bool is_varying(const char *name)
{
	for (size_t i = 0; name[0] == '_' && i < G_N_ELEMENTS(varying); i++)
		if (!strcmp(name, varying[i]))
			return true;
	return false;
}

static bool asks_for_layout(const char *name)
{
	return !strcmp(name, "sizeof") || strstr(name, "lignof") || strstr(name, "offsetof");
}

/* `asm word` with Microsoft's extensions goes to the end of the line, and takes brackets that are not its own. */
static bool is_open_assembly(const struct scanner *s, const char *name)
{
	static const char *const qualifiers[] = { "volatile", "__volatile__", "__volatile", "inline",
						  "__inline", "__inline__",   "goto" };
	if (strcmp(name, "asm") && strcmp(name, "__asm__") && strcmp(name, "__asm"))
		return false;
	const char *at = macro_skip_space(s->at, s->end), *to = at;
	while (to < s->end && macro_is_word(*to))
		to++;
	bool is_open = at == s->end || *at != '(';
	for (size_t i = 0; i < G_N_ELEMENTS(qualifiers); i++)
		is_open &=
			strlen(qualifiers[i]) != (size_t)(to - at) || memcmp(at, qualifiers[i], (size_t)(to - at)) != 0;
	return is_open;
}

static void scan_identifier(struct scanner *s)
{
	const char *start = s->at;
	while (s->at < s->end && macro_is_word(*s->at))
		s->at++;
	const char *name = g_string_chunk_insert_len(s->reader->names, start, s->at - start);
	if (!s->macro->tokens)
		s->macro->tokens = g_ptr_array_new();
	g_ptr_array_add(s->macro->tokens, (void *)name);
	s->macro->is_call |= s->n_tokens == 1 && s->at < s->end && *s->at == '(';
	s->macro->varies |= is_varying(name);
	s->macro->is_unbalanced |= is_open_assembly(s, name);
	s->macro->is_doubtful |= s->reader->doubtful_layouts && asks_for_layout(name);
}

/* C 6.4.8: a digit, or a point and a digit, and whatever letters, digits, points and signed exponents follow. */
static void scan_number(struct scanner *s)
{
	const char *start = s->at;
	bool is_hexadecimal = s->end - start > 2 && start[0] == '0' && (start[1] | 0x20) == 'x';
	bool is_integer = true;
	while (s->at < s->end && (macro_is_word(*s->at) || *s->at == '.' || *s->at == '\'')) {
		char letter = (char)(*s->at++ | 0x20);
		bool is_exponent = is_hexadecimal ? letter == 'p' : letter == 'e';
		is_integer &= g_ascii_isxdigit(letter) ? is_hexadecimal || g_ascii_isdigit(letter) || letter == 'b' :
							 strchr("xul", letter) != NULL;
		if (is_exponent && s->at < s->end && (*s->at == '+' || *s->at == '-'))
			s->at++;
	}
	char *text = g_strndup(start, (size_t)(s->at - start));
	s->macro->is_integer =
		is_integer && s->n_tokens == 1 && !s->reader->has_short_int && macro_read_integer(s->macro, text);
	g_free(text);
}

static void scan_quoted(struct scanner *s)
{
	char quote = *s->at++;
	while (s->at < s->end && *s->at != quote)
		s->at += *s->at == '\\' ? 2 : 1;
	s->at++;
}

static void scan_punctuator(struct scanner *s)
{
	static const char opening[] = "([{", closing[] = ")]}";
	char c = *s->at++;
	s->macro->has_paste |= c == '#';
	s->macro->is_list |= c == ',' && !s->depth[0] && !s->depth[1] && !s->depth[2];
	s->macro->has_block |= c == '{' && s->last == '(';
	s->last = c;
	const char *at = strchr(opening, c);
	if (at)
		s->depth[at - opening]++;
	at = strchr(closing, c);
	if (at && --s->depth[at - closing] < 0)
		s->macro->is_unbalanced = true;
}

const char *macro_skip_space(const char *at, const char *end)
{
	while (at < end) {
		if (g_ascii_isspace(*at) || *at == '\\') {
			at++;
		} else if (end - at > 1 && at[0] == '/' && (at[1] == '*' || at[1] == '/')) {
			const char *close = at[1] == '*' ? g_strstr_len(at + 2, end - at - 2, "*/") : NULL;
			at = close ? close + 2 : end;
		} else {
			break;
		}
	}
	return at;
}

static void scan_token(struct scanner *s)
{
	s->n_tokens++;
	s->macro->is_integer = false;
	bool is_fraction = s->end - s->at > 1 && s->at[0] == '.' && g_ascii_isdigit(s->at[1]);
	if (g_ascii_isdigit(*s->at) || is_fraction)
		scan_number(s);
	else if (macro_is_word(*s->at))
		scan_identifier(s);
	else if (*s->at == '"' || *s->at == '\'')
		scan_quoted(s);
	else
		scan_punctuator(s);
}

/* `(a, b, ...)` behind the name of a function-like macro. */
static void read_params(struct scanner *s)
{
	const char *close = memchr(s->at, ')', (size_t)(s->end - s->at));
	if (!close)
		return;
	char *list = g_strndup(s->at + 1, (size_t)(close - s->at - 1));
	char **names = g_strsplit(g_strstrip(list), ",", -1);
	unsigned n = g_strv_length(names);
	s->macro->params = api_alloc(s->reader->api, (n + 1) * sizeof(char *));
	for (unsigned i = 0; i < n; i++) {
		s->macro->is_variadic |= strstr(names[i], "...") != NULL;
		s->macro->params[s->macro->n_params++] = api_intern(s->reader->api, g_strstrip(names[i]));
	}
	g_strfreev(names);
	g_free(list);
	s->at = close + 1;
}

void macro_read_body(struct reader *reader, struct macro *macro, const char *text, size_t length)
{
	struct scanner s = { text, text + length, reader, macro, { 0 }, 0, 0 };
	if (macro->is_function && length && *text == '(')
		read_params(&s);
	if (macro->is_function && reader->config->helpers) {
		macro->body_length = (size_t)(s.end - s.at);
		macro->body = g_string_chunk_insert_len(reader->names, s.at, (gssize)macro->body_length);
	}
	while ((s.at = macro_skip_space(s.at, s.end)) < s.end)
		scan_token(&s);
	macro->is_empty = s.n_tokens == 0;
	macro->is_itself =
		s.n_tokens == 1 && macro->tokens && !strcmp(g_ptr_array_index(macro->tokens, 0), macro->name);
	macro->is_unbalanced |= s.depth[0] || s.depth[1] || s.depth[2];
}
