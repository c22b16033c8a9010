/*
 * C functions for Rust to call in the place of static ones, which have no symbol:
 *
 *     static inline int add(int a, int b) { … }   →   int add__extern(int braze_1, int braze_2)
 *                                                     {
 *                                                             return (add)(braze_1, braze_2);
 *                                                     }
 *
 * The name stands in parentheses so that a macro of the same name is not used. Pass select has chosen the functions.
 */
#include "write/write.h"

#include <string.h>

/* Parameters have names of our own: those of the header may be macros by now. */
static char *parameters(const struct function_type *function)
{
	GString *list = g_string_new(function->n_params ? NULL : "void");
	for (unsigned i = 0; i < function->n_params; i++) {
		char *name = g_strdup_printf("braze_%u", i + 1);
		char *param = api_c_declaration(function->params[i].type, name);
		g_string_append_printf(list, "%s%s", i ? ", " : "", param);
		g_free(param);
		g_free(name);
	}
	return g_string_free(list, FALSE);
}

static void put_wrapper(struct writer *out, const struct item *item)
{
	const struct function_type *function = item->function.type->function;
	bool is_void = type_resolve(function->result)->kind == TYPE_VOID;
	char *params = parameters(function);
	char *head = g_strdup_printf("%s(%s)", item->function.wrapper, params);
	char *declaration = api_c_declaration(function->result, head);
	bool is_noreturn = function->is_noreturn || item->function.is_noreturn;
	/* what -Wmissing-prototypes and -Wmissing-noreturn ask for */
	writer_line(out, "%s%s;", declaration, is_noreturn ? " __attribute__((noreturn))" : "");
	writer_line(out, "%s\n{", declaration);
	writer_print(out, "\t%s(%s)(", is_void ? "" : "return ", item->name);
	for (unsigned i = 0; i < function->n_params; i++)
		writer_print(out, "%sbraze_%u", i ? ", " : "", i + 1);
	writer_line(out, ");\n}\n");
	g_free(declaration);
	g_free(head);
	g_free(params);
}

void write_c_wrappers(const struct api *api, struct writer *out)
{
	for (guint i = 0; i < api->headers->len; i++)
		writer_line(out, "#include \"%s\"", (const char *)g_ptr_array_index(api->headers, i));
	writer_text(out, "\n");
	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (item->kind == ITEM_FUNCTION && item_is_written(item) && item->function.wrapper)
			put_wrapper(out, item);
	}
}
