/*
 * Statements: which of them are reached, and what is known of local variables there.
 *
 *     if (sizeof(x) == 8)  return f(x);       the condition is a constant: what follows is never reached
 *     if (n == 4)          return g(n);       n is open: both ways are; in the first, n is 4
 *
 * Both ways of an `if` are run on a copy of what is known of the local variables, and joined. A loop's variables are in doubt in the loop and
 * behind it. `do … while (0)` is no loop.
 */
#include "read/clang/body.h"

#include <string.h>

/* A level takes about two kilobytes of the stack. */
enum { MOST_NESTING = 1500 };

/* Much more than any function needs that people write. */
enum { MOST_STEPS = 200000 };

bool body_is_certain(const struct frame *frame)
{
	if (frame->doubt || frame->is_lost || frame->has_ended)
		return false;
	for (const struct body_exit *exit = frame->exit; exit; exit = exit->outer)
		if (exit->is_lost)
			return false;
	return true;
}

bool body_enter_nested(struct frame *frame)
{
	struct bodies *bodies = frame->bodies;
	bool is_possible = ++bodies->nesting <= MOST_NESTING && ++bodies->steps <= MOST_STEPS;
	frame->is_lost |= !is_possible;
	return is_possible;
}

void body_leave_nested(struct frame *frame)
{
	frame->bodies->nesting--;
}

void body_end(struct frame *frame)
{
	frame->is_lost |= frame->doubt > 0;
	frame->has_ended = true;
}

/* ---- what is known of locals ---- */

GArray *body_copy_bindings(const GArray *bindings)
{
	GArray *copy = g_array_sized_new(FALSE, FALSE, sizeof(struct binding), bindings->len + 4);
	g_array_append_vals(copy, bindings->data, bindings->len);
	return copy;
}

void body_join_bindings(GArray *bindings, GArray *other)
{
	guint n = MIN(bindings->len, other->len);
	for (guint i = 0; i < n; i++) {
		struct binding *a = &g_array_index(bindings, struct binding, i);
		const struct binding *b = &g_array_index(other, struct binding, i);
		a->range = range_join(&a->range, &b->range);
	}
	g_array_set_size(bindings, n);
	g_array_unref(other);
}

void body_join_ways(struct frame *frame, GArray *other, bool other_has_ended)
{
	if (frame->has_ended && !other_has_ended) {
		g_array_unref(frame->bindings);
		frame->bindings = other;
	} else if (!frame->has_ended && !other_has_ended) {
		body_join_bindings(frame->bindings, other);
	} else {
		g_array_unref(other);
	}
	frame->has_ended = frame->has_ended && other_has_ended;
}

static void forget_everything(struct frame *frame)
{
	for (guint i = 0; i < frame->bindings->len; i++) {
		struct binding *binding = &g_array_index(frame->bindings, struct binding, i);
		binding->range = range_doubt(binding->range.width, binding->range.is_signed);
	}
}

/* ---- both ways ---- */

/* absent: what a way that is not there comes to, in `&&` and `||`, which give truth values; NULL: elsewhere. */
static struct range run_way(struct frame *frame, CXCursor way, const struct range *absent)
{
	struct range value = absent ? *absent : range_doubt(0, false);
	if (clang_Cursor_isNull(way))
		return value;
	value = clang_isExpression(clang_getCursorKind(way)) ? body_value(frame, way) : body_run(frame, way);
	if (absent) {
		value = range_convert(&value, 1, false);
		value = range_convert(&value, absent->width, absent->is_signed);
	}
	return value;
}

struct range body_fork(struct frame *frame, const struct range *value, CXCursor condition, CXCursor then,
		       CXCursor otherwise, const struct range *absent)
{
	enum truth truth = range_truth(value);
	if (frame->has_ended)
		return range_doubt(value->width, value->is_signed);
	unsigned guard = frame->guard, effects = frame->summary->effects;
	if (truth == TRUTH_TRUE || truth == TRUTH_FALSE) { /* decided, perhaps by not being a constant */
		frame->guard = value->param ? value->param : guard;
		struct range decided = run_way(frame, truth == TRUTH_TRUE ? then : otherwise, absent);
		frame->guard = guard;
		return decided;
	}
	GArray *before = body_copy_bindings(frame->bindings);
	bool has_written = frame->has_written;
	frame->doubt += truth == TRUTH_DOUBT;
	frame->guard = value->param ? value->param : guard;
	body_assume(frame, value, condition, true);
	struct range a = run_way(frame, then, absent);
	bool then_has_written = frame->has_written, then_has_ended = frame->has_ended;
	GArray *after = frame->bindings;
	frame->bindings = before;
	frame->has_ended = false;
	frame->has_written = has_written;
	body_assume(frame, value, condition, false);
	struct range b = run_way(frame, otherwise, absent);
	frame->has_written |= then_has_written;
	frame->doubt -= truth == TRUTH_DOUBT;
	if (!then_has_ended && !frame->has_ended)
		frame->guard = guard;
	if (effects != frame->summary->effects || then_has_ended || frame->has_ended)
		body_need(frame, value);
	struct range result = then_has_ended ? b : frame->has_ended ? a : range_join(&a, &b);
	bool is_same = !then_has_ended && !frame->has_ended && range_is_constant(&result) && range_is_constant(&a);
	if (truth == TRUTH_DOUBT && !is_same)
		result.known = KNOWN_DOUBT;
	body_join_ways(frame, after, then_has_ended);
	if (!result.param && !is_same)
		result.param = value->param;
	if (!result.symbol && !is_same)
		result.symbol = value->symbol;
	return result;
}

/* ---- statements ---- */

static enum CXChildVisitResult find_label(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_LabelRef)
		return CXChildVisit_Recurse;
	*(CXCursor *)data = clang_getCursorReferenced(cursor);
	return CXChildVisit_Break;
}

void body_go(struct frame *frame, CXCursor from)
{
	CXCursor label = clang_getNullCursor();
	clang_visitChildren(from, find_label, &label);
	if (!clang_Cursor_isNull(label) && body_is_certain(frame))
		g_array_append_val(frame->labels, label);
}

static void run_labelled(struct frame *frame, CXCursor statement)
{
	bool is_certain = body_is_certain(frame) || frame->has_asm_goto;
	for (guint i = 0; i < frame->labels->len; i++)
		is_certain |= clang_equalLocations(clang_getCursorLocation(g_array_index(frame->labels, CXCursor, i)),
						   clang_getCursorLocation(statement)) != 0;
	forget_everything(frame);
	frame->has_written = true;
	frame->has_ended = false;
	frame->is_lost |= !is_certain;
}

static void declare(struct frame *frame, CXCursor variable)
{
	CXCursor initialiser = clang_Cursor_getVarDeclInitializer(variable);
	CXType type = clang_getCursorType(variable);
	struct binding binding = { variable, body_doubt(type), false };
	enum CX_StorageClass storage = clang_Cursor_getStorageClass(variable);
	if (storage == CX_SC_Static || storage == CX_SC_Extern)
		return;
	if (frame->function->is_block && clang_Cursor_isNull(initialiser)) {
		CXString name = clang_getCursorSpelling(variable);
		const char *text = clang_getCString(name);
		if (g_str_has_prefix(text, "__braze_") && g_ascii_isdigit(text[strlen("__braze_")])) {
			binding.range.known = KNOWN_OPEN;
			binding.range.param = (unsigned)g_ascii_strtoull(text + strlen("__braze_"), NULL, 10);
		}
		clang_disposeString(name);
	}
	if (!clang_Cursor_isNull(initialiser)) {
		unsigned width;
		bool is_signed;
		struct range value = body_value(frame, initialiser);
		body_shape(type, &width, &is_signed);
		binding.range = width ? range_convert(&value, width, is_signed) : value;
		if (!width)
			binding.range.width = 0;
	}
	g_array_append_val(frame->bindings, binding);
}

static void run_return(struct frame *frame, CXCursor value)
{
	struct body_summary *summary = frame->summary;
	struct range range = clang_Cursor_isNull(value) ? range_doubt(0, false) : body_value(frame, value);
	if (frame->has_ended)
		return;
	summary->result = summary->has_result ? range_join(&summary->result, &range) : range;
	if (frame->doubt && summary->result.known != KNOWN_DOUBT)
		summary->result.known = KNOWN_DOUBT;
	if (!summary->result.param)
		summary->result.param = frame->guard;
	summary->has_result = true;
	body_end(frame);
}

static struct range run_compound(struct frame *frame, const GArray *statements)
{
	struct range value = range_doubt(0, false);
	for (guint i = 0; i < statements->len; i++)
		value = body_run(frame, body_child(statements, i));
	return value;
}

static void run_parts(struct frame *frame, CXCursor statement, const GArray *parts)
{
	struct range value;
	switch (clang_getCursorKind(statement)) {
	case CXCursor_IfStmt:
		value = body_value(frame, body_child(parts, 0));
		body_fork(frame, &value, body_child(parts, 0), body_child(parts, 1), body_child(parts, 2), NULL);
		break;
	case CXCursor_WhileStmt:
	case CXCursor_DoStmt:
	case CXCursor_ForStmt:
	case CXCursor_SwitchStmt:
		body_run_loop(frame, statement, parts);
		break;
	case CXCursor_ReturnStmt:
		run_return(frame, body_child(parts, 0));
		break;
	case CXCursor_DeclStmt:
		for (guint i = 0; i < parts->len; i++)
			if (clang_getCursorKind(body_child(parts, i)) == CXCursor_VarDecl)
				declare(frame, body_child(parts, i));
		break;
	default:
		break;
	}
}

static struct range run(struct frame *frame, CXCursor statement)
{
	enum CXCursorKind kind = clang_getCursorKind(statement);
	struct range value = range_doubt(0, false);
	if (kind == CXCursor_LabelStmt)
		run_labelled(frame, statement);
	if (frame->has_ended && kind != CXCursor_CompoundStmt)
		return value;
	if (clang_isExpression(kind))
		return body_value(frame, statement);
	if (kind == CXCursor_GCCAsmStmt) {
		body_run_asm(frame, statement);
	} else if (kind == CXCursor_BreakStmt || kind == CXCursor_ContinueStmt) {
		body_leave(frame, kind == CXCursor_ContinueStmt);
	} else if (kind == CXCursor_GotoStmt || kind == CXCursor_IndirectGotoStmt) {
		body_go(frame, statement);
		body_end(frame);
	} else {
		GArray *parts = body_children(statement, false);
		if (kind == CXCursor_CompoundStmt || kind == CXCursor_LabelStmt || kind == CXCursor_UnexposedStmt ||
		    kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt)
			value = run_compound(frame, parts);
		else
			run_parts(frame, statement, parts);
		g_array_unref(parts);
	}
	return value;
}

struct range body_run(struct frame *frame, CXCursor statement)
{
	struct range value = range_doubt(0, false);
	if (body_enter_nested(frame))
		value = run(frame, statement);
	body_leave_nested(frame);
	return value;
}
