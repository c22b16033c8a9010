/*
 * The contract's helpers to functions, with clang as the judge.
 *
 *     read_flag:                                  static u8 (^__braze_s0)(const u8 *flag) =
 *       calls: READ_ONCE(*flag)                           ^u8(const u8 *flag) { return READ_ONCE(*flag); };
 *       signature: u8 (const u8 *flag)
 *
 * A helper with a signature stands in a block behind the macros' probes (macro_call.c): the block's type is the helper's, and clang says whether
 * the call fits. One without takes the types that the function has, or that macro_call.c has found. A helper of the name of a C function replaces
 * that one's declaration.
 */
#include "read/clang/reader.h"

#include "api/contract.h"
#include "base/diag.h"

#include <string.h>

static const char block_prefix[] = "__braze_s";

static const struct contract_helper *helper_at(const struct reader *reader, unsigned index)
{
	return g_ptr_array_index(reader->api->contract->helpers, index);
}

static unsigned count_helpers(const struct reader *reader)
{
	return reader->config->helpers && reader->api->contract ? reader->api->contract->helpers->len : 0;
}

bool contract_calls(struct reader *reader, const char *name)
{
	if (!reader->called) {
		reader->called = g_hash_table_new(g_str_hash, g_str_equal);
		for (unsigned i = 0; i < count_helpers(reader); i++)
			g_hash_table_add(reader->called, (void *)helper_at(reader, i)->calls);
	}
	return g_hash_table_contains(reader->called, name);
}

/* ---- names of parameters ---- */

/* The last identifier in [start, end), interned; NULL: none. */
static const char *last_word(struct api *api, const char *start, const char *end)
{
	while (end > start && !macro_is_word(end[-1]))
		end--;
	const char *from = end;
	while (from > start && macro_is_word(from[-1]))
		from--;
	char *word = g_strndup(from, (size_t)(end - from));
	const char *name = *word ? api_intern(api, word) : NULL;
	g_free(word);
	return name;
}

/* `void (*done)(int)` has its name within the first bracket, `int row[3]` in front of it. */
static const char *param_name(struct api *api, const char *start, const char *end)
{
	const char *star = g_strstr_len(start, end - start, "(*");
	const char *close = star ? memchr(star, ')', (size_t)(end - star)) : NULL;
	const char *bracket = memchr(start, '[', (size_t)(end - start));
	if (close)
		return last_word(api, star, close);
	return last_word(api, start, bracket ? bracket : end);
}

/* The names in a parameter list, const char *; none for "void". Freed by the caller. */
static GPtrArray *param_names(struct api *api, const char *list)
{
	GPtrArray *names = g_ptr_array_new();
	int depth = 0;
	const char *start = list;
	if (!strcmp(list, "void"))
		return names;
	for (const char *c = list;; c++) {
		depth += (*c == '(' || *c == '[') - (*c == ')' || *c == ']');
		if (*c && (*c != ',' || depth))
			continue;
		g_ptr_array_add(names, (void *)param_name(api, start, c));
		if (!*c)
			return names;
		start = c + 1;
	}
}

/* "copy(to, from)": what the helper's body is made of. names: of its parameters. Interned. */
static const char *call_text(struct reader *reader, const struct contract_helper *helper, const GPtrArray *names)
{
	const struct macro *macro = g_hash_table_lookup(reader->macros.by_name, helper->calls);
	GString *text = g_string_new(helper->calls);
	bool is_object =
		macro && !macro->is_function && !helper->arguments && !names->len && macro->form != MACRO_LIKE_FUNCTION;
	if (!is_object) {
		g_string_append_c(text, '(');
		g_string_append(text, helper->arguments ? helper->arguments : "");
		for (unsigned i = 0; i < names->len && !helper->arguments; i++)
			g_string_append_printf(text, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(names, i));
		g_string_append_c(text, ')');
	}
	const char *call = api_intern(reader->api, text->str);
	g_string_free(text, TRUE);
	return call;
}

/* ---- blocks ---- */

void contract_write_calls(struct reader *reader, GString *text, unsigned *line)
{
	static const char *const errors[] = { "-Wincompatible-pointer-types", "-Wint-conversion",
					      "-Wincompatible-pointer-types-discards-qualifiers" };
	unsigned n = count_helpers(reader);
	for (size_t i = 0; n && i < G_N_ELEMENTS(errors); i++, (*line)++)
		g_string_append_printf(text, "#pragma clang diagnostic error \"%s\"\n", errors[i]);
	reader->contract_line = n ? *line : 0;
	reader->contract_errors = g_new0(const char *, n + 1);
	for (unsigned i = 0; i < n; i++, (*line)++) {
		const struct contract_helper *helper = helper_at(reader, i);
		if (helper->signature) {
			GPtrArray *names = param_names(reader->api, helper->parameters);
			g_string_append_printf(text, "static %s (^%s%u)(%s) = ^%s(%s) { %s%s; };", helper->result,
					       block_prefix, i, helper->parameters, helper->result, helper->parameters,
					       strcmp(helper->result, "void") ? "return " : "",
					       call_text(reader, helper, names));
			g_ptr_array_unref(names);
		}
		g_string_append_c(text, '\n');
	}
}

bool contract_note_error(struct reader *reader, unsigned line, const char *message)
{
	unsigned index = line - reader->contract_line;
	if (!reader->contract_line || line < reader->contract_line || index >= count_helpers(reader))
		return false;
	if (!reader->contract_errors[index])
		reader->contract_errors[index] = api_intern(reader->api, message);
	return true;
}

/* ---- functions ---- */

static struct item *find_function(struct reader *reader, const char *name)
{
	struct item *item = reader_object(reader, name);
	return item && item->kind == ITEM_FUNCTION ? item : NULL;
}

/* The function item that the helper is: C's own of that name, or a new one. */
static struct function *begin_function(struct reader *reader, const struct contract_helper *helper,
				       const struct function_type *signature, struct location loc)
{
	struct item *item = find_function(reader, helper->name);
	if (!item) {
		item = api_add_item(reader->api, ITEM_FUNCTION, helper->name, loc);
		g_hash_table_insert(reader->objects, (void *)item->name, item);
	}
	struct type *type = api_new_type(reader->api, TYPE_FUNCTION);
	type->function = api_alloc(reader->api, sizeof(*type->function));
	*type->function = *signature;
	item->omitted = item->omitted_id = NULL;
	item->function.type = type;
	item->function.linkage = LINKAGE_INTERNAL;
	item->function.is_definition = true;
	item->function.is_noreturn |= helper->is_noreturn;
	item->function.must_use |= helper->must_use;
	return &item->function;
}

static void use_names(struct reader *reader, struct function_type *function, const GPtrArray *names)
{
	struct param *params = api_alloc(reader->api, (function->n_params + 1) * sizeof(*params));
	for (unsigned i = 0; i < function->n_params; i++) {
		params[i] = function->params[i];
		params[i].name = i < names->len ? g_ptr_array_index(names, i) : NULL;
	}
	function->params = params;
}

bool contract_read_call(struct reader *reader, CXCursor cursor, unsigned line)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	const char *name = clang_getCString(spelling);
	bool is_block = g_str_has_prefix(name, block_prefix) && g_ascii_isdigit(name[strlen(block_prefix)]);
	clang_disposeString(spelling);
	if (!is_block || !reader->contract_line)
		return false;
	unsigned index = line - reader->contract_line;
	const struct contract_helper *helper = helper_at(reader, index);
	if (reader->contract_errors[index])
		return true;
	CXType block = clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(cursor)));
	CXType written = clang_getPointeeType(clang_getCursorType(cursor));
	const struct type *type =
		type_convert(reader, written.kind == CXType_FunctionProto ? written : block, clang_getNullCursor());
	GPtrArray *names = param_names(reader->api, helper->parameters);
	struct function *function = begin_function(reader, helper, type->function, (struct location){ 0, 0, 0 });
	use_names(reader, (struct function_type *)function->type->function, names);
	function->calls = call_text(reader, helper, names);
	g_ptr_array_unref(names);
	return true;
}

/* The types that the called function or macro has. False: it has none, *why tells. */
static bool take_signature(struct reader *reader, const struct contract_helper *helper, const char **why)
{
	const struct macro *macro = g_hash_table_lookup(reader->macros.by_name, helper->calls);
	const struct item *item = macro && macro->signature ? NULL : find_function(reader, helper->calls);
	const struct function_type *signature = item ? item->function.type->function : macro ? macro->signature : NULL;
	if (!signature) {
		*why = macro ? macro->call_error ? macro->call_error : "is no function" : "does not exist";
		return false;
	}
	GPtrArray *names = g_ptr_array_new();
	for (unsigned i = 0; i < signature->n_params; i++) {
		const char *name = signature->params[i].name;
		g_ptr_array_add(names, (void *)(name ? name : api_format(reader->api, "braze_%u", i + 1)));
	}
	struct location none = { 0, 0, 0 };
	struct function *function = begin_function(reader, helper, signature,
						   item  ? item->loc :
						   macro ? macro->loc :
							   none);
	use_names(reader, (struct function_type *)function->type->function, names);
	function->calls = call_text(reader, helper, names);
	g_ptr_array_unref(names);
	return true;
}

static bool exists(struct reader *reader, const char *name)
{
	return g_hash_table_contains(reader->macros.by_name, name) || find_function(reader, name);
}

void contract_finish_calls(struct reader *reader)
{
	for (unsigned i = 0; i < count_helpers(reader); i++) {
		const struct contract_helper *helper = helper_at(reader, i);
		const char *why = reader->contract_errors[i];
		bool ok = helper->signature ? !why : take_signature(reader, helper, &why);
		if (ok || (helper->is_optional && !exists(reader, helper->calls)))
			continue;
		if (helper->signature)
			diag_report(SEVERITY_ERROR, helper->signature_place, NULL, "the call of '%s' does not fit: %s",
				    helper->calls, why);
		else
			diag_report(SEVERITY_ERROR, helper->calls_place, NULL, "'%s' %s; a signature is needed",
				    helper->calls, why);
	}
	g_free(reader->contract_errors);
}
