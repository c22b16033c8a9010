/*
 * A type of the model as C source: declarations, inside out as C has them (C 6.7.6).
 *
 *     pointer to function (int) returning array pointer, "f"   →   int (*(*f)(int))[4]
 *     typedef'd and tagged types by their names                →   const struct point *p, size_t n
 *
 * What has no name in C (an anonymous struct, a tag of a prototype) cannot be said. Conventions and atomics are said as GCC and clang both take them:
 *
 *     int (__attribute__((ms_abi)) *f)(int), _Atomic(long) *counter
 *
 * For three types that is a parameter only: a list of variable arguments, a pointer to an array of variable length, which is a `void *` for the call,
 * and a pointer to a function that does not return, which GCC knows of declarations only.
 */
#include "api/api.h"

#include <string.h>

const char *const int_kind_names[INT_KINDS] = {
	[INT_CHAR] = "char",
	[INT_SCHAR] = "signed char",
	[INT_UCHAR] = "unsigned char",
	[INT_SHORT] = "short",
	[INT_USHORT] = "unsigned short",
	[INT_INT] = "int",
	[INT_UINT] = "unsigned int",
	[INT_LONG] = "long",
	[INT_ULONG] = "unsigned long",
	[INT_LLONG] = "long long",
	[INT_ULLONG] = "unsigned long long",
	[INT_I128] = "__int128",
	[INT_U128] = "unsigned __int128",
	[INT_WCHAR] = "wchar_t",
	[INT_CHAR16] = "char16_t",
	[INT_CHAR32] = "char32_t",
};

const char *const float_kind_names[FLOAT_KINDS] = {
	[FLOAT_FLOAT16] = "_Float16", [FLOAT_BFLOAT16] = "__bf16",         [FLOAT_FLOAT] = "float",
	[FLOAT_DOUBLE] = "double",    [FLOAT_LONG_DOUBLE] = "long double", [FLOAT_FLOAT128] = "__float128",
};

/* Without the headers that declare them, wchar_t and its kin are what the compiler predefines. Freed by the caller. */
static char *int_name(enum int_kind kind)
{
	bool is_word = kind != INT_WCHAR && kind != INT_CHAR16 && kind != INT_CHAR32;
	const char *name = int_kind_names[kind];
	if (is_word)
		return g_strdup(name);
	char *upper = g_ascii_strup(name, (gssize)strlen(name) - 2);
	char *predefined = g_strdup_printf("__%s_TYPE__", upper);
	g_free(upper);
	return predefined;
}

static const char *qualifiers(const struct type *type)
{
	static const char *const texts[] = { "", "const ", "volatile ", "const volatile " };
	return texts[type->is_const + 2 * type->is_volatile];
}

/* "struct s"; NULL where the item has no name at file scope. Freed by the caller. */
static char *item_name(const struct item *item)
{
	if (item->kind == ITEM_TYPEDEF)
		return g_strdup(item->name);
	bool in_typedef = item->kind == ITEM_RECORD ? item->record.in_typedef : item->enumeration.in_typedef;
	/* clang's own struct __va_list_tag is a stranger to GCC */
	if (item->is_anonymous || item->is_local || item->is_builtin || !item->name)
		return NULL;
	return in_typedef ? g_strdup(item->name) : g_strdup_printf("%s %s", item_kind_name(item), item->name);
}

/* The type where it is one word or a few, without its qualifiers; NULL: it is made of others, or has no name. Freed by the caller. */
static char *simple_name(const struct type *type)
{
	switch (type->kind) {
	case TYPE_VOID:
		return g_strdup("void");
	case TYPE_BOOL:
		return g_strdup("_Bool");
	case TYPE_INT:
		return int_name(type->int_kind);
	case TYPE_FLOAT:
		return g_strdup(float_kind_names[type->float_kind]);
	case TYPE_COMPLEX:
		return type->element->kind == TYPE_FLOAT ?
			       g_strdup_printf("_Complex %s", float_kind_names[type->element->float_kind]) :
			       NULL;
	case TYPE_RECORD:
	case TYPE_ENUM:
	case TYPE_TYPEDEF:
		return item_name(type->item);
	default:
		return NULL;
	}
}

/* "(int, const char *)". Freed by the caller; NULL: one of them has no name. */
static char *parameter_list(const struct function_type *function)
{
	GString *list = g_string_new("(");
	bool ok = !function->is_noreturn;
	for (unsigned i = 0; i < function->n_params && ok; i++) {
		char *param = api_c_declaration(function->params[i].type, "");
		ok = param != NULL;
		if (ok)
			g_string_append_printf(list, "%s%s", i ? ", " : "", param);
		g_free(param);
	}
	if (!function->n_params && function->has_prototype)
		g_string_append(list, "void");
	g_string_append(list, function->is_variadic ? ", ...)" : ")");
	return g_string_free(list, !ok);
}

static bool needs_parentheses(const struct type *type)
{
	return type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION;
}

/* What stands before the star of a pointer to such a function; NULL: the two compilers have no attribute in common. */
static const char *convention(const struct type *pointee)
{
	static const char *const attributes[] = {
		[CALL_C] = "",
		[CALL_STDCALL] = "__attribute__((stdcall)) ",
		[CALL_FASTCALL] = "__attribute__((fastcall)) ",
		[CALL_THISCALL] = "__attribute__((thiscall)) ",
		[CALL_SYSV64] = "__attribute__((sysv_abi)) ",
		[CALL_WIN64] = "__attribute__((ms_abi)) ",
		[CALL_AAPCS] = "__attribute__((pcs(\"aapcs\"))) ",
	};
	if (pointee->kind != TYPE_FUNCTION)
		return "";
	return pointee->function->conv < G_N_ELEMENTS(attributes) ? attributes[pointee->function->conv] : NULL;
}

static char *declare_pointer(const struct type *type, const char *inner)
{
	const char *conv = convention(type->element);
	if (!conv || type->has_lost_bounds)
		return NULL;
	char *quals = g_strchomp(g_strdup_printf("%s%s", qualifiers(type), type->is_restrict ? "__restrict" : ""));
	char *star = g_strdup_printf("%s*%s%s%s", conv, quals, *quals && *inner ? " " : "", inner);
	char *whole = needs_parentheses(type->element) ? g_strdup_printf("(%s)", star) : g_strdup(star);
	char *text = api_c_declaration(type->element, whole);
	g_free(whole);
	g_free(star);
	g_free(quals);
	return text;
}

static char *declare_array(const struct type *type, const char *inner)
{
	if (type->array.bound == ARRAY_VARIABLE)
		return NULL;
	char *count = type->array.bound == ARRAY_COUNTED ? g_strdup_printf("%" G_GINT64_FORMAT, type->array.count) :
							   g_strdup("");
	char *whole = g_strdup_printf("%s[%s]", inner, count);
	char *text = api_c_declaration(type->array.element, whole);
	g_free(whole);
	g_free(count);
	return text;
}

static char *declare_function(const struct type *type, const char *inner)
{
	char *params = parameter_list(type->function), *text = NULL;
	if (params) {
		char *whole = g_strconcat(inner, params, NULL);
		text = api_c_declaration(type->function->result, whole);
		g_free(whole);
	}
	g_free(params);
	return text;
}

/* With parentheses it is a type, and not a qualifier of what stands beside it (C 6.7.2.4). */
static char *declare_atomic(const struct type *type, const char *inner)
{
	char *value = api_c_declaration(type->element, "");
	char *text =
		value ? g_strdup_printf("%s_Atomic(%s)%s%s", qualifiers(type), value, *inner ? " " : "", inner) : NULL;
	g_free(value);
	return text;
}

char *api_c_declaration(const struct type *type, const char *inner)
{
	switch (type->kind) {
	case TYPE_POINTER:
		return declare_pointer(type, inner);
	case TYPE_ARRAY:
		return declare_array(type, inner);
	case TYPE_FUNCTION:
		return declare_function(type, inner);
	case TYPE_ATOMIC:
		return declare_atomic(type, inner);
	default:
		break;
	}
	char *name = simple_name(type);
	char *text = name ? g_strdup_printf("%s%s%s%s", qualifiers(type), name, *inner ? " " : "", inner) : NULL;
	g_free(name);
	return text;
}

static char *declare_unqualified(const struct type *type, const char *inner)
{
	struct type plain = *type;
	plain.is_const = plain.is_volatile = plain.is_restrict = false;
	return api_c_declaration(&plain, inner);
}

/* The type with a pointer to a function that may return; *was tells whether it was another. The caller has the room for that. */
static const struct type *may_return(const struct type *type, struct type room[2], struct function_type *function,
				     bool *was)
{
	*was = type->kind == TYPE_POINTER && type->element->kind == TYPE_FUNCTION &&
	       type->element->function->is_noreturn;
	if (!*was)
		return type;
	*function = *type->element->function;
	function->is_noreturn = false;
	room[0] = *type;
	room[1] = *type->element;
	room[0].element = &room[1];
	room[1].function = function;
	return room;
}

static bool is_va_list(const struct type *type)
{
	return type->kind == TYPE_POINTER && type->element->kind == TYPE_RECORD && type->element->item->is_builtin &&
	       g_strcmp0(type->element->item->name, "__va_list_tag") == 0;
}

char *api_c_parameter(const struct type *type, const char *name)
{
	struct type room[2];
	struct function_type function;
	bool is_noreturn;
	if (is_va_list(type))
		return g_strdup_printf("__builtin_va_list%s%s", *name ? " " : "", name);
	if (type->kind == TYPE_POINTER && type->has_lost_bounds)
		return g_strdup_printf("void *%s", name); /* const void *: not const to GCC before C23 */
	char *text = declare_unqualified(may_return(type, room, &function, &is_noreturn), name);
	char *whole = is_noreturn && text ? g_strconcat(text, " __attribute__((noreturn))", NULL) : g_strdup(text);
	g_free(text);
	return whole;
}

char *api_c_result(const struct type *type, const char *declarator)
{
	struct type room[2];
	struct function_type function;
	bool is_noreturn;
	return declare_unqualified(may_return(type, room, &function, &is_noreturn), declarator);
}

bool api_c_can_forward(const struct function_type *function)
{
	char *text = api_c_result(function->result, "");
	bool ok = text != NULL;
	g_free(text);
	for (unsigned i = 0; i < function->n_params && ok; i++) {
		text = api_c_parameter(function->params[i].type, "");
		ok = text != NULL;
		g_free(text);
	}
	return ok;
}

char *api_helper_parameter(const char *function, unsigned number)
{
	return g_strdup_printf("%s_%u", g_str_has_prefix(function, "braze_") ? "param" : "braze", number + 1);
}

/* ---- two types ---- */

static bool qualifiers_agree(const struct type *a, const struct type *b)
{
	return a->is_const == b->is_const && a->is_volatile == b->is_volatile;
}

static bool items_agree(const struct item *a, const struct item *b)
{
	return a == b ||
	       (a->kind == b->kind && a->name && b->name && !a->is_anonymous && !b->is_anonymous &&
		(a->kind != ITEM_RECORD || a->record.is_union == b->record.is_union) && !strcmp(a->name, b->name));
}

bool api_signatures_agree(const struct function_type *a, const struct function_type *b)
{
	bool agree = a->n_params == b->n_params && a->is_variadic == b->is_variadic && a->conv == b->conv &&
		     api_types_agree(a->result, b->result);
	for (unsigned i = 0; i < a->n_params && agree; i++)
		agree = api_types_agree(a->params[i].type, b->params[i].type);
	return agree;
}

bool api_types_agree(const struct type *a, const struct type *b)
{
	a = type_resolve(a);
	b = type_resolve(b);
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case TYPE_INT:
		return a->int_kind == b->int_kind;
	case TYPE_FLOAT:
		return a->float_kind == b->float_kind;
	case TYPE_POINTER:
	case TYPE_ATOMIC:
	case TYPE_COMPLEX:
		return qualifiers_agree(a->element, b->element) && api_types_agree(a->element, b->element);
	case TYPE_ARRAY:
	case TYPE_VECTOR:
		return a->array.bound == b->array.bound && a->array.count == b->array.count &&
		       qualifiers_agree(a->array.element, b->array.element) &&
		       api_types_agree(a->array.element, b->array.element);
	case TYPE_FUNCTION:
		return api_signatures_agree(a->function, b->function);
	case TYPE_RECORD:
	case TYPE_ENUM:
		return items_agree(a->item, b->item);
	case TYPE_UNSUPPORTED:
		return !g_strcmp0(a->spelling, b->spelling);
	case TYPE_VOID:
	case TYPE_BOOL:
	case TYPE_TYPEDEF:
		break;
	}
	return true;
}
