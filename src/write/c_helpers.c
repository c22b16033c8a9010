/*
 * Helpers: C functions for Rust to call in the place of what has no symbol.
 *
 *     static inline int add(int a, int b) { … }   →   int rust_helper_add(int braze_1, int braze_2)
 *                                                     {
 *                                                             return (add)(braze_1, braze_2);
 *                                                     }
 *
 * The name stands in parentheses so that a macro of the same name is not used; a helper for a macro has none, nor one for a function that another
 * compiler may have a macro for. Macros without parameters
 * that hide a name which is needed are set aside. A function that is inline without `static` or `extern` (C 6.7.4) may be called
 * out of line: it gets a definition that gives way to any other. Pass select has chosen the functions and their helpers' names.
 */
#include "write/write.h"

#include <stdlib.h>
#include <string.h>

static const struct function *helped(const struct item *item)
{
	bool is = item->kind == ITEM_FUNCTION && item_is_written(item) && item->function.helper;
	return is ? &item->function : NULL;
}

static bool needs_definition(const struct function *function)
{
	return function->linkage == LINKAGE_INLINE && !function->is_gnu_inline && function->macro == NOT_A_MACRO;
}

/* Parameters have names of our own: those of the header may be macros by now. Freed by the caller. */
static char *parameter_name(const struct item *item, unsigned i)
{
	if (item->function.calls && item->function.calls_by_name)
		return g_strdup(item->function.type->function->params[i].name);
	return api_helper_parameter(item->name, i);
}

static char *parameters(const struct item *item)
{
	const struct function_type *function = item->function.type->function;
	GString *list = g_string_new(function->n_params ? NULL : "void");
	for (unsigned i = 0; i < function->n_params; i++) {
		char *name = parameter_name(item, i);
		char *param = api_c_parameter(function->params[i].type, name);
		g_string_append_printf(list, "%s%s", i ? ", " : "", param);
		g_free(param);
		g_free(name);
	}
	return g_string_free(list, FALSE);
}

static void put_call(struct writer *out, const struct item *item)
{
	const struct function_type *function = item->function.type->function;
	bool is_macro = item->function.macro != NOT_A_MACRO || item->function.may_be_macro;
	bool is_void = type_resolve(function->result)->kind == TYPE_VOID;
	if (item->function.calls) {
		writer_line(out, "\t%s%s;", is_void ? "" : "return ", item->function.calls);
		return;
	}
	writer_print(out, "\t%s%s%s%s", is_void ? "" : "return ", is_macro ? "" : "(", item->name, is_macro ? "" : ")");
	if (item->function.macro == MACRO_LIKE_OBJECT) {
		writer_line(out, ";");
		return;
	}
	writer_text(out, "(");
	for (unsigned i = 0; i < function->n_params; i++) {
		char *name = parameter_name(item, i);
		writer_print(out, "%s%s", i ? ", " : "", name);
		g_free(name);
	}
	writer_line(out, ");");
}

/* The names in C source that are macros for something else, each once. Freed by the caller. */
static GPtrArray *hidden_names(const struct api *api, const char *name, const char *source)
{
	GPtrArray *hidden = g_ptr_array_new_with_free_func(g_free);
	char *all = name ? g_strconcat(name, " ", source, NULL) : g_strdup(source);
	char **words = g_strsplit_set(all, " *()[],;", -1);
	for (char **word = words; *word; word++)
		if (g_hash_table_contains(api->object_macros, *word) &&
		    !g_ptr_array_find_with_equal_func(hidden, *word, g_str_equal, NULL))
			g_ptr_array_add(hidden, g_strdup(*word));
	g_strfreev(words);
	g_free(all);
	return hidden;
}

static void put_hidden(struct writer *out, const GPtrArray *hidden, bool sets_aside)
{
	for (guint i = 0; i < hidden->len; i++) {
		const char *name = g_ptr_array_index(hidden, i);
		writer_line(out, "#pragma %s_macro(\"%s\")", sets_aside ? "push" : "pop", name);
		if (sets_aside)
			writer_line(out, "#undef %s", name);
	}
}

/* A macro's own text may need what its helper's types must not see. */
static void put_helper(struct writer *out, const struct api *api, const struct config *config, const struct item *item)
{
	const char *attribute = config->helper_attribute; /* stands before it; may be NULL */
	const struct function_type *function = item->function.type->function;
	bool is_noreturn = function->is_noreturn || item->function.is_noreturn;
	bool is_plain = item->function.macro == NOT_A_MACRO && !item->function.calls;
	char *params = parameters(item);
	char *head = g_strdup_printf("%s(%s)", item->function.helper, params);
	char *declaration = api_c_result(function->result, head);
	GPtrArray *hidden = hidden_names(api, is_plain ? item->name : NULL, declaration);
	writer_text(out, "\n");
	if (config->selectable_helpers)
		writer_line(out, "#if !defined(BRAZE_SELECT) || defined(BRAZE_SELECT_%s)", item->function.helper);
	put_hidden(out, hidden, true);
	if (needs_definition(&item->function))
		writer_line(out, "extern __typeof__(%s) %s;", item->name, item->name);
	/* what -Wmissing-prototypes and -Wmissing-noreturn ask for */
	writer_line(out, "%s%s%s%s%s;", attribute ? attribute : "", attribute ? " " : "", declaration,
		    is_noreturn ? " __attribute__((noreturn))" : "",
		    item->function.is_cold ? " __attribute__((cold))" : "");
	writer_line(out, "%s\n{", declaration);
	if (!is_plain)
		put_hidden(out, hidden, false);
	put_call(out, item);
	writer_line(out, "}");
	if (is_plain)
		put_hidden(out, hidden, false);
	if (config->selectable_helpers)
		writer_line(out, "#endif");
	g_ptr_array_unref(hidden);
	g_free(declaration);
	g_free(head);
	g_free(params);
}

/* The folder that a file stands in, without symbolic links: then `..` means in text what it means to the system. NULL: there is none. */
static char **folder_names(const char *path)
{
	char *folder = g_path_get_dirname(path), *real = realpath(folder, NULL);
	char **names = real ? g_strsplit(real + 1, "/", -1) : NULL;
	free(real);
	g_free(folder);
	return names;
}

/* A header's path as seen from the folder of the file `from`, where a compiler looks first. Freed by the caller. */
static char *path_from(const char *from, const char *header)
{
	char **here = folder_names(from), **there = folder_names(header), *name = g_path_get_basename(header);
	GString *path = g_string_new(NULL);
	unsigned same = 0;
	while (here && there && here[same] && there[same] && !strcmp(here[same], there[same]))
		same++;
	for (unsigned i = same; here && here[i] && *here[i]; i++)
		g_string_append(path, "../");
	for (unsigned i = same; there && there[i] && *there[i]; i++)
		g_string_append_printf(path, "%s/", there[i]);
	g_string_append(path, name);
	if (!here || !there)
		g_string_assign(path, header);
	g_strfreev(here);
	g_strfreev(there);
	g_free(name);
	return g_string_free(path, FALSE);
}

/* Files as braze itself reads them: those that are there, and those of the include path. */
static void put_includes(struct writer *out, const struct api *api, const char *path)
{
	for (guint i = 0; i < api->headers->len; i++) {
		const char *header = g_ptr_array_index(api->headers, i);
		bool exists = g_file_test(header, G_FILE_TEST_EXISTS), is_moved = path && !g_path_is_absolute(header);
		char *name = exists && is_moved ? path_from(path, header) : g_strdup(header);
		writer_line(out, exists ? "#include \"%s\"" : "#include <%s>", name);
		g_free(name);
	}
}

void write_c_helpers(const struct api *api, const struct config *config, const char *path, struct writer *out)
{
	static const char *const ignored[] = {
		"-Waggregate-return",         "-Wc++-compat", "-Wdeprecated-declarations", "-Wformat-nonliteral",
		"-Wmissing-format-attribute", "-Wpedantic",   "-Wredundant-decls",         "-Wstrict-prototypes",
	};
	writer_line(out, "/* automatically generated by braze " BRAZE_VERSION " */\n");
	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (helped(item) && needs_definition(&item->function))
			writer_line(out, "#pragma weak %s", item->name);
	}
	/* what the header declares, and its macros expand to, is not ours to mend; GCC looks for this where the macro stands */
	for (size_t i = 0; i < G_N_ELEMENTS(ignored); i++)
		writer_line(out, "#pragma GCC diagnostic ignored \"%s\"", ignored[i]);
	writer_text(out, "#ifdef __clang__\n#pragma clang diagnostic ignored \"-Wused-but-marked-unused\"\n#endif\n");
	writer_text(out, "\n");
	put_includes(out, api, path);
	for (guint i = 0; i < api->items->len; i++)
		if (helped(g_ptr_array_index(api->items, i)))
			put_helper(out, api, config, g_ptr_array_index(api->items, i));
}
