/*
 * Two functions, or two variables, of one symbol.
 *
 *     int f(unsigned flags, ...);     fn f(flags: i32) -> i32
 *
 * gives PARAMETER_SIGN for "parameter 1 'flags'", and VARIADIC. Where a model does not say whether a function is variadic, or what its
 * convention is, a model of less authority is asked; if none knows and the other side has something special, it is a gap.
 *
 * Who calls decides what is wrong: the left side has the function and the right one calls it, but where only the right one has a body for it.
 */
#include "compare/signature.h"

static const struct function_type *function_of(const struct item *item)
{
	return item->function.type->function;
}

static bool right_is_called(const struct findings *f)
{
	return f->right->item->function.is_definition && !f->left->item->function.is_definition;
}

static const struct side *caller_of(const struct findings *f)
{
	return right_is_called(f) ? &f->m->left : &f->m->right;
}

static const struct side *callee_of(const struct findings *f)
{
	return right_is_called(f) ? &f->m->right : &f->m->left;
}

/* ---- the function as a whole ---- */

/* The declaration that knows, or the same; *known tells. */
static const struct item *complete(const struct side *side, const struct item *item, unsigned unknown, bool *known)
{
	*known = true;
	if (!(item->unknown & unknown))
		return item;
	const struct item *better = side_complete(side, item, unknown);
	*known = better != NULL;
	return better ? better : item;
}

static void compare_variadic(struct findings *f)
{
	struct matching *m = f->m;
	bool left_known, right_known;
	const struct item *left = complete(&m->left, f->left->item, UNKNOWN_VARIADIC, &left_known);
	const struct item *right = complete(&m->right, f->right->item, UNKNOWN_VARIADIC, &right_known);
	bool in_left = function_of(left)->is_variadic, in_right = function_of(right)->is_variadic;

	if (!left_known || !right_known) {
		if ((left_known && in_left) || (right_known && in_right))
			findings_gap(
				f, NULL, "variadic-unknown",
				text(m, "it is variadic in %s, whether it is in %s is not known from debug information",
				     left_known ? m->left.who : m->right.who, left_known ? m->right.who : m->left.who));
		return;
	}
	if (in_left == in_right || !function_of(left)->has_prototype)
		return;
	const char *caller = caller_of(f)->who, *callee = callee_of(f)->who;
	bool in_callee = right_is_called(f) ? in_right : in_left;
	findings_add(f, DIFFERENCE_VARIADIC, NULL, in_left ? "variadic" : "not variadic",
		     in_right ? "variadic" : "not variadic",
		     in_callee ? text(m, "%s cannot pass the arguments that %s takes from '...'", caller, callee) :
				 text(m, "%s passes arguments as for '...', %s does not look for them there", caller,
				      callee));
}

static void compare_conventions(struct findings *f)
{
	struct matching *m = f->m;
	bool left_known, right_known;
	const struct item *left = complete(&m->left, f->left->item, UNKNOWN_CONVENTION, &left_known);
	const struct item *right = complete(&m->right, f->right->item, UNKNOWN_CONVENTION, &right_known);
	enum call_conv in_left = conv_effective(&m->left, function_of(left)->conv);
	enum call_conv in_right = conv_effective(&m->right, function_of(right)->conv);

	if (!left_known || !right_known) {
		if ((left_known && in_left != CALL_C) || (right_known && in_right != CALL_C))
			findings_gap(f, NULL, "convention-unknown",
				     text(m,
					  "its calling convention is %s in %s, that in %s is not known from debug "
					  "information",
					  conv_text(m, function_of(left_known ? left : right)),
					  left_known ? m->left.who : m->right.who,
					  left_known ? m->right.who : m->left.who));
		return;
	}
	if (in_left != in_right)
		findings_add(f, DIFFERENCE_CALLING_CONVENTION, NULL, conv_text(m, function_of(left)),
			     conv_text(m, function_of(right)),
			     text(m, "%s passes arguments in other places than those where %s takes them from",
				  caller_of(f)->who, callee_of(f)->who));
}

static bool returns(const struct item *item)
{
	return !item->function.is_noreturn && !function_of(item)->is_noreturn;
}

/* Also as any other model of the left side knows it. */
static bool left_returns(const struct findings *f)
{
	const GPtrArray *list = side_find(&f->m->left, SPACE_ORDINARY, f->left->item->name);

	for (unsigned i = 0; list && i < list->len; i++) {
		const struct entry *entry = g_ptr_array_index(list, i);
		if (entry->item->kind == ITEM_FUNCTION && !returns(entry->item))
			return false;
	}
	return returns(f->left->item);
}

/* One side or both take the function for one that does not return: a difference where the caller does and the called one returns. */
static void compare_no_returns(struct findings *f, const struct type *left, const struct type *right)
{
	struct matching *m = f->m;
	bool to_left = right_is_called(f);
	bool expects = to_left ? left_returns(f) : returns(f->right->item);
	bool comes = to_left ? returns(f->right->item) : left_returns(f);
	const struct item *called = to_left ? f->right->item : f->left->item;
	const char *caller = caller_of(f)->who, *callee = callee_of(f)->who;

	if (expects || !comes)
		return;
	if (called->unknown & UNKNOWN_NORETURN) {
		findings_gap(f, "result", "noreturn-unknown",
			     text(m, "it does not return in %s; %s's debug information does not tell", caller, callee));
		return;
	}
	findings_add(f, DIFFERENCE_RESULT_TYPE, "result", to_left ? "noreturn" : type_text(m, &m->left, left),
		     to_left ? type_text(m, &m->right, right) : "!",
		     text(m, "%s runs into whatever is behind the call when %s returns from it", caller, callee));
}

static void compare_results(struct findings *f)
{
	struct matching *m = f->m;
	const struct type *left = function_of(f->left->item)->result, *right = function_of(f->right->item)->result;
	bool to_left = right_is_called(f);

	if (!returns(f->right->item) || (to_left && !left_returns(f))) {
		compare_no_returns(f, left, right);
		return;
	}
	struct verdict verdict = types_compare(f, left, right, to_left ? FLOW_TO_LEFT : FLOW_TO_RIGHT, "result");
	if (verdict.relation == RELATION_SAME)
		return;
	findings_add(f, verdict.relation == RELATION_SIGN ? DIFFERENCE_RESULT_SIGN : DIFFERENCE_RESULT_TYPE, "result",
		     side_text(m, &m->left, left, verdict.relation), side_text(m, &m->right, right, verdict.relation),
		     to_left ? type_consequence(m, &m->right, right, &m->left, left, verdict, "the result") :
			       type_consequence(m, &m->left, left, &m->right, right, verdict, "the result"));
}

static void compare_parameters(struct findings *f)
{
	struct matching *m = f->m;
	const struct function_type *left = function_of(f->left->item), *right = function_of(f->right->item);
	bool to_right = right_is_called(f);

	for (unsigned i = 0; i < left->n_params && i < right->n_params; i++) {
		const struct type *a = left->params[i].type, *b = right->params[i].type;
		const char *member = param_text(m, i, left, right);
		struct verdict verdict = types_compare(f, a, b, to_right ? FLOW_TO_RIGHT : FLOW_TO_LEFT, member);

		f->counts.parameters++;
		if (verdict.relation == RELATION_SAME)
			continue;
		findings_add(f,
			     verdict.relation == RELATION_SIGN ? DIFFERENCE_PARAMETER_SIGN : DIFFERENCE_PARAMETER_TYPE,
			     member, side_text(m, &m->left, a, verdict.relation),
			     side_text(m, &m->right, b, verdict.relation),
			     to_right ? type_consequence(m, &m->left, a, &m->right, b, verdict, member) :
					type_consequence(m, &m->right, b, &m->left, a, verdict, member));
	}
}

static void compare_counts(struct findings *f)
{
	struct matching *m = f->m;
	unsigned left = function_of(f->left->item)->n_params, right = function_of(f->right->item)->n_params;
	if (left == right)
		return;
	const char *caller = caller_of(f)->who, *callee = callee_of(f)->who;
	const char *first = param_text(m, MIN(left, right), function_of(f->left->item), function_of(f->right->item));
	bool is_missing = right_is_called(f) ? right > left : left > right;
	findings_add(f, DIFFERENCE_PARAMETER_COUNT, NULL, text(m, left == 1 ? "%u parameter" : "%u parameters", left),
		     text(m, right == 1 ? "%u parameter" : "%u parameters", right),
		     is_missing ? text(m, "%s takes %s from where %s has put nothing", callee, first, caller) :
				  text(m, "%s passes %s, which %s does not take", caller, first, callee));
}

/* Whether one side's `void f(void)` may stand for a function in assembly, and the other side says more of it. */
static bool may_be_assembly(const struct findings *f)
{
	const struct function_type *left = function_of(f->left->item), *right = function_of(f->right->item);
	bool is_more = right->n_params || type_strip(right->result)->kind != TYPE_VOID;

	return f->left->item->unknown & UNKNOWN_SIGNATURE && !left->n_params && is_more;
}

void functions_compare(struct findings *f)
{
	bool left_known = function_of(f->left->item)->has_prototype || f->m->left.is_rust;
	bool right_known = function_of(f->right->item)->has_prototype || f->m->right.is_rust;

	if (may_be_assembly(f)) {
		findings_gap(f, NULL, "no-prototype",
			     "BTF has it without parameters and result, as it has functions in assembly");
		return;
	}
	f->counts.functions++;
	compare_conventions(f);
	if (left_known && right_known) {
		/* parameters behind a missing one are all others: only their number is wrong */
		if (function_of(f->left->item)->n_params == function_of(f->right->item)->n_params)
			compare_parameters(f);
		compare_counts(f);
		compare_variadic(f);
	} else {
		findings_gap(f, NULL, "no-prototype", "it is declared without a prototype: what it takes is not known");
	}
	compare_results(f);
}

/* ---- variables ---- */

/* The record that a variable is, or NULL. */
static const struct item *record_of(const struct type *type)
{
	const struct type *stripped = type_strip(type);

	return stripped->kind == TYPE_RECORD ? stripped->item : NULL;
}

void variables_compare(struct findings *f)
{
	struct matching *m = f->m;
	const struct variable *left = &f->left->item->variable, *right = &f->right->item->variable;
	const struct type *a = left->type, *b = right->type;

	f->counts.variables++;
	if (left->is_thread_local != right->is_thread_local)
		findings_add(f, DIFFERENCE_VARIABLE_TYPE, NULL,
			     left->is_thread_local ? "thread-local" : "one for all threads",
			     right->is_thread_local ? "thread-local" : "one for all threads",
			     text(m, "%s takes an offset within a thread's storage for an address",
				  left->is_thread_local ? m->right.who : m->left.who));
	/* extern T a[]: of any length */
	if (type_strip(a)->kind == TYPE_ARRAY && type_strip(b)->kind == TYPE_ARRAY &&
	    (type_strip(a)->array.bound != ARRAY_COUNTED || type_strip(b)->array.bound != ARRAY_COUNTED ||
	     type_strip(b)->array.count == 0)) {
		a = type_strip(a)->array.element;
		b = type_strip(b)->array.element;
	}
	const struct item *a_record = record_of(a), *b_record = record_of(b);
	if (a_record && b_record && record_is_forward(a_record) != record_is_forward(b_record)) {
		findings_gap(f, NULL, "incomplete",
			     text(m, "%s knows only that its type exists",
				  record_is_forward(a_record) ? m->left.who : m->right.who));
		return;
	}
	struct verdict verdict = types_compare(f, a, b, FLOW_MEMORY, NULL);
	if (verdict.relation == RELATION_SAME)
		return;
	findings_add(f, DIFFERENCE_VARIABLE_TYPE, NULL, side_text(m, &m->left, left->type, verdict.relation),
		     side_text(m, &m->right, right->type, verdict.relation),
		     type_consequence(m, &m->left, a, &m->right, b, verdict, text(m, "'%s'", f->left->item->name)));
}
