/*
 * Types of functions: of pointers to them, and what the declarations of functions have in common with these.
 *
 *     int (*)(struct foo *, unsigned)   extern "C" fn(*mut foo, i32) -> i32    "parameter 2 of the function it points to"
 *
 * Debug information of rustc says nothing of a function's `...`, but of that of a pointer's; GCC's says nothing of calling conventions.
 */
#include "compare/signature.h"

enum call_conv conv_effective(const struct side *side, enum call_conv conv)
{
	const char *arch = side->target->arch ? side->target->arch : "";
	bool windows = side->target->triple && strstr(side->target->triple, "windows");
	bool is_x86_64 = strcmp(arch, "x86_64") == 0;

	switch (conv) {
	case CALL_EFIAPI:
		return is_x86_64 && !windows ? CALL_WIN64 : CALL_C;
	case CALL_SYSV64:
		return is_x86_64 && windows ? conv : CALL_C;
	case CALL_WIN64:
		return is_x86_64 && !windows ? conv : CALL_C;
	case CALL_AAPCS:
		return g_str_has_prefix(arch, "arm") || strcmp(arch, "aarch64") == 0 ? CALL_C : conv;
	case CALL_STDCALL:
	case CALL_FASTCALL:
	case CALL_THISCALL:
		/* of the 32 bit x86 only: others ignore them */
		return strcmp(arch, "i686") == 0 ? conv : CALL_C;
	default:
		return conv;
	}
}

const char *conv_text(const struct matching *m, const struct function_type *type)
{
	if (type->conv >= CALL_OTHER)
		return type->conv_name ? comparison_text(m->out, type->conv_name) : "another one";
	return call_conv_names[type->conv];
}

const char *param_text(const struct matching *m, unsigned number, const struct function_type *left,
		       const struct function_type *right)
{
	const char *name = number < left->n_params ? left->params[number].name : NULL;

	if (!name && number < right->n_params)
		name = right->params[number].name;
	return name ? text(m, "parameter %u '%s'", number + 1, name) : text(m, "parameter %u", number + 1);
}

/* Whether the item's source says conventions of pointers' types: C's debug information does so for unusual ones at best. */
static bool conv_is_known(const struct side *side, const struct entry *entry, const struct function_type *type)
{
	return side->is_rust || !entry->item->origin || type->conv != CALL_C;
}

/* What makes calls through the pointer go wrong as a whole. */
static const char *shapes_compare(struct findings *f, const struct function_type *left,
				  const struct function_type *right, const char *member)
{
	struct matching *m = f->m;

	bool left_known = conv_is_known(&m->left, f->left, left),
	     right_known = conv_is_known(&m->right, f->right, right);
	bool differ = conv_effective(&m->left, left->conv) != conv_effective(&m->right, right->conv);

	if (differ && left_known && right_known)
		return text(m, "the function it points to has the calling convention %s in %s, %s in %s",
			    conv_text(m, left), m->left.who, conv_text(m, right), m->right.who);
	if (differ)
		findings_gap(f, member, "convention-unknown",
			     text(m,
				  "the function it points to has the calling convention %s in %s, that in %s is not "
				  "known from "
				  "debug information",
				  conv_text(m, left_known ? left : right), left_known ? m->left.who : m->right.who,
				  left_known ? m->right.who : m->left.who));
	if (!left->has_prototype && !m->left.is_rust) {
		findings_gap(f, member, "no-prototype", "C does not tell the parameters of the function it points to");
		return NULL;
	}
	if (!right->has_prototype && !m->right.is_rust)
		return NULL;
	if (left->n_params != right->n_params)
		return text(m, "the function it points to has %u parameter%s in %s, %u in %s", left->n_params,
			    left->n_params == 1 ? "" : "s", m->left.who, right->n_params, m->right.who);
	if (left->is_variadic == right->is_variadic)
		return NULL;
	return text(m, "the function it points to is variadic in %s only",
		    left->is_variadic ? m->left.who : m->right.who);
}

const char *function_types_compare(struct findings *f, const struct function_type *left,
				   const struct function_type *right, const char *member, unsigned depth, bool *sign)
{
	struct matching *m = f->m;
	const char *shape = shapes_compare(f, left, right, member);

	*sign = false;
	if (shape)
		return shape;
	for (unsigned i = 0; i < left->n_params && i < right->n_params; i++) {
		struct verdict verdict =
			types_compare_below(f, left->params[i].type, right->params[i].type, FLOW_CALL, member, depth);
		if (verdict.relation == RELATION_SAME)
			continue;
		*sign = verdict.relation == RELATION_SIGN;
		return text(m, "%s of the function it points to is '%s' in %s, '%s' in %s",
			    param_text(m, i, left, right), type_text(m, &m->left, left->params[i].type), m->left.who,
			    type_text(m, &m->right, right->params[i].type), m->right.who);
	}
	if (right->is_noreturn && m->right.is_rust)
		return NULL;
	struct verdict verdict = types_compare_below(f, left->result, right->result, FLOW_CALL, member, depth);
	if (verdict.relation == RELATION_SAME)
		return NULL;
	*sign = verdict.relation == RELATION_SIGN;
	return text(m, "the result of the function it points to is '%s' in %s, '%s' in %s",
		    type_text(m, &m->left, left->result), m->left.who, type_text(m, &m->right, right->result),
		    m->right.who);
}
