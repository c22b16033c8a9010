/*
 * The entries of contract files, templates filled in.
 *
 *     atomic_{name}_xchg{order}:                         atomic_i8_xchg           xchg           s8 (s8 *ptr, s8 new)
 *       calls: xchg{order}                               atomic_i8_xchg_relaxed   xchg_relaxed   s8 (s8 *ptr, s8 new)
 *       signature: "{type} ({type} *ptr, {type} new)"    atomic_i16_xchg          xchg           s16 (s16 *ptr, s16 new)
 *       instantiate:                                     …
 *         - { name: i8, type: s8, order: ["", _relaxed] }
 *         - { name: i16, type: s16, order: ["", _relaxed] }
 *
 * An entry is read as three templates and a list of instances; without `instantiate` that is one instance that has no
 * variables. A list of values stands for each of them, the last variable's changing fastest.
 */
#include "read/contract.h"

#include "read/contract_constants.h"
#include "read/contract_file.h"
#include "read/contract_signature.h"

#include <string.h>

enum { TEXT_MAX = 4096, INSTANCE_COST = 16 };

struct reading {
	struct contract_file file;
	struct contract *contract;
};

/* A text in which {variable} may stand. */
struct template {
	const char *text; /* NULL: not given, or wrong */
	const yaml_node_t *node;
	struct place place;
};

struct variable {
	const char *name;
	const yaml_node_t *name_node;
	GPtrArray *values; /* const char * */
	guint chosen;      /* of the values */
	bool is_used;
};

struct instance {
	const yaml_node_t *node;
	GPtrArray *variables; /* struct variable *, owned */
};

struct entry {
	struct template name, calls, signature;
	yaml_node_t *instantiate;
	const yaml_node_t *must_use_node;
	bool is_noreturn, must_use, is_optional;
	bool is_bad;
};

/* ---- keys and texts ---- */

enum top_key { TOP_HELPERS, TOP_CONSTANTS, TOP_FUNCTIONS };
static const char *const top_keys[] = {
	[TOP_HELPERS] = "helpers",
	[TOP_CONSTANTS] = "constants",
	[TOP_FUNCTIONS] = "functions",
	NULL,
};

enum helper_key {
	HELPER_CALLS,
	HELPER_SIGNATURE,
	HELPER_NORETURN,
	HELPER_MUST_USE,
	HELPER_OPTIONAL,
	HELPER_INSTANTIATE
};
static const char *const helper_keys[] = {
	[HELPER_CALLS] = "calls",
	[HELPER_SIGNATURE] = "signature",
	[HELPER_NORETURN] = "noreturn",
	[HELPER_MUST_USE] = "must_use",
	[HELPER_OPTIONAL] = "optional",
	[HELPER_INSTANTIATE] = "instantiate",
	NULL,
};

static bool read_template(struct reading *in, const yaml_node_t *node, const char *what, struct template *template)
{
	const char *text = contract_file_text(&in->file, node, what);
	template->node = node;
	template->place = contract_file_place(&in->file, node);
	template->place.file = contract_intern(in->contract, template->place.file);
	if (text && strlen(text) <= TEXT_MAX)
		template->text = text;
	else if (text)
		contract_file_fault(&in->file, template->place, "%s is longer than %d bytes", what, TEXT_MAX);
	return template->text;
}

/* ---- templates ---- */

static struct variable *find_variable(const GPtrArray *variables, const char *name, size_t length)
{
	for (guint i = 0; i < variables->len; i++) {
		struct variable *variable = g_ptr_array_index(variables, i);
		if (strlen(variable->name) == length && memcmp(variable->name, name, length) == 0)
			return variable;
	}
	return NULL;
}

/* A use of a variable that the instance does not have. */
static void report_variable(struct reading *in, struct place place, const struct instance *instance, const char *name)
{
	const GPtrArray *variables = instance->variables;
	GPtrArray *candidates = g_ptr_array_new();
	for (guint i = 0; i < variables->len; i++)
		g_ptr_array_add(candidates, (gpointer)((struct variable *)g_ptr_array_index(variables, i))->name);
	char *nearest = diag_nearest(name, candidates);
	if (contract_file_fault(&in->file, place,
				nearest ? "'{%s}' is no variable of an instance, did you mean %s?" :
					  "'{%s}' is no variable of an instance",
				name, nearest))
		diag_report(SEVERITY_NOTE, contract_file_place(&in->file, instance->node), NULL,
			    "the instance is here");
	g_free(nearest);
	g_ptr_array_free(candidates, TRUE);
}

/* Finds the variables of a template and marks them as used; false: one is wrong. instance NULL: there can be none. */
static bool check_template(struct reading *in, const struct template *template, const struct instance *instance)
{
	bool is_good = true;
	for (const char *p = template->text; p && *p; p++) {
		if (*p != '{' && *p != '}')
			continue;
		struct place place = contract_file_text_place(&in->file, template->node, (size_t)(p - template->text));
		size_t length = *p == '{' ? strcspn(p + 1, "{}") : 0;
		char *name = g_strndup(p + 1, length);
		struct variable *variable = instance ? find_variable(instance->variables, name, length) : NULL;
		bool is_closed = *p == '{' && p[1 + length] == '}' && contract_is_identifier(name);
		if (!is_closed)
			contract_file_fault(&in->file, place, "'%c' has no place but around a variable's name", *p);
		else if (!instance)
			contract_file_fault(&in->file, place, "'{%s}' is filled in by 'instantiate', which is missing",
					    name);
		else if (!variable)
			report_variable(in, place, instance, name);
		else
			variable->is_used = true;
		is_good = is_good && is_closed && variable;
		p += is_closed ? length + 1 : 0;
		g_free(name);
	}
	return is_good;
}

/* The text with the chosen values filled in, freed by the caller; NULL: it is too long. check_template() went before. */
static char *fill_in(const char *template, const GPtrArray *variables)
{
	GString *text = g_string_new(NULL);
	for (const char *p = template; *p && text->len <= TEXT_MAX; p++) {
		if (*p != '{') {
			g_string_append_c(text, *p);
			continue;
		}
		size_t length = strcspn(p + 1, "}");
		struct variable *variable = find_variable(variables, p + 1, length);
		g_string_append(text, g_ptr_array_index(variable->values, variable->chosen));
		p += length + 1;
	}
	return g_string_free(text, text->len > TEXT_MAX);
}

/* ---- one helper ---- */

/* The filled-in text in the contract, or NULL with a fault. */
static const char *instance_text(struct reading *in, const struct template *template, const GPtrArray *variables)
{
	char *text = fill_in(template->text, variables);
	if (!text) {
		contract_file_fault(&in->file, template->place, "filled in, this is longer than %d bytes", TEXT_MAX);
		return NULL;
	}
	const char *result = contract_intern(in->contract, text);
	g_free(text);
	return result;
}

/* The same, checked to be a name. */
static const char *instance_name(struct reading *in, const struct template *template, const GPtrArray *variables)
{
	const char *name = instance_text(in, template, variables);
	if (!name || contract_is_identifier(name))
		return name;
	contract_file_fault(&in->file, template->place, "'%s' is not a name in C", name);
	return NULL;
}

/* What is wrong with a text that was filled in; takes the message. */
static void report_text(struct reading *in, const struct template *template, const char *text, size_t fault_at,
			const char *name, char *fault)
{
	bool is_template = strcmp(text, template->text) != 0;
	struct place place = contract_file_text_place(&in->file, template->node, is_template ? 0 : fault_at);
	contract_file_fault(&in->file, place, is_template ? "%s, in '%s' for '%s'" : "%s", fault, text, name);
	g_free(fault);
}

static bool set_call(struct reading *in, const struct entry *entry, const GPtrArray *variables,
		     struct contract_helper *helper)
{
	const char *text = instance_text(in, &entry->calls, variables);
	if (!text)
		return false;
	char *name, *arguments;
	size_t fault_at;
	char *fault = contract_call_split(text, &name, &arguments, &fault_at);
	if (!fault && arguments && !entry->signature.text && !entry->is_bad) {
		contract_file_fault(&in->file, entry->calls.place,
				    "arguments in 'calls' need a 'signature', which names them");
		g_free(name);
		g_free(arguments);
		return false;
	}
	if (fault) {
		report_text(in, &entry->calls, text, fault_at, helper->name, fault);
		return false;
	}
	helper->calls = contract_intern(in->contract, name);
	helper->arguments = arguments ? contract_intern(in->contract, arguments) : NULL;
	helper->calls_place = entry->calls.place;
	g_free(name);
	g_free(arguments);
	return true;
}

static bool set_signature(struct reading *in, const struct template *template, const GPtrArray *variables,
			  struct contract_helper *helper)
{
	const char *text = instance_text(in, template, variables);
	if (!text)
		return false;
	char *result, *parameters;
	size_t fault_at;
	char *fault = contract_signature_split(text, &result, &parameters, &fault_at);
	if (fault) {
		report_text(in, template, text, fault_at, helper->name, fault);
		return false;
	}
	char *whole = g_strdup_printf("%s (%s)", result, parameters);
	helper->signature = contract_intern(in->contract, whole);
	helper->result = contract_intern(in->contract, result);
	helper->parameters = contract_intern(in->contract, parameters);
	helper->signature_place = template->place;
	g_free(whole);
	g_free(result);
	g_free(parameters);
	return true;
}

static void add_helper(struct reading *in, const struct contract_helper *helper)
{
	const struct contract_helper *known = contract_add(in->contract, helper);
	if (!known)
		return;
	struct place place = helper->place, other = known->place;
	if (other.file == place.file && other.line == place.line && other.column == place.column)
		contract_file_fault(&in->file, place, "two instances are called '%s'", helper->name);
	else if (contract_file_fault(&in->file, place, "'%s' is described twice", helper->name))
		diag_report(SEVERITY_NOTE, other, NULL, "the first description is here");
}

/* Adds the instance that the variables' choice makes. False: no further one is worth a look. */
static bool add_instance(struct reading *in, struct entry *entry, const GPtrArray *variables)
{
	struct contract_helper helper = {
		.is_noreturn = entry->is_noreturn,
		.must_use = entry->must_use,
		.is_optional = entry->is_optional,
		.place = entry->name.place,
		.calls_place = entry->name.place,
		.signature_place = entry->name.place,
	};
	if (!contract_file_spend(&in->file, helper.place, INSTANCE_COST))
		return false;
	helper.name = helper.calls = instance_name(in, &entry->name, variables);
	bool is_good = helper.name;
	if (is_good && entry->calls.text)
		is_good = set_call(in, entry, variables, &helper);
	if (is_good && entry->signature.text)
		is_good = set_signature(in, &entry->signature, variables, &helper);
	if (is_good && helper.must_use && (helper.is_noreturn || g_strcmp0(helper.result, "void") == 0)) {
		contract_file_fault(&in->file, contract_file_place(&in->file, entry->must_use_node),
				    "'must_use' does not fit: '%s' returns nothing", helper.name);
		is_good = false;
	}
	if (is_good && !entry->is_bad)
		add_helper(in, &helper);
	return is_good;
}

/* ---- instances ---- */

static void variable_free(void *data)
{
	struct variable *variable = data;
	g_ptr_array_free(variable->values, TRUE);
	g_free(variable);
}

static bool read_values(struct reading *in, const struct contract_pair *pair, GPtrArray *values)
{
	char *what = g_strdup_printf("variable '%s'", pair->key);
	bool is_list = pair->value->type == YAML_SEQUENCE_NODE, is_good = true;
	if (is_list)
		is_good = contract_file_expect(&in->file, pair->value, YAML_SEQUENCE_NODE, what);
	yaml_node_item_t *item = is_list ? pair->value->data.sequence.items.start : NULL;
	for (; is_good && is_list && item < pair->value->data.sequence.items.top; item++) {
		const char *text = contract_file_text(&in->file, contract_file_node(&in->file, *item), what);
		is_good = text;
		g_ptr_array_add(values, (gpointer)text);
	}
	if (!is_list && contract_node_is_nothing(pair->value)) {
		contract_file_fault(&in->file, contract_file_place(&in->file, pair->key_node),
				    "%s has no value; an empty text is \"\"", what);
		is_good = false;
	} else if (!is_list) {
		const char *text = contract_file_text(&in->file, pair->value, what);
		is_good = text;
		g_ptr_array_add(values, (gpointer)text);
	}
	if (is_good && values->len == 0) {
		contract_file_fault(&in->file, contract_file_place(&in->file, pair->value), "%s has no value", what);
		is_good = false;
	}
	g_free(what);
	return is_good;
}

/* The variables of an instance, in their order (struct variable); NULL with a fault. */
static GPtrArray *read_variables(struct reading *in, const yaml_node_t *node)
{
	GArray *pairs = contract_file_pairs(&in->file, node, "an instance");
	if (!pairs)
		return NULL;
	GPtrArray *variables = g_ptr_array_new_with_free_func(variable_free);
	bool is_good = true;
	for (guint i = 0; i < pairs->len; i++) {
		const struct contract_pair *pair = &g_array_index(pairs, struct contract_pair, i);
		struct variable *variable = g_new0(struct variable, 1);
		*variable = (struct variable){ pair->key, pair->key_node, g_ptr_array_new(), 0, false };
		g_ptr_array_add(variables, variable);
		is_good = read_values(in, pair, variable->values) && is_good;
		if (contract_is_identifier(pair->key))
			continue;
		contract_file_fault(&in->file, contract_file_place(&in->file, pair->key_node),
				    "'%s' is not a variable's name: letters, digits and '_'", pair->key);
		is_good = false;
	}
	g_array_free(pairs, TRUE);
	if (!is_good)
		g_clear_pointer(&variables, g_ptr_array_unref);
	return variables;
}

/* Chooses the next values, the last variable's first; false: that was all. */
static bool choose_next(const GPtrArray *variables)
{
	for (guint i = variables->len; i-- > 0;) {
		struct variable *variable = g_ptr_array_index(variables, i);
		if (++variable->chosen < variable->values->len)
			return true;
		variable->chosen = 0;
	}
	return false;
}

/* All helpers of one instance. */
static void expand_instance(struct reading *in, struct entry *entry, const struct instance *instance)
{
	const GPtrArray *variables = instance->variables;
	bool is_good = check_template(in, &entry->name, instance);
	is_good = check_template(in, &entry->calls, instance) && is_good;
	is_good = check_template(in, &entry->signature, instance) && is_good;
	for (guint i = 0; is_good && i < variables->len; i++) {
		const struct variable *variable = g_ptr_array_index(variables, i);
		if (variable->is_used)
			continue;
		contract_file_fault(&in->file, contract_file_place(&in->file, variable->name_node),
				    "'{%s}' stands nowhere in '%s'", variable->name, entry->name.text);
		is_good = false;
	}
	while (is_good && add_instance(in, entry, variables))
		is_good = choose_next(variables);
}

static void expand_entry(struct reading *in, struct entry *entry)
{
	static const char what[] = "'instantiate'";
	const yaml_node_t *list = entry->instantiate;
	if (!list || !contract_file_expect(&in->file, list, YAML_SEQUENCE_NODE, what))
		return;
	if (list->data.sequence.items.start == list->data.sequence.items.top)
		contract_file_fault(&in->file, contract_file_place(&in->file, list), "%s has no instance", what);
	for (yaml_node_item_t *item = list->data.sequence.items.start; item < list->data.sequence.items.top; item++) {
		struct instance instance = { contract_file_node(&in->file, *item), NULL };
		instance.variables = read_variables(in, instance.node);
		if (!instance.variables)
			continue;
		expand_instance(in, entry, &instance);
		g_ptr_array_free(instance.variables, TRUE);
	}
}

/* ---- sections ---- */

static void read_key(struct reading *in, const struct contract_pair *pair, struct entry *entry)
{
	bool is_good = false;
	switch (contract_file_key(&in->file, pair, helper_keys)) {
	case HELPER_CALLS:
		is_good = read_template(in, pair->value, "'calls'", &entry->calls);
		break;
	case HELPER_SIGNATURE:
		is_good = read_template(in, pair->value, "'signature'", &entry->signature);
		break;
	case HELPER_NORETURN:
		is_good = contract_file_bool(&in->file, pair, &entry->is_noreturn);
		break;
	case HELPER_MUST_USE:
		is_good = contract_file_bool(&in->file, pair, &entry->must_use);
		entry->must_use_node = pair->value;
		break;
	case HELPER_OPTIONAL:
		is_good = contract_file_bool(&in->file, pair, &entry->is_optional);
		break;
	case HELPER_INSTANTIATE:
		entry->instantiate = pair->value;
		is_good = true;
		break;
	}
	entry->is_bad = entry->is_bad || !is_good;
}

static void read_helper(struct reading *in, const struct contract_pair *helper)
{
	struct entry entry = { 0 };
	GPtrArray *none = g_ptr_array_new();
	if (!read_template(in, helper->key_node, "a name", &entry.name))
		entry.is_bad = true;
	if (!contract_node_is_nothing(helper->value)) {
		char *what = g_strdup_printf("'%s'", helper->key);
		GArray *pairs = contract_file_pairs(&in->file, helper->value, what);
		for (guint i = 0; pairs && i < pairs->len; i++)
			read_key(in, &g_array_index(pairs, struct contract_pair, i), &entry);
		entry.is_bad = entry.is_bad || !pairs;
		if (pairs)
			g_array_free(pairs, TRUE);
		g_free(what);
	}
	if (entry.name.text && entry.instantiate) {
		expand_entry(in, &entry);
	} else if (entry.name.text) {
		bool is_good = check_template(in, &entry.name, NULL);
		is_good = check_template(in, &entry.calls, NULL) && is_good;
		if (check_template(in, &entry.signature, NULL) && is_good)
			add_instance(in, &entry, none);
	}
	g_ptr_array_free(none, TRUE);
}

static void read_helpers(struct reading *in, const yaml_node_t *node)
{
	if (contract_node_is_nothing(node))
		return;
	GArray *pairs = contract_file_pairs(&in->file, node, "'helpers'");
	for (guint i = 0; pairs && i < pairs->len; i++)
		read_helper(in, &g_array_index(pairs, struct contract_pair, i));
	if (pairs)
		g_array_free(pairs, TRUE);
}

static void read_root(struct reading *in, const yaml_node_t *root)
{
	GArray *pairs = contract_file_pairs(&in->file, root, "a contract");
	for (guint i = 0; pairs && i < pairs->len; i++) {
		const struct contract_pair *pair = &g_array_index(pairs, struct contract_pair, i);
		int key = contract_file_key(&in->file, pair, top_keys);
		if (key == TOP_HELPERS)
			read_helpers(in, pair->value);
		else if (key == TOP_CONSTANTS)
			contract_constants_read(&in->file, pair->value, in->contract);
		else if (key == TOP_FUNCTIONS)
			contract_file_fault(&in->file, contract_file_place(&in->file, pair->key_node),
					    "'functions' is kept for later versions of braze; "
					    "this one knows 'helpers' and 'constants'");
	}
	if (pairs)
		g_array_free(pairs, TRUE);
}

bool contract_read(const GPtrArray *paths, struct contract *contract)
{
	unsigned errors = diag_count(SEVERITY_ERROR);
	for (guint i = 0; i < paths->len; i++) {
		struct reading in = { .contract = contract };
		if (contract_file_load(&in.file, g_ptr_array_index(paths, i))) {
			const yaml_node_t *root = contract_file_root(&in.file);
			if (root)
				read_root(&in, root);
		}
		contract_file_finish(&in.file);
	}
	return diag_count(SEVERITY_ERROR) == errors;
}
