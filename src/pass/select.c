/*
 * Pass select: marks the items that the user wants, and all that they need.
 *
 * Without an --allowlist option every item that the compiler did not make itself is a root; with one, the roots are the
 * items whose name (or file) a pattern matches. Roots pull in the types they are made of, and those theirs, so that the
 * output compiles:
 *
 *     struct leaf { int x; };
 *     struct tree { struct leaf *first; };
 *     void tree_free(struct tree *tree);        --allowlist-function 'tree_.*': tree_free, tree, leaf
 *
 * A type has two names to match: that of C, `inner`, and that of its Rust counterpart, `outer_inner` or `_bindgen_ty_2`.
 * A blocked item (--blocklist-…, or hidden by its comment) stays nameable: the user provides it, and may need all that it
 * is made of. The members of an opaque type are not followed. Types defined inside a record always come with it.
 *
 * Sets item->is_selected, is_blocked and is_opaque, omits selected functions that have no symbol, and drops from
 * api->omissions what nobody asked for: an item that is not wanted is not an item left out.
 */
#include "pass/pass.h"

#include "base/diag.h"
#include "base/pattern.h"
#include "api/symbols.h"
#include "api/uses.h"
#include "pass/annotation.h"

#include <string.h>

/* What decides about one kind of item: copies of the config's lists, which share their patterns. */
struct kind_rules {
	struct patterns allow, block;
	bool is_generated;
};

struct selection {
	struct api *api;
	const struct config *config;
	struct kind_rules rules[ITEM_KINDS];
	struct patterns allow_items, block_items, allow_files, block_files, opaque;
	bool has_allow;
	const char **rust_names;  /* by item id: what a type is called in Rust, NULL where that is the C name */
	int8_t *file_answers[2];  /* by file: [0] allowed, [1] blocked: 0 unknown, 1 yes, -1 no */
	struct item **first_child, **next_sibling; /* by item id: the types defined inside a record */
	GPtrArray *queue;         /* struct item *: selected, their types not yet followed */
};

/* ---- names ---- */

static bool item_is_type(const struct item *item)
{
	return item->kind == ITEM_RECORD || item->kind == ITEM_ENUM || item->kind == ITEM_TYPEDEF;
}

static const char *item_type_name(const struct selection *sel, const struct item *item)
{
	return sel->rust_names[item->id] ? sel->rust_names[item->id] : item->name;
}

/* Nested and anonymous types have names of their own in Rust, and with --c-naming all tags have. */
static void selection_name_types(struct selection *sel)
{
	sel->rust_names = names_of_tags(sel->api, sel->config);
	for (unsigned i = 0; i < sel->api->items->len; i++) {
		const struct item *item = sel->api->items->pdata[i];

		if (sel->rust_names[i] && sel->config->c_naming)
			sel->rust_names[i] = api_format(sel->api, "%s_%s", item_kind_name(item), sel->rust_names[i]);
		else if (sel->rust_names[i] == item->name)
			sel->rust_names[i] = NULL;
	}
}

/* Tries every name of the item: no pattern that matches one of them is unmatched. */
static bool item_matches(const struct selection *sel, struct patterns *patterns, const struct item *item)
{
	bool found = false;

	if (patterns_empty(patterns))
		return false;
	/* to bindgen a nested type has the one name only */
	if (item->name && (!sel->rust_names[item->id] || sel->config->personality == PERSONALITY_BIND))
		found |= patterns_match(patterns, item->name) != NULL;
	if (sel->rust_names[item->id])
		found |= patterns_match(patterns, sel->rust_names[item->id]) != NULL;
	return found;
}

static bool file_matches(struct selection *sel, struct patterns *patterns, struct location loc)
{
	int8_t *answer;

	if (patterns_empty(patterns) || loc.line == 0)
		return false;
	answer = &sel->file_answers[patterns == &sel->block_files][loc.file];
	if (!*answer)
		*answer = patterns_match(patterns, sel->api->files->pdata[loc.file]) ? 1 : -1;
	return *answer > 0;
}

/* ---- roots ---- */

/* The enumerators of an enum without a name are its names: `enum { BUFFER_SIZE = 80 };` */
static bool anonymous_enum_matches(struct selection *sel, const struct item *item)
{
	struct patterns *lists[] = { &sel->rules[ITEM_VARIABLE].allow, &sel->allow_items };
	bool found = false;

	if (item->kind != ITEM_ENUM || !item->is_anonymous)
		return false;
	for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
		for (unsigned i = 0; i < item->enumeration.n_values && !patterns_empty(lists[l]); i++)
			found |= patterns_match(lists[l], item->enumeration.values[i].name) != NULL;
	return found;
}

static bool name_is_used(const struct selection *sel, const char *name)
{
	return name && uses_match_c(sel->api->uses, name);
}

/* Enumerators have the enum's name in front in Rust, or not. */
static bool enumerator_is_used(const struct selection *sel, const struct item *item)
{
	const char *tag = item_type_name(sel, item);
	bool used = false;

	for (unsigned i = 0; i < item->enumeration.n_values; i++) {
		const char *value = item->enumeration.values[i].name;
		char *long_name = tag ? g_strdup_printf("%s_%s", tag, value) : NULL;

		used |= name_is_used(sel, value);
		used |= name_is_used(sel, long_name);
		g_free(long_name);
	}
	return used;
}

static bool item_is_used(const struct selection *sel, const struct item *item)
{
	bool used = false;

	if (!sel->api->uses)
		return false;
	used |= name_is_used(sel, item->name);
	used |= sel->rust_names[item->id] && name_is_used(sel, sel->rust_names[item->id]);
	if (item->kind == ITEM_ENUM)
		used |= enumerator_is_used(sel, item);
	return used;
}

/* No short cuts: every pattern has to learn whether it matches anything. */
static bool item_is_root(struct selection *sel, const struct item *item)
{
	bool found;

	if (item->is_builtin && !sel->config->builtins)
		return false;
	if (!sel->has_allow)
		return sel->rules[item->kind].is_generated;
	found = item_matches(sel, &sel->rules[item->kind].allow, item);
	found |= item_matches(sel, &sel->allow_items, item);
	found |= file_matches(sel, &sel->allow_files, item->loc);
	found |= anonymous_enum_matches(sel, item);
	found |= item_is_used(sel, item);
	return found && sel->rules[item->kind].is_generated;
}

static void item_classify(struct selection *sel, struct item *item)
{
	bool blocked = item->annotation && item->annotation->hide;

	blocked |= item_matches(sel, &sel->rules[item->kind].block, item);
	blocked |= item_matches(sel, &sel->block_items, item);
	blocked |= file_matches(sel, &sel->block_files, item->loc);
	item->is_blocked = blocked;
	if (item_is_type(item)) {
		item->is_opaque = item_matches(sel, &sel->opaque, item);
		item->is_opaque |= item->annotation && item->annotation->opaque;
	}
}

/* Why no C function can be written that calls this one; NULL: there can be one. */
static const char *why_no_helper(const struct item *item)
{
	const struct function_type *function = item->function.type->function;

	if (!item->function.is_definition && item->function.linkage == LINKAGE_INTERNAL)
		return "it has no body here";
	if (function->is_variadic)
		return "a helper cannot hand on the arguments of a variadic function";
	return api_c_can_forward(function) ? NULL : "C has no name for one of its types";
}

/* The first symbol that a helper would refer to and the program has not; NULL: it has all of them. */
static const struct symbol_use *find_missing_symbol(const struct api *api, const struct function *function)
{
	for (unsigned i = 0; api->symbols && i < function->n_symbols; i++)
		if (!symbols_have(api->symbols, function->symbols[i].symbol))
			return &function->symbols[i];
	return NULL;
}

/* --helpers, --wrap-static-fns: the function is called through one that is written for it. */
static void function_help(struct selection *sel, struct item *item)
{
	const struct config *config = sel->config;
	const struct symbol_use *missing = find_missing_symbol(sel->api, &item->function);
	const char *why = why_no_helper(item);

	if (why)
		api_omit_item(sel->api, item, "no-helper", "there is no symbol to link to, and %s", why);
	else if (config->helpers && item->function.refused)
		api_omit_item(sel->api, item, item->function.needs_constant ? "constant-only" : "no-helper", "%s",
			      item->function.refused);
	else if (missing)
		api_omit_item(sel->api, item, "missing-symbol",
			      "it refers to the symbol '%s', which no file of --symbols has%s%s", missing->symbol,
			      *missing->through ? ", through " : "", missing->through);
	else if (config->helpers)
		item->function.helper = api_format(sel->api, "%s%s", config->helper_prefix, item->name);
	else
		item->function.helper = api_format(sel->api, "%s%s", item->name, config->wrap_static_fns_suffix);
	/* whatever the function's own convention is */
	if (item->function.helper)
		item->function.type->function->conv = CALL_C;
}

/* What has no symbol cannot be linked to. */
static void function_check_symbol(struct selection *sel, struct item *item)
{
	bool is_inline = item->function.linkage == LINKAGE_INLINE && !sel->config->generate_inline_functions;
	bool is_static = item->function.linkage == LINKAGE_INTERNAL;

	if ((is_static && sel->config->wrap_static_fns) || ((is_static || is_inline) && sel->config->helpers))
		function_help(sel, item);
	else if (is_static)
		api_omit_item(sel->api, item, "static-function", "static function: it has no symbol to link to");
	else if (is_inline)
		api_omit_item(sel->api, item, "inline-function", "inline function: it may have no symbol to link to");
}

/* ---- closure ---- */

static void selection_add(struct selection *sel, struct item *item)
{
	if (item->is_selected || !sel->rules[item->kind].is_generated)
		return;
	item->is_selected = true;
	g_ptr_array_add(sel->queue, item);
	if (item->replacement)
		selection_add(sel, item->replacement);
}

/* Every type named in a declaration; pointers by a loop, since they nest without limit. */
static void selection_add_type(struct selection *sel, const struct type *type)
{
	while (type) {
		switch (type->kind) {
		case TYPE_POINTER:
		case TYPE_ATOMIC:
		case TYPE_COMPLEX:
			type = type->element;
			break;
		case TYPE_ARRAY:
		case TYPE_VECTOR:
			type = type->array.element;
			break;
		case TYPE_FUNCTION:
			for (unsigned i = 0; i < type->function->n_params; i++) {
				const struct param *param = &type->function->params[i];

				selection_add_type(sel, param->type);
				if (param->as_written != param->type)
					selection_add_type(sel, param->as_written);
			}
			type = type->function->result;
			break;
		case TYPE_RECORD:
		case TYPE_ENUM:
		case TYPE_TYPEDEF:
			selection_add(sel, type->item);
			return;
		default:
			return;
		}
	}
}

static void selection_add_children(struct selection *sel, const struct item *item)
{
	for (struct item *child = sel->first_child[item->id]; child; child = sel->next_sibling[child->id])
		selection_add(sel, child);
}

static void selection_follow(struct selection *sel, const struct item *item)
{
	switch (item->kind) {
	case ITEM_RECORD:
		for (unsigned i = 0; i < item->record.n_fields && !item->is_opaque; i++)
			selection_add_type(sel, item->record.fields[i].type);
		break;
	case ITEM_TYPEDEF:
		/* uint8_t is u8 wherever it is used: what C makes it of is of no interest */
		if (!item->is_opaque && !item->typedef_.rust_builtin)
			selection_add_type(sel, item->typedef_.type);
		break;
	case ITEM_FUNCTION:
		selection_add_type(sel, item->function.type);
		break;
	case ITEM_VARIABLE:
		selection_add_type(sel, item->variable.type);
		break;
	case ITEM_CONSTANT:
		selection_add_type(sel, item->constant.type);
		break;
	case ITEM_ENUM:
	case ITEM_KINDS:
		break;
	}
}

static void selection_close(struct selection *sel)
{
	while (sel->queue->len) {
		const struct item *item = g_ptr_array_steal_index_fast(sel->queue, sel->queue->len - 1);

		selection_add_children(sel, item);
		if (!item->omitted && !sel->config->no_recursive_allowlist)
			selection_follow(sel, item);
	}
}

/* ---- what never became an item ---- */

/* Rust names it, in code that no cfg can leave out, and no item has the name. */
static bool is_missed(const struct selection *sel, const char *name)
{
	const struct use *use = sel->api->uses ? g_hash_table_lookup(sel->api->uses->exact, name) : NULL;

	return use && use->must_exist && !use->matched;
}

/* True where an item of that name and place would have been a root. */
static bool omission_is_wanted(struct selection *sel, const struct omission *omission)
{
	bool is_function = g_str_equal(omission->kind, "function");
	struct kind_rules *rules = &sel->rules[is_function ? ITEM_FUNCTION : ITEM_VARIABLE];
	bool wanted;

	if (!is_function && !g_str_equal(omission->kind, "macro") && !g_str_equal(omission->kind, "variable"))
		return true;
	if (!rules->is_generated || !omission->name || (omission->loc.line == 0 && !sel->config->builtins))
		return false;
	if (patterns_match(&rules->block, omission->name) || patterns_match(&sel->block_items, omission->name) ||
	    file_matches(sel, &sel->block_files, omission->loc))
		return false;
	wanted = !sel->has_allow;
	wanted |= patterns_match(&rules->allow, omission->name) != NULL;
	wanted |= patterns_match(&sel->allow_items, omission->name) != NULL;
	wanted |= file_matches(sel, &sel->allow_files, omission->loc);
	wanted |= is_missed(sel, omission->name);
	return wanted;
}

static void selection_filter_omissions(struct selection *sel)
{
	GArray *omissions = sel->api->omissions;
	unsigned kept = 0;

	for (unsigned i = 0; i < omissions->len; i++) {
		struct omission omission = g_array_index(omissions, struct omission, i);

		if (omission_is_wanted(sel, &omission))
			g_array_index(omissions, struct omission, kept++) = omission;
	}
	g_array_set_size(omissions, kept);
}

/* ---- patterns that matched nothing ---- */

/* The names that the option matches; borrowed from the model. */
static GPtrArray *selection_candidates(const struct selection *sel, const struct patterns *patterns)
{
	const struct api *api = sel->api;
	bool any = patterns->list == sel->allow_items.list || patterns->list == sel->block_items.list;
	GPtrArray *names = g_ptr_array_new();

	for (unsigned i = 0; i < api->items->len; i++) {
		const struct item *item = api->items->pdata[i];
		const struct kind_rules *rules = &sel->rules[item->kind];
		bool fits = any || rules->allow.list == patterns->list || rules->block.list == patterns->list ||
			    (sel->opaque.list == patterns->list && item_is_type(item));

		if (fits && item_type_name(sel, item) && !item->is_builtin)
			g_ptr_array_add(names, (void *)item_type_name(sel, item));
	}
	return names;
}

/* The path of a file that the pattern means but does not match: its last components. NULL if there is none. */
static const char *selection_find_file(const struct selection *sel, const char *text)
{
	for (unsigned i = 1; i < sel->api->files->len; i++) {
		const char *path = sel->api->files->pdata[i];
		size_t tail = strlen(text), length = strlen(path);

		if (length > tail && path[length - tail - 1] == '/' && g_str_equal(path + length - tail, text))
			return path;
	}
	return NULL;
}

/* What the name is, if it is one of a kind that the option does not look at; freed by the caller. NULL: nobody's. */
static char *selection_find_elsewhere(const struct selection *sel, const char *text)
{
	for (unsigned i = 0; i < sel->api->items->len; i++) {
		const struct item *item = sel->api->items->pdata[i];
		const char *kind = item_kind_name(item), *article = strchr("aeiou", *kind) ? "an" : "a";

		if (item->name && g_str_equal(item->name, text))
			return g_strdup_printf("; '%s' is %s %s", text, article, kind);
		for (unsigned v = 0; item->kind == ITEM_ENUM && v < item->enumeration.n_values; v++)
			if (g_str_equal(item->enumeration.values[v].name, text))
				return g_strdup_printf("; '%s' is an enumerator of '%s'", text,
						       item_type_name(sel, item));
	}
	return NULL;
}

/* What might have been meant, to go behind "matches nothing"; freed by the caller. */
static char *pattern_hint(const struct selection *sel, const struct patterns *patterns, const char *text)
{
	bool is_file = patterns->list == sel->allow_files.list || patterns->list == sel->block_files.list;
	g_auto(GStrv) parts = g_strsplit(text, "\\", -1);
	g_autofree char *literal = g_strjoinv("", parts), *near = NULL;
	g_autoptr(GPtrArray) names = NULL;

	if (is_file) {
		const char *path = selection_find_file(sel, literal);

		return path ? g_strdup_printf("; it has to match the whole of '%s'", path) : g_strdup("");
	}
	near = selection_find_elsewhere(sel, literal);
	if (near)
		return g_steal_pointer(&near);
	names = selection_candidates(sel, patterns);
	near = diag_nearest(literal, names);
	return near ? g_strdup_printf("; did you mean %s?", near) : g_strdup("");
}

/*
 * An empty pattern is the usual way to say "none of these": it is meant to match nothing. Command lines for bindgen have patterns for more than
 * one configuration of their headers.
 */
static void selection_report_unmatched(const struct selection *sel)
{
	const struct config *config = sel->config;
	const struct patterns *lists[] = {
		&config->allow_types, &config->allow_functions, &config->allow_vars,      &config->allow_items,
		&config->allow_files, &config->block_types,     &config->block_functions, &config->block_vars,
		&config->block_items, &config->block_files,     &config->opaque_types,
	};

	if (config->personality == PERSONALITY_BINDGEN && !config->emit_diagnostics)
		return;
	for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++) {
		for (unsigned i = 0; lists[l]->list && i < lists[l]->list->len; i++) {
			const struct pattern *pattern = lists[l]->list->pdata[i];
			g_autofree char *hint = NULL;

			if (pattern->matched || !*pattern->text)
				continue;
			hint = pattern_hint(sel, lists[l], pattern->text);
			diag_warning("unmatched-pattern", "%s '%s' matches nothing%s", pattern->option, pattern->text,
				     hint);
		}
	}
}

/* What stands in the way of a name that C has; NULL: it has none. */
static const char *reason_left_out(const struct api *api, const char *name)
{
	for (unsigned i = 0; i < api->omissions->len; i++) {
		const struct omission *omission = &g_array_index(api->omissions, struct omission, i);

		if (omission->name && strcmp(omission->name, name) == 0)
			return omission->reason;
	}
	return NULL;
}

/* Names that Rust uses and C has not, or that cannot be had. */
static void selection_report_unused(const struct selection *sel)
{
	g_autoptr(GPtrArray) names = NULL;

	for (unsigned i = 0; sel->api->uses && i < sel->api->uses->all->len; i++) {
		const struct use *use = sel->api->uses->all->pdata[i];
		struct place place = { use->file, use->line, use->column };
		g_autofree char *near = NULL;

		if (use->matched || !use->must_exist)
			continue;
		if (!names) {
			names = g_ptr_array_new();
			for (unsigned k = 0; k < sel->api->items->len; k++) {
				const struct item *item = sel->api->items->pdata[k];

				if (item_type_name(sel, item))
					g_ptr_array_add(names, (void *)item_type_name(sel, item));
			}
		}
		const char *reason = use->pattern ? NULL : reason_left_out(sel->api, use->name);
		if (reason) {
			diag_report(SEVERITY_WARNING, place, "unknown-name", "'%s' %s", use->name, reason);
			continue;
		}
		near = use->pattern ? NULL : diag_nearest(use->name, names);
		diag_report(SEVERITY_WARNING, place, "unknown-name",
			    near ? "C has no '%s', did you mean %s?" : "C has no '%s'", use->name, near);
	}
}

/* ---- the pass ---- */

static void selection_init(struct selection *sel, struct api *api, const struct config *config)
{
	const struct kind_rules types = { config->allow_types, config->block_types, config->generate & GENERATE_TYPES };
	const struct kind_rules vars = { config->allow_vars, config->block_vars, config->generate & GENERATE_VARS };
	const struct kind_rules functions = { config->allow_functions, config->block_functions,
					      (config->generate & GENERATE_FUNCTIONS) && !config->ignore_functions };

	*sel = (struct selection){
		.api = api,
		.config = config,
		.rules = { [ITEM_RECORD] = types,
			   [ITEM_ENUM] = types,
			   [ITEM_TYPEDEF] = types,
			   [ITEM_FUNCTION] = functions,
			   [ITEM_VARIABLE] = vars,
			   [ITEM_CONSTANT] = vars },
		.allow_items = config->allow_items,
		.block_items = config->block_items,
		.allow_files = config->allow_files,
		.block_files = config->block_files,
		.opaque = config->opaque_types,
		.has_allow = !patterns_empty(&config->allow_types) || !patterns_empty(&config->allow_functions) ||
			     !patterns_empty(&config->allow_vars) || !patterns_empty(&config->allow_items) ||
			     !patterns_empty(&config->allow_files) || api->uses,
		.file_answers = { g_new0(int8_t, api->files->len), g_new0(int8_t, api->files->len) },
		.first_child = g_new0(struct item *, api->items->len),
		.next_sibling = g_new0(struct item *, api->items->len),
		.queue = g_ptr_array_new(),
	};
	selection_name_types(sel);
	for (unsigned i = api->items->len; i-- > 0;) {
		struct item *item = api->items->pdata[i];

		if (item->parent) {
			sel->next_sibling[i] = sel->first_child[item->parent->id];
			sel->first_child[item->parent->id] = item;
		}
	}
}

static void selection_finish(struct selection *sel)
{
	g_free(sel->rust_names);
	g_free(sel->file_answers[0]);
	g_free(sel->file_answers[1]);
	g_free(sel->first_child);
	g_free(sel->next_sibling);
	g_ptr_array_unref(sel->queue);
}

void pass_select(struct api *api, const struct config *config)
{
	struct selection sel;

	annotations_read(api, config);
	replacements_find(api);
	names_mark_builtins(api, config);
	selection_init(&sel, api, config);
	for (unsigned i = 0; i < api->items->len; i++)
		item_classify(&sel, api->items->pdata[i]);
	for (unsigned i = 0; i < api->items->len; i++) {
		struct item *item = api->items->pdata[i];

		if (!item_is_root(&sel, item) || item->replacement)
			continue;
		selection_add(&sel, item);
		if (item->kind == ITEM_FUNCTION && !item->is_blocked)
			function_check_symbol(&sel, item);
	}
	selection_close(&sel);
	selection_filter_omissions(&sel);
	selection_report_unmatched(&sel);
	selection_report_unused(&sel);
	selection_finish(&sel);
}
