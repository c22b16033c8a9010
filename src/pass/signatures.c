/*
 * Functions that the reader has made of macros, in one or several configurations, to contract entries.
 *
 *     a.cfg   #define wake(q) __wake(q, 1)         wake:
 *             where __wake takes struct queue *      signature: void (struct queue *q)
 *     b.cfg   #define wake(q) do { } while (0)
 *
 *     a.cfg   lock() takes struct mutex *          'lock' is 'void (struct mutex *)' in 'a.cfg', 'void (struct rt_mutex *)' in 'b.cfg'
 *     b.cfg   lock() takes struct rt_mutex *
 *
 * A type that one configuration tells stands for all, since each of them is asked in the end whether the entry fits there; one that two
 * configurations tell differently is left out. Entries are ordered by name, so that they do not depend on which configuration has a macro, and where.
 */
#include "pass/signatures.h"

#include "api/uses.h"
#include "base/diag.h"

#include <string.h>

/* One macro. */
struct signature {
	const char *name;
	struct location loc; /* in the sum */
	const struct function_type *type; /* NULL: no configuration tells */
	unsigned configuration; /* that tells the type first */
	const char *text; /* the type without names */
	const char *id, *why; /* left out; NULL: not */
	bool is_optional;
};

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp((*(struct signature *const *)a)->name, (*(struct signature *const *)b)->name);
}

void signatures_init(struct signatures *set, const struct config *config, const struct contract *known, struct api *sum)
{
	*set = (struct signatures){
		.config = config,
		.sum = sum,
		.known = known,
		.configurations = g_ptr_array_new(),
		.list = g_ptr_array_new_with_free_func(g_free),
		.by_name = g_hash_table_new(g_str_hash, g_str_equal),
		.taken = g_hash_table_new(g_str_hash, g_str_equal),
		.files = g_hash_table_new(g_str_hash, g_str_equal),
		.has_selection = config->used_by->len || !patterns_empty(&config->allow_functions) ||
				 !patterns_empty(&config->allow_items) || !patterns_empty(&config->allow_files),
	};
}

void signatures_finish(struct signatures *set)
{
	g_ptr_array_unref(set->configurations);
	g_ptr_array_unref(set->list);
	g_hash_table_unref(set->by_name);
	g_hash_table_unref(set->taken);
	g_hash_table_unref(set->files);
}

/* ---- which macros ---- */

/* No short cuts: each pattern has to learn whether it matches anything. */
static bool is_wanted(struct signatures *set, const struct api *api, const char *name, struct location loc)
{
	struct config copy = *set->config; /* the lists themselves are shared */
	const char *file = g_ptr_array_index(api->files, loc.file);
	bool blocked = patterns_match(&copy.block_functions, name) != NULL;
	blocked |= patterns_match(&copy.block_items, name) != NULL;
	blocked |= patterns_match(&copy.block_files, file) != NULL;
	bool allowed = !set->has_selection || (api->uses && uses_match_c(api->uses, name));
	allowed |= patterns_match(&copy.allow_functions, name) != NULL;
	allowed |= patterns_match(&copy.allow_items, name) != NULL;
	allowed |= patterns_match(&copy.allow_files, file) != NULL;
	return allowed && !blocked && !(set->known && contract_find(set->known, name));
}

/* ---- what a configuration tells ---- */

static uint32_t file_index(struct signatures *set, const char *path)
{
	gpointer known = g_hash_table_lookup(set->files, path);
	if (!known) {
		known = GUINT_TO_POINTER(set->sum->files->len);
		g_ptr_array_add(set->sum->files, (gpointer)api_intern(set->sum, path));
		g_hash_table_insert(set->files, (gpointer)path, known);
	}
	return GPOINTER_TO_UINT(known);
}

static struct signature *find(struct signatures *set, const struct api *api, const char *name, struct location loc)
{
	struct signature *signature = g_hash_table_lookup(set->by_name, name);
	if (signature)
		return signature;
	signature = g_new0(struct signature, 1);
	signature->name = api_intern(set->sum, name);
	signature->loc = loc;
	if (loc.line)
		signature->loc.file = file_index(set, g_ptr_array_index(api->files, loc.file));
	g_ptr_array_add(set->list, signature);
	g_hash_table_insert(set->by_name, (gpointer)signature->name, signature);
	return signature;
}

/* Freed by the caller; NULL: C has no name for it. */
static char *result_text(const struct function_type *function)
{
	const struct type *type = function->result;
	char *text = api_c_result(type, "");
	while (type->kind == TYPE_POINTER)
		type = type->element;
	if (!text || (type->kind != TYPE_FUNCTION && type->kind != TYPE_ARRAY))
		return text;
	char *whole = g_strdup_printf("__typeof__(%s)", text); /* C would write it around the name */
	g_free(text);
	return whole;
}

/* names NULL: types alone. Interned; NULL: C has no name for one of them. */
static const char *params_text(struct api *sum, const struct function_type *function, const char *const *names)
{
	GString *list = g_string_new(function->n_params ? NULL : "void");
	const char *text = NULL;
	bool ok = true;
	for (unsigned i = 0; i < function->n_params && ok; i++) {
		char *param = api_c_parameter(function->params[i].type, names ? names[i] : "");
		ok = param != NULL;
		g_string_append_printf(list, "%s%s", i ? ", " : "", param ? param : "");
		g_free(param);
	}
	if (ok)
		text = api_intern(sum, list->str);
	g_string_free(list, TRUE);
	return text;
}

/* Freed by the caller. */
static char *join(const char *result, const char *params)
{
	return g_strdup_printf("%s%s(%s)", result, g_str_has_suffix(result, "*") ? "" : " ", params);
}

static const char *type_text(struct api *sum, const struct function_type *function)
{
	char *result = result_text(function);
	const char *params = params_text(sum, function, NULL), *text = NULL;
	char *whole = NULL;
	if (result && params)
		text = whole = join(result, params);
	text = api_intern(sum, text);
	g_free(whole);
	g_free(result);
	/* what a contract's signature has no place for */
	return text && !strpbrk(text, "\"'{};#\\") ? text : NULL;
}

static const char *configuration_name(const struct signatures *set, unsigned index)
{
	return g_ptr_array_index(set->configurations, index);
}

static void omit(struct signature *signature, const char *id, const char *why)
{
	if (signature->why)
		return;
	signature->id = id;
	signature->why = why;
}

static void add_type(struct signatures *set, struct signature *signature, const struct function *function)
{
	const struct function_type *type = function->type->function;
	unsigned here = set->configurations->len - 1;
	const char *text = type_text(set->sum, type);
	if (!signature->type) {
		signature->type = type;
		signature->configuration = here;
		signature->text = text;
		signature->id = signature->why = NULL; /* what another one did not tell */
		if (!text || strchr(signature->name, '$'))
			omit(signature, "no-helper",
			     text ? "has a name that a contract cannot have" : "has a type that C has no name for");
	} else if (signature->text && text && strcmp(text, signature->text) &&
		   !api_signatures_agree(type, signature->type)) {
		omit(signature, "varying-signature",
		     api_format(set->sum, "is '%s' in '%s', '%s' in '%s'", signature->text,
				configuration_name(set, signature->configuration), text,
				configuration_name(set, here)));
	}
}

/* Object-like macros that are no functions are mostly none that one would want: they are left out where they were named. */
static bool is_loss(const struct signatures *set, const struct omission *omission)
{
	if (strcmp(omission->kind, "macro") != 0 || !strcmp(omission->id, "undefined-macro") ||
	    !strcmp(omission->id, "empty-macro"))
		return false;
	return set->has_selection || !strcmp(omission->id, "function-like-macro");
}

/* Names that mean something else, or nothing, where a parameter is declared. */
static void take_names(struct signatures *set, const struct api *api)
{
	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		bool is_macro = item->kind == ITEM_CONSTANT || (item->kind == ITEM_FUNCTION && item->function.macro);
		if (item->name && (item->kind == ITEM_TYPEDEF || is_macro))
			g_hash_table_add(set->taken, (gpointer)item->name);
	}
	for (guint i = 0; i < api->omissions->len; i++) {
		const struct omission *omission = &g_array_index(api->omissions, struct omission, i);
		if (!strcmp(omission->kind, "macro"))
			g_hash_table_add(set->taken, (gpointer)omission->name);
	}
}

/* Names of functions, variables and constants. */
static GHashTable *find_objects(const struct api *api)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (item->name && !item_is_tag(item) && item->kind != ITEM_TYPEDEF)
			g_hash_table_add(names, (gpointer)item->name);
	}
	return names;
}

void signatures_add(struct signatures *set, struct api *api, const char *name)
{
	g_ptr_array_add(set->configurations, (gpointer)name);
	for (guint i = 1; i < api->files->len; i++)
		file_index(set, g_ptr_array_index(api->files, i));
	for (guint i = 0; i < api->headers->len && set->configurations->len == 1; i++)
		g_ptr_array_add(set->sum->headers, g_ptr_array_index(api->headers, i));
	set->sum->target = api->target;
	take_names(set, api);
	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (item->kind == ITEM_FUNCTION && item->function.macro && is_wanted(set, api, item->name, item->loc))
			add_type(set, find(set, api, item->name, item->loc), &item->function);
	}
	GHashTable *objects = find_objects(api);
	for (guint i = 0; i < api->omissions->len; i++) {
		const struct omission *omission = &g_array_index(api->omissions, struct omission, i);
		bool is_item = g_hash_table_contains(objects, omission->name); /* `#define readl readl` */
		if (is_item || !is_loss(set, omission) || !is_wanted(set, api, omission->name, omission->loc))
			continue;
		struct signature *signature = find(set, api, omission->name, omission->loc);
		if (!signature->type)
			omit(signature, omission->id, omission->reason);
	}
	g_hash_table_unref(objects);
}

/* ---- entries ---- */

static bool is_keyword(const char *name)
{
	static const char *const keywords[] = {
		"auto",    "break",        "case",          "char",          "const",    "continue", "default",
		"do",      "double",       "else",          "enum",          "extern",   "float",    "for",
		"goto",    "if",           "inline",        "int",           "long",     "return",   "register",
		"short",   "restrict",     "signed",        "sizeof",        "static",   "struct",   "switch",
		"union",   "typedef",      "void",          "unsigned",      "volatile", "while",    "alignas",
		"alignof", "bool",         "false",         "constexpr",     "true",     "nullptr",  "typeof",
		"asm",     "thread_local", "typeof_unqual", "static_assert",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
		if (!strcmp(name, keywords[i]))
			return true;
	return false;
}

static bool is_among(const char *const *names, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* Names for the parameters: those that the macro has, with _ behind those that have a meaning already. Freed by the caller. */
static const char **param_names(struct signatures *set, const struct function_type *function)
{
	const char **names = g_new0(const char *, function->n_params + 1);
	for (unsigned i = 0; i < function->n_params; i++) {
		const char *name = function->params[i].name;
		names[i] = name ? api_intern(set->sum, name) : api_format(set->sum, "arg%u", i + 1);
		while (is_keyword(names[i]) || g_hash_table_contains(set->taken, names[i]) ||
		       is_among(names, i, names[i]))
			names[i] = api_format(set->sum, "%s_", names[i]);
	}
	return names;
}

static void write_entry(struct signatures *set, const struct signature *signature, struct contract *contract)
{
	const char **names = param_names(set, signature->type);
	char *result = result_text(signature->type);
	const char *params = params_text(set->sum, signature->type, names);
	char *whole = join(result, params);
	struct contract_helper helper = {
		.name = contract_intern(contract, signature->name),
		.calls = contract_intern(contract, signature->name),
		.signature = contract_intern(contract, whole),
		.result = contract_intern(contract, result),
		.parameters = contract_intern(contract, params),
		.is_noreturn = signature->type->is_noreturn,
		.is_optional = signature->is_optional,
	};
	contract_add(contract, &helper);
	g_free(whole);
	g_free(result);
	g_free(names);
}

void signatures_write(struct signatures *set, struct contract *contract)
{
	g_ptr_array_sort(set->list, by_name);
	for (guint i = 0; i < set->list->len; i++) {
		const struct signature *signature = g_ptr_array_index(set->list, i);
		if (signature->type && !signature->why)
			write_entry(set, signature, contract);
	}
}

void signatures_judge(struct signatures *set, const struct contract *contract, const struct contract_verdict *verdicts,
		      unsigned configuration)
{
	const char *here = configuration_name(set, configuration);
	for (guint i = 0; i < contract->helpers->len; i++) {
		const struct contract_helper *helper = g_ptr_array_index(contract->helpers, i);
		struct signature *signature = g_hash_table_lookup(set->by_name, helper->name);
		if (!verdicts[i].exists)
			signature->is_optional = true;
		else if (verdicts[i].fault && configuration == signature->configuration)
			omit(signature, "no-helper",
			     api_format(set->sum, "cannot be called as '%s': %s", helper->signature,
					verdicts[i].fault));
		else if (verdicts[i].fault)
			omit(signature, "varying-signature",
			     api_format(set->sum, "is '%s' in '%s', which does not fit in '%s': %s", signature->text,
					configuration_name(set, signature->configuration), here, verdicts[i].fault));
	}
}

/* ---- the report ---- */

static void report_unmatched(const struct signatures *set)
{
	const struct config *config = set->config;
	const struct patterns *lists[] = { &config->allow_functions, &config->allow_items, &config->allow_files };
	for (size_t l = 0; l < G_N_ELEMENTS(lists); l++) {
		for (guint i = 0; lists[l]->list && i < lists[l]->list->len; i++) {
			const struct pattern *pattern = g_ptr_array_index(lists[l]->list, i);
			if (!pattern->matched && *pattern->text)
				diag_warning("unmatched-pattern", "%s '%s' matches no macro", pattern->option,
					     pattern->text);
		}
	}
}

void signatures_report(struct signatures *set, const struct contract *contract)
{
	report_unmatched(set);
	for (guint i = 0; i < set->list->len; i++) {
		const struct signature *signature = g_ptr_array_index(set->list, i);
		struct place place = { signature->loc.line ? g_ptr_array_index(set->sum->files, signature->loc.file) :
							     NULL,
				       signature->loc.line, signature->loc.column };
		if (contract_find(contract, signature->name)) {
			struct item *item = api_add_item(set->sum, ITEM_FUNCTION, signature->name, signature->loc);
			item->is_selected = true;
			continue;
		}
		api_omit(set->sum, "macro", signature->name, signature->loc, signature->id, "%s", signature->why);
		if (set->has_selection || !strcmp(signature->id, "varying-signature"))
			diag_report(SEVERITY_WARNING, place, signature->id, "'%s' %s", signature->name, signature->why);
	}
}
