/*
 * Expressions: what is known of their values, and what they do.
 *
 *     n & 7              open, 0 to 7, where n is a parameter
 *     sizeof(long) * 8   the constant that clang says
 *     p->count           open: memory. In doubt behind a store: a compiler may know what has been written
 *
 * Only operands that are evaluated (C 6.5.3.4) are looked at.
 */
#include "read/clang/body.h"

#include <string.h>

/* ---- memory ---- */

static struct range pointer_to(struct frame *frame, enum known known)
{
	struct range range = range_open(frame->bodies->reader->api->target.pointer_size * 8, false);
	range.known = known;
	return range;
}

/* What is read from there. */
static struct range load(struct frame *frame, const struct range *address, CXType type)
{
	struct range value = body_open(type);
	bool is_known_object = address->known == KNOWN_ADDRESS && !address->symbol;
	if (body_is_address(type)) { /* not read: the address of its first element */
		value = *address;
		value.width = pointer_to(frame, KNOWN_OPEN).width;
		return value;
	}
	if (address->known == KNOWN_DOUBT || is_known_object || frame->has_written)
		value.known = KNOWN_DOUBT;
	value.param = address->param;
	value.symbol = address->symbol;
	if (address->n_holes || (!address->param && frame->has_tested))
		range_blur(&value);
	return value;
}

static struct range global_value(struct frame *frame, CXCursor declaration, CXType type)
{
	struct range address = pointer_to(frame, KNOWN_ADDRESS);
	if (clang_getCursorKind(declaration) == CXCursor_FunctionDecl) {
		const struct body_function *function = body_function(frame->bodies, declaration);
		body_refer(frame, function);
		address.symbol = function->symbol;
		return address;
	}
	CXCursor definition = clang_getCursorDefinition(declaration);
	bool is_external = clang_getCursorLinkage(declaration) == CXLinkage_External && clang_Cursor_isNull(definition);
	if (is_external)
		address.symbol = body_function(frame->bodies, declaration)->symbol;
	/* a definition without an initialiser may be another file's, or have been changed */
	struct range value = load(frame, &address, type);
	if (is_external && value.known == KNOWN_DOUBT && !frame->has_written)
		value.known = KNOWN_OPEN;
	return value;
}

static struct range refer(struct frame *frame, CXCursor expression)
{
	CXCursor declaration = clang_getCursorReferenced(expression);
	CXType type = clang_getCursorType(expression);
	enum CXCursorKind kind = clang_getCursorKind(declaration);
	struct binding *local = body_local(frame, expression);
	struct range value;
	if (local) {
		value = body_is_address(type) ? pointer_to(frame, KNOWN_DOUBT) : local->range;
		value.low += body_is_address(type);
		value.known = local->is_shared ? KNOWN_DOUBT : value.known;
		return value;
	}
	if (kind == CXCursor_EnumConstantDecl) {
		value = body_doubt(type);
		return range_constant(value.width, value.is_signed,
				      (uint64_t)clang_getEnumConstantDeclValue(declaration));
	}
	if (kind == CXCursor_FunctionDecl || kind == CXCursor_VarDecl)
		return global_value(frame, declaration, type);
	return body_doubt(type);
}

static bool is_pointer(CXCursor expression)
{
	return clang_getCanonicalType(clang_getCursorType(expression)).kind == CXType_Pointer;
}

/* The local object that holds this one: the struct of a member, the array of an element. */
static struct binding *holder(struct frame *frame, CXCursor object)
{
	object = body_strip_parentheses(object);
	while (clang_getCursorKind(object) == CXCursor_MemberRefExpr) {
		CXCursor base = body_operand(object);
		if (clang_Cursor_isNull(base) || is_pointer(base))
			return NULL;
		object = body_strip_parentheses(base);
	}
	return body_local(frame, object);
}

static struct range element_address(struct frame *frame, CXCursor element)
{
	GArray *parts = body_children(element, true);
	struct range base = body_value(frame, body_child(parts, 0)), index = body_value(frame, body_child(parts, 1));
	g_array_unref(parts);
	if (base.known == KNOWN_ADDRESS && !range_is_constant(&index))
		base.known = index.known; /* somewhere in that object */
	if (!base.param)
		base.param = index.param;
	body_need(frame, &index);
	return base;
}

struct range body_address(struct frame *frame, CXCursor object)
{
	struct range address = pointer_to(frame, KNOWN_OPEN);
	struct binding *local;
	object = body_strip_parentheses(object);
	switch (clang_getCursorKind(object)) {
	case CXCursor_DeclRefExpr:
		local = body_local(frame, object);
		if (!local) {
			CXCursor declaration = clang_getCursorReferenced(object);
			bool is_function = clang_getCursorKind(declaration) == CXCursor_FunctionDecl;
			bool is_known = !clang_Cursor_isNull(clang_getCursorDefinition(declaration));
			if (is_function)
				return global_value(frame, declaration, clang_getCursorType(object));
			address.known = KNOWN_ADDRESS;
			if (!is_known && clang_getCursorLinkage(declaration) == CXLinkage_External)
				address.symbol = body_function(frame->bodies, declaration)->symbol;
			return address;
		}
		local->is_shared = true; /* whoever has the address may change it */
		address.known = KNOWN_DOUBT;
		address.low = 1;
		return address;
	case CXCursor_MemberRefExpr: {
		CXCursor base = body_operand(object);
		if (clang_Cursor_isNull(base))
			return range_doubt(address.width, false);
		return is_pointer(base) ? body_value(frame, base) : body_address(frame, base);
	}
	case CXCursor_ArraySubscriptExpr:
		return element_address(frame, object);
	case CXCursor_UnaryOperator:
		if (body_unary_kind(object) == UNARY_DEREFERENCE)
			return body_value(frame, body_operand(object));
		break;
	case CXCursor_StringLiteral:
		address.known = KNOWN_ADDRESS;
		return address;
	default:
		break;
	}
	body_value(frame, object);
	return range_doubt(address.width, false);
}

static struct range member(struct frame *frame, CXCursor expression)
{
	CXType type = clang_getCursorType(expression);
	struct binding *local = holder(frame, expression);
	if (local) {
		struct range value =
			local->range.known == KNOWN_OPEN && !local->is_shared ? body_open(type) : body_doubt(type);
		value.param = local->range.param;
		value.symbol = local->range.symbol;
		return value;
	}
	struct range address = body_address(frame, expression), value = load(frame, &address, type);
	int bits = clang_getFieldDeclBitWidth(clang_getCursorReferenced(expression));
	if (bits > 0 && value.width > 1 && (unsigned)bits < value.width) {
		struct range narrow = range_open((unsigned)bits, value.is_signed);
		value.low = narrow.low;
		value.high = narrow.high;
		value.bits = narrow.bits;
	}
	return value;
}

void body_store(struct frame *frame, CXCursor object, struct range value)
{
	struct binding *local = body_local(frame, object);
	if (local) {
		struct range old = local->range;
		local->range = old.width ? range_convert(&value, old.width, old.is_signed) : value;
		local->range.width = old.width;
		return;
	}
	local = holder(frame, object);
	body_need(frame, &value);
	if (local) {
		local->range.known = KNOWN_DOUBT;
		return;
	}
	struct range address = body_address(frame, object);
	body_need(frame, &address);
	frame->has_written = true;
	frame->summary->effects++;
}

/* ---- operators ---- */

static struct range unary(struct frame *frame, CXCursor expression)
{
	enum unary kind = body_unary_kind(expression);
	CXCursor operand = body_operand(expression);
	CXType type = clang_getCursorType(expression);
	struct range shape = body_open(type), value;
	if (kind == UNARY_ADDRESS)
		return body_address(frame, operand);
	value = body_value(frame, operand);
	if (kind == UNARY_DEREFERENCE)
		return load(frame, &value, type);
	if (kind == UNARY_NONE || kind > UNARY_PRE_DEC)
		return shape.width ? range_unary(kind, &value, shape.width, shape.is_signed) : value;
	struct range one = range_constant(shape.width, shape.is_signed, 1);
	bool adds = kind == UNARY_POST_INC || kind == UNARY_PRE_INC;
	struct range changed = range_binary(adds ? BINARY_ADD : BINARY_SUB, &value, &one, shape.width, shape.is_signed);
	body_store(frame, operand, changed);
	return kind == UNARY_PRE_INC || kind == UNARY_PRE_DEC ? changed : value;
}

/* `x - x`: what a compiler sees at once. */
static bool is_same_object(struct frame *frame, CXCursor a, CXCursor b)
{
	struct binding *left = body_local(frame, body_strip(a)), *right = body_local(frame, body_strip(b));
	return left && left == right;
}

/* `a && b`, `a || b`: where a has the value that decides, b is not looked at. */
static struct range logical(struct frame *frame, CXCursor expression, CXCursor left, CXCursor right, bool is_and)
{
	struct range shape = body_open(clang_getCursorType(expression)), a = body_value(frame, left), b;
	struct range decided = range_constant(shape.width, shape.is_signed, !is_and);
	CXCursor none = clang_getNullCursor();
	enum truth truth = range_truth(&a);
	if (truth == (is_and ? TRUTH_FALSE : TRUTH_TRUE)) {
		decided.is_implied = a.is_implied;
		return decided;
	}
	b = body_fork(frame, &a, left, is_and ? right : none, is_and ? none : right, &decided);
	return range_convert(&b, shape.width, shape.is_signed);
}

static struct range binary(struct frame *frame, CXCursor expression)
{
	enum binary kind = body_binary_kind(expression);
	GArray *sides = body_children(expression, true);
	CXCursor left = body_child(sides, 0), right = body_child(sides, 1);
	CXType type = clang_getCursorType(expression);
	struct range shape = body_open(type), a, b;
	g_array_unref(sides);
	if (kind == BINARY_LOGICAL_AND || kind == BINARY_LOGICAL_OR)
		return logical(frame, expression, left, right, kind == BINARY_LOGICAL_AND);
	if (kind == BINARY_ASSIGN) {
		b = body_value(frame, right);
		body_store(frame, left, b);
		return b;
	}
	a = body_value(frame, left);
	b = body_value(frame, right);
	if (kind == BINARY_COMMA)
		return b;
	if (kind == BINARY_NONE || !shape.width) {
		struct binding *local = body_local(frame, left);
		if (local && kind == BINARY_NONE)
			local->range.known = KNOWN_DOUBT;
		return body_doubt(type);
	}
	if (is_same_object(frame, left, right) && !range_is_constant(&a) && kind != BINARY_MUL && kind != BINARY_ADD)
		return body_doubt(type);
	return range_binary(kind, &a, &b, shape.width, shape.is_signed);
}

static struct range compound_assignment(struct frame *frame, CXCursor expression)
{
	enum binary kind = body_binary_kind(expression);
	GArray *sides = body_children(expression, true);
	CXCursor left = body_child(sides, 0), right = body_child(sides, 1);
	struct range shape = body_open(clang_getCursorType(expression));
	struct range a = body_value(frame, left), b = body_value(frame, right);
	struct range value = range_doubt(shape.width, shape.is_signed);
	g_array_unref(sides);
	if (kind >= BINARY_MUL_ASSIGN && kind <= BINARY_OR_ASSIGN && shape.width) {
		/* in the type of the object, which may be narrower than that of the calculation */
		enum binary plain = (enum binary)(kind - BINARY_MUL_ASSIGN + BINARY_MUL);
		if (plain > BINARY_SHR)
			plain = (enum binary)(plain - BINARY_SHR - 1 + BINARY_AND);
		b = range_convert(&b, shape.width, shape.is_signed);
		value = range_binary(plain, &a, &b, shape.width, shape.is_signed);
	}
	body_store(frame, left, value);
	return value;
}

/* ---- other expressions ---- */

static struct range conditional(struct frame *frame, CXCursor expression)
{
	GArray *parts = body_children(expression, true);
	struct range condition = body_value(frame, body_child(parts, 0));
	struct range value =
		body_fork(frame, &condition, body_child(parts, 0), body_child(parts, 1), body_child(parts, 2), NULL);
	g_array_unref(parts);
	return value;
}

/* Each part is evaluated, and goes who knows where. */
static void evaluate_all(struct frame *frame, const GArray *parts)
{
	for (guint i = 0; i < parts->len; i++) {
		struct range value = body_value(frame, body_child(parts, i));
		body_need(frame, &value);
	}
}

static struct range convert(CXCursor expression, const struct range *value)
{
	unsigned width;
	bool is_signed;
	body_shape(clang_getCursorType(expression), &width, &is_signed);
	if (width)
		return range_convert(value, width, is_signed);
	struct range result = *value;
	result.width = 0;
	return result;
}

/*
 * Casts that are not written, and all that libclang has no kind for: __builtin_choose_expr (a constant and two more), offsetof, atomic operations,
 * `a ?: b`.
 */
static struct range unexposed(struct frame *frame, CXCursor expression)
{
	GArray *all = body_children(expression, false), *parts = body_children(expression, true);
	struct range value;
	if (parts->len == 1 && all->len == 1) {
		struct range inner = body_value(frame, body_child(parts, 0));
		value = convert(expression, &inner);
	} else {
		struct range first = parts->len == 3 ? body_constant(body_child(parts, 0)) : range_doubt(0, false);
		value = body_constant(expression);
		if (range_is_constant(&first)) {
			value = body_value(frame, body_child(parts, first.low ? 1 : 2));
		} else if (!range_is_constant(&value) && parts->len) {
			frame->doubt++;
			evaluate_all(frame, parts);
			frame->doubt--;
			frame->has_written = true;
		}
	}
	g_array_unref(parts);
	g_array_unref(all);
	return value;
}

static struct range aggregate(struct frame *frame, CXCursor expression)
{
	GArray *parts = body_children(expression, true);
	struct range value = body_doubt(clang_getCursorType(expression));
	if (parts->len == 1 && value.width)
		value = body_value(frame, body_child(parts, 0));
	else
		evaluate_all(frame, parts);
	g_array_unref(parts);
	return value;
}

void body_need(struct frame *frame, const struct range *value)
{
	if (frame->bodies->muted)
		return;
	if (value->symbol)
		body_use_symbol(frame, value->symbol);
	if (value->param && value->param <= 64)
		frame->summary->params |= UINT64_C(1) << (value->param - 1);
}

static struct range evaluate(struct frame *frame, CXCursor expression)
{
	CXType type = clang_getCursorType(expression);
	struct range value;
	switch (clang_getCursorKind(expression)) {
	case CXCursor_ParenExpr:
		return body_value(frame, body_operand(expression));
	case CXCursor_UnexposedExpr:
		return unexposed(frame, expression);
	case CXCursor_CStyleCastExpr:
		value = body_value(frame, body_operand(expression));
		return convert(expression, &value);
	case CXCursor_IntegerLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_UnaryExpr:
		return body_constant(expression);
	case CXCursor_StringLiteral:
		return pointer_to(frame, KNOWN_ADDRESS);
	case CXCursor_DeclRefExpr:
		return refer(frame, expression);
	case CXCursor_MemberRefExpr:
		return member(frame, expression);
	case CXCursor_ArraySubscriptExpr:
		value = element_address(frame, expression);
		return load(frame, &value, type);
	case CXCursor_UnaryOperator:
		return unary(frame, expression);
	case CXCursor_BinaryOperator:
		return binary(frame, expression);
	case CXCursor_CompoundAssignOperator:
		return compound_assignment(frame, expression);
	case CXCursor_ConditionalOperator:
		return conditional(frame, expression);
	case CXCursor_CallExpr:
		return body_call(frame, expression);
	case CXCursor_StmtExpr: {
		GArray *parts = body_children(expression, false);
		value = body_run(frame, body_child(parts, 0));
		g_array_unref(parts);
		return value;
	}
	case CXCursor_InitListExpr:
	case CXCursor_CompoundLiteralExpr:
		return aggregate(frame, expression);
	case CXCursor_AddrLabelExpr:
		return body_open(type);
	default:
		return body_constant(expression);
	}
}

struct range body_value(struct frame *frame, CXCursor expression)
{
	struct range value = body_doubt(clang_getCursorType(expression));
	if (frame->has_ended)
		return value;
	if (body_enter_nested(frame))
		value = evaluate(frame, expression);
	body_leave_nested(frame);
	return value;
}
