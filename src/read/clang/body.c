/*
 * Which functions are to have helpers, and what C compilers will say to those: into function.refused and function.symbols of the model.
 *
 *     static inline int scale(int by) { BUILD_BUG_ON(by > 4); … }     refused: a helper's argument is no constant
 *     static inline void wake(void) { __wake(&queue); }               symbols: __wake, queue
 *
 * The second unit has the bodies of functions where helpers are asked for; only those that these helpers come to are looked at. A helper for a
 * macro is looked at as the block that the macro was tried in (macro_call.c, contract_call.c).
 */
#include "read/clang/body.h"

#include "api/contract.h"
#include "read/clang/macro_call.h"

#include <string.h>

/* ---- blocks ---- */

void body_note_block(struct reader *reader, const char *owner, CXCursor variable)
{
	if (!reader->blocks)
		reader->blocks = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	g_hash_table_insert(reader->blocks, (void *)api_intern(reader->api, owner),
			    g_memdup2(&variable, sizeof(variable)));
}

static enum CXChildVisitResult find_block(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct body_function *function = data;
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	(void)parent;
	if (kind == CXCursor_ParmDecl)
		g_ptr_array_add(function->params, g_memdup2(&cursor, sizeof(cursor)));
	if (kind != CXCursor_CompoundStmt)
		return kind == CXCursor_ParmDecl ? CXChildVisit_Continue : CXChildVisit_Recurse;
	function->body = cursor;
	return CXChildVisit_Break;
}

/* ---- names ---- */

/* Whether pass select will want the function, unless something else is in its way. */
static bool is_wanted(struct reader *reader, const struct item *item)
{
	return !item->omitted && item->function.linkage != LINKAGE_EXTERNAL && item->name &&
	       reader_is_asked_for(reader, item->name, item->loc);
}

/* ---- types ---- */

static bool has_address_space(CXType type)
{
	type = clang_getCanonicalType(type);
	while (type.kind == CXType_Pointer || type.kind == CXType_ConstantArray ||
	       type.kind == CXType_IncompleteArray) {
		type = type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type);
		if (clang_getAddressSpace(type))
			return true;
	}
	return false;
}

static const char *param_text(struct api *api, const struct item *item, unsigned param)
{
	const struct function_type *function = item->function.type->function;
	const char *name = param <= function->n_params ? function->params[param - 1].name : NULL;
	return name ? api_format(api, "parameter '%s'", name) : api_format(api, "parameter %u", param);
}

static void check_types(struct reader *reader, struct item *item, CXCursor declaration)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(declaration));
	int n = clang_getNumArgTypes(type);
	const char *what = has_address_space(clang_getResultType(type)) ? "result" : NULL;
	for (int i = 0; i < n && !what; i++)
		if (has_address_space(clang_getArgType(type, (unsigned)i)))
			what = param_text(reader->api, item, (unsigned)i + 1);
	if (!what)
		return;
	item->function.refused = api_format(
		reader->api, "its %s points into a named address space, which a helper's type cannot say", what);
}

/* Attributes of the function itself that make an error, or a warning, of every call. */
static void check_calls(struct reader *reader, struct item *item, const struct body_function *function,
			CXCursor declaration)
{
	if (item->function.refused)
		return;
	if (clang_getCursorAvailability(declaration) == CXAvailability_NotAvailable)
		item->function.refused = "C compilers refuse every call of it: it is declared unavailable";
	else if (function->error)
		item->function.refused = api_format(reader->api, "C compilers %s every call of it: %s",
						    function->is_only_warning ? "warn of" : "refuse", function->error);
}

/* ---- reasons ---- */

/* "'a' calls 'b', which calls 'c', which": from the helper's function to the one that the rest is about. Freed by the caller. */
static GString *chain_text(const char *name)
{
	GString *text = g_string_new(NULL);
	g_string_append_printf(text, "'%s' ", name);
	return text;
}

static void append_step(GString *text, const char *name)
{
	g_string_append_printf(text, "calls '%s', which ", name);
}

static void set_refusal(struct reader *reader, struct item *item, const struct body_refusal *refusal)
{
	GString *text = chain_text(refusal->function);
	const struct body_refusal *last = refusal;
	while (last->inner) {
		last = last->inner;
		append_step(text, last->function);
	}
	g_string_append(text, last->what);
	if (refusal->param) {
		item->function.needs_constant = true;
		item->function.refused =
			api_format(reader->api, "its %s has to be a constant, which in a helper it is not: %s",
				   param_text(reader->api, item, refusal->param), text->str);
	} else {
		item->function.refused = api_format(reader->api, "C compilers do not take its body: %s", text->str);
	}
	g_string_free(text, TRUE);
}

static void set_symbols(struct reader *reader, struct item *item, const struct body_summary *summary)
{
	guint n = summary->uses ? summary->uses->len : 0;
	struct symbol_use *list = api_alloc(reader->api, (n + 1) * sizeof(*list));
	for (guint i = 0; i < n; i++) {
		const struct body_use *use = g_ptr_array_index(summary->uses, i);
		GString *text = g_string_new(NULL);
		list[i].symbol = use->symbol;
		for (const struct body_use *step = use; step && use->inner; step = step->inner)
			g_string_append_printf(text, "%s'%s'", step == use ? "" : " → ", step->function);
		list[i].through = api_intern(reader->api, text->str);
		g_string_free(text, TRUE);
	}
	if (summary->result.symbol) /* what it returns is of use to the caller */
		list[n++] = (struct symbol_use){ summary->result.symbol, "" };
	item->function.symbols = list;
	item->function.n_symbols = n;
}

/* ---- the functions ---- */

static void judge_function(struct bodies *bodies, struct item *item, const struct body_function *function)
{
	struct range arguments[64];
	unsigned n = MIN(function->params->len, G_N_ELEMENTS(arguments));
	if (clang_Cursor_isNull(function->body))
		return;
	for (unsigned i = 0; i < n; i++) {
		arguments[i] = body_open(clang_getCursorType(*(CXCursor *)g_ptr_array_index(function->params, i)));
		arguments[i].param = i + 1;
	}
	bodies->steps = 0;
	const struct body_summary *summary = body_summarise(bodies, function, arguments, n, false);
	if (summary->refusal && !item->function.refused)
		set_refusal(bodies->reader, item, summary->refusal);
	if (bodies->wants_uses)
		set_symbols(bodies->reader, item, summary);
}

static void judge_block(struct bodies *bodies, struct item *item, CXCursor block)
{
	struct body_function *function = g_new0(struct body_function, 1);
	function->name = item->name;
	function->is_block = true;
	function->params = g_ptr_array_new_with_free_func(g_free);
	function->body = clang_getNullCursor();
	/* no function has it: summaries of blocks are never asked for again */
	function->index = G_MAXUINT - item->id;
	clang_visitChildren(block, find_block, function);
	judge_function(bodies, item, function);
	g_ptr_array_unref(function->params);
	g_free(function);
}

/* What a helper of the contract calls with its own parameters, in their order; freed by the caller. NULL: it calls something with others. */
static char *called_name(const struct function *function)
{
	return function->calls_by_name ? NULL : g_strndup(function->calls, strcspn(function->calls, "("));
}

static const CXCursor *block_of(const struct reader *reader, const char *name)
{
	return reader->blocks ? g_hash_table_lookup(reader->blocks, name) : NULL;
}

static void judge(struct bodies *bodies, struct item *item, CXCursor *const *cursors)
{
	struct reader *reader = bodies->reader;
	const CXCursor *block = block_of(reader, item->name), *declaration = cursors[item->id];
	bool is_plain = item->function.macro == NOT_A_MACRO && !item->function.calls;
	if (!is_plain && !block && item->function.calls) {
		char *name = called_name(&item->function);
		struct item *called = name ? reader_object(reader, name) : NULL;
		block = name ? block_of(reader, name) : NULL;
		declaration = called ? cursors[called->id] : NULL;
		is_plain = declaration != NULL;
		g_free(name);
	}
	if (is_plain && declaration) {
		item->function.may_be_macro = !g_hash_table_contains(reader->macros.by_name, item->name) &&
					      body_is_conditional(bodies, item->loc);
		check_types(reader, item, *declaration);
		const struct body_function *function = body_function(bodies, *declaration);
		check_calls(reader, item, function, *declaration);
		judge_function(bodies, item, function);
	} else if (block) {
		judge_block(bodies, item, *block);
	}
}

/* By item id: the cursor of a function; freed by the caller. */
struct cursors {
	struct reader *reader;
	CXCursor **list;
};

static void set_cursor(struct cursors *cursors, struct item *item, CXCursor cursor)
{
	g_free(cursors->list[item->id]);
	cursors->list[item->id] = g_memdup2(&cursor, sizeof(cursor));
}

static enum CXChildVisitResult add_definition(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct cursors *cursors = data;
	(void)parent;
	if (clang_getCursorKind(cursor) == CXCursor_FunctionDecl && clang_isCursorDefinition(cursor)) {
		CXString name = clang_getCursorSpelling(cursor);
		struct item *item = reader_object(cursors->reader, clang_getCString(name));
		if (item && item->kind == ITEM_FUNCTION)
			set_cursor(cursors, item, cursor);
		clang_disposeString(name);
	}
	return CXChildVisit_Continue;
}

/* Those of reader->items, or, where the bodies are in another unit than these, found by name. */
static struct cursors find_cursors(struct reader *reader)
{
	struct cursors cursors = { reader, g_new0(CXCursor *, reader->api->items->len + 1) };
	GHashTableIter iter;
	gpointer cursor, data;
	if (reader->bodies != reader->unit) {
		clang_visitChildren(clang_getTranslationUnitCursor(reader->bodies), add_definition, &cursors);
		return cursors;
	}
	g_hash_table_iter_init(&iter, reader->items);
	while (g_hash_table_iter_next(&iter, &cursor, &data)) {
		struct item *item = data;
		if (item->kind != ITEM_FUNCTION)
			continue;
		set_cursor(&cursors, item, *(CXCursor *)cursor);
		item->function.is_definition |= !clang_Cursor_isNull(clang_getCursorDefinition(*(CXCursor *)cursor));
	}
	return cursors;
}

void body_judge(struct reader *reader)
{
	struct bodies bodies;
	if (!reader->bodies)
		return;
	struct cursors cursors = find_cursors(reader);
	bodies_init(&bodies, reader);
	for (guint i = 0; i < reader->api->items->len; i++) {
		struct item *item = g_ptr_array_index(reader->api->items, i);
		if (item->kind == ITEM_FUNCTION && is_wanted(reader, item))
			judge(&bodies, item, cursors.list);
	}
	bodies_finish(&bodies);
	for (guint i = 0; i < reader->api->items->len; i++)
		g_free(cursors.list[i]);
	g_free(cursors.list);
	g_clear_pointer(&reader->blocks, g_hash_table_unref);
}
