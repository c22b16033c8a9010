/*
 * A parsed block, or the value of an object-like macro, to a function's type.
 *
 *     static void (^__braze_c7)(void) = ^{
 *             struct __braze_hole_1 *__braze_1;              a hole: nobody else has its type
 *             ({ wake_up(__braze_1); });                     call (conversion to struct wait_queue * (hole))
 *     };
 *
 * Where a hole meets another type clang inserts a conversion to that one. A hole that is a number is an enumeration, which arithmetic takes, too;
 * that says nothing about its type. All conversions of a hole have to agree. What a function would not do as the macro does it has no
 * signature: a change of an argument, a static object, the head of a loop, a return, a choice by the type of an argument.
 */
#include "read/clang/macro_call.h"

#include <string.h>

enum rank { RANK_NONE, RANK_VOID, RANK_OTHER, RANK_ARGUMENT };

/* The walk over a block: the expressions around the one that is visited, and what has been found. */
struct walk {
	struct reader *reader;
	struct macro *macro;
	struct call *call; /* NULL: the value of an object-like macro */
	CXCursor *around;  /* innermost last */
	unsigned depth, size;
	CXCursor holes[MOST_PARAMS];    /* their declarations */
	CXType hole_types[MOST_PARAMS]; /* canonical */
	CXType types[MOST_PARAMS];
	enum rank ranks[MOST_PARAMS];
	bool needs_writable[MOST_PARAMS]; /* meets `void *` without const */
	unsigned n_holes;
	CXCursor body, last; /* the macro's statement expression, and its last statement */
	unsigned body_depth, n_statements;
	bool has_body,
		has_literal; /* the address of a compound literal (C 6.5.2.5), which ends with the function it stands in */
	const char *why; /* it cannot be a function, or NULL */
};

static enum CXChildVisitResult take_first(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	*(CXCursor *)data = cursor;
	return CXChildVisit_Break;
}

static CXCursor first_child(CXCursor cursor)
{
	CXCursor first = clang_getNullCursor();
	clang_visitChildren(cursor, take_first, &first);
	return first;
}

static CXCursor strip(CXCursor cursor)
{
	for (;;) {
		enum CXCursorKind kind = clang_getCursorKind(cursor);
		CXCursor inner = kind == CXCursor_ParenExpr || kind == CXCursor_UnexposedExpr ? first_child(cursor) :
												clang_getNullCursor();
		if (clang_Cursor_isNull(inner))
			return cursor;
		cursor = inner;
	}
}

static const char *type_text(struct reader *reader, CXType type)
{
	return reader_string(reader, clang_getTypeSpelling(type));
}

/* ---- holes ---- */

/* Index of the hole that this declaration is, or -1. */
static int find_hole(const struct walk *walk, CXCursor declaration)
{
	for (unsigned i = 0; i < walk->n_holes; i++)
		if (clang_equalCursors(walk->holes[i], declaration))
			return (int)i;
	return -1;
}

static int hole_of_type(const struct walk *walk, CXType type)
{
	CXType canonical = clang_getCanonicalType(type);
	for (unsigned i = 0; i < walk->n_holes; i++)
		if (!walk->call->types[i] && clang_equalTypes(walk->hole_types[i], canonical))
			return (int)i;
	return -1;
}

static bool has_hole(CXType type)
{
	CXString spelling = clang_getTypeSpelling(clang_getCanonicalType(type));
	bool has = strstr(clang_getCString(spelling), call_hole_prefix) != NULL;
	clang_disposeString(spelling);
	return has;
}

static CXType pointee_of(CXType type)
{
	return clang_getPointeeType(clang_getCanonicalType(type));
}

static bool is_pointer(CXType type)
{
	return clang_getCanonicalType(type).kind == CXType_Pointer;
}

static bool same_unqualified(CXType a, CXType b)
{
	CXType plain_a = clang_getUnqualifiedType(clang_getCanonicalType(a));
	CXType plain_b = clang_getUnqualifiedType(clang_getCanonicalType(b));
	return clang_equalTypes(plain_a, plain_b);
}

/* Quoted; that of variable arguments is a number. */
static const char *param_name(const struct walk *walk, unsigned i)
{
	bool is_named = i + walk->macro->is_variadic < walk->macro->n_params;
	return is_named ? api_format(walk->reader->api, "'%s'", walk->macro->params[i]) :
			  api_format(walk->reader->api, "%u", i + 1);
}

static void disagree(struct walk *walk, unsigned i, CXType a, CXType b)
{
	walk->why = api_format(walk->reader->api, "takes its parameter %s as '%s' and as '%s'", param_name(walk, i),
			       type_text(walk->reader, a), type_text(walk->reader, b));
}

static void take_type(struct walk *walk, unsigned i, CXType type, enum rank rank)
{
	walk->types[i] = type;
	walk->ranks[i] = rank;
}

/* The type that goes with all conversions so far: the one pointer that is not `void *`, with the fewest qualifiers. */
static void add_type(struct walk *walk, unsigned i, CXType type, enum rank rank)
{
	CXType known = walk->types[i], pointee = pointee_of(type);
	bool is_void = is_pointer(type) && pointee.kind == CXType_Void;
	if (is_void && !clang_isConstQualifiedType(pointee))
		walk->needs_writable[i] = true;
	rank = is_void ? RANK_VOID : rank;
	if (!walk->ranks[i]) {
		take_type(walk, i, type, rank);
	} else if (!is_pointer(type) || !is_pointer(known)) {
		if (!same_unqualified(type, known))
			disagree(walk, i, known, type);
		else if (rank > walk->ranks[i])
			take_type(walk, i, type, rank);
	} else if (is_void || walk->ranks[i] == RANK_VOID) {
		bool is_better = rank > walk->ranks[i] || (is_void && walk->ranks[i] == RANK_VOID &&
							   clang_isConstQualifiedType(pointee_of(known)));
		if (is_better)
			take_type(walk, i, type, rank);
	} else if (!same_unqualified(pointee, pointee_of(known))) {
		disagree(walk, i, known, type);
	} else if (clang_isConstQualifiedType(pointee_of(known)) > clang_isConstQualifiedType(pointee) ||
		   clang_isVolatileQualifiedType(pointee_of(known)) > clang_isVolatileQualifiedType(pointee)) {
		take_type(walk, i, type, rank);
	}
}

static bool is_silent_builtin(CXCursor call)
{
	static const char *const names[] = {
		"__builtin_expect",      "__builtin_expect_with_probability", "__builtin_constant_p",
		"__builtin_object_size", "__builtin_dynamic_object_size",     "__builtin_assume_aligned"
	};
	CXString spelling = clang_getCursorSpelling(call);
	const char *name = clang_getCString(spelling);
	bool is_silent = false;
	for (size_t i = 0; name && i < G_N_ELEMENTS(names); i++)
		is_silent |= !strcmp(name, names[i]);
	clang_disposeString(spelling);
	return is_silent;
}

/* Arguments behind the parameters are promoted (C 6.5.2.2), which says nothing. */
static bool is_parameter(CXCursor call, CXCursor argument)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(first_child(call)));
	CXType function = type.kind == CXType_Pointer ? clang_getPointeeType(type) : type;
	int n = function.kind == CXType_FunctionProto ? clang_getNumArgTypes(function) : 0;
	CXSourceRange place = clang_getCursorExtent(argument);
	for (int i = 0; i < n; i++)
		if (clang_equalRanges(clang_getCursorExtent(clang_Cursor_getArgument(call, (unsigned)i)), place))
			return true;
	return false;
}

/*
 * A conversion of the hole, with what stands around it: an argument, an initialiser (one with a designator has no kind of its own), the right side
 * of an assignment. The two branches of ?: go to a common type (C 6.5.15), which is nobody's.
 */
static void note_conversion(struct walk *walk, unsigned i, CXCursor conversion, CXCursor parent)
{
	enum CXCursorKind kind = clang_getCursorKind(parent);
	CXType type = clang_getCursorType(conversion);
	bool is_argument = kind == CXCursor_CallExpr;
	bool is_initialiser =
		kind == CXCursor_VarDecl || kind == CXCursor_InitListExpr || kind == CXCursor_UnexposedExpr;
	bool is_void = is_pointer(type) && pointee_of(type).kind == CXType_Void;
	bool is_operand = kind == CXCursor_BinaryOperator && !walk->call->is_number[i] && !is_void;
	if (is_argument && (is_silent_builtin(parent) || !is_parameter(parent, conversion)))
		return;
	if (!is_argument && ((!is_initialiser && !is_operand) || clang_getCanonicalType(type).kind == CXType_Bool))
		return;
	add_type(walk, i, type, is_argument ? RANK_ARGUMENT : RANK_OTHER);
}

/* A value of a hole's type, or a copy of it, that a conversion stands around. */
static void read_operand(struct walk *walk, CXCursor operand)
{
	CXCursor conversion = walk->around[walk->depth - 1];
	if (!clang_equalRanges(clang_getCursorExtent(conversion), clang_getCursorExtent(operand)))
		return; /* no conversion, but one of the builtins without a kind of their own */
	int hole = hole_of_type(walk, clang_getCursorType(operand));
	if (hole < 0 || clang_getCursorType(conversion).kind == CXType_Invalid ||
	    has_hole(clang_getCursorType(conversion)))
		return;
	note_conversion(walk, (unsigned)hole, conversion,
			walk->depth > 1 ? walk->around[walk->depth - 2] : clang_getNullCursor());
}

/* From the use of an argument outwards, as long as it is the object itself and no value (C 6.3.2.1). */
static void read_use(struct walk *walk, unsigned number)
{
	bool is_by_value = walk->call->is_by_value[number];
	CXType inner = walk->hole_types[number];
	for (unsigned i = walk->depth; i-- > 0;) {
		CXCursor around = walk->around[i];
		enum CXCursorKind kind = clang_getCursorKind(around);
		bool is_array = is_by_value && clang_getCanonicalType(inner).kind == CXType_ConstantArray;
		if (kind == CXCursor_UnaryOperator || (kind == CXCursor_UnexposedExpr && is_array))
			walk->why = "takes the address of an argument, or changes it";
		else if (kind == CXCursor_BinaryOperator || kind == CXCursor_CompoundAssignOperator)
			walk->why = "assigns to an argument";
		else if (kind == CXCursor_ParenExpr || (is_by_value && kind == CXCursor_MemberRefExpr))
			inner = clang_getCursorType(around);
		if (kind != CXCursor_ParenExpr && (!is_by_value || kind != CXCursor_MemberRefExpr))
			return;
	}
}

/* `typeof(x) other; (void)(&number == &other);`: clang converts one address to the type of the other. */
static void read_comparison(struct walk *walk, CXCursor operand)
{
	if (walk->depth < 2 || clang_getCursorKind(walk->around[walk->depth - 2]) != CXCursor_BinaryOperator)
		return;
	CXCursor conversion = walk->around[walk->depth - 1];
	if (clang_getCursorKind(conversion) != CXCursor_UnexposedExpr ||
	    clang_getCursorKind(operand) != CXCursor_UnaryOperator)
		return;
	CXType to = pointee_of(clang_getCursorType(conversion)), from = pointee_of(clang_getCursorType(operand));
	int hole_to = to.kind == CXType_Invalid ? -1 : hole_of_type(walk, to);
	int hole_from = from.kind == CXType_Invalid ? -1 : hole_of_type(walk, from);
	if (hole_to < 0 && hole_from >= 0)
		add_type(walk, (unsigned)hole_from, to, RANK_ARGUMENT);
	else if (hole_from < 0 && hole_to >= 0)
		add_type(walk, (unsigned)hole_to, from, RANK_ARGUMENT);
}

/* ---- the walk ---- */

static bool is_statement_head(enum CXCursorKind kind)
{
	return kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt || kind == CXCursor_IfStmt ||
	       kind == CXCursor_SwitchStmt;
}

/* `&(struct s){ … }`, `(int []){ 1, 2 }`, or a member of one. */
static bool is_address_taken(const struct walk *walk, CXCursor literal)
{
	CXType inner = clang_getCursorType(literal);
	for (unsigned i = walk->depth; i-- > 0;) {
		enum CXCursorKind kind = clang_getCursorKind(walk->around[i]);
		bool is_array = clang_getCanonicalType(inner).kind == CXType_ConstantArray;
		if (kind != CXCursor_ParenExpr && kind != CXCursor_MemberRefExpr)
			return kind == CXCursor_UnaryOperator || (kind == CXCursor_UnexposedExpr && is_array);
		inner = clang_getCursorType(walk->around[i]);
	}
	return false;
}

static void push(struct walk *walk, CXCursor cursor)
{
	if (walk->depth == walk->size) {
		walk->size = MAX(32, walk->size * 2);
		walk->around = g_renew(CXCursor, walk->around, walk->size);
	}
	walk->around[walk->depth++] = cursor;
}

static void read_variable(struct walk *walk, CXCursor cursor)
{
	if (walk->call && !walk->has_body && walk->n_holes < walk->call->n_params) {
		walk->holes[walk->n_holes] = cursor;
		walk->hole_types[walk->n_holes++] = clang_getCanonicalType(clang_getCursorType(cursor));
	} else if (clang_Cursor_getStorageClass(cursor) == CX_SC_Static) {
		walk->why = "holds a static object, which all callers would share";
	} else if (clang_getCanonicalType(clang_getCursorType(cursor)).kind == CXType_VariableArray) {
		walk->why = "is not for arguments of any value, but for the length of an array";
	}
}

/* A statement of the macro itself; brackets around it are ours. */
static void read_statement(struct walk *walk, CXCursor cursor, enum CXCursorKind kind)
{
	if (kind == CXCursor_NullStmt)
		return;
	walk->last = cursor;
	walk->n_statements++;
	if (is_statement_head(kind))
		walk->why = "is the head of a statement";
	else if (kind == CXCursor_DeclStmt)
		walk->why = "is a declaration";
	else if (kind == CXCursor_LabelStmt || kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt)
		walk->why = "is a label";
	else if (walk->n_statements > 1)
		walk->why = "is more than one statement";
}

/* Declared by a probe of a constant: by its call, as nobody else has declared it. */
static bool is_implicit(const struct walk *walk, CXCursor declaration)
{
	CXFile file;
	unsigned line;
	clang_getExpansionLocation(clang_getCursorLocation(declaration), &file, &line, NULL, NULL);
	unsigned end = walk->reader->macros.calls_line;
	return line >= walk->reader->probes_from && (!end || line < end) && file &&
	       clang_File_isEqual(file, walk->reader->main_file);
}

static void read_name(struct walk *walk, CXCursor declaration)
{
	int hole = walk->call ? find_hole(walk, declaration) : -1;
	if (hole >= 0)
		read_use(walk, (unsigned)hole);
	else if (clang_getCursorKind(declaration) == CXCursor_FunctionDecl && is_implicit(walk, declaration))
		walk->why = "calls a function that is not declared";
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct walk *walk = data;
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	(void)parent;
	if (walk->why)
		return CXChildVisit_Break;
	if (walk->has_body && walk->call && walk->depth == walk->body_depth)
		read_statement(walk, cursor, kind);
	if (walk->has_body && walk->n_holes &&
	    clang_getCursorKind(walk->around[walk->depth - 1]) == CXCursor_UnexposedExpr)
		read_operand(walk, cursor);
	switch (kind) {
	case CXCursor_DeclRefExpr:
		read_name(walk, clang_getCursorReferenced(cursor));
		break;
	case CXCursor_VarDecl:
		read_variable(walk, cursor);
		break;
	case CXCursor_CompoundLiteralExpr:
		walk->has_literal |= is_address_taken(walk, cursor);
		break;
	case CXCursor_ReturnStmt:
		walk->why = "returns from the function that it stands in";
		break;
	case CXCursor_GenericSelectionExpr:
		if (walk->call && has_hole(clang_getCursorType(first_child(cursor))))
			walk->why = "chooses by the type of an argument";
		break;
	case CXCursor_UnaryOperator:
		if (walk->call)
			read_comparison(walk, cursor);
		break;
	case CXCursor_StmtExpr:
		if (walk->call && !walk->has_body) {
			walk->has_body = true;
			walk->body = cursor;
			walk->body_depth = walk->depth + 2;
		}
		break;
	default:
		break;
	}
	push(walk, cursor);
	clang_visitChildren(cursor, visit, walk);
	walk->depth--;
	return CXChildVisit_Continue;
}

/* ---- functions ---- */

/* A function returns the address of an array's first element (C 6.3.2.1). */
static const struct type *result_type(struct reader *reader, CXType clang)
{
	const struct type *type = type_convert(reader, clang, clang_getNullCursor());
	const struct type *resolved = type_resolve(type);
	if (resolved->kind != TYPE_ARRAY)
		return type;
	struct type *pointer = api_new_type(reader->api, TYPE_POINTER);
	pointer->element = resolved->array.element;
	pointer->size = pointer->align = reader->api->target.pointer_size;
	return pointer;
}

static struct function_type *make_signature(struct walk *walk, unsigned n_params, CXType result)
{
	struct reader *reader = walk->reader;
	struct function_type *function = api_alloc(reader->api, sizeof(*function));
	unsigned n_named = walk->macro->n_params - walk->macro->is_variadic;
	function->has_prototype = true;
	function->n_params = n_params;
	function->params = api_alloc(reader->api, (n_params + 1) * sizeof(struct param));
	for (unsigned i = 0; i < n_params; i++) {
		function->params[i].type = type_convert(reader, walk->types[i], clang_getNullCursor());
		function->params[i].as_written = function->params[i].type;
		function->params[i].name = i < n_named && walk->macro->params ? walk->macro->params[i] : NULL;
	}
	function->result = result_type(reader, result);
	return function;
}

/* Arithmetic on numbers of an unknown type has an unknown type; clang gives that of the enumeration. */
static bool is_of_number(const struct walk *walk, CXType result)
{
	CXCursor last = strip(walk->last);
	enum CXCursorKind kind = clang_getCursorKind(last);
	if (kind == CXCursor_CallExpr || kind == CXCursor_CStyleCastExpr)
		return false;
	for (unsigned i = 0; i < walk->n_holes; i++) {
		CXType integer = walk->call->is_number[i] && !walk->call->types[i] ?
					 clang_getEnumDeclIntegerType(clang_getTypeDeclaration(walk->hole_types[i])) :
					 (CXType){ .kind = CXType_Invalid };
		if (integer.kind != CXType_Invalid && same_unqualified(integer, result))
			return true;
	}
	return false;
}

/* The last statement of a macro that is one parameter gives that parameter's type. */
static void find_result(struct walk *walk, CXType *result)
{
	*result = clang_getCursorType(walk->body);
	int hole = hole_of_type(walk, *result);
	if (hole >= 0)
		*result = walk->types[hole];
	else if (has_hole(*result) || is_of_number(walk, *result))
		walk->why = "has a result whose type depends on its arguments";
}

/* `*p = 0` says nothing about the type of `*p`; a record goes with itself only. */
static void take_tried(struct walk *walk, unsigned i)
{
	CXType type = clang_getCursorType(walk->holes[i]);
	bool is_record =
		clang_getCanonicalType(walk->call->is_by_value[i] ? type : pointee_of(type)).kind == CXType_Record;
	if (is_record)
		take_type(walk, i, type, RANK_ARGUMENT);
	else
		walk->why = api_format(walk->reader->api, "does not tell the type of its parameter %s",
				       param_name(walk, i));
}

static void check_types(struct walk *walk)
{
	for (unsigned i = 0; i < walk->n_holes && !walk->why; i++) {
		bool is_const = walk->ranks[i] && is_pointer(walk->types[i]) &&
				clang_isConstQualifiedType(pointee_of(walk->types[i]));
		if (walk->call->types[i])
			take_tried(walk, i);
		else if (!walk->ranks[i] || (is_const && walk->needs_writable[i]))
			walk->why = api_format(walk->reader->api, "does not tell the type of its parameter %s",
					       param_name(walk, i));
	}
}

void hole_read_call(struct reader *reader, struct call *call, CXCursor block)
{
	struct walk walk = { .reader = reader, .macro = call->macro, .call = call };
	CXType result;
	clang_visitChildren(block, visit, &walk);
	if (!walk.why && (!walk.has_body || !walk.n_statements || walk.n_holes != call->n_params))
		walk.why = "is no expression and no whole statement";
	if (!walk.why)
		check_types(&walk);
	if (!walk.why)
		find_result(&walk, &result);
	if (!walk.why && walk.has_literal && is_pointer(result))
		walk.why = "may give the address of an object that ends with the call";
	if (walk.why)
		call->error = walk.why;
	else
		call->signature = make_signature(&walk, call->n_params, result);
	g_free(walk.around);
}

/* `#define copy memcpy`: the macro is another name of that function. */
static const struct type *alias_type(struct reader *reader, CXCursor value)
{
	CXCursor object = strip(value);
	CXType type = clang_getCanonicalType(clang_getCursorType(object)),
	       result = pointee_of(clang_getCursorType(value));
	bool is_function = type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
	if (!is_function || !clang_equalTypes(result, type))
		return NULL;
	return type_resolve(type_convert(reader, clang_getCursorType(object), clang_getNullCursor()));
}

void hole_read_object(struct reader *reader, struct macro *macro, CXCursor value)
{
	struct walk walk = { .reader = reader, .macro = macro };
	CXType result = clang_getCursorType(value);
	push(&walk, value);
	clang_visitChildren(value, visit, &walk);
	g_free(walk.around);
	if (result.kind == CXType_Invalid || result.kind == CXType_Dependent)
		return;
	if (!walk.why && walk.has_literal && is_pointer(result))
		walk.why = "may give the address of an object that ends with the call";
	if (walk.why) {
		macro->call_error = walk.why;
		return;
	}
	const struct type *alias = alias_type(reader, value);
	macro->form = alias ? MACRO_LIKE_FUNCTION : MACRO_LIKE_OBJECT;
	macro->signature = alias ? alias->function : make_signature(&walk, 0, result);
}
