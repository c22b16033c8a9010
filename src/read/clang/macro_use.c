/*
 * The text of a function-like macro to what it does with its parameters, before clang is asked.
 *
 *     #define sg_len(sg)      ((sg)->length)            sg: member length
 *     #define wake_up(q)      __wake_up(q, 1)           q: an argument of a function, so a conversion tells its type
 *     #define twice(x)        ((x) * 2)                 x: a number, and nothing tells which
 *     #define name(p)         p##_name                  p: pasted, no value
 *     #define drop(sg)        free_pages(sg_len(sg))    sg: what sg_len does with it, too
 *
 * It is a guess about grammar where there are only tokens, and clang is the judge of what comes out. Whatever is not recognised counts as
 * a conversion, so that clang is asked.
 */
#include "read/clang/macro_call.h"

#include <string.h>

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_MARK };

struct token {
	const char *at;
	unsigned length;
	enum token_kind kind;
	int param;         /* its index, or -1 */
	unsigned open;     /* the index of the bracket around it + 1; 0: none */
	unsigned argument; /* commas between that bracket and it */
};

/* Longer ones are tables. */
enum { MOST_TOKENS = 1500, MOST_DEPTH = 16 };

struct text {
	struct reader *reader;
	struct macro *macro;
	GArray *tokens;
	struct macro_uses *uses;
	unsigned depth; /* macros around this one */
};

static const struct macro_uses *find_uses(struct reader *reader, struct macro *macro, unsigned depth);

/* ---- tokens ---- */

static const char *end_of_quoted(const char *at, const char *end)
{
	char quote = *at++;
	while (at < end && *at != quote)
		at += *at == '\\' ? 2 : 1;
	return MIN(at + 1, end);
}

static const char *end_of_mark(const char *at, const char *end)
{
	static const char *const marks[] = { "<<=", ">>=", "...", "->", "##", "==", "!=", "<=", ">=", "<<", ">>", "&&",
					     "||",  "++",  "--",  "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=" };
	bool may_be_longer = end - at > 1 && memchr("=<>.#&|+-", at[1], 9);
	for (size_t i = 0; may_be_longer && i < G_N_ELEMENTS(marks); i++) {
		size_t length = strlen(marks[i]);
		if ((size_t)(end - at) >= length && !memcmp(at, marks[i], length))
			return at + length;
	}
	return at + 1;
}

static const char *end_of_word(const char *at, const char *end)
{
	while (at < end && macro_is_word(*at))
		at++;
	return at;
}

static bool text_is(const char *at, unsigned length, const char *text)
{
	return strlen(text) == length && !memcmp(at, text, length);
}

static int find_param(const struct macro *macro, const char *at, unsigned length)
{
	for (unsigned i = 0; i < macro->n_params; i++)
		if (*at == *macro->params[i] && text_is(at, length, macro->params[i]))
			return (int)i;
	return -1;
}

static struct token read_token(const struct macro *macro, const char *at, const char *end)
{
	struct token token = { .at = at, .param = -1 };
	const char *to;
	bool is_fraction = end - at > 1 && at[0] == '.' && g_ascii_isdigit(at[1]);
	if (g_ascii_isdigit(*at) || is_fraction) {
		token.kind = TOKEN_NUMBER;
		for (to = at + 1; to < end && (macro_is_word(*to) || *to == '.'); to++)
			;
	} else if (macro_is_word(*at)) {
		token.kind = TOKEN_WORD;
		to = end_of_word(at, end);
		token.param = find_param(macro, at, (unsigned)(to - at));
	} else if (*at == '"' || *at == '\'') {
		token.kind = TOKEN_STRING;
		to = end_of_quoted(at, end);
	} else {
		token.kind = TOKEN_MARK;
		to = end_of_mark(at, end);
	}
	token.length = (unsigned)(to - at);
	return token;
}

static struct token *token_at(const struct text *text, unsigned index)
{
	return &g_array_index(text->tokens, struct token, index);
}

static void read_tokens(struct text *text)
{
	const char *at = text->macro->body, *end = at + text->macro->body_length;
	unsigned open = 0, argument = 0;
	while ((at = macro_skip_space(at, end)) < end && text->tokens->len < MOST_TOKENS) {
		struct token token = read_token(text->macro, at, end);
		bool is_single = token.kind == TOKEN_MARK && token.length == 1;
		if (is_single && strchr(")]}", *at) && open) {
			argument = token_at(text, open - 1)->argument;
			open = token_at(text, open - 1)->open;
		}
		token.open = open;
		token.argument = argument;
		g_array_append_val(text->tokens, token);
		if (is_single && strchr("([{", *at)) {
			open = text->tokens->len;
			argument = 0;
		}
		argument += is_single && *at == ',';
		at += token.length;
	}
}

/* Whether the token at the index is this one; there may be none. */
static bool is(const struct text *text, int index, const char *mark)
{
	if (index < 0 || (unsigned)index >= text->tokens->len)
		return false;
	const struct token *token = token_at(text, (unsigned)index);
	return *token->at == *mark && text_is(token->at, token->length, mark);
}

static bool is_one_of(const struct text *text, int index, const char *const *words, size_t n)
{
	if (index < 0 || (unsigned)index >= text->tokens->len)
		return false;
	for (size_t i = 0; i < n; i++)
		if (is(text, index, words[i]))
			return true;
	return false;
}

static bool is_kind(const struct text *text, int index, enum token_kind kind)
{
	return index >= 0 && (unsigned)index < text->tokens->len && token_at(text, (unsigned)index)->kind == kind;
}

/* ---- grammar ---- */

/* Words that stand in front of an expression. */
static bool is_statement_word(const struct text *text, int index)
{
	static const char *const words[] = { "return", "else", "do", "goto", "case" };
	return is_one_of(text, index, words, G_N_ELEMENTS(words));
}

static bool is_type_of(const struct text *text, int index)
{
	static const char *const words[] = { "typeof", "__typeof__", "__typeof", "typeof_unqual", "__typeof_unqual__" };
	return is_one_of(text, index, words, G_N_ELEMENTS(words));
}

/* Words with brackets behind them that are no call. */
static bool is_bracket_word(const struct text *text, int index)
{
	static const char *const words[] = { "sizeof",
					     "_Alignof",
					     "__alignof__",
					     "if",
					     "while",
					     "for",
					     "switch",
					     "_Static_assert",
					     "__builtin_constant_p",
					     "__builtin_types_compatible_p",
					     "__builtin_expect",
					     "__builtin_object_size",
					     "__builtin_dynamic_object_size" };
	return is_type_of(text, index) || is_statement_word(text, index) ||
	       is_one_of(text, index, words, G_N_ELEMENTS(words));
}

/* An operator at the index has an operand in front of it. */
static bool is_behind_operand(const struct text *text, int index)
{
	if (is_kind(text, index - 1, TOKEN_MARK))
		return is(text, index - 1, ")") || is(text, index - 1, "]");
	return index > 0 && !is_statement_word(text, index - 1);
}

static bool is_assignment(const struct text *text, int index)
{
	static const char *const marks[] = { "=",  "+=", "-=",  "*=",  "/=", "%=", "&=",
					     "|=", "^=", "<<=", ">>=", "++", "--" };
	return is_one_of(text, index, marks, G_N_ELEMENTS(marks));
}

static bool is_arithmetic(const struct text *text, int index)
{
	static const char *const marks[] = { "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>" };
	return is_one_of(text, index, marks, G_N_ELEMENTS(marks));
}

static const char *word_at(const struct text *text, int index)
{
	if (!is_kind(text, index, TOKEN_WORD))
		return NULL;
	const struct token *token = token_at(text, (unsigned)index);
	char *word = g_strndup(token->at, token->length);
	const char *unique = g_string_chunk_insert_const(text->reader->names, word);
	g_free(word);
	return unique;
}

/* The function-like macro whose name stands at the index; its own name is no macro in a macro. */
static struct macro *macro_at(const struct text *text, int index)
{
	const char *name = word_at(text, index);
	struct macro *macro = name ? g_hash_table_lookup(text->reader->macros.by_name, name) : NULL;
	return macro && macro->is_function && macro != text->macro ? macro : NULL;
}

static const struct param_use *use_of_argument(const struct text *text, struct macro *macro, unsigned argument)
{
	unsigned n_named = macro->n_params - macro->is_variadic;
	if (argument >= n_named || macro->n_params > MOST_PARAMS || text->depth >= MOST_DEPTH)
		return NULL;
	return &find_uses(text->reader, macro, text->depth + 1)->params[argument];
}

/* ---- what is done with a parameter ---- */

static void refuse(struct param_use *use, const char *why)
{
	if (!use->why)
		use->why = why;
}

static void add_member(struct param_use *use, const char *member, bool by_arrow)
{
	use->by_arrow |= by_arrow;
	use->by_dot |= !by_arrow;
	for (unsigned i = 0; i < use->n_members; i++)
		if (use->members[i] == member)
			return;
	if (use->n_members < MOST_MEMBERS)
		use->members[use->n_members++] = member;
}

static void merge(struct param_use *use, const struct param_use *other)
{
	for (unsigned i = 0; i < other->n_members; i++)
		add_member(use, other->members[i], other->by_arrow);
	use->by_arrow |= other->by_arrow;
	use->by_dot |= other->by_dot;
	use->has_evidence |= other->has_evidence;
	use->is_number |= other->is_number;
	use->is_pointer |= other->is_pointer;
	use->decides |= other->decides;
	if (other->why)
		refuse(use, other->why);
}

/* The brackets that end at the index, behind which others stand, hold a type: `(u32)(x)` and not `(ops->call)(x)`, `(*call)(x)`. */
static bool is_cast(const struct text *text, int close)
{
	unsigned around = token_at(text, (unsigned)close)->open;
	for (int i = close - 1; i >= 0; i--) {
		if (is(text, i, "->") || is(text, i, ".") || (is(text, i, "*") && is(text, i - 1, "(")))
			return false;
		if (is(text, i, "(") && token_at(text, (unsigned)i)->open == around)
			return i == 0 || is_kind(text, i - 1, TOKEN_MARK);
	}
	return false;
}

/* The whole argument of what the bracket around it belongs to. */
static void note_argument(struct text *text, struct param_use *use, const struct token *token)
{
	int open = (int)token->open - 1, callee = open - 1;
	if (open < 0 || is(text, open, "["))
		return;
	if (is(text, open, "{")) {
		use->has_evidence = true;
		return;
	}
	bool is_generic = is(text, callee, "_Generic") || is(text, callee, "__builtin_choose_expr");
	if (is_type_of(text, callee)) /* `typeof(p) other; (void)(&other == &number);` */
		use->has_evidence |= strstr(text->macro->body, "== &") || strstr(text->macro->body, "==&");
	else if (is_generic || is_bracket_word(text, callee) ||
		 (is_kind(text, callee, TOKEN_MARK) && !is(text, callee, ")")))
		return;
	else if (callee < 0 || (is(text, callee, ")") && is_cast(text, callee)))
		return;
	struct macro *macro = macro_at(text, callee);
	const struct param_use *other = macro ? use_of_argument(text, macro, token->argument) : NULL;
	if (other)
		merge(use, other);
	else if (!is_type_of(text, callee))
		use->has_evidence = true;
}

/* Part of an argument on which something depends. */
static void note_surroundings(struct text *text, struct param_use *use, const struct token *token)
{
	for (unsigned open = token->open, argument = token->argument; open;) {
		const struct token *bracket = token_at(text, open - 1);
		int callee = (int)open - 2;
		if (argument == 0 && (is(text, callee, "_Generic") || is(text, callee, "__builtin_choose_expr")))
			use->decides = true;
		struct macro *macro = macro_at(text, callee);
		const struct param_use *other = macro ? use_of_argument(text, macro, argument) : NULL;
		if (other)
			use->decides |= other->decides;
		argument = bracket->argument;
		open = bracket->open;
	}
}

/* `*p = right`, to the end of the statement or of the brackets around it. */
static void note_right_side(const struct text *text, struct param_use *use, unsigned equals)
{
	unsigned open = token_at(text, equals)->open, i = equals + 1;
	for (; i < text->tokens->len; i++) {
		const struct token *token = token_at(text, i);
		bool is_deeper = token->open > equals + 1;
		if (!is_deeper && (token->open != open || is(text, (int)i, ";") || is(text, (int)i, ",")))
			break;
	}
	if (use->right || i == equals + 1)
		return;
	const struct token *last = token_at(text, i - 1);
	use->right = token_at(text, equals + 1)->at;
	use->right_end = last->at + last->length;
}

/* It stands beside a name, a text or ##: no expression there. */
static const char *find_misuse(const struct text *text, int at)
{
	bool is_word_before = is_kind(text, at - 1, TOKEN_WORD) && !is_bracket_word(text, at - 1);
	bool is_word_behind = is_kind(text, at + 1, TOKEN_WORD) && !is(text, at + 1, "else");
	if (is(text, at - 1, "##") || is(text, at + 1, "##"))
		return "pastes a parameter into a name";
	if (is(text, at - 1, "->") || (is(text, at - 1, ".") && !is(text, at - 2, "...")))
		return "takes the name of a member";
	if (is_kind(text, at - 1, TOKEN_STRING) || is_kind(text, at + 1, TOKEN_STRING))
		return "takes a string literal";
	if (is_word_before || is_word_behind || is_kind(text, at - 1, TOKEN_NUMBER) ||
	    is_kind(text, at + 1, TOKEN_NUMBER))
		return "takes a name or a type";
	return is(text, at + 1, "(") ? "calls a parameter" : NULL;
}

/* What stands on both sides of the parameter, brackets around it alone put aside. */
static void note_operators(struct text *text, struct param_use *use, const struct token *token, int left, int right)
{
	bool is_unary = !is_behind_operand(text, left);
	bool is_target = is(text, left, "*") && is_unary;
	if (is(text, right, "->") || is(text, right, ".")) {
		const char *member = word_at(text, right + 1);
		if (member && find_param(text->macro, member, (unsigned)strlen(member)) < 0)
			add_member(use, member, is(text, right, "->"));
		else
			refuse(use, "takes the name of a member");
		return;
	}
	if (is_target || is(text, right, "["))
		use->is_pointer = true;
	if (is_target && is(text, right, "="))
		note_right_side(text, use, (unsigned)right);
	else if (!is_target && (is_assignment(text, right) || is(text, left, "++") || is(text, left, "--")))
		refuse(use, "assigns to an argument");
	else if (is_unary && is(text, left, "&"))
		refuse(use, "takes the address of an argument");
	else if (is(text, left, "=") || is(text, left, "return") || is(text, left, "==") || is(text, right, "=="))
		use->has_evidence = true;
	else if (is_arithmetic(text, right) || is(text, left, "~") || (is_arithmetic(text, left) && !is_target))
		use->is_number = true;
	else if ((is(text, left, "(") || is(text, left, ",")) && (is(text, right, ")") || is(text, right, ",")))
		note_argument(text, use, token);
}

static void note_use(struct text *text, unsigned index)
{
	const struct token *token = token_at(text, index);
	struct param_use *use = &text->uses->params[token->param];
	int left = (int)index - 1, right = (int)index + 1;
	use->is_used = true;
	if (is(text, left, "#"))
		return; /* its text: the name of the helper's parameter */
	const char *why = find_misuse(text, (int)index);
	if (why) {
		refuse(use, why);
		return;
	}
	note_surroundings(text, use, token);
	while (is(text, left, "(") && is(text, right, ")") && (left == 0 || is_kind(text, left - 1, TOKEN_MARK)) &&
	       !is(text, left - 1, ")") && !is(text, left - 1, "]")) {
		token = token_at(text, (unsigned)left);
		left--;
		right++;
	}
	if (is(text, right, "(")) {
		refuse(use, "calls a parameter");
		return;
	}
	note_operators(text, use, token, left, right);
}

/* `real(a, __VA_ARGS__)`, or a macro that hands them on in its turn. */
static void note_handing(struct text *text, unsigned index)
{
	const struct token *token = token_at(text, index);
	const char *name = token->open > 1 ? word_at(text, (int)token->open - 2) : NULL;
	if (!name || text->uses->handed_to || is_bracket_word(text, (int)token->open - 2))
		return;
	struct macro *macro = macro_at(text, (int)token->open - 2);
	const struct macro_uses *other =
		macro && macro->is_variadic && macro->n_params <= MOST_PARAMS && text->depth < MOST_DEPTH ?
			find_uses(text->reader, macro, text->depth + 1) :
			NULL;
	unsigned n_named = macro ? macro->n_params - macro->is_variadic : 0;
	if (other && (!other->handed_to || token->argument < n_named))
		return;
	text->uses->handed_to = other ? other->handed_to : name;
	text->uses->n_before = token->argument + (other ? other->n_before - n_named : 0);
}

static void read_uses(struct text *text)
{
	read_tokens(text);
	for (unsigned i = 0; i < text->tokens->len; i++) {
		if (token_at(text, i)->param >= 0)
			note_use(text, i);
		else if (text->macro->is_variadic && is(text, (int)i, "__VA_ARGS__"))
			note_handing(text, i);
	}
}

/* Made before its macro is read: one that comes back to itself finds what is known so far. */
static const struct macro_uses *find_uses(struct reader *reader, struct macro *macro, unsigned depth)
{
	if (macro->uses)
		return macro->uses;
	struct text text = { reader, macro, g_array_new(FALSE, FALSE, sizeof(struct token)),
			     api_alloc(reader->api, sizeof(struct macro_uses)), depth };
	macro->uses = text.uses;
	if (macro->body)
		read_uses(&text);
	g_array_unref(text.tokens);
	return macro->uses;
}

const struct macro_uses *macro_uses(struct reader *reader, struct macro *macro)
{
	return find_uses(reader, macro, 0);
}

void macro_append_text(GString *text, const struct macro *macro, const char *from, const char *to)
{
	while ((from = macro_skip_space(from, to)) < to) {
		struct token token = read_token(macro, from, to);
		if (token.param >= 0)
			g_string_append_printf(text, "__braze_%d ", token.param + 1);
		else
			g_string_append_len(text, token.at, token.length);
		g_string_append_c(text, ' ');
		from += token.length;
	}
}
