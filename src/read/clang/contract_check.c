/*
 * A contract's signature against the types that were found out, where clang alone would say nothing, or not enough:
 *
 *     signature: void (struct a *p)    #define M(p) f(p), where f takes struct b *
 *     parameter 1, 'p': the signature says 'struct a *', 'M' takes 'struct b *'
 *
 * C converts arguments and results in silence, and the contract's word is meant to override a declaration: another sign, a wider parameter behind
 * the helper's, a wider result of the helper, const added, no result. What loses a part of the value is no such thing; nor is what clang has
 * refused, for which the message is found here.
 */
#include "read/clang/contract_check.h"

#include <string.h>

enum fit { FITS, NARROWS, DIFFERS };

static bool is_integer(const struct type *type)
{
	return type->kind == TYPE_INT || type->kind == TYPE_ENUM || type->kind == TYPE_BOOL;
}

/* The same in memory, but for signs: what a pointer may point to without a word from clang. */
static bool is_same(const struct type *a, const struct type *b)
{
	const struct type *x = type_resolve(a), *y = type_resolve(b);
	if (is_integer(x) && is_integer(y))
		return x->size == y->size;
	if (x->kind != y->kind)
		return false;
	switch (x->kind) {
	case TYPE_POINTER:
		return x->element->is_const == y->element->is_const && is_same(x->element, y->element);
	case TYPE_ARRAY:
		return is_same(x->array.element, y->array.element) &&
		       (x->array.bound != ARRAY_COUNTED || y->array.bound != ARRAY_COUNTED ||
			x->array.count == y->array.count);
	case TYPE_RECORD:
		return x->item == y->item;
	case TYPE_FLOAT:
		return x->float_kind == y->float_kind;
	case TYPE_FUNCTION:
		if (x->function->n_params != y->function->n_params ||
		    !is_same(x->function->result, y->function->result))
			return false;
		for (unsigned i = 0; i < x->function->n_params; i++)
			if (!is_same(x->function->params[i].type, y->function->params[i].type))
				return false;
		return true;
	default:
		return true;
	}
}

static bool pointer_fits(const struct type *from, const struct type *to)
{
	if ((from->element->is_const && !to->element->is_const) ||
	    (from->element->is_volatile && !to->element->is_volatile))
		return false;
	return type_resolve(from->element)->kind == TYPE_VOID || type_resolve(to->element)->kind == TYPE_VOID ||
	       is_same(from->element, to->element);
}

/* What becomes of a value of the one type in an object of the other. */
static enum fit fit_of(const struct type *from, const struct type *to)
{
	const struct type *a = type_resolve(from), *b = type_resolve(to);
	bool is_number = is_integer(a) || a->kind == TYPE_FLOAT;
	if (b->kind == TYPE_BOOL && (is_number || a->kind == TYPE_POINTER))
		return FITS; /* that it is not zero */
	if ((is_integer(a) && is_integer(b)) || (a->kind == TYPE_FLOAT && b->kind == TYPE_FLOAT))
		return a->size > b->size ? NARROWS : FITS;
	if (a->kind == TYPE_POINTER && b->kind == TYPE_POINTER)
		return pointer_fits(a, b) ? FITS : DIFFERS;
	return is_same(a, b) ? FITS : DIFFERS;
}

/* Numbers are converted without a word; clang has an opinion on everything else. */
static bool is_silent(const struct type *from, const struct type *to)
{
	const struct type *a = type_resolve(from), *b = type_resolve(to);
	return (is_integer(a) || a->kind == TYPE_FLOAT) && (is_integer(b) || b->kind == TYPE_FLOAT);
}

/* As C spells it; freed by the caller. */
static char *spell(const struct type *type)
{
	char *text = api_c_declaration(type, "");
	return text ? text : g_strdup(type->spelling ? type->spelling : "a type without a name");
}

/* The message about one parameter or the result, which is `what`; NULL: it fits. verb: what is called takes or gives it. */
static const char *compare(struct api *api, const char *what, const char *calls, const char *verb,
			   const struct type *said, const struct type *found, bool is_refused)
{
	bool is_result = *verb == 'g';
	const struct type *from = is_result ? found : said, *to = is_result ? said : found;
	enum fit fit = fit_of(from, to);
	if (fit == FITS || (!is_refused && !is_silent(from, to)))
		return NULL;
	char *said_text = spell(said), *found_text = spell(found);
	const char *message =
		api_format(api, "%s: the signature says '%s', '%s' %s '%s'%s", what, said_text, calls, verb, found_text,
			   fit != NARROWS ? "" :
			   is_result      ? ", which is wider" :
					    ", which is narrower");
	g_free(said_text);
	g_free(found_text);
	return message;
}

/* `void lock(struct a *, int)`: as a declaration; freed by the caller. */
static char *declare(struct api *api, const struct function_type *function, const char *name)
{
	struct type *type = api_new_type(api, TYPE_FUNCTION);
	struct function_type copy = *function;
	type->function = &copy;
	char *text = api_c_declaration(type, name);
	return text ? text : g_strdup(name);
}

/* n_given: arguments of the call. */
static const char *compare_counts(struct api *api, const struct contract_helper *helper, unsigned n_given,
				  const struct function_type *found)
{
	char *declaration = declare(api, found, helper->calls);
	bool is_call = helper->arguments;
	const char *what = is_call ? "argument" : "parameter";
	const char *message =
		api_format(api, "the %s '%s' has %u %s%s, '%s' has %u", is_call ? "call with" : "signature",
			   is_call ? helper->arguments : helper->signature, n_given, what, n_given == 1 ? "" : "s",
			   declaration, found->n_params);
	g_free(declaration);
	return message;
}

/* The arguments of a call, without white space around them; freed with g_strfreev(). */
static char **split_arguments(const char *text)
{
	GPtrArray *list = g_ptr_array_new();
	int depth = 0;
	const char *from = text;
	for (const char *p = text; *text; p++) {
		depth += (*p == '(' || *p == '[') - (*p == ')' || *p == ']');
		if (*p && (*p != ',' || depth))
			continue;
		g_ptr_array_add(list, g_strstrip(g_strndup(from, (size_t)(p - from))));
		if (!*p)
			break;
		from = p + 1;
	}
	g_ptr_array_add(list, NULL);
	return (char **)g_ptr_array_free(list, FALSE);
}

/* The number of the parameter that an argument is; said->n_params: it is another expression. */
static unsigned param_of(const struct function_type *said, const char *argument)
{
	unsigned i = 0;
	while (i < said->n_params && g_strcmp0(said->params[i].name, argument) != 0)
		i++;
	return i;
}

/* C makes an int of what is narrower, so that an expression's int may hold no more than that. */
static bool is_promoted(const struct type *type)
{
	const struct type *resolved = type_resolve(type);
	return type->kind == TYPE_INT && (resolved->int_kind == INT_INT || resolved->int_kind == INT_UINT);
}

const char *contract_mismatch(struct api *api, const struct contract_helper *helper, const struct function_type *said,
			      const struct function_type *found, bool is_macro, bool is_refused)
{
	const char *message = NULL;
	char **arguments = helper->arguments ? split_arguments(helper->arguments) : NULL;
	unsigned n = arguments ? g_strv_length(arguments) : said->n_params;
	bool is_same_count = n == found->n_params;
	if (!is_same_count && is_refused && found->has_prototype && !found->is_variadic)
		message = compare_counts(api, helper, n, found);
	for (unsigned i = 0; i < n && is_same_count && !message; i++) {
		unsigned number = arguments ? param_of(said, arguments[i]) : i;
		if (number == said->n_params)
			continue;
		const struct param *param = &said->params[number];
		const char *what = api_format(api, "parameter %u, '%s'", number + 1, param->name);
		message = compare(api, what, helper->calls, "takes", param->type, found->params[i].type, is_refused);
	}
	g_strfreev(arguments);
	if (!is_same_count)
		return message;
	bool has_result = type_resolve(said->result)->kind != TYPE_VOID;
	if (message || !has_result || (is_macro && !is_refused && is_promoted(found->result)))
		return message;
	return compare(api, "result", helper->calls, "gives", said->result, found->result, is_refused);
}
