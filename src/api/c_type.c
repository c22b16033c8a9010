/*
 * A type of the model as C source: declarations, inside out as C has them (C 6.7.6).
 *
 *     pointer to function (int) returning array pointer, "f"   →   int (*(*f)(int))[4]
 *     typedef'd and tagged types by their names                →   const struct point *p, size_t n
 *
 * What has no name in C (an anonymous struct, a tag of a prototype) cannot be said; nor can a function of another calling convention, since its
 * attribute has no place that GCC and clang agree on.
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
	bool ok = function->conv == CALL_C;
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

static char *declare_pointer(const struct type *type, const char *inner)
{
	char *quals = g_strchomp(g_strdup(qualifiers(type)));
	char *star = g_strdup_printf("*%s%s%s", quals, *quals && *inner ? " " : "", inner);
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

char *api_c_declaration(const struct type *type, const char *inner)
{
	switch (type->kind) {
	case TYPE_POINTER:
		return declare_pointer(type, inner);
	case TYPE_ARRAY:
		return declare_array(type, inner);
	case TYPE_FUNCTION:
		return declare_function(type, inner);
	default:
		break;
	}
	char *name = simple_name(type);
	char *text = name ? g_strdup_printf("%s%s%s%s", qualifiers(type), name, *inner ? " " : "", inner) : NULL;
	g_free(name);
	return text;
}
