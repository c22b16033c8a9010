/*
 * Loops and switches.
 *
 *     while (n > 4) …        n is open behind it, and in it, if it is assigned to there
 *     switch (n & 3) …       four labels are all that it can have: what stands behind them is not reached
 *
 * What a loop assigns to is in doubt in the loop and behind it. Whether its body is reached is decided with the values that are there when it is
 * entered. `do … while (0)` is no loop.
 */
#include "read/clang/body.h"

/* ---- what is assigned to ---- */

static void forget(struct frame *frame, CXCursor object)
{
	struct binding *local = body_local(frame, object);
	if (local)
		local->range = range_doubt(local->range.width, local->range.is_signed);
}

static enum CXChildVisitResult forget_assigned(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct frame *frame = data;
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	(void)parent;
	if (kind == CXCursor_BinaryOperator || kind == CXCursor_CompoundAssignOperator ||
	    kind == CXCursor_UnaryOperator || kind == CXCursor_GCCAsmStmt) {
		enum binary binary = kind == CXCursor_BinaryOperator ? body_binary_kind(cursor) : BINARY_NONE;
		enum unary unary = kind == CXCursor_UnaryOperator ? body_unary_kind(cursor) : UNARY_NONE;
		if ((binary == BINARY_NONE || binary == BINARY_ASSIGN) && unary <= UNARY_ADDRESS) {
			GArray *children = body_children(cursor, true);
			for (guint i = 0; i < children->len && (i == 0 || kind == CXCursor_GCCAsmStmt); i++)
				forget(frame, body_child(children, i));
			g_array_unref(children);
		}
	}
	return CXChildVisit_Recurse;
}

/* What a loop assigns to is not known any more. */
static void forget_all_assigned(struct frame *frame, CXCursor loop)
{
	if (!clang_Cursor_isNull(loop))
		clang_visitChildren(loop, forget_assigned, frame);
}

/* ---- loops ---- */

static void begin_exit(struct frame *frame, struct body_exit *exit, bool is_loop)
{
	*exit = (struct body_exit){ .outer = frame->exit, .is_loop = is_loop };
	frame->exit = exit;
}

static void end_exit(struct frame *frame, struct body_exit *exit)
{
	frame->exit = exit->outer;
	if (exit->bindings)
		body_join_ways(frame, exit->bindings, false);
}

void body_leave(struct frame *frame, bool is_continue)
{
	struct body_exit *exit = frame->exit;
	while (exit && is_continue && !exit->is_loop)
		exit = exit->outer;
	if (exit) {
		exit->is_lost |= frame->doubt > 0;
		if (!exit->bindings)
			exit->bindings = body_copy_bindings(frame->bindings);
		else
			body_join_bindings(exit->bindings, body_copy_bindings(frame->bindings));
	}
	frame->has_ended = true;
}

/* The condition is looked at with the values that are there when the loop is entered: that decides whether its body is ever reached. */
static void run_loop(struct frame *frame, CXCursor loop, CXCursor condition, CXCursor step, CXCursor body)
{
	struct range value =
		clang_Cursor_isNull(condition) ? range_constant(32, true, 1) : body_value(frame, condition);
	enum truth truth = range_truth(&value);
	if (truth == TRUTH_FALSE || frame->has_ended)
		return;
	struct body_exit exit;
	unsigned guard = frame->guard;
	GArray *before = body_copy_bindings(frame->bindings);
	forget_all_assigned(frame, loop);
	begin_exit(frame, &exit, true);
	frame->doubt += truth == TRUTH_DOUBT;
	frame->guard = value.param ? value.param : guard;
	if (!clang_Cursor_isNull(condition)) {
		struct range again = body_value(frame, condition);
		body_need(frame, &again);
		if (range_truth(&again) != TRUTH_TRUE)
			body_assume(frame, &value, condition, true);
	}
	body_run(frame, body);
	if (!frame->has_ended && !clang_Cursor_isNull(step))
		body_value(frame, step);
	frame->doubt -= truth == TRUTH_DOUBT;
	bool is_endless = clang_Cursor_isNull(condition) && !exit.bindings;
	bool ended = frame->has_ended;
	frame->has_ended = false;
	end_exit(frame, &exit);
	if (is_endless)
		frame->has_ended = true;
	else if (ended && !exit.bindings && truth == TRUTH_TRUE)
		frame->has_ended = true;
	body_join_ways(frame, before, frame->has_ended || truth == TRUTH_TRUE);
	if (!ended)
		frame->guard = guard;
	forget_all_assigned(frame, loop);
}

static void run_do(struct frame *frame, CXCursor loop, CXCursor body, CXCursor condition)
{
	CXCursor stripped = body_strip(condition);
	struct body_exit exit;
	struct range value = range_doubt(32, true);
	bool is_plain = clang_getCursorKind(stripped) == CXCursor_IntegerLiteral;
	if (is_plain)
		value = body_value(frame, condition);
	bool is_once = is_plain && range_truth(&value) == TRUTH_FALSE;
	if (!is_once)
		forget_all_assigned(frame, loop);
	begin_exit(frame, &exit, true);
	body_run(frame, body);
	if (!is_once && !frame->has_ended) {
		value = body_value(frame, condition);
		body_need(frame, &value);
		if (is_plain && range_truth(&value) == TRUTH_TRUE)
			frame->has_ended = true;
	}
	end_exit(frame, &exit);
	if (!is_once)
		forget_all_assigned(frame, loop);
}

/* libclang leaves out the parts that are not there: with all four, or with the body alone, it is clear which they are. */
static void run_for(struct frame *frame, CXCursor loop, const GArray *parts)
{
	CXCursor body = body_child(parts, parts->len - 1);
	if (parts->len == 4) {
		body_run(frame, body_child(parts, 0));
		run_loop(frame, loop, body_child(parts, 1), body_child(parts, 2), body);
		return;
	}
	forget_all_assigned(frame, loop);
	bool was_lost = frame->is_lost;
	frame->doubt += parts->len > 1;
	for (guint i = 0; i + 1 < parts->len; i++)
		body_run(frame, body_child(parts, i));
	run_loop(frame, loop, clang_getNullCursor(), clang_getNullCursor(), body);
	frame->doubt -= parts->len > 1;
	if (parts->len > 1) {
		frame->has_ended = false;
		frame->is_lost |= !was_lost && frame->is_lost;
	}
}

/* ---- switch ---- */

/* The label's value: false where it is a range, or not plain. */
static bool case_value(struct frame *frame, const GArray *parts, struct range *value)
{
	if (parts->len != 2)
		return false;
	*value = body_value(frame, body_child(parts, 0));
	return range_is_constant(value);
}

struct switch_walk {
	struct range value;
	CXCursor condition;
	bool has_match; /* a label for the value that it has */
	bool is_exact; /* all labels are plain */
	unsigned n_cases; /* that the value can have */
	GArray *before;
};

static bool can_be(const struct switch_walk *walk, const struct range *label)
{
	struct range same = range_convert(label, walk->value.width, walk->value.is_signed);
	struct range equal = range_binary(BINARY_EQUAL, &walk->value, &same, 32, true);
	return range_truth(&equal) != TRUTH_FALSE;
}

static void count_cases(struct frame *frame, struct switch_walk *walk, CXCursor statement)
{
	GArray *parts = body_children(statement, false);
	struct range label;
	if (clang_getCursorKind(statement) == CXCursor_CaseStmt) {
		if (!case_value(frame, parts, &label)) {
			walk->is_exact = false;
		} else if (can_be(walk, &label)) {
			walk->n_cases++;
			walk->has_match |= range_is_constant(&walk->value);
		}
	}
	if (clang_getCursorKind(statement) == CXCursor_CaseStmt ||
	    clang_getCursorKind(statement) == CXCursor_DefaultStmt)
		count_cases(frame, walk, body_child(parts, parts->len - 1));
	g_array_unref(parts);
}

/* Whether there is a label for each value that it can have. */
static bool covers_all(const struct switch_walk *walk)
{
	uint64_t span = walk->value.high - walk->value.low;
	return walk->value.known == KNOWN_OPEN && walk->value.width && span < walk->n_cases && walk->is_exact;
}

/* Whether control may come to the label from the switch itself. */
static bool enters(struct frame *frame, const struct switch_walk *walk, CXCursor statement, const GArray *parts)
{
	struct range label;
	if (clang_getCursorKind(statement) == CXCursor_CaseStmt)
		return !case_value(frame, parts, &label) || can_be(walk, &label);
	if (range_is_constant(&walk->value) && walk->is_exact)
		return !walk->has_match;
	return !covers_all(walk);
}

static void run_label(struct frame *frame, struct switch_walk *walk, CXCursor statement)
{
	enum CXCursorKind kind = clang_getCursorKind(statement);
	if (kind != CXCursor_CaseStmt && kind != CXCursor_DefaultStmt) {
		body_run(frame, statement);
		return;
	}
	GArray *parts = body_children(statement, false);
	if (enters(frame, walk, statement, parts)) {
		struct range label;
		GArray *way = body_copy_bindings(walk->before);
		GArray *here = frame->bindings;
		frame->bindings = way;
		if (kind == CXCursor_CaseStmt && case_value(frame, parts, &label))
			body_restrict(frame, walk->condition, BINARY_EQUAL, label);
		way = frame->bindings;
		frame->bindings = here;
		body_join_ways(frame, way, false);
	}
	run_label(frame, walk, body_child(parts, parts->len - 1));
	g_array_unref(parts);
}

static void run_switch(struct frame *frame, CXCursor condition, CXCursor body)
{
	struct switch_walk walk = { .value = body_value(frame, condition), .condition = condition, .is_exact = true };
	bool is_doubtful = walk.value.known == KNOWN_DOUBT || walk.value.known == KNOWN_ADDRESS;
	bool has_default = false;
	struct body_exit exit;
	unsigned guard = frame->guard;
	if (frame->has_ended)
		return;
	body_need(frame, &walk.value);
	GArray *statements = body_children(body, false);
	for (guint i = 0; i < statements->len; i++) {
		count_cases(frame, &walk, body_child(statements, i));
		has_default |= clang_getCursorKind(body_child(statements, i)) == CXCursor_DefaultStmt;
	}
	is_doubtful |= range_is_constant(&walk.value) && !walk.is_exact;
	walk.before = body_copy_bindings(frame->bindings);
	begin_exit(frame, &exit, false);
	frame->doubt += is_doubtful;
	frame->guard = walk.value.param ? walk.value.param : guard;
	frame->has_ended = true; /* nothing stands before the first label */
	for (guint i = 0; i < statements->len; i++)
		run_label(frame, &walk, body_child(statements, i));
	frame->doubt -= is_doubtful;
	bool skips = !has_default && !covers_all(&walk) && !(range_is_constant(&walk.value) && walk.has_match);
	body_join_ways(frame, g_array_ref(walk.before), !skips);
	end_exit(frame, &exit);
	body_blur(frame, &walk.value, NULL);
	if (!frame->has_ended)
		frame->guard = guard;
	g_array_unref(statements);
	g_array_unref(walk.before);
}

/* ---- all of them ---- */

void body_run_loop(struct frame *frame, CXCursor statement, const GArray *parts)
{
	CXCursor first = body_child(parts, 0), last = body_child(parts, parts->len - 1);
	switch (clang_getCursorKind(statement)) {
	case CXCursor_WhileStmt:
		run_loop(frame, statement, first, clang_getNullCursor(), last);
		break;
	case CXCursor_DoStmt:
		run_do(frame, statement, first, last);
		break;
	case CXCursor_ForStmt:
		run_for(frame, statement, parts);
		break;
	default:
		run_switch(frame, first, last);
		break;
	}
}
