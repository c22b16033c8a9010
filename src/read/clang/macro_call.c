/*
 * Macros to functions, for helpers: what their parameters and results are, with clang as the judge.
 *
 *     #define current get_current()          struct task *current(void)
 *     #define wake_up(q) __wake_up(q, 1, 0)  void wake_up(struct wait_queue *)
 *
 * At the end of the second unit each macro that is asked for stands in a block (clang's -fblocks), which may hold statements at file scope and is
 * parsed although the bodies of functions are skipped:
 *
 *     static void (^__braze_c7)(void) = ^{
 *             struct __braze_hole_1 *__braze_1;
 *             wake_up(__braze_1);
 *             __typeof__(({ wake_up(__braze_1); })) *__braze_result;
 *     };
 *
 * Where an argument of a type that nobody has meets a parameter, clang inserts a conversion to that parameter's type. A macro is left out, with the
 * reason, where an argument meets none, is assigned to or has its address taken, where the expansion holds a static object (all callers of the helper
 * would share it) or is the head of a loop or an `if`.
 */
#include "read/clang/reader.h"

#include "api/uses.h"

#include <string.h>

static const char block_prefix[] = "__braze_c", hole_prefix[] = "__braze_hole_", result_name[] = "__braze_result";

/* Parameters of a macro that is tried; more are a sign of a generated table. */
enum { MOST_PARAMS = 9 };

/* ---- which macros ---- */

static bool is_alone(const struct macro *macro)
{
	return !macro->is_unbalanced && !macro->varies && !macro->is_empty && !macro->has_paste;
}

static bool is_asked_for(struct reader *reader, const struct macro *macro)
{
	const struct config *config = reader->config;
	if (contract_calls(reader, macro->name))
		return true;
	if (reader->api->uses)
		return uses_have(reader->api->uses, macro->name);
	struct patterns functions = config->allow_functions, vars = config->allow_vars, items = config->allow_items;
	bool has_allow = !patterns_empty(&functions) || !patterns_empty(&vars) || !patterns_empty(&items) ||
			 !patterns_empty(&config->allow_types) || !patterns_empty(&config->allow_files);
	return !has_allow || patterns_match(&functions, macro->name) || patterns_match(&items, macro->name);
}

static bool wants_call(struct reader *reader, const struct macro *macro)
{
	if (!is_alone(macro) || macro->is_integer || !macro->loc.line || !is_asked_for(reader, macro))
		return false;
	return !macro->is_function || (!macro->is_variadic && macro->n_params <= MOST_PARAMS);
}

/* ---- probes ---- */

static void write_holes(GString *text, unsigned *line)
{
	for (unsigned i = 1; i <= MOST_PARAMS; i++, (*line)++)
		g_string_append_printf(text, "struct %s%u { char none; };\n", hole_prefix, i);
}

static void write_use(GString *text, const struct macro *macro)
{
	g_string_append(text, macro->name);
	for (unsigned i = 1; macro->is_function && i <= macro->n_params; i++)
		g_string_append_printf(text, "%s__braze_%u", i == 1 ? "(" : ", ", i);
	if (macro->is_function)
		g_string_append(text, macro->n_params ? ")" : "()");
}

static void write_call(GString *text, const struct macro *macro, unsigned index)
{
	g_string_append_printf(text, "#ifdef %s\nstatic void (^%s%u)(void) = ^{ ", macro->name, block_prefix, index);
	for (unsigned i = 1; i <= macro->n_params; i++)
		g_string_append_printf(text, "struct %s%u *__braze_%u; ", hole_prefix, i, i);
	if (macro->is_function) {
		write_use(text, macro);
		g_string_append(text, "; __typeof__(({ ");
		write_use(text, macro);
		g_string_append_printf(text, "; })) *%s; };\n#endif\n", result_name);
	} else {
		g_string_append_printf(text, "__typeof__((%s)) *%s; };\n#endif\n", macro->name, result_name);
	}
}

void macro_write_calls(struct reader *reader, GString *text, unsigned *line)
{
	struct macros *macros = &reader->macros;
	if (!reader->config->helpers)
		return;
	write_holes(text, line);
	macros->calls_line = *line;
	for (unsigned i = 0; i < macros->list->len; i++) {
		struct macro *macro = g_ptr_array_index(macros->list, i);
		if (!wants_call(reader, macro))
			continue;
		write_call(text, macro, macros->called->len);
		g_ptr_array_add(macros->called, macro);
		*line += MACRO_PROBE_LINES;
	}
}

bool macro_note_call_error(struct reader *reader, unsigned line, const char *message)
{
	struct macro *macro = macro_at_line(reader->macros.called, reader->macros.calls_line, line);
	if (macro && !macro->call_error)
		macro->call_error = api_format(reader->api, "does not compile by itself: %s", message);
	return macro != NULL;
}

/* ---- what clang made of them ---- */

enum rank { RANK_NONE, RANK_VOID, RANK_OTHER, RANK_ARGUMENT };

/* The walk over a block: the expressions around the one that is visited, and what has been found. */
struct walk {
	struct reader *reader;
	struct macro *macro;
	CXCursor *around; /* innermost last */
	unsigned depth, size;
	CXType types[MOST_PARAMS];
	enum rank ranks[MOST_PARAMS];
	CXType result;
	bool has_result, has_literal; /* a compound literal (C 6.5.2.5), which ends with the function it stands in */
	const char *why; /* it cannot be a function, or NULL */
};

/* N of `__braze_N`, or 0. */
static unsigned hole_of(CXCursor cursor)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	const char *name = clang_getCString(spelling);
	bool is_hole = g_str_has_prefix(name, "__braze_") && g_ascii_isdigit(name[8]) && !name[9];
	unsigned number = is_hole ? (unsigned)g_ascii_digit_value(name[8]) : 0;
	clang_disposeString(spelling);
	return number;
}

static bool is_hole_type(CXType type)
{
	CXString spelling = clang_getTypeSpelling(type);
	bool is = strstr(clang_getCString(spelling), hole_prefix) != NULL;
	clang_disposeString(spelling);
	return is;
}

static enum rank rank_of(CXType type, enum CXCursorKind parent)
{
	CXType pointee = clang_getPointeeType(clang_getCanonicalType(type));
	if (pointee.kind == CXType_Void)
		return RANK_VOID;
	return parent == CXCursor_CallExpr ? RANK_ARGUMENT : RANK_OTHER;
}

/* From the use of a hole outwards to the conversion that it meets. */
static void read_use(struct walk *walk, unsigned number)
{
	bool is_object = true; /* until a conversion makes a value of it (C 6.3.2.1) */
	for (unsigned i = walk->depth; i-- > 0;) {
		CXCursor around = walk->around[i];
		enum CXCursorKind kind = clang_getCursorKind(around);
		CXType type = clang_getCursorType(around);
		bool is_conversion = kind == CXCursor_UnexposedExpr && is_hole_type(type);
		is_object = is_object && !is_conversion;
		if (kind == CXCursor_ParenExpr || is_conversion)
			continue;
		if (kind == CXCursor_UnexposedExpr && type.kind != CXType_Invalid) {
			enum rank rank =
				rank_of(type, i ? clang_getCursorKind(walk->around[i - 1]) : CXCursor_FirstInvalid);
			if (rank > walk->ranks[number - 1]) {
				walk->ranks[number - 1] = rank;
				walk->types[number - 1] = type;
			}
		} else if (is_object && kind == CXCursor_UnaryOperator) {
			walk->why = "takes the address of an argument, or changes it";
		} else if (is_object && (kind == CXCursor_BinaryOperator || kind == CXCursor_CompoundAssignOperator)) {
			walk->why = "assigns to an argument";
		}
		return;
	}
}

static enum CXChildVisitResult find_ours(CXCursor cursor, CXCursor parent, CXClientData data)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	(void)parent;
	*(bool *)data = g_str_has_prefix(clang_getCString(spelling), "__braze_");
	clang_disposeString(spelling);
	return CXChildVisit_Break;
}

static bool is_our_declaration(CXCursor statement)
{
	bool is_ours = false;
	clang_visitChildren(statement, find_ours, &is_ours);
	return is_ours;
}

static bool is_statement_head(enum CXCursorKind kind)
{
	return kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt || kind == CXCursor_IfStmt ||
	       kind == CXCursor_SwitchStmt;
}

static void push(struct walk *walk, CXCursor cursor)
{
	if (walk->depth == walk->size) {
		walk->size = MAX(32, walk->size * 2);
		walk->around = g_renew(CXCursor, walk->around, walk->size);
	}
	walk->around[walk->depth++] = cursor;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct walk *walk = data;
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	(void)parent;
	if (kind == CXCursor_DeclRefExpr && hole_of(cursor))
		read_use(walk, hole_of(cursor));
	walk->has_literal |= kind == CXCursor_CompoundLiteralExpr;
	if (kind == CXCursor_VarDecl) {
		CXString spelling = clang_getCursorSpelling(cursor);
		if (!strcmp(clang_getCString(spelling), result_name)) {
			walk->result = clang_getPointeeType(clang_getCursorType(cursor));
			walk->has_result = true;
		} else if (clang_Cursor_getStorageClass(cursor) == CX_SC_Static) {
			walk->why = "holds a static object, which all callers would share";
		}
		clang_disposeString(spelling);
	}
	/* block, its declaration and its body: what the macro made stands in that */
	if (walk->depth == 3 && is_statement_head(kind) && walk->macro->is_function)
		walk->why = "is the head of a statement";
	if (walk->depth == 3 && kind == CXCursor_DeclStmt && !is_our_declaration(cursor))
		walk->why = "is a declaration";
	push(walk, cursor);
	clang_visitChildren(cursor, visit, walk);
	walk->depth--;
	return CXChildVisit_Continue;
}

/* ---- functions ---- */

static struct function_type *make_signature(struct walk *walk)
{
	struct reader *reader = walk->reader;
	struct function_type *function = api_alloc(reader->api, sizeof(*function));
	CXCursor none = clang_getNullCursor();
	function->has_prototype = true;
	function->n_params = walk->macro->is_function ? walk->macro->n_params : 0;
	function->params = api_alloc(reader->api, (function->n_params + 1) * sizeof(struct param));
	for (unsigned i = 0; i < function->n_params; i++) {
		function->params[i].type = type_convert(reader, walk->types[i], none);
		function->params[i].as_written = function->params[i].type;
		function->params[i].name = walk->macro->params ? walk->macro->params[i] : NULL;
	}
	function->result = type_convert(reader, walk->result, none);
	const struct type *result = type_resolve(function->result);
	if (result->kind == TYPE_ARRAY) { /* a function returns the address of its first element (C 6.3.2.1) */
		struct type *pointer = api_new_type(reader->api, TYPE_POINTER);
		pointer->element = result->array.element;
		pointer->size = pointer->align = reader->api->target.pointer_size;
		function->result = pointer;
	}
	return function;
}

/* `#define copy memcpy`: the macro is another name of that function. */
static const struct type *alias_signature(const struct walk *walk, const struct type *result)
{
	const struct type *resolved = type_resolve(result);
	if (walk->macro->is_function)
		return NULL;
	if (resolved->kind == TYPE_POINTER && type_resolve(resolved->element)->kind == TYPE_FUNCTION)
		return NULL; /* a value that points to a function */
	return resolved->kind == TYPE_FUNCTION ? resolved : NULL;
}

static void finish_call(struct walk *walk)
{
	struct macro *macro = walk->macro;
	for (unsigned i = 0; i < macro->n_params && !walk->why; i++)
		if (!walk->ranks[i])
			walk->why = api_format(walk->reader->api, "does not tell the type of its parameter %u", i + 1);
	if (!walk->has_result && !walk->why)
		walk->why = "is no expression and no whole statement";
	if (!walk->why && walk->has_literal && clang_getCanonicalType(walk->result).kind == CXType_Pointer)
		walk->why = "may give the address of an object that ends with the call";
	if (walk->why) {
		macro->call_error = walk->why;
		return;
	}
	struct function_type *signature = make_signature(walk);
	const struct type *alias = alias_signature(walk, signature->result);
	macro->form = macro->is_function || alias ? MACRO_LIKE_FUNCTION : MACRO_LIKE_OBJECT;
	macro->signature = alias ? alias->function : signature;
}

bool macro_read_call(struct reader *reader, CXCursor cursor, unsigned line)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	const char *name = clang_getCString(spelling);
	bool is_block = g_str_has_prefix(name, block_prefix) && g_ascii_isdigit(name[strlen(block_prefix)]);
	clang_disposeString(spelling);
	struct macro *macro = is_block ? macro_at_line(reader->macros.called, reader->macros.calls_line, line) : NULL;
	if (!macro)
		return false;
	if (macro->call_error)
		return true;
	struct walk walk = { .reader = reader, .macro = macro };
	clang_visitChildren(cursor, visit, &walk);
	finish_call(&walk);
	g_free(walk.around);
	return true;
}

void macro_add_function(struct reader *reader, const struct macro *macro)
{
	struct item *item = api_add_item(reader->api, ITEM_FUNCTION, macro->name, macro->loc);
	struct type *type = api_new_type(reader->api, TYPE_FUNCTION);
	type->function = macro->signature;
	item->function.type = type;
	item->function.linkage = LINKAGE_INTERNAL;
	item->function.is_definition = true;
	item->function.macro = macro->form;
}
