/*
 * Checks a signature by its tokens, and takes it apart.
 *
 * The parameter list is the bracket that ends the text; what is before it is the result. Within a parameter the first
 * identifier is the type, unless a keyword or a tag was; the next one that is not followed by '*' is the name:
 *
 *     void __iomem *addr      type void, '__iomem' is followed by '*', name 'addr'
 *     int (*done)(void *x)    type int, name 'done'; a ')' without a name before it ends the search: int (*)(void *x)
 *
 * Macros can mean anything, so this is strict only where the text is wrong whatever they mean.
 */
#include "read/contract_signature.h"

#include <string.h>

enum word {
	WORD_NONE, /* punctuation or a number */
	WORD_TYPE,
	WORD_TAG,
	WORD_QUALIFIER,
	WORD_TYPEOF,    /* and a type in brackets; without these a qualifier, as _Atomic can be */
	WORD_ATTRIBUTE, /* and something in brackets */
	WORD_STORAGE,
	WORD_OTHER,
};

static const struct {
	const char *text;
	enum word word;
} keywords[] = {
	{ "void", WORD_TYPE },
	{ "char", WORD_TYPE },
	{ "short", WORD_TYPE },
	{ "int", WORD_TYPE },
	{ "long", WORD_TYPE },
	{ "float", WORD_TYPE },
	{ "double", WORD_TYPE },
	{ "signed", WORD_TYPE },
	{ "__signed__", WORD_TYPE },
	{ "unsigned", WORD_TYPE },
	{ "_Bool", WORD_TYPE },
	{ "bool", WORD_TYPE },
	{ "_Complex", WORD_TYPE },
	{ "__int128", WORD_TYPE },
	{ "struct", WORD_TAG },
	{ "union", WORD_TAG },
	{ "enum", WORD_TAG },
	{ "const", WORD_QUALIFIER },
	{ "volatile", WORD_QUALIFIER },
	{ "restrict", WORD_QUALIFIER },
	{ "__restrict", WORD_QUALIFIER },
	{ "__restrict__", WORD_QUALIFIER },
	{ "register", WORD_QUALIFIER },
	{ "__extension__", WORD_QUALIFIER },
	{ "typeof", WORD_TYPEOF },
	{ "__typeof", WORD_TYPEOF },
	{ "__typeof__", WORD_TYPEOF },
	{ "typeof_unqual", WORD_TYPEOF },
	{ "_BitInt", WORD_TYPEOF },
	{ "_Atomic", WORD_TYPEOF },
	{ "__attribute__", WORD_ATTRIBUTE },
	{ "__attribute", WORD_ATTRIBUTE },
	{ "_Alignas", WORD_ATTRIBUTE },
	{ "static", WORD_STORAGE },
	{ "extern", WORD_STORAGE },
	{ "inline", WORD_STORAGE },
	{ "__inline", WORD_STORAGE },
	{ "__inline__", WORD_STORAGE },
	{ "_Noreturn", WORD_STORAGE },
	{ "typedef", WORD_STORAGE },
	{ "auto", WORD_STORAGE },
};

struct token {
	const char *start;
	size_t length; /* 0: the end */
	enum word word;
};

static bool is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static enum word classify(const char *start, size_t length)
{
	if (!is_word_byte(*start) || g_ascii_isdigit(*start))
		return WORD_NONE;
	for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
		if (strlen(keywords[i].text) == length && memcmp(start, keywords[i].text, length) == 0)
			return keywords[i].word;
	return WORD_OTHER;
}

/* The first token of [p, end). */
static struct token token_at(const char *p, const char *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	struct token token = { p, 0, WORD_NONE };
	if (p == end)
		return token;
	do {
		token.length++;
	} while (is_word_byte(*p) && p + token.length < end && is_word_byte(p[token.length]));
	token.word = classify(p, token.length);
	return token;
}

static bool token_is(const struct token *token, char c)
{
	return token->length == 1 && *token->start == c;
}

/* Behind the bracket that token opens: brackets are balanced. */
static const char *after_bracket(const struct token *token, const char *end)
{
	unsigned depth = 0;
	for (const char *p = token->start; p < end; p++) {
		if (*p == '(' || *p == '[')
			depth++;
		else if ((*p == ')' || *p == ']') && --depth == 0)
			return p + 1;
	}
	return end;
}

/* The name that the declaration [p, end) declares; its length is 0 where there is none. */
static struct token declared_name(const char *p, const char *end)
{
	struct token none = { end, 0, WORD_NONE };
	bool has_type = false;
	unsigned depth = 0;
	for (struct token token = token_at(p, end); token.length > 0; token = token_at(p, end)) {
		p = token.start + token.length;
		struct token next = token_at(p, end);
		if (token_is(&token, '('))
			depth++;
		else if (token_is(&token, '['))
			p = after_bracket(&token, end);
		if (token_is(&token, ')'))
			return none;
		bool has_brackets = (token.word == WORD_TYPEOF || token.word == WORD_ATTRIBUTE) && token_is(&next, '(');
		if (has_brackets)
			p = after_bracket(&next, end);
		else if (token.word == WORD_TAG)
			p = next.start + next.length;
		bool is_type = token.word == WORD_TYPE || token.word == WORD_TAG ||
			       (token.word == WORD_TYPEOF && has_brackets);
		if (is_type && depth > 0)
			return none; /* the parameters of something without a name */
		if (token.word == WORD_OTHER && has_type && !token_is(&next, '*'))
			return token;
		has_type = has_type || is_type || token.word == WORD_OTHER;
	}
	return none;
}

/* [start, end) without white space at its ends, and with one space for each run. */
static char *squeeze(const char *start, const char *end)
{
	GString *text = g_string_new(NULL);
	for (const char *p = start; p < end; p++) {
		if (!g_ascii_isspace(*p))
			g_string_append_c(text, *p);
		else if (text->len > 0 && text->str[text->len - 1] != ' ')
			g_string_append_c(text, ' ');
	}
	return g_strchomp(g_string_free(text, FALSE));
}

/* The faults below are texts for the user, freed by the caller; NULL: none. */

/* Characters other than those of words and operators, and brackets that do not match. what: what the text is. */
static char *find_bad_character(const char *text, const char *operators, const char *what, size_t *fault_at)
{
	GString *open = g_string_new(NULL);
	GArray *places = g_array_new(FALSE, FALSE, sizeof(size_t));
	char *fault = NULL;
	for (size_t i = 0; !fault && text[i]; i++) {
		char c = text[i];
		*fault_at = i;
		if (c == '(' || c == '[') {
			g_string_append_c(open, c == '(' ? ')' : ']');
			g_array_append_val(places, i);
		} else if (c == ')' || c == ']') {
			if (open->len == 0)
				fault = g_strdup_printf("'%c' closes nothing", c);
			else if (open->str[open->len - 1] != c)
				fault = g_strdup_printf("'%c' stands where '%c' is expected", c,
							open->str[open->len - 1]);
			else
				g_string_truncate(open, open->len - 1);
			g_array_set_size(places, (guint)open->len);
		} else if (c == '/' && (text[i + 1] == '/' || text[i + 1] == '*')) {
			fault = g_strdup_printf("%s has no comments; those of YAML begin with '#'", what);
		} else if (!is_word_byte(c) && !g_ascii_isspace(c) && !strchr(operators, c)) {
			fault = g_strdup_printf("'%c' has no place in %s", c, what);
		}
	}
	if (!fault && open->len > 0) {
		*fault_at = g_array_index(places, size_t, places->len - 1);
		fault = g_strdup_printf("'%c' is not closed", text[*fault_at]);
	}
	g_array_free(places, TRUE);
	g_string_free(open, TRUE);
	return fault;
}

/* Words before the parameters' bracket that belong elsewhere. */
static char *check_result(const char *text, const char *end, size_t *fault_at)
{
	struct token last = { NULL, 0, WORD_NONE }, token = token_at(text, end);
	*fault_at = (size_t)(token.start - text);
	if (token.length == 0)
		return g_strdup("the result's type is missing; it is 'void' for no result");
	if (g_str_has_prefix(token.start, "__") && token.word == WORD_OTHER) /* the macro of an attribute, or a type */
		last = token;
	struct token name = declared_name(last.start ? last.start + last.length : text, end);
	for (; token.length > 0; token = token_at(token.start + token.length, end)) {
		*fault_at = (size_t)(token.start - text);
		if (token.word == WORD_STORAGE)
			return g_strdup_printf("'%.*s' has no place in a signature, which is a type", (int)token.length,
					       token.start);
		last = token;
	}
	*fault_at = (size_t)(last.start - text);
	if (last.word == WORD_ATTRIBUTE)
		return g_strdup("a signature ends with its parameters");
	if (name.length > 0 && name.start == last.start)
		return g_strdup_printf("'%.*s' is too much: a signature has no name of a function", (int)name.length,
				       name.start);
	return NULL;
}

static char *check_parameter(const char *start, const char *end, unsigned number, bool is_only, size_t *fault_at)
{
	struct token first = token_at(start, end);
	*fault_at = (size_t)(first.start - start);
	const char *behind = first.start + first.length;
	bool is_single = first.length > 0 && token_at(behind, end).length == 0;
	if (first.length == 0)
		return is_only ? g_strdup("the brackets are empty; it is '(void)' for no parameters") :
				 g_strdup_printf("parameter %u is missing", number);
	if (is_single && first.length == 4 && memcmp(first.start, "void", 4) == 0 && is_only)
		return NULL;
	if (token_is(&first, '.'))
		return g_strdup("a helper cannot take variable arguments");
	for (struct token token = first; token.length > 0; token = token_at(token.start + token.length, end)) {
		if (token_is(&token, '['))
			token.length = (size_t)(after_bracket(&token, end) - token.start);
		if (token.word != WORD_STORAGE)
			continue;
		*fault_at = (size_t)(token.start - start);
		return g_strdup_printf("'%.*s' has no place in a parameter", (int)token.length, token.start);
	}
	if (declared_name(first.start, end).length > 0)
		return NULL;
	char *text = squeeze(start, end);
	char *fault = g_strdup_printf("parameter %u, '%s', has no name", number, text);
	g_free(text);
	return fault;
}

/* start: behind the opening bracket; end: the closing one. */
static char *check_parameters(const char *start, const char *end, size_t *fault_at)
{
	char *fault = NULL;
	unsigned number = 0;
	for (const char *from = start, *p = start; !fault && p <= end; p++) {
		struct token token = { p, 1, WORD_NONE };
		if (p < end && (*p == '(' || *p == '['))
			p = after_bracket(&token, end) - 1;
		else if (p == end || *p == ',') {
			fault = check_parameter(from, p, ++number, from == start && p == end, fault_at);
			*fault_at += (size_t)(from - start);
			from = p + 1;
		}
	}
	return fault;
}

/* The opening bracket of the parameters: that of the last bracket on the outside, if it ends at end. */
static const char *parameters_start(const char *text, const char *end)
{
	const char *start = NULL;
	for (const char *p = text; p < end; p++) {
		struct token token = { p, 1, WORD_NONE };
		const char *behind = *p == '(' || *p == '[' ? after_bracket(&token, end) : p;
		if (behind == end && *p == '(')
			start = p;
		if (behind > p)
			p = behind - 1;
	}
	return start;
}

char *contract_signature_split(const char *text, char **result, char **parameters, size_t *fault_at)
{
	const char *end = text + strlen(text);
	while (end > text && g_ascii_isspace(end[-1]))
		end--;
	*fault_at = 0;
	if (end == text)
		return g_strdup("the signature is empty");
	char *fault = find_bad_character(text, "*,.+-/%<>&|", "a signature", fault_at);
	if (fault)
		return fault;
	const char *list = parameters_start(text, end);
	if (!list) {
		*fault_at = (size_t)(end - text) - 1;
		return g_strdup("the parameters are missing: a signature is a result and, in brackets, parameters");
	}
	fault = check_result(text, list, fault_at);
	if (!fault) {
		fault = check_parameters(list + 1, end - 1, fault_at);
		*fault_at += (size_t)(list + 1 - text);
	}
	if (fault)
		return fault;
	*result = squeeze(text, list);
	*parameters = squeeze(list + 1, end - 1);
	return NULL;
}

GPtrArray *contract_signature_names(const char *parameters)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const char *end = parameters + strlen(parameters);
	for (const char *from = parameters, *p = parameters; p <= end; p++) {
		struct token token = { p, 1, WORD_NONE };
		if (p < end && (*p == '(' || *p == '[')) {
			p = after_bracket(&token, end) - 1;
		} else if (p == end || *p == ',') {
			struct token name = declared_name(from, p);
			if (name.length > 0)
				g_ptr_array_add(names, g_strndup(name.start, name.length));
			from = p + 1;
		}
	}
	return names;
}

char *contract_call_split(const char *text, char **name, char **arguments, size_t *fault_at)
{
	const char *start = text + strcspn(text, "("), *end = text + strlen(text);
	*fault_at = 0;
	char *word = squeeze(text, start), *fault = NULL;
	if (!contract_is_identifier(word))
		fault = g_strdup_printf("'%s' is not a name in C", word);
	if (!fault)
		fault = find_bad_character(text, "*,.+-/%<>&|!~^?:=", "a call", fault_at);
	struct token token = { start, 1, WORD_NONE };
	const char *behind = *start ? after_bracket(&token, end) : end;
	struct token rest = token_at(behind, end);
	if (!fault && rest.length > 0) {
		*fault_at = (size_t)(rest.start - text);
		fault = g_strdup("this is more than a call, which is a name and arguments in brackets");
	}
	if (fault) {
		g_free(word);
		return fault;
	}
	*name = word;
	*arguments = *start ? squeeze(start + 1, behind - 1) : NULL;
	return NULL;
}

bool contract_is_identifier(const char *text)
{
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c != '_' && !g_unichar_isalpha(c) && (p == text || !(g_unichar_isdigit(c) || g_unichar_ismark(c))))
			return false;
	}
	return *text;
}
