/*
 * Conditions: what is known of variables where one holds, or does not.
 *
 *     if (n > 4) …             behind it, n is 4 at most where the `if` ends the function
 *     if (n > 64 && n <= 96)   n has a hole between 65 and 96 where it does not hold
 *
 * Nothing else than comparisons of a variable with constants is understood. Of any other condition, and of other values that come from the same
 * parameter, more may follow than is known here: they are blurred, so that nothing is certain of a second condition on them.
 */
#include "read/clang/body.h"

struct binding *body_restrict(struct frame *frame, CXCursor expression, enum binary kind, struct range constant)
{
	struct binding *local = body_local(frame, body_strip(expression));
	if (!local || !local->range.width || local->is_shared)
		return NULL;
	struct range same = range_convert(&constant, local->range.width, local->range.is_signed);
	if (same.low != constant.low)
		return NULL;
	local->range = range_restrict(&local->range, kind, &same);
	return local;
}

static enum binary opposite(enum binary kind)
{
	static const enum binary table[] = { BINARY_GREATER_EQUAL, BINARY_LESS_EQUAL, BINARY_GREATER,
					     BINARY_LESS,          BINARY_NOT_EQUAL,  BINARY_EQUAL };
	return table[kind - BINARY_LESS];
}

static enum binary mirrored(enum binary kind)
{
	static const enum binary table[] = { BINARY_GREATER,    BINARY_LESS,  BINARY_GREATER_EQUAL,
					     BINARY_LESS_EQUAL, BINARY_EQUAL, BINARY_NOT_EQUAL };
	return table[kind - BINARY_LESS];
}

/* The local variable that a condition is about, where it says of its value all that it says; NULL: more, or of others. */
static struct binding *assume(struct frame *frame, CXCursor condition, bool holds);

/*
 * Of `64 < n && n <= 96`: what holds if it does not. The range without that part, if that leaves one range, with a hole or without.
 */
static struct binding *assume_opposite(struct frame *frame, CXCursor condition, bool holds)
{
	GArray *before = body_copy_bindings(frame->bindings);
	struct binding *about = assume(frame, condition, !holds);
	size_t index = about ? (size_t)(about - &g_array_index(frame->bindings, struct binding, 0)) : 0;
	struct range part = about ? about->range : range_doubt(0, false);
	g_array_unref(frame->bindings);
	frame->bindings = before;
	if (!about || part.known == KNOWN_DOUBT)
		return NULL;
	about = &g_array_index(frame->bindings, struct binding, index);
	return range_take_away(&about->range, &part) ? about : NULL;
}

/* A long chain of operators is no constant, and to ask at each of them takes long. */
static struct range constant_side(CXCursor side)
{
	CXCursor inner = body_strip(side);
	enum binary kind =
		clang_getCursorKind(inner) == CXCursor_BinaryOperator ? body_binary_kind(inner) : BINARY_NONE;
	bool is_chain = kind == BINARY_LOGICAL_AND || kind == BINARY_LOGICAL_OR;
	return is_chain ? range_doubt(32, true) : body_constant(side);
}

/* both: of `&&` that holds, and of `||` that does not, both sides say something. A side that is a constant says nothing. */
static struct binding *assume_logical(struct frame *frame, CXCursor condition, CXCursor left, CXCursor right,
				      bool holds, bool both)
{
	struct range a = constant_side(left), b = constant_side(right);
	if (range_is_constant(&a))
		return assume(frame, right, holds);
	if (range_is_constant(&b))
		return assume(frame, left, holds);
	if (!both)
		return assume_opposite(frame, condition, holds);
	struct binding *first = assume(frame, left, holds), *second = assume(frame, right, holds);
	return first == second ? first : NULL;
}

static struct binding *assume_binary(struct frame *frame, CXCursor condition, bool holds)
{
	enum binary kind = body_binary_kind(condition);
	GArray *sides = body_children(condition, true);
	CXCursor left = body_child(sides, 0), right = body_child(sides, 1);
	g_array_unref(sides);
	if (kind == BINARY_LOGICAL_AND || kind == BINARY_LOGICAL_OR)
		return assume_logical(frame, condition, left, right, holds, holds == (kind == BINARY_LOGICAL_AND));
	if (kind < BINARY_LESS || kind > BINARY_NOT_EQUAL)
		return NULL;
	if (!holds)
		kind = opposite(kind);
	struct range a = body_constant(left), b = body_constant(right);
	if (range_is_constant(&b))
		return body_restrict(frame, left, kind, b);
	if (range_is_constant(&a))
		return body_restrict(frame, right, mirrored(kind), a);
	return NULL;
}

static struct binding *assume(struct frame *frame, CXCursor condition, bool holds)
{
	CXCursor inner = body_strip(condition);
	struct binding *about = NULL;
	GArray *children;
	CXString name;
	switch (clang_getCursorKind(inner)) {
	case CXCursor_UnaryOperator:
		children = body_children(inner, true);
		if (body_unary_kind(inner) == UNARY_LOGICAL_NOT)
			about = assume(frame, body_child(children, 0), !holds);
		g_array_unref(children);
		return about;
	case CXCursor_BinaryOperator:
		return assume_binary(frame, inner, holds);
	case CXCursor_DeclRefExpr:
		return body_restrict(frame, inner, holds ? BINARY_NOT_EQUAL : BINARY_EQUAL,
				     range_constant(64, false, 0));
	case CXCursor_CallExpr: /* __builtin_expect(condition, 1) */
		name = clang_getCursorSpelling(inner);
		if (g_str_has_prefix(clang_getCString(name), "__builtin_expect"))
			about = assume(frame, clang_Cursor_getArgument(inner, 0), holds);
		clang_disposeString(name);
		return about;
	default:
		return NULL;
	}
}

void body_blur(struct frame *frame, const struct range *value, const struct binding *except)
{
	if (value->known != KNOWN_OPEN && value->known != KNOWN_DOUBT)
		return;
	for (guint i = 0; i < frame->bindings->len; i++) {
		struct binding *binding = &g_array_index(frame->bindings, struct binding, i);
		if (binding != except && binding->range.param == value->param)
			range_blur(&binding->range);
	}
}

/*
 * What is known when the open condition holds, or does not. Of other variables that come from where its value comes from, more may follow than is
 * looked at here.
 */
void body_assume(struct frame *frame, const struct range *value, CXCursor condition, bool holds)
{
	const struct binding *about = assume(frame, condition, holds);
	body_blur(frame, value, about);
	frame->has_tested |= !value->param;
}
