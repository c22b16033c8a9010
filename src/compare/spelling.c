/*
 * A type in the words of its language: as its source had it, where the reader knows that, else as one would write it.
 *
 *     C       unsigned long       struct foo *      int (*)(struct foo *, char)
 *     Rust    u64                 *mut foo          extern "C" fn(*mut foo, i8) -> i32
 */
#include "compare/matching.h"

/* What a message has room for; deeper and longer ones end in "…". Types may contain themselves. */
enum { SPELLING_DEPTH_MAX = 8, SPELLING_LENGTH_MAX = 400, SPELLING_PARTS_MAX = 60 };

static void rust_append(GString *out, const struct side *side, const struct type *type, unsigned depth);

static void rust_append_function(GString *out, const struct side *side, const struct type *type, unsigned depth)
{
	const struct function_type *function = type->function;

	g_string_append(out, "extern \"C\" fn(");
	for (unsigned i = 0; i < function->n_params; i++) {
		g_string_append(out, i ? ", " : "");
		rust_append(out, side, function->params[i].type, depth + 1);
	}
	g_string_append(out, function->is_variadic ? (function->n_params ? ", ...)" : "...)") : ")");
	if (function->is_noreturn)
		g_string_append(out, " -> !");
	else if (function->result && function->result->kind != TYPE_VOID) {
		g_string_append(out, " -> ");
		rust_append(out, side, function->result, depth + 1);
	}
}

static void rust_append_pointer(GString *out, const struct side *side, const struct type *type, unsigned depth)
{
	const struct type *element = type->element;

	if (element->kind == TYPE_FUNCTION) {
		rust_append_function(out, side, element, depth);
		return;
	}
	g_string_append(out, element->is_const ? "*const " : "*mut ");
	if (element->kind == TYPE_VOID)
		g_string_append(out, "c_void");
	else
		rust_append(out, side, element, depth + 1);
}

static void rust_append_number(GString *out, const struct side *side, const struct type *type)
{
	struct scalar scalar = scalar_of(side, type);
	char letter = scalar.class == SCALAR_FLOAT ? 'f' : scalar.is_signed ? 'i' : 'u';

	if (scalar.is_bool)
		g_string_append(out, "bool");
	else if (scalar.size > 0)
		g_string_append_printf(out, "%c%lld", letter, (long long)bits_of(scalar.size));
	else
		g_string_append(out, "?");
}

static void rust_append(GString *out, const struct side *side, const struct type *type, unsigned depth)
{
	if (depth > SPELLING_DEPTH_MAX || out->len > SPELLING_LENGTH_MAX) {
		g_string_append(out, "…");
		return;
	}
	if (type->spelling) {
		g_string_append(out, type->spelling);
		return;
	}
	switch (type->kind) {
	case TYPE_VOID:
		g_string_append(out, "()");
		break;
	case TYPE_BOOL:
	case TYPE_INT:
	case TYPE_FLOAT:
		rust_append_number(out, side, type);
		break;
	case TYPE_POINTER:
		rust_append_pointer(out, side, type, depth);
		break;
	case TYPE_FUNCTION:
		rust_append_function(out, side, type, depth);
		break;
	case TYPE_ARRAY:
	case TYPE_VECTOR:
		g_string_append_c(out, '[');
		rust_append(out, side, type->array.element, depth + 1);
		g_string_append_printf(out, "; %lld]", (long long)type->array.count);
		break;
	case TYPE_RECORD:
	case TYPE_ENUM:
	case TYPE_TYPEDEF:
		g_string_append(out, type->item->name ? type->item->name : item_kind_name(type->item));
		break;
	case TYPE_COMPLEX:
	case TYPE_ATOMIC:
		g_string_append(out, type->kind == TYPE_COMPLEX ? "Complex<" : "Atomic<");
		rust_append(out, side, type->element, depth + 1);
		g_string_append_c(out, '>');
		break;
	case TYPE_UNSUPPORTED:
		g_string_append_printf(out, "%lld bytes", (long long)type->size);
		break;
	}
}

/* Whether the type has more parts than one would print; parts: how many there may be. */
static bool is_large(const struct type *type, unsigned depth, unsigned *parts)
{
	for (; type; depth++) {
		if (depth > SPELLING_DEPTH_MAX || !*parts)
			return true;
		--*parts;
		if (type->kind == TYPE_POINTER || type->kind == TYPE_ATOMIC || type->kind == TYPE_COMPLEX)
			type = type->element;
		else if (type->kind == TYPE_ARRAY || type->kind == TYPE_VECTOR)
			type = type->array.element;
		else
			break;
	}
	if (!type || type->kind != TYPE_FUNCTION)
		return false;
	for (unsigned i = 0; i < type->function->n_params; i++)
		if (is_large(type->function->params[i].type, depth + 1, parts))
			return true;
	return is_large(type->function->result, depth + 1, parts);
}

static const char *c_text(const struct matching *m, const struct type *type)
{
	if (type->spelling)
		return comparison_text(m->out, type->spelling);
	if (type_strip(type)->kind == TYPE_RECORD && !type_strip(type)->item->name)
		return type_strip(type)->item->record.is_union ? "union" : "struct";
	if (type_strip(type)->kind == TYPE_ENUM && !type_strip(type)->item->name)
		return "enum";
	unsigned parts = SPELLING_PARTS_MAX;
	g_autofree char *declaration = is_large(type, 0, &parts) ? NULL : api_c_declaration(type, "");
	if (declaration)
		return comparison_text(m->out, g_strstrip(declaration));
	struct scalar scalar = scalar_of(&m->left, type);
	switch (scalar.class) {
	case SCALAR_POINTER:
		return type_strip(scalar.type->element)->kind == TYPE_FUNCTION ? "pointer to a function" : "pointer";
	case SCALAR_ARRAY:
		return "array";
	default:
		return scalar.size >= 0 ? bytes_text(m, scalar.size) : "type";
	}
}

const char *type_text(const struct matching *m, const struct side *side, const struct type *type)
{
	if (!type)
		return "void";
	if (!side->is_rust)
		return c_text(m, type);
	GString *out = g_string_new(NULL);
	rust_append(out, side, type, 0);
	const char *interned = comparison_text(m->out, out->str);
	g_string_free(out, TRUE);
	return interned;
}
