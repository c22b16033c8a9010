/*
 * Rust sources to the C names that they use, for --used-by. With the module "bindings":
 *
 *     bindings::kmalloc(…)  crate::bindings::page::X      kmalloc, page: whatever path stands before the module
 *     use bindings::{self as b, a, c as d, e::*};         a, c, e; and b is the module from now on
 *     bindings::[<atomic_ $op _return>]()                 the pattern "atomic_*_return"; ${concat(…)} likewise
 *     bindings::$name()                                   every word that calls of this macro pass, directly or through macros
 *     use bindings::*;   include!("…/bindings.rs");       every word of the file: it may be a C name or one of Rust's own
 *
 * There are two passes over the tokens of all files. The first collects what holds beyond its place: other names of the module,
 * macros and their calls, what is under a cfg. The second one finds the names. All of it errs to the side of naming too much:
 * a name that is not in C does no harm. Only what certainly names an item of the module must exist.
 *
 * Which files a declaration is about follows from Rust's layout: what src/net.rs declares is seen in src/net.rs and src/net/…,
 * what lib.rs, main.rs or mod.rs declares, in its whole folder. Such a scope is kept as "src/net" or "src/".
 */
#include "read/rust.h"
#include "read/rust_token.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* ---- What holds beyond its place ---- */

struct range {
	unsigned start, end; /* tokens, end is beyond */
};

enum scope_kind {
	SCOPE_ALIAS,       /* name is the module, where nothing precedes it but self, super or crate */
	SCOPE_SAME,        /* name is a module that has the bindings among items of its own */
	SCOPE_WIDE,        /* every word may name an item */
	SCOPE_WIDE_GLOBS,  /* likewise, in files that import everything from somewhere, and in this one */
	SCOPE_CONDITIONAL, /* nothing that is named must exist */
};

struct scope {
	enum scope_kind kind;
	char *prefix; /* of paths; NULL: everywhere */
	char *name;   /* or NULL */
};

struct macro {
	struct rust_file *file;
	struct range body;
	char *name;
};

struct call {
	const struct rust_file *file;
	struct range arguments;
	const char *caller; /* name of the macro that it is written in, or NULL */
};

/* What a macro variable can stand for. */
struct words {
	GPtrArray *list; /* char *, in order */
	GHashTable *set;
	bool pasted; /* some of them are pasted together */
};

struct reader {
	const char *module;
	struct uses *uses;
	GPtrArray *files;  /* struct rust_file */
	GPtrArray *scopes; /* struct scope */
	GPtrArray *macros; /* struct macro, file by file, outer before inner */
	GHashTable *calls; /* name of the macro: GArray of struct call; "$": by a variable */
	GHashTable *words; /* "macro NAME" or "file PATH": struct words */
	GHashTable *own;   /* names that Rust declares in the module itself: C need not have them */
	GHashTable *procedural; /* names of procedural macros that are attributes */
	bool has_quoted;   /* add_quoted() was done */
};

static void add_scope(struct reader *reader, enum scope_kind kind, const char *prefix, char *name)
{
	struct scope *scope = g_new(struct scope, 1);
	*scope = (struct scope){ kind, g_strdup(prefix), name };
	g_ptr_array_add(reader->scopes, scope);
}

static bool in_scope(const struct scope *scope, const struct rust_file *file)
{
	if (!scope->prefix)
		return true;
	if (!g_str_has_prefix(file->path, scope->prefix))
		return false;
	size_t length = strlen(scope->prefix);
	const char *rest = file->path + length;
	return length == 0 || rest[-1] == '/' || *rest == '/' || strcmp(rest, ".rs") == 0 || *rest == '\0';
}

/* What the declarations of the file at path are about. */
static char *scope_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	if (g_str_equal(base, "lib.rs") || g_str_equal(base, "main.rs") || g_str_equal(base, "mod.rs"))
		return g_strndup(path, base - path);
	return g_strndup(path, strlen(path) - (g_str_has_suffix(path, ".rs") ? 3 : 0));
}

/* The name that other files have for the module that the file is, or NULL. */
static char *module_name(const struct rust_file *file)
{
	char *base = g_path_get_basename(file->path), *stem = NULL;
	if (!g_str_equal(base, "lib.rs") && !g_str_equal(base, "main.rs"))
		stem = g_path_get_basename(file->scope);
	g_free(base);
	if (stem && !rust_starts_word(stem))
		g_clear_pointer(&stem, g_free);
	return stem;
}

enum module_kind { MODULE_NONE, MODULE_SAME, MODULE_ITSELF };

/* Whether a name that stands in a path is the module's. */
static enum module_kind find_module(const struct reader *reader, const struct rust_file *file, unsigned i)
{
	if (has_text(file, i, reader->module))
		return i > 0 && is_mark(file, i - 1, '$') ? MODULE_SAME : MODULE_ITSELF;
	for (unsigned k = 0; k < reader->scopes->len; k++) {
		const struct scope *scope = reader->scopes->pdata[k];
		if (scope->kind > SCOPE_SAME || !has_text(file, i, scope->name) || !in_scope(scope, file))
			continue;
		if (scope->kind == SCOPE_SAME)
			return MODULE_SAME;
		if (!(i > 0 && is_path(file, i - 1)) ||
		    (i > 1 &&
		     (is_word(file, i - 2, "self") || is_word(file, i - 2, "super") || is_word(file, i - 2, "crate"))))
			return MODULE_ITSELF;
	}
	return MODULE_NONE;
}

/* End of the item, statement, field or arm at i, which an attribute is about. */
static unsigned item_end(const struct rust_file *file, unsigned i)
{
	while (is_mark(file, i, '#') && is_mark(file, i + 1, '['))
		i = skip(file, i + 1);
	if (is_word(file, i, "pub"))
		i = is_mark(file, i + 1, '(') ? skip(file, i + 1) : i + 1;
	bool has_body = !(is_word(file, i, "let") || is_word(file, i, "use") || is_word(file, i, "static") ||
			  is_word(file, i, "type"));
	if (is_word(file, i, "const"))
		has_body =
			is_word(file, i + 1, "fn") || is_word(file, i + 1, "unsafe") || is_word(file, i + 1, "extern");
	while (i < file->count && file->tokens[i].kind != TOKEN_CLOSE) {
		if (is_mark(file, i, ';') || (is_mark(file, i, ',') && has_body))
			return i + 1;
		bool body = has_body && is_mark(file, i, '{');
		i = skip(file, i);
		if (body && !is_word(file, i, "else"))
			return i;
	}
	return i;
}

/* Whether token i is under a cfg that was read already. */
static bool is_conditional(const struct rust_file *file, unsigned i)
{
	const GArray *known = file->conditional;
	return known->len > 0 && i < g_array_index(known, struct range, known->len - 1).end;
}

/* Whether token i is the name of an item in its declaration. */
static bool is_declared(const struct rust_file *file, unsigned i)
{
	static const char *const keywords[] = { "fn",    "struct", "enum",  "union", "static",
						"const", "type",   "trait", "mod",   "mut" };
	static const char *const modifiers[] = { "fn", "unsafe", "extern", "async", "mut" }; /* const fn, static mut */
	bool declared = false;
	for (unsigned k = 0; i > 0 && is_name(file, i) && k < G_N_ELEMENTS(keywords); k++)
		declared |= is_word(file, i - 1, keywords[k]);
	for (unsigned k = 0; declared && k < G_N_ELEMENTS(modifiers); k++)
		declared &= !is_word(file, i, modifiers[k]);
	return declared;
}

/* The name of the item at i, or the number of tokens. */
static unsigned declared_name(const struct rust_file *file, unsigned i)
{
	for (unsigned end = item_end(file, i); i < end; i = skip(file, i))
		if (is_declared(file, i))
			return i;
	return file->count;
}

/* Reads the attribute at the '#'. */
static void read_attribute(struct reader *reader, struct rust_file *file, unsigned i)
{
	bool inner = is_mark(file, i + 1, '!');
	unsigned open = i + 1 + inner;
	if (!is_mark(file, open, '['))
		return;
	if (is_word(file, open + 1, "cfg") && !is_conditional(file, i)) {
		struct range range = { i, inner ? file->count : item_end(file, skip(file, open)) };
		g_array_append_val(file->conditional, range);
	}
	if (is_word(file, open + 1, "proc_macro_attribute")) {
		unsigned name = declared_name(file, skip(file, open));
		if (name < file->count)
			g_hash_table_add(reader->procedural, rust_text(file, name));
	}
}

/* The innermost open one of the macros or modules that are kept in a stack, while tokens are passed in order. */
static struct macro *innermost(GPtrArray *open, unsigned i)
{
	while (open->len > 0 && ((struct macro *)open->pdata[open->len - 1])->body.end <= i)
		g_ptr_array_set_size(open, open->len - 1);
	return open->len > 0 ? open->pdata[open->len - 1] : NULL;
}

/* The file, or the inline module in it, has the module's items among its own. */
static void add_same(struct reader *reader, struct rust_file *file, const struct macro *inline_module)
{
	char *name = inline_module ? g_strdup(inline_module->name) : module_name(file);
	if (name && !g_str_equal(name, reader->module))
		add_scope(reader, SCOPE_SAME, NULL, name);
	else
		g_free(name);
	struct range body = inline_module ? inline_module->body : (struct range){ 0, file->count };
	if (inline_module)
		g_array_append_val(file->inclusions, body);
	else
		add_scope(reader, SCOPE_WIDE, file->scope, NULL);
	for (unsigned i = body.start; i < body.end; i = skip(file, i))
		if (is_declared(file, i))
			g_hash_table_add(reader->own, rust_text(file, i));
}

/* Reads the elements directly within the braces of `use module::{…}`: other names of the module, and '*'. */
static bool read_braces(struct reader *reader, struct rust_file *file, unsigned open, const char *prefix)
{
	bool everything = false, at_start = true;
	unsigned end = file->tokens[open].extent;
	for (unsigned i = open + 1; i < end; i = is_open(file, i) && !at_start ? skip(file, i) : i + 1) {
		if (at_start && is_mark(file, i, '*'))
			everything = true;
		if (at_start && is_word(file, i, "self") && is_word(file, i + 1, "as") && is_name(file, i + 2) &&
		    !is_word(file, i + 2, "_"))
			add_scope(reader, SCOPE_ALIAS, prefix, rust_text(file, i + 2));
		at_start = is_mark(file, i, ',') || (at_start && is_open(file, i));
	}
	return everything;
}

/* Reads `use …;` or `extern crate …;` for what it says about the module, and returns its end. */
static unsigned read_use(struct reader *reader, struct rust_file *file, unsigned i, const struct macro *inline_module)
{
	bool public = i > 0 && (is_word(file, i - 1, "pub") || is_mark(file, i - 1, ')')), everything = false;
	const char *prefix = public ? NULL : file->scope;
	unsigned start = i;
	for (i++; i < file->count && !is_mark(file, i, ';'); i++) {
		if (file->tokens[i].kind == TOKEN_CLOSE &&
		    (file->tokens[i].extent < start || file->tokens[i].extent == file->count))
			break;
		if (is_mark(file, i, '*'))
			file->has_glob = true;
		if (!is_name(file, i))
			continue;
		bool renamed = is_word(file, i + 1, "as") && is_name(file, i + 2);
		if (find_module(reader, file, i) == MODULE_NONE) {
			/* another module has its name here: nothing is said about what that one lacks */
			if (renamed && has_text(file, i + 2, reader->module))
				add_scope(reader, SCOPE_CONDITIONAL, file->scope, NULL);
		} else if (renamed) {
			if (has_text(file, i + 2, reader->module))
				add_scope(reader, SCOPE_CONDITIONAL, file->scope, NULL);
			else if (!is_word(file, i + 2, "_"))
				add_scope(reader, SCOPE_ALIAS, prefix, rust_text(file, i + 2));
		} else if (is_path(file, i + 1)) {
			everything |= is_mark(file, i + 2, '*');
			if (is_mark(file, i + 2, '{'))
				everything |= read_braces(reader, file, i + 2, prefix);
		}
		if (renamed)
			i += 2;
	}
	if (everything && public)
		add_same(reader, file, inline_module);
	else if (everything)
		add_scope(reader, SCOPE_WIDE_GLOBS, file->scope, NULL);
	return i;
}

/* Whether the arguments of include! name the module's file: a string in them holds the module's name. */
static bool includes_module(const struct reader *reader, const struct rust_file *file, unsigned open)
{
	for (unsigned i = open + 1; i < file->tokens[open].extent; i++)
		if (file->tokens[i].kind == TOKEN_STRING &&
		    g_strstr_len(file->text + file->tokens[i].start, file->tokens[i].extent, reader->module))
			return true;
	return false;
}

static void add_call(struct reader *reader, const struct rust_file *file, unsigned name, unsigned open,
		     const struct macro *caller)
{
	struct call call = { file, { open + 1, file->tokens[open].extent }, caller ? caller->name : NULL };
	char *text = name > 0 && is_mark(file, name - 1, '$') ? g_strdup("$") : rust_text(file, name);
	GArray *calls = g_hash_table_lookup(reader->calls, text);
	if (!calls) {
		calls = g_array_new(FALSE, FALSE, sizeof(struct call));
		g_hash_table_insert(reader->calls, text, calls);
	} else {
		g_free(text);
	}
	/* within the one before: its words are known, unless it stands in a macro of its own */
	const struct call *last = calls->len > 0 ? &g_array_index(calls, struct call, calls->len - 1) : NULL;
	if (!last || last->file != file || last->arguments.end <= open || last->caller != call.caller)
		g_array_append_val(calls, call);
}

static struct macro *macro_new(struct rust_file *file, unsigned name, unsigned open)
{
	struct macro *macro = g_new(struct macro, 1);
	*macro = (struct macro){ file,
				 { open + 1, MIN(file->tokens[open].extent, file->count) },
				 rust_text(file, name) };
	return macro;
}

static void macro_free(void *data)
{
	struct macro *macro = data;
	g_free(macro->name);
	g_free(macro);
}

/* The delimiter that opens the macro which the definition at i makes, or the number of tokens; *name is its name. */
static unsigned macro_body(const struct rust_file *file, unsigned i, unsigned *name)
{
	unsigned open = file->count;
	if (is_word(file, i, "macro_rules") && is_mark(file, i + 1, '!') && is_name(file, i + 2)) {
		*name = i + 2;
		open = i + 3;
	} else if (is_word(file, i, "macro") && is_name(file, i + 1)) { /* macro name { … } or macro name(…) { … } */
		*name = i + 1;
		open = is_mark(file, i + 2, '(') ? skip(file, i + 2) : i + 2;
	}
	return is_open(file, open) ? open : file->count;
}

/* `mod name;` under a cfg: so is what its file names. */
static void add_conditional_module(struct reader *reader, const struct rust_file *file, unsigned name)
{
	char *child = rust_text(file, name);
	bool is_folder = !*file->scope || g_str_has_suffix(file->scope, "/");
	char *prefix = g_strconcat(file->scope, is_folder ? "" : "/", child, NULL);
	add_scope(reader, SCOPE_CONDITIONAL, prefix, NULL);
	g_free(prefix);
	g_free(child);
}

static int compare_ranges(const void *a, const void *b)
{
	const struct range *left = a, *right = b;
	return (left->start > right->start) - (left->start < right->start);
}

/* The first pass: what the file says beyond its places. */
static void read_file(struct reader *reader, struct rust_file *file)
{
	GPtrArray *macros = g_ptr_array_new(), *modules = g_ptr_array_new_with_free_func(macro_free);
	for (unsigned i = 0, name = 0; i < file->count; i++) {
		if (is_mark(file, i, '#')) {
			read_attribute(reader, file, i);
			continue;
		}
		if (file->tokens[i].kind != TOKEN_WORD)
			continue;
		if (is_mark(file, i + 1, '!') && is_open(file, i + 2)) {
			add_call(reader, file, i, i + 2, innermost(macros, i));
			if (has_text(file, i, "include") && includes_module(reader, file, i + 2))
				add_same(reader, file, innermost(modules, i));
			if (has_text(file, i, "cfg_if") && !is_conditional(file, i)) {
				struct range range = { i, skip(file, i + 2) };
				g_array_append_val(file->conditional, range);
			}
		} else if ((has_text(file, i, "use") && !is_mark(file, i + 1, '<')) ||
			   (has_text(file, i, "extern") && is_word(file, i + 1, "crate"))) {
			i = read_use(reader, file, i, innermost(modules, i));
		} else if (has_text(file, i, "mod") && is_name(file, i + 1)) {
			if (is_mark(file, i + 2, '{')) {
				innermost(modules, i);
				g_ptr_array_add(modules, macro_new(file, i + 1, i + 2));
			} else if (is_conditional(file, i)) {
				add_conditional_module(reader, file, i + 1);
			}
		} else if (macro_body(file, i, &name) < file->count) {
			struct macro *macro = macro_new(file, name, macro_body(file, i, &name));
			innermost(macros, i);
			g_ptr_array_add(macros, macro);
			g_ptr_array_add(reader->macros, macro);
		}
	}
	g_array_sort(file->inclusions, compare_ranges);
	g_ptr_array_unref(macros);
	g_ptr_array_unref(modules);
}

/* ---- Words that macro variables can stand for ---- */

static void words_free(void *data)
{
	struct words *words = data;
	g_hash_table_unref(words->set);
	g_ptr_array_unref(words->list);
	g_free(words);
}

/* Takes the word. */
static void words_add(struct words *words, char *word)
{
	if (g_hash_table_contains(words->set, word)) {
		g_free(word);
		return;
	}
	g_ptr_array_add(words->list, word);
	g_hash_table_add(words->set, word);
}

/* Adds the words among the tokens, and returns whether some of those are variables. */
static bool collect_words(struct words *words, const struct rust_file *file, struct range range)
{
	bool has_variables = false;
	for (unsigned i = range.start; i < MIN(range.end, file->count); i++) {
		if (is_mark(file, i, '$'))
			has_variables = true;
		else if (is_mark(file, i, '[') && is_mark(file, i + 1, '<'))
			words->pasted = true;
		else if ((is_name(file, i) || file->tokens[i].kind == TOKEN_NUMBER) &&
			 !(i > 0 && is_mark(file, i - 1, '$')) && !is_member(file, i))
			words_add(words, rust_text(file, i));
	}
	return has_variables;
}

/* Adds what the calls pass; the macros that they pass variables of are appended to names. */
static void collect_calls(struct words *words, const GArray *calls, GPtrArray *names)
{
	for (unsigned i = 0; calls && i < calls->len; i++) {
		const struct call *call = &g_array_index(calls, struct call, i);
		if (collect_words(words, call->file, call->arguments) && call->caller &&
		    !g_ptr_array_find_with_equal_func(names, call->caller, g_str_equal, NULL))
			g_ptr_array_add(names, (char *)call->caller);
	}
}

/*
 * What a variable can stand for in the macro: the words in the arguments of its calls, and where those pass variables on, in
 * the arguments of the macros that do so. Without a known call: every word of the file. macro may be NULL: not in one.
 */
static const struct words *find_words(struct reader *reader, const struct rust_file *file, const struct macro *macro)
{
	char *key = g_strconcat(macro ? "macro " : "file ", macro ? macro->name : file->path, NULL);
	struct words *words = g_hash_table_lookup(reader->words, key);
	if (words) {
		g_free(key);
		return words;
	}
	words = g_new0(struct words, 1);
	words->list = g_ptr_array_new_with_free_func(g_free);
	words->set = g_hash_table_new(g_str_hash, g_str_equal);
	g_hash_table_insert(reader->words, key, words);
	GPtrArray *names = g_ptr_array_new();
	if (macro)
		g_ptr_array_add(names, macro->name);
	for (unsigned i = 0; i < names->len; i++)
		collect_calls(words, g_hash_table_lookup(reader->calls, names->pdata[i]), names);
	if (macro)
		collect_calls(words, g_hash_table_lookup(reader->calls, "$"), names);
	if (words->list->len == 0)
		collect_words(words, file, (struct range){ 0, file->count });
	g_ptr_array_unref(names);
	return words;
}

/* ---- Names ---- */

/* Where the second pass is. */
struct position {
	struct reader *reader;
	struct rust_file *file;
	const struct macro *macro; /* the innermost one, or NULL */
	bool in_quote; /* in the arguments of quote! or a kind of it */
	bool must_exist;
};

static struct place token_place(const struct position *position, unsigned i)
{
	return rust_place(position->file, position->file->tokens[i].start);
}

static void add_name(const struct position *position, unsigned i, bool must_exist)
{
	char *name = rust_text(position->file, i);
	must_exist = must_exist && !g_hash_table_contains(position->reader->own, name);
	uses_add(position->reader->uses, name, token_place(position, i), must_exist);
	g_free(name);
}

/* A pasted name in the making. */
struct paste {
	GString *text;
	size_t segment; /* where the last part begins in text */
	bool changes_case; /* of what a variable stands for */
};

static void paste_text(struct paste *paste, const char *text, size_t length)
{
	paste->segment = paste->text->len;
	bool is_plain = true;
	for (size_t i = 0; i < length; i++)
		is_plain &= g_ascii_isalnum(text[i]) || text[i] == '_' || (unsigned char)text[i] >= 0x80;
	if (is_plain)
		g_string_append_len(paste->text, text, length);
	else
		g_string_append_c(paste->text, '*');
}

/* Applies `:lower` and the like to the last part. */
static void paste_modifier(struct paste *paste, const struct rust_file *file, unsigned i)
{
	char *last = paste->text->str + paste->segment;
	if (is_word(file, i, "span"))
		return;
	if (*last == '*') {
		paste->changes_case = true;
		return;
	}
	bool upper = is_word(file, i, "upper");
	if (!upper && !is_word(file, i, "lower")) { /* camel, snake: not worth a copy of their rules */
		g_string_truncate(paste->text, paste->segment);
		g_string_append_c(paste->text, '*');
		return;
	}
	for (; *last; last++)
		*last = upper ? g_ascii_toupper(*last) : g_ascii_tolower(*last);
}

/* Appends the part at i and returns its end. */
static unsigned paste_part(struct paste *paste, const struct rust_file *file, unsigned i)
{
	const struct rust_token *token = &file->tokens[i];
	const char *text = file->text + token->start;
	bool is_variable = is_mark(file, i, '$') || is_mark(file, i, '#');
	if (is_mark(file, i, ':') && is_name(file, i + 1)) {
		paste_modifier(paste, file, i + 1);
		return i + 2;
	}
	if (is_mark(file, i, ',') || token->kind == TOKEN_CLOSE)
		return i + 1;
	if (is_variable || token->kind >= TOKEN_PATH || is_mark(file, i + 1, '!')) { /* env!("X") among them */
		paste_text(paste, "*", 1);
		if (is_mark(file, i + 1, '!'))
			return is_open(file, i + 2) ? skip(file, i + 2) : i + 2;
		return skip(file, is_variable && i + 1 < file->count ? i + 1 : i);
	}
	if (token->kind == TOKEN_STRING && *text == '"')
		paste_text(paste, text + 1, token->extent - 2);
	else if (token->kind == TOKEN_LIFETIME)
		paste_text(paste, text + 1, token->extent - 1);
	else
		paste_text(paste, text, token->extent);
	return i + 1;
}

/* What names can be put together from where the pattern has no text but underscores: it would match almost everything. */
static GPtrArray *pattern_words(const struct words *known, const struct paste *paste)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	if (strchr(paste->text->str, '_'))
		g_ptr_array_add(words, g_strdup("_"));
	for (unsigned i = 0; i < known->list->len; i++) {
		const char *word = known->list->pdata[i];
		g_ptr_array_add(words, g_strdup(word));
		if (paste->changes_case) {
			g_ptr_array_add(words, g_ascii_strup(word, -1));
			g_ptr_array_add(words, g_ascii_strdown(word, -1));
		}
	}
	return words;
}

/* Adds the pattern that the parts make up: the tokens between `[<` and `>]`, or the arguments of concat. at: its place. */
static void add_pasted(const struct position *position, unsigned at, struct range parts, bool must_exist)
{
	const struct rust_file *file = position->file;
	struct paste paste = { .text = g_string_new(NULL) };
	for (unsigned i = parts.start; i < MIN(parts.end, file->count);)
		i = paste_part(&paste, file, i);
	for (char *p; (p = strstr(paste.text->str, "**"));)
		g_string_erase(paste.text, p - paste.text->str, 1);

	GPtrArray *words = NULL;
	if (strspn(paste.text->str, "*_") == paste.text->len)
		words = pattern_words(find_words(position->reader, file, position->macro), &paste);
	if (paste.text->len > 0)
		uses_add_pattern(position->reader->uses, paste.text->str, words, token_place(position, at), must_exist);
	g_clear_pointer(&words, g_ptr_array_unref);
	g_string_free(paste.text, TRUE);
}

/* The parts of `[< … >]` if the token opens one. */
static bool find_paste(const struct rust_file *file, unsigned open, struct range *parts)
{
	if (!is_mark(file, open, '[') || !is_mark(file, open + 1, '<') || file->tokens[open].extent >= file->count)
		return false;
	*parts = (struct range){ open + 2, file->tokens[open].extent - 1 };
	return parts->start < parts->end && is_mark(file, parts->end, '>');
}

/* `module::$name`: any word that the macro is called with. */
static void add_variable(const struct position *position, unsigned at)
{
	const struct words *words = find_words(position->reader, position->file, position->macro);
	for (unsigned i = 0; i < words->list->len; i++)
		uses_add(position->reader->uses, words->list->pdata[i], token_place(position, at), false);
	if (words->pasted)
		uses_add_pattern(position->reader->uses, "*", words->list, token_place(position, at), false);
}

/* `quote! { module::#name }`: the name of any item under an attribute of the procedural macros that are among the files. */
static void add_quoted(const struct position *position, unsigned at)
{
	bool done = position->reader->has_quoted;
	position->reader->has_quoted = true;
	for (unsigned k = 0; !done && k < position->reader->files->len; k++) {
		const struct rust_file *file = position->reader->files->pdata[k];
		for (unsigned i = 0; i < file->count; i++) {
			if (!is_mark(file, i, '#') || !is_mark(file, i + 1, '['))
				continue;
			unsigned last = i + 2;
			while (is_name(file, last) && is_path(file, last + 1))
				last += 2;
			unsigned name = is_name(file, last) ? declared_name(file, skip(file, i + 1)) : file->count;
			if (name == file->count)
				continue;
			char *attribute = rust_text(file, last), *text = rust_text(file, name);
			if (g_hash_table_contains(position->reader->procedural, attribute))
				uses_add(position->reader->uses, text, token_place(position, at), false);
			g_free(attribute);
			g_free(text);
		}
	}
}

/* Adds what stands at i, behind `module::`, other than braces. */
static void add_below(const struct position *position, unsigned i)
{
	const struct rust_file *file = position->file;
	struct range parts;
	if (is_name(file, i)) {
		if (!is_word(file, i, "self") && !is_word(file, i, "super") && !is_word(file, i, "_"))
			add_name(position, i, position->must_exist);
	} else if (find_paste(file, i, &parts)) {
		add_pasted(position, i, parts, position->must_exist);
	} else if (is_mark(file, i, '$') && is_mark(file, i + 1, '{') && is_word(file, i + 2, "concat") &&
		   is_open(file, i + 3)) {
		add_pasted(position, i, (struct range){ i + 4, file->tokens[i + 3].extent }, position->must_exist);
	} else if (is_mark(file, i, '$') && is_name(file, i + 1)) {
		add_variable(position, i);
	} else if (is_mark(file, i, '#') && is_name(file, i + 1) && position->in_quote) {
		add_quoted(position, i);
	}
}

/* Adds the first segment of each path in the braces behind `module::`; braces directly within them change nothing. */
static void add_braces(const struct position *position, unsigned open)
{
	const struct rust_file *file = position->file;
	unsigned end = MIN(file->tokens[open].extent, file->count);
	bool at_start = true;
	for (unsigned i = open + 1; i < end;) {
		bool enters = at_start && is_mark(file, i, '{');
		if (at_start && !enters)
			add_below(position, i);
		at_start = enters || is_mark(file, i, ',');
		i = enters ? i + 1 : skip(file, i);
	}
}

static bool scope_applies(const struct reader *reader, const struct rust_file *file, enum scope_kind kind)
{
	for (unsigned i = 0; i < reader->scopes->len; i++) {
		const struct scope *scope = reader->scopes->pdata[i];
		if (scope->kind == kind && in_scope(scope, file) &&
		    (kind != SCOPE_WIDE_GLOBS || file->has_glob || g_str_equal(file->scope, scope->prefix)))
			return true;
	}
	return false;
}

/* Where the stretches that cover token i end, or 0 where none does. *next: the first one that may; i only grows. */
static unsigned covered_until(const GArray *ranges, unsigned *next, unsigned i)
{
	while (*next < ranges->len && g_array_index(ranges, struct range, *next).end <= i)
		++*next;
	if (*next == ranges->len || g_array_index(ranges, struct range, *next).start > i)
		return 0;
	return g_array_index(ranges, struct range, *next).end;
}

/* A word that the module's items may be among: where the file imports all of them. */
static void add_loose(const struct position *position, unsigned i)
{
	const struct rust_file *file = position->file;
	struct range parts;
	if (is_name(file, i) && !is_member(file, i))
		add_name(position, i, false);
	if (is_word(file, i, "concat_idents") && is_mark(file, i + 1, '!') && is_open(file, i + 2))
		add_pasted(position, i, (struct range){ i + 3, file->tokens[i + 2].extent }, false);
	if (find_paste(file, i, &parts))
		add_pasted(position, i, parts, false);
}

static bool is_quote(const struct rust_file *file, unsigned i)
{
	return is_mark(file, i + 1, '!') && is_open(file, i + 2) &&
	       g_strstr_len(file->text + file->tokens[i].start, file->tokens[i].extent, "quote");
}

/* The second pass: the names in the file. *macro: index of its first macro; is moved behind its last. */
static void name_file(struct reader *reader, struct rust_file *file, unsigned *macro)
{
	bool is_wide = scope_applies(reader, file, SCOPE_WIDE) || scope_applies(reader, file, SCOPE_WIDE_GLOBS);
	bool may_lack = scope_applies(reader, file, SCOPE_CONDITIONAL);
	unsigned conditional = 0, inclusion = 0, quote_end = 0;
	GPtrArray *open = g_ptr_array_new();
	for (unsigned i = 0; i < file->count; i++) {
		bool names = is_name(file, i) && is_path(file, i + 1);
		if (is_name(file, i) && is_quote(file, i))
			quote_end = MAX(quote_end, skip(file, i + 2));
		enum module_kind kind = names ? find_module(reader, file, i) : MODULE_NONE;
		bool loose = is_wide || (file->inclusions->len > 0 && covered_until(file->inclusions, &inclusion, i));
		if (kind == MODULE_NONE && !loose)
			continue;
		struct position position = { reader, file, NULL, i < quote_end, kind == MODULE_ITSELF && !may_lack };
		for (; *macro < reader->macros->len; ++*macro) {
			struct macro *next = reader->macros->pdata[*macro];
			if (next->file != file || next->body.start > i)
				break;
			innermost(open, next->body.start);
			g_ptr_array_add(open, next);
		}
		position.macro = innermost(open, i);
		if (covered_until(file->conditional, &conditional, i))
			position.must_exist = false;
		if (kind != MODULE_NONE && is_mark(file, i + 2, '{'))
			add_braces(&position, i + 2);
		else if (kind != MODULE_NONE)
			add_below(&position, i + 2);
		if (loose)
			add_loose(&position, i);
	}
	/* those behind the last name */
	while (*macro < reader->macros->len && ((struct macro *)reader->macros->pdata[*macro])->file == file)
		++*macro;
	g_ptr_array_unref(open);
}

/* ---- Files ---- */

static void file_free(void *data)
{
	struct rust_file *file = data;
	g_array_unref(file->conditional);
	g_array_unref(file->inclusions);
	g_free(file->scope);
	rust_file_finish(file);
	g_free(file);
}

static bool add_file(struct reader *reader, const char *path)
{
	struct rust_file *file = g_new0(struct rust_file, 1);
	bool ok = rust_file_init(file, path);
	file->scope = scope_of(path);
	file->conditional = g_array_new(FALSE, FALSE, sizeof(struct range));
	file->inclusions = g_array_new(FALSE, FALSE, sizeof(struct range));
	if (file->text)
		g_ptr_array_add(reader->uses->files, g_strdup(path));
	if (ok && !rust_file_is_generated(file))
		g_ptr_array_add(reader->files, file);
	else
		file_free(file);
	return ok;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds the *.rs files of the folder and of those below. */
static bool add_folder(struct reader *reader, const char *folder)
{
	GError *error = NULL;
	GDir *dir = g_dir_open(folder, 0, &error);
	if (!dir) {
		diag_error("cannot read '%s': %s", folder, diag_file_error_text(error));
		g_error_free(error);
		return false;
	}
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (const char *name; (name = g_dir_read_name(dir));)
		if (*name != '.')
			g_ptr_array_add(names, g_strdup(name));
	g_dir_close(dir);
	g_ptr_array_sort(names, compare_names);
	bool ok = true;
	for (unsigned i = 0; i < names->len; i++) {
		char *path = g_build_filename(folder, names->pdata[i], NULL);
		bool is_rust = g_str_has_suffix(path, ".rs");
		GStatBuf status;
		if (g_lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
			ok &= add_folder(reader, path);
		else if (is_rust && !g_file_test(path, G_FILE_TEST_IS_DIR) &&
			 (!g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_REGULAR)))
			ok &= add_file(reader, path);
		g_free(path);
	}
	g_ptr_array_unref(names);
	return ok;
}

static void scope_free(void *data)
{
	struct scope *scope = data;
	g_free(scope->prefix);
	g_free(scope->name);
	g_free(scope);
}

static void calls_free(void *calls)
{
	g_array_unref(calls);
}

bool rust_uses_read(const GPtrArray *paths, const char *module, struct uses *uses)
{
	struct reader reader = {
		.module = module,
		.uses = uses,
		.files = g_ptr_array_new_with_free_func(file_free),
		.scopes = g_ptr_array_new_with_free_func(scope_free),
		.macros = g_ptr_array_new_with_free_func(macro_free),
		.calls = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, calls_free),
		.words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, words_free),
		.own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.procedural = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	bool ok = true;
	for (unsigned i = 0; i < paths->len; i++) {
		if (g_file_test(paths->pdata[i], G_FILE_TEST_IS_DIR))
			ok &= add_folder(&reader, paths->pdata[i]);
		else
			ok &= add_file(&reader, paths->pdata[i]);
	}
	for (unsigned i = 0; i < reader.files->len; i++)
		read_file(&reader, reader.files->pdata[i]);
	for (unsigned i = 0, macro = 0; i < reader.files->len; i++)
		name_file(&reader, reader.files->pdata[i], &macro);
	g_hash_table_unref(reader.words);
	g_hash_table_unref(reader.calls);
	g_hash_table_unref(reader.procedural);
	g_hash_table_unref(reader.own);
	g_ptr_array_unref(reader.macros);
	g_ptr_array_unref(reader.scopes);
	g_ptr_array_unref(reader.files);
	return ok;
}
