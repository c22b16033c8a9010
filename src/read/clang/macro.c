/*
 * Object-like macros to constants, with clang as the evaluator.
 *
 * The first translation unit only preprocesses (unit.c); from its record of macro definitions come the names. The second
 * one ends with a line per macro,
 *
 *     #define LIMIT (1UL << 40)   →   static const __auto_type __braze_m17 = LIMIT;
 *
 * each wrapped in #ifdef, so that type and value are those at the end of the unit: redefined macros have their last value
 * and undefined ones none; a type that the contract gives stands in the place of __auto_type. An error on such a line is why
 * that macro is left out. A macro whose expansion would swallow its neighbours (unbalanced brackets) or differs from use to use
 * (__LINE__) is not tried.
 */
#include "read/clang/macro_call.h"

#include <string.h>

static const char probe_prefix[] = "__braze_m";

/* ---- names, from the first unit ---- */

/* The last definition counts; a redefined macro keeps its position in the list. */
static struct macro *begin_macro(struct reader *reader, const char *name)
{
	struct macro *macro = g_hash_table_lookup(reader->macros.by_name, name);
	if (!macro) {
		macro = api_alloc(reader->api, sizeof(*macro));
		g_hash_table_insert(reader->macros.by_name, (void *)name, macro);
		g_ptr_array_add(reader->macros.list, macro);
	}
	if (macro->tokens)
		g_ptr_array_unref(macro->tokens);
	*macro = (struct macro){ .name = name, .kind = macro->kind };
	return macro;
}

struct collector {
	struct reader *reader;
	GHashTable *files; /* CXFile → GMappedFile *: clang_getFileContents() searches all files, each time */
};

static GMappedFile *file_text(struct collector *collector, CXFile file)
{
	GMappedFile *text = g_hash_table_lookup(collector->files, file);
	if (text || g_hash_table_contains(collector->files, file))
		return text;
	CXString name = clang_getFileName(file);
	text = g_mapped_file_new(clang_getCString(name), FALSE, NULL);
	clang_disposeString(name);
	g_hash_table_insert(collector->files, file, text);
	return text;
}

/* In bindgen's place only what bindgen would write. */
static bool wants_plain(const struct reader *reader)
{
	return reader->config->personality == PERSONALITY_BINDGEN && !reader->config->clang_macro_fallback;
}

static void read_text(struct reader *reader, struct macro *macro, const char *text, size_t length)
{
	macro_read_body(reader, macro, text, length);
	if (wants_plain(reader) && !macro->is_function && macro->kind == MACRO_NONE)
		macro->kind = macro_plain_kind(reader, text, length);
}

/* The definition's text behind the name; for a macro of the command line there is none. */
static void read_body(struct collector *collector, struct macro *macro, CXCursor cursor)
{
	CXSourceRange extent = clang_getCursorExtent(cursor);
	CXFile file;
	unsigned from, to;
	clang_getFileLocation(clang_getRangeStart(extent), &file, NULL, NULL, &from);
	clang_getFileLocation(clang_getRangeEnd(extent), NULL, NULL, NULL, &to);
	GMappedFile *text = file ? file_text(collector, file) : NULL;
	from += (unsigned)strlen(macro->name);
	if (text && from <= to && to <= g_mapped_file_get_length(text))
		read_text(collector->reader, macro, g_mapped_file_get_contents(text) + from, to - from);
	else if (!file)
		macro->kind = MACRO_INTEGER; /* --builtins: whatever it is, the compiler says so */
}

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct collector *collector = data;
	struct reader *reader = collector->reader;
	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_MacroDefinition || clang_Cursor_isMacroBuiltin(cursor))
		return CXChildVisit_Continue;
	struct location loc = reader_location(reader, clang_getCursorLocation(cursor));
	const char *name = reader_string(reader, clang_getCursorSpelling(cursor));
	if (!loc.line && reader->config->personality == PERSONALITY_BIND)
		reader->is_gnu_inline |= !strcmp(name, "__GNUC_GNU_INLINE__");
	if (!loc.line && !reader->config->builtins)
		return CXChildVisit_Continue; /* predefined or from the command line */
	struct macro *macro = begin_macro(reader, name);
	macro->loc = loc;
	macro->is_function = clang_Cursor_isMacroFunctionLike(cursor);
	read_body(collector, macro, cursor);
	if (reader->config->helpers && !macro->is_function && !macro->is_itself)
		g_hash_table_add(reader->api->object_macros, (void *)macro->name);
	return CXChildVisit_Continue;
}

static void find_unstable(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct collector *collector = data;
	(void)stack;
	(void)depth;
	bool is_new = !g_hash_table_contains(collector->files, file);
	GMappedFile *text = file_text(collector, file);
	if (is_new && text)
		macro_find_unstable(collector->reader, g_mapped_file_get_contents(text),
				    g_mapped_file_get_length(text));
}

static void unref_file(gpointer file)
{
	if (file)
		g_mapped_file_unref(file);
}

void macro_collect(struct reader *reader, CXTranslationUnit unit)
{
	struct macros *macros = &reader->macros;
	struct collector collector = { reader, g_hash_table_new_full(NULL, NULL, NULL, unref_file) };
	macros->list = g_ptr_array_new();
	macros->probed = g_ptr_array_new();
	macros->called = g_ptr_array_new();
	macros->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	macros->unstable = g_hash_table_new(g_str_hash, g_str_equal);
	clang_getInclusions(unit, find_unstable, &collector);
	clang_visitChildren(clang_getTranslationUnitCursor(unit), collect, &collector);
	g_hash_table_unref(collector.files);
}

/* ---- probes, into the second unit ---- */

static bool spread(bool *to, bool from)
{
	bool changed = from && !*to;
	*to |= from;
	return changed;
}

/* Spreads the flaws from the macros in a body to the macro itself, until nothing changes. */
static void spread_flaws(struct macros *macros)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (unsigned i = 0; i < macros->list->len; i++) {
			struct macro *macro = g_ptr_array_index(macros->list, i);
			for (unsigned t = 0; macro->tokens && t < macro->tokens->len; t++) {
				const struct macro *used =
					g_hash_table_lookup(macros->by_name, g_ptr_array_index(macro->tokens, t));
				if (!used || used == macro)
					continue;
				changed |= spread(&macro->is_unbalanced, used->is_unbalanced);
				changed |= spread(&macro->varies, used->varies);
				changed |= spread(&macro->is_doubtful, used->is_doubtful);
				changed |= spread(&macro->has_block, used->has_block);
			}
		}
	}
}

static void omit(struct macro *macro, const char *id, const char *reason)
{
	macro->omit_id = id;
	macro->omit_reason = reason;
}

/* An integer constant that nothing can undefine or restore to an older definition needs no probe. */
static bool is_settled(const struct macros *macros, const struct macro *macro)
{
	return macro->is_integer && !g_hash_table_contains(macros->unstable, macro->name);
}

static bool wants_probe(const struct reader *reader, struct macro *macro)
{
	if (macro->is_function)
		omit(macro, "function-like-macro", "is a function-like macro");
	else if (macro->is_empty)
		omit(macro, "empty-macro", "expands to nothing");
	else if (macro->is_unbalanced)
		omit(macro, "no-constant", "expands to unbalanced brackets");
	else if (macro->is_doubtful)
		omit(macro, "doubtful-layout", "asks for a layout that clang and GCC do not agree on for this target");
	else if (macro->varies)
		omit(macro, "varying-macro", "has a value that depends on where it is used");
	else if (wants_plain(reader) && macro->kind == MACRO_NONE && !contract_constant_type(reader, macro->name))
		omit(macro, "macro-fallback",
		     "takes clang to evaluate, which bindgen does with --clang-macro-fallback");
	bool needs_type = contract_constant_type(reader, macro->name);
	return !macro->omit_id && (needs_type || !is_settled(&reader->macros, macro));
}

void macro_write_probes(struct reader *reader, GString *text, unsigned *line)
{
	struct macros *macros = &reader->macros;
	spread_flaws(macros);
	macros->first_line = *line;
	for (unsigned i = 0; i < macros->list->len; i++) {
		struct macro *macro = g_ptr_array_index(macros->list, i);
		if (!wants_probe(reader, macro))
			continue;
		const char *type = contract_constant_type(reader, macro->name);
		g_string_append_printf(text, "#ifdef %s\nstatic const %s %s%u = %s;\n#endif\n", macro->name,
				       type ? type : "__auto_type", probe_prefix, macros->probed->len, macro->name);
		g_ptr_array_add(macros->probed, macro);
		*line += MACRO_PROBE_LINES;
		/* stays so unless its declaration is seen: then #ifdef was false */
		omit(macro, "undefined-macro", "is not defined at the end of the translation unit");
	}
}

struct macro *macro_at_line(const GPtrArray *list, unsigned first, unsigned line)
{
	unsigned index = (line - first) / MACRO_PROBE_LINES;
	return first && line >= first && index < list->len ? g_ptr_array_index(list, index) : NULL;
}

bool macro_note_error(struct reader *reader, unsigned line, const char *message)
{
	struct macro *macro = macro_at_line(reader->macros.probed, reader->macros.first_line, line);
	if (macro && !macro->error)
		macro->error = api_intern(reader->api, message);
	return macro || macro_note_call_error(reader, line, message) || contract_note_error(reader, line, message);
}

/* ---- values, out of the second unit ---- */

static enum CXChildVisitResult take_first(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	*(CXCursor *)data = cursor;
	return CXChildVisit_Break;
}

/* The expression inside of parentheses and implicit conversions. */
static CXCursor strip_expression(CXCursor cursor)
{
	for (;;) {
		enum CXCursorKind kind = clang_getCursorKind(cursor);
		CXCursor inner = clang_getNullCursor();
		if (kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr)
			return cursor;
		clang_visitChildren(cursor, take_first, &inner);
		if (clang_Cursor_isNull(inner))
			return cursor;
		cursor = inner;
	}
}

static bool evaluate_number(struct value *value, CXCursor cursor)
{
	CXEvalResult result = clang_Cursor_Evaluate(cursor);
	if (!result)
		return false;
	CXEvalResultKind kind = clang_EvalResult_getKind(result);
	if (kind == CXEval_Int) {
		bool is_unsigned = clang_EvalResult_isUnsignedInt(result);
		long long number = is_unsigned ? 0 : clang_EvalResult_getAsLongLong(result);
		value->kind = VALUE_INT;
		value->is_negative = number < 0;
		value->integer = is_unsigned ? clang_EvalResult_getAsUnsigned(result) : (uint64_t)number;
	} else if (kind == CXEval_Float) {
		value->kind = VALUE_FLOAT;
		value->real = clang_EvalResult_getAsDouble(result);
	}
	clang_EvalResult_dispose(result);
	return kind == CXEval_Int || kind == CXEval_Float;
}

static struct value *copy_value(struct reader *reader, const struct value *value)
{
	struct value *copy = api_alloc(reader->api, sizeof(*copy));
	*copy = *value;
	return copy;
}

struct value *macro_evaluate(struct reader *reader, CXCursor cursor, CXCursor initialiser, const struct type *type,
			     const char **why)
{
	const struct type *resolved = type_resolve(type);
	struct value value = { 0 };
	if (resolved->kind == TYPE_ENUM)
		resolved = resolved->item->enumeration.integer;
	switch (resolved->kind) {
	case TYPE_BOOL:
	case TYPE_INT:
	case TYPE_FLOAT:
		break;
	case TYPE_ARRAY:
		return literal_read(reader, strip_expression(initialiser), why);
	case TYPE_POINTER:
		*why = "is a pointer, which has no constant value in Rust";
		return literal_read(reader, strip_expression(initialiser), why);
	case TYPE_RECORD:
		*why = "is a struct or union, no scalar constant";
		return NULL;
	case TYPE_FUNCTION:
		*why = "names a function";
		return NULL;
	default:
		*why = "has a type without constants in Rust";
		return NULL;
	}
	if (resolved->kind != TYPE_FLOAT && resolved->size > 8) {
		*why = "is wider than 64 bits";
		return NULL;
	}
	if (resolved->kind == TYPE_FLOAT && resolved->float_kind != FLOAT_FLOAT &&
	    resolved->float_kind != FLOAT_DOUBLE) {
		*why = "has a floating type that Rust has not";
		return NULL;
	}
	*why = "is no constant expression";
	return evaluate_number(&value, cursor) ? copy_value(reader, &value) : NULL;
}

/* The names of scalar types, typedefs and enums alike, are kept: what they mean in Rust is for the writer to know. */
static const struct type *constant_type(const struct type *type)
{
	const struct type *resolved = type_resolve(type);
	bool is_scalar = resolved->kind == TYPE_BOOL || resolved->kind == TYPE_INT || resolved->kind == TYPE_FLOAT ||
			 resolved->kind == TYPE_ENUM;
	return is_scalar ? type : resolved;
}

/* Records and pointers are not converted unless they are needed: the macro alone may name a type, and only the API's make items. */
static struct value *probe_value(struct reader *reader, CXCursor cursor, CXCursor initialiser, bool is_typed,
				 const struct type **type, const char **why)
{
	CXType clang = clang_getCursorType(is_typed ? cursor : initialiser);
	enum CXTypeKind kind = clang_getCanonicalType(clang).kind;
	struct value *value = NULL;
	if (kind == CXType_Record) {
		*why = "is a struct or union, no scalar constant";
	} else if (kind == CXType_Pointer) {
		*why = "is a pointer, which has no constant value in Rust";
		value = literal_read(reader, strip_expression(initialiser), why);
		*type = value ? type_convert(reader, clang, clang_getNullCursor()) : NULL;
	} else {
		*type = type_convert(reader, clang, clang_getNullCursor());
		value = macro_evaluate(reader, cursor, initialiser, *type, why);
	}
	return value;
}

static void add_constant(struct reader *reader, struct macro *macro, CXCursor cursor)
{
	const char *why = "is no expression";
	const struct type *type = NULL;
	CXCursor initialiser = clang_Cursor_getVarDeclInitializer(cursor);
	struct value *value = NULL;
	if (!clang_Cursor_isNull(initialiser))
		value = probe_value(reader, cursor, initialiser, contract_constant_type(reader, macro->name), &type,
				    &why);
	if (!value) {
		omit(macro, "no-constant", why);
		return;
	}
	macro->type = constant_type(type);
	macro->value = value;
	macro->is_character = clang_getCursorKind(strip_expression(initialiser)) == CXCursor_CharacterLiteral;
	macro->omit_id = NULL;
}

/* The value of an expression that is no constant: clang says so last, and of a type that it knows. */
static void read_object(struct reader *reader, struct macro *macro, CXCursor cursor)
{
	CXCursor initialiser = clang_Cursor_getVarDeclInitializer(cursor);
	bool has_type = !macro->error || strstr(macro->error, "not a compile-time constant");
	if (has_type && !clang_Cursor_isNull(initialiser))
		hole_read_object(reader, macro, initialiser);
}

bool macro_read_probe(struct reader *reader, CXCursor cursor, unsigned line)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	bool is_probe = g_str_has_prefix(clang_getCString(spelling), probe_prefix);
	clang_disposeString(spelling);
	struct macro *macro = is_probe ? macro_at_line(reader->macros.probed, reader->macros.first_line, line) : NULL;
	if (!macro)
		return false;
	if (!macro->error)
		add_constant(reader, macro, cursor);
	if (macro->wants_object && !macro->value)
		read_object(reader, macro, cursor);
	return true;
}

static void add_item(struct reader *reader, const struct macro *macro)
{
	struct item *item = api_add_item(reader->api, ITEM_CONSTANT, macro->name, macro->loc);
	item->is_builtin = !macro->loc.line;
	item->constant.type = macro->type;
	item->constant.value = *macro->value;
	item->constant.is_character = macro->is_character;
	item->constant.keeps_type = contract_constant_type(reader, macro->name);
}

static void add_integer(struct reader *reader, const struct macro *macro)
{
	struct item *item = api_add_item(reader->api, ITEM_CONSTANT, macro->name, macro->loc);
	item->is_builtin = !macro->loc.line;
	item->constant.type = macro_integer_type(reader, macro);
	item->constant.value.kind = VALUE_INT;
	item->constant.value.integer = macro->integer;
}

struct item *reader_object(struct reader *reader, const char *name)
{
	const GPtrArray *items = reader->api->items;
	if (!reader->objects) {
		reader->objects = g_hash_table_new(g_str_hash, g_str_equal);
		for (unsigned i = 0; i < items->len; i++) {
			struct item *item = g_ptr_array_index(items, i);
			if (item->kind == ITEM_FUNCTION || item->kind == ITEM_VARIABLE)
				g_hash_table_insert(reader->objects, (void *)item->name, item);
		}
	}
	return g_hash_table_lookup(reader->objects, name);
}

static void finish_macro(struct reader *reader, const struct macro *macro)
{
	if (macro->signature && !macro->value && !reader_object(reader, macro->name))
		macro_add_function(reader, macro);
	else if (macro->call_error && macro->is_function)
		api_omit(reader->api, "macro", macro->name, macro->loc, "function-like-macro",
			 "is a function-like macro that %s: %s", macro->call_error, macro_call_advice(macro));
	else if (macro->error)
		api_omit(reader->api, "macro", macro->name, macro->loc, "no-constant", "is no constant expression: %s",
			 macro->error);
	else if (macro->value)
		add_item(reader, macro);
	else if (macro->omit_id && macro->loc.line)
		api_omit(reader->api, "macro", macro->name, macro->loc, macro->omit_id, "%s", macro->omit_reason);
	else if (!macro->omit_id && macro->is_integer)
		add_integer(reader, macro);
}

void macro_finish(struct reader *reader)
{
	struct macros *macros = &reader->macros;
	macro_finish_calls(reader);
	contract_finish_calls(reader);
	contract_finish_constants(reader);
	for (unsigned i = 0; i < macros->list->len; i++) {
		struct macro *macro = g_ptr_array_index(macros->list, i);
		finish_macro(reader, macro);
		if (macro->tokens)
			g_ptr_array_unref(macro->tokens);
	}
	body_judge(reader);
	g_ptr_array_unref(macros->list);
	g_ptr_array_unref(macros->probed);
	g_ptr_array_unref(macros->called);
	g_hash_table_unref(macros->by_name);
	g_hash_table_unref(macros->unstable);
}
