/*
 * What libclang's cursors and types are to the files that look at bodies: children, operators, the shape of an integer, constants.
 */
#include "read/clang/body.h"

/* ---- types ---- */

void body_shape(CXType type, unsigned *width, bool *is_signed)
{
	CXType canonical = clang_getCanonicalType(type);
	if (canonical.kind == CXType_Enum)
		canonical = clang_getCanonicalType(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical)));
	long long size = 0;
	*is_signed = false;
	switch (canonical.kind) {
	case CXType_Bool:
		*width = 1;
		return;
	case CXType_SChar:
	case CXType_Char_S:
	case CXType_Short:
	case CXType_Int:
	case CXType_Long:
	case CXType_LongLong:
	case CXType_WChar:
		*is_signed = true;
		size = clang_Type_getSizeOf(canonical);
		break;
	case CXType_UChar:
	case CXType_Char_U:
	case CXType_UShort:
	case CXType_UInt:
	case CXType_ULong:
	case CXType_ULongLong:
	case CXType_Pointer:
		size = clang_Type_getSizeOf(canonical);
		break;
	default:
		break;
	}
	*width = size > 0 && size <= 8 ? (unsigned)size * 8 : 0;
}

struct range body_open(CXType type)
{
	unsigned width;
	bool is_signed;
	body_shape(type, &width, &is_signed);
	return range_open(width, is_signed);
}

struct range body_doubt(CXType type)
{
	struct range range = body_open(type);
	range.known = KNOWN_DOUBT;
	return range;
}

bool body_is_address(CXType type)
{
	enum CXTypeKind kind = clang_getCanonicalType(type).kind;
	return kind == CXType_ConstantArray || kind == CXType_IncompleteArray || kind == CXType_VariableArray ||
	       kind == CXType_FunctionProto || kind == CXType_FunctionNoProto;
}

/* ---- cursors ---- */

static enum CXChildVisitResult add_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	g_array_append_val((GArray *)data, cursor);
	return CXChildVisit_Continue;
}

static enum CXChildVisitResult add_expression(CXCursor cursor, CXCursor parent, CXClientData data)
{
	return clang_isExpression(clang_getCursorKind(cursor)) ? add_child(cursor, parent, data) :
								 CXChildVisit_Continue;
}

GArray *body_children(CXCursor cursor, bool only_expressions)
{
	GArray *children = g_array_sized_new(FALSE, FALSE, sizeof(CXCursor), 4);
	clang_visitChildren(cursor, only_expressions ? add_expression : add_child, children);
	return children;
}

CXCursor body_child(const GArray *children, unsigned index)
{
	return index < children->len ? g_array_index(children, CXCursor, index) : clang_getNullCursor();
}

/* The one operand, behind what the type of a cast may be made of. */
CXCursor body_operand(CXCursor cursor)
{
	GArray *children = body_children(cursor, true);
	CXCursor operand = body_child(children, children->len - 1);
	g_array_unref(children);
	return operand;
}

/* libclang may be older than the header that this was built with. */
#if CINDEX_VERSION_MINOR >= 64
#pragma weak clang_getCursorBinaryOperatorKind
#pragma weak clang_getCursorUnaryOperatorKind
#endif

enum binary body_binary_kind(CXCursor cursor)
{
#if CINDEX_VERSION_MINOR >= 64
	if (clang_getCursorBinaryOperatorKind)
		return (enum binary)clang_getCursorBinaryOperatorKind(cursor);
#endif
	(void)cursor;
	return BINARY_NONE;
}

enum unary body_unary_kind(CXCursor cursor)
{
#if CINDEX_VERSION_MINOR >= 64
	if (clang_getCursorUnaryOperatorKind)
		return (enum unary)clang_getCursorUnaryOperatorKind(cursor);
#endif
	(void)cursor;
	return UNARY_NONE;
}

static bool is_wrapper(CXCursor cursor)
{
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	if (kind == CXCursor_ParenExpr || kind == CXCursor_CStyleCastExpr)
		return true;
	if (kind != CXCursor_UnexposedExpr)
		return false;
	GArray *children = body_children(cursor, false);
	bool is = children->len == 1 && clang_isExpression(clang_getCursorKind(body_child(children, 0)));
	g_array_unref(children);
	return is;
}

CXCursor body_strip(CXCursor expression)
{
	while (is_wrapper(expression))
		expression = body_operand(expression);
	return expression;
}

CXCursor body_strip_parentheses(CXCursor expression)
{
	while (clang_getCursorKind(expression) == CXCursor_ParenExpr)
		expression = body_operand(expression);
	return expression;
}

struct binding *body_local(struct frame *frame, CXCursor expression)
{
	CXCursor inner = body_strip_parentheses(expression);
	if (clang_getCursorKind(inner) != CXCursor_DeclRefExpr)
		return NULL;
	CXCursor variable = clang_getCursorReferenced(inner);
	for (guint i = frame->bindings->len; i-- > 0;) {
		struct binding *binding = &g_array_index(frame->bindings, struct binding, i);
		if (clang_equalCursors(binding->variable, variable))
			return binding;
	}
	return NULL;
}

/* ---- constants that clang knows ---- */

struct range body_constant(CXCursor expression)
{
	struct range range = body_doubt(clang_getCursorType(expression));
	CXEvalResult result = range.width ? clang_Cursor_Evaluate(expression) : NULL;
	if (!result)
		return range;
	if (clang_EvalResult_getKind(result) == CXEval_Int) {
		uint64_t value = clang_EvalResult_isUnsignedInt(result) ?
					 clang_EvalResult_getAsUnsigned(result) :
					 (uint64_t)clang_EvalResult_getAsLongLong(result);
		range = range_constant(range.width, range.is_signed, value);
	}
	clang_EvalResult_dispose(result);
	return range;
}
