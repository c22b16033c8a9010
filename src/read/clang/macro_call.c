/*
 * Macros to functions, for helpers: what their parameters and results are, with clang as the judge.
 *
 *     #define current get_current()          struct task *current(void)
 *     #define wake_up(q) __wake_up(q, 1, 0)  void wake_up(struct wait_queue *)
 *
 * The first unit has the macros' texts. macro_use.c says which of them cannot be a function, so that clang is not asked; macro_record.c finds
 * types for those that use the members of a parameter. At the end of the second unit each of the others stands in a block (clang's -fblocks), which
 * may hold statements at file scope:
 *
 *     static void (^__braze_c7)(void) = ^{ struct __braze_hole_1 *__braze_1; ({ wake_up(__braze_1); }); };
 *     static void (^__braze_c8)(void) = ^{ struct scatterlist *__braze_1; ({ sg_len(__braze_1); }); };
 *
 * macro_hole.c reads what clang made of them. Where several records have the members there is a block for each, and only if clang accepts
 * exactly one without a complaint about pointers is it taken. Nothing is guessed: a macro without a signature is left out, and the report says why.
 */
#include "read/clang/macro_call.h"

#include <string.h>

static const char block_prefix[] = "__braze_c";

/* What to write instead, by the beginning of a reason; a signature is the answer to all others. */
static const struct {
	const char *why, *instead;
} advice[] = {
	{ "assigns to", "a contract can call it with '*p', where p is the address of the argument" },
	{ "takes the address", "a contract can call it with '*p', where p is the address of the argument" },
	{ "pastes", "a contract can call it with that name written out" },
	{ "takes the name of", "a contract can call it with that name written out" },
	{ "takes a name", "a contract can call it with that name written out" },
	{ "takes a string", "a contract can call it with that text written out, or a C function" },
	{ "holds a static", "a contract can call the function that it is made of, with an object of its own" },
	{ "is the head", "write a C function around it" },
	{ "is a declaration", "write a C function around it" },
	{ "is a label", "write a C function around it" },
	{ "is more than", "write a C function around it" },
	{ "is several", "write a C function around it" },
	{ "is no expression", "write a C function around it" },
	{ "returns from", "write a C function around it" },
	{ "may give the address", "write a C function around it" },
	{ "is not for", "write a C function around it" },
	{ "expands to", "write a C function for what it is used for" },
};

/* ---- which macros ---- */

static bool is_asked_for(struct reader *reader, const struct macro *macro)
{
	return contract_calls(reader, macro->name) || reader_is_asked_for(reader, macro->name, macro->loc);
}

/* glibc's __builtin_nansf32(x) stands in for one of the compiler's own, which wants a literal: no function can hand that on. */
static bool is_builtin(const struct macro *macro)
{
	return g_str_has_prefix(macro->name, "__builtin_");
}

static bool is_alone(const struct macro *macro)
{
	return !macro->is_unbalanced && !macro->is_empty && macro->loc.line && !is_builtin(macro);
}

static bool wants_call(struct reader *reader, const struct macro *macro)
{
	return macro->is_function && macro->loc.line && !is_builtin(macro) && is_asked_for(reader, macro);
}

/* Without parameters, and not with a value: the probe of its value may serve (macro.c), unless it is a statement expression. */
static bool wants_object(struct reader *reader, const struct macro *macro)
{
	return !macro->is_function && is_alone(macro) && !macro->is_list && !macro->varies && !macro->has_paste &&
	       !macro->is_integer && is_asked_for(reader, macro);
}

/* A call of a function may give nothing, which no probe can hold. */
static bool is_call(const struct reader *reader, const struct macro *macro)
{
	for (unsigned depth = 0; macro->is_call && depth < MOST_PARAMS; depth++) {
		const struct macro *called =
			g_hash_table_lookup(reader->macros.by_name, g_ptr_array_index(macro->tokens, 0));
		if (!called || called == macro)
			return true;
		macro = called;
	}
	return false;
}

/* ---- plans ---- */

/* The macros that a block may be written for, and what is to be found in the headers for them. */
struct plan {
	struct reader *reader;
	struct record_search *search;
	GPtrArray *macros;
};

static const char *why_not(struct reader *reader, const struct macro *macro, unsigned i, const struct param_use *use)
{
	if (use->why)
		return use->why;
	if (!use->is_used)
		return api_format(reader->api, "does not use its parameter '%s'", macro->params[i]);
	if (use->by_arrow && use->by_dot)
		return api_format(reader->api, "uses its parameter '%s' as a record and as the address of one",
				  macro->params[i]);
	if (use->n_members || use->right)
		return NULL;
	if (use->decides)
		return api_format(reader->api, "chooses by the type of its parameter '%s'", macro->params[i]);
	if (!use->has_evidence)
		return api_format(reader->api, "does not tell the type of its parameter '%s'", macro->params[i]);
	return NULL;
}

/* Why no block is worth while, or NULL; asks for what the block needs. */
static const char *plan_macro(struct plan *plan, struct macro *macro)
{
	unsigned n_named = macro->n_params - macro->is_variadic;
	if (macro->n_params > MOST_PARAMS)
		return api_format(plan->reader->api, "has more than %d parameters", MOST_PARAMS);
	if (macro->is_empty)
		return "expands to nothing";
	if (macro->is_unbalanced)
		return "expands to unbalanced brackets, or to a part of a statement";
	if (macro->is_list)
		return "is several expressions, of which a function could give the last only";
	const struct macro_uses *uses = macro_uses(plan->reader, macro);
	if (macro->is_variadic && !uses->handed_to)
		return "takes variable arguments, and hands them to no function alone";
	for (unsigned i = 0; i < n_named; i++) {
		const char *why = why_not(plan->reader, macro, i, &uses->params[i]);
		if (why)
			return why;
	}
	for (unsigned i = 0; i < n_named; i++)
		for (unsigned m = 0; m < uses->params[i].n_members; m++)
			record_search_add_member(plan->search, uses->params[i].members[m]);
	if (macro->is_variadic)
		record_search_add_function(plan->search, uses->handed_to);
	return NULL;
}

static struct plan make_plan(struct reader *reader)
{
	struct plan plan = { reader, record_search_new(reader), g_ptr_array_new() };
	const GPtrArray *list = reader->macros.list;
	for (unsigned i = 0; i < list->len; i++) {
		struct macro *macro = g_ptr_array_index(list, i);
		bool is_object = wants_object(reader, macro);
		macro->wants_object = is_object && !macro->has_block && !is_call(reader, macro);
		if (!is_object && !wants_call(reader, macro))
			continue;
		if (macro->is_function)
			macro->call_error = plan_macro(&plan, macro);
		if (!macro->call_error && !macro->wants_object)
			g_ptr_array_add(plan.macros, macro);
	}
	record_search_run(plan.search);
	return plan;
}

/* ---- calls ---- */

static struct call *add_call(struct reader *reader, struct macro *macro, unsigned n_params)
{
	struct call *call = api_alloc(reader->api, sizeof(*call));
	call->macro = macro;
	call->n_params = n_params;
	for (unsigned i = 0; i < n_params && macro->uses; i++)
		call->is_number[i] = macro->uses->params[i].is_number && !macro->uses->params[i].is_pointer;
	return call;
}

static const char *join_names(struct reader *reader, const GPtrArray *names)
{
	GString *text = g_string_new(NULL);
	for (unsigned i = 0; i < names->len && i < MOST_CANDIDATES; i++)
		g_string_append_printf(text, "%s'%s'", i ? ", " : "", (const char *)g_ptr_array_index(names, i));
	if (names->len > MOST_CANDIDATES)
		g_string_append_printf(text, " and %u more", names->len - MOST_CANDIDATES);
	const char *joined = api_intern(reader->api, text->str);
	g_string_free(text, TRUE);
	return joined;
}

static const char *join_members(struct reader *reader, const struct param_use *use)
{
	GPtrArray *names = g_ptr_array_new();
	for (unsigned i = 0; i < use->n_members; i++)
		g_ptr_array_add(names, (void *)use->members[i]);
	const char *joined = join_names(reader, names);
	g_ptr_array_unref(names);
	return joined;
}

/* `*p = right;` has the type of right. */
static const char *right_type(struct reader *reader, const struct macro *macro, const struct param_use *use)
{
	GString *text = g_string_new("__typeof__(");
	macro_append_text(text, macro, use->right, use->right_end);
	g_string_append(text, ") *");
	const char *type = api_intern(reader->api, text->str);
	g_string_free(text, TRUE);
	return type;
}

/* Multiplies the calls by the types that a parameter may have. */
static GPtrArray *spread_calls(struct reader *reader, GPtrArray *calls, unsigned param, const GPtrArray *records,
			       const struct param_use *use)
{
	GPtrArray *all = g_ptr_array_new();
	for (unsigned c = 0; c < calls->len; c++) {
		for (unsigned r = 0; r < records->len; r++) {
			struct call *call = api_alloc(reader->api, sizeof(*call));
			*call = *(struct call *)g_ptr_array_index(calls, c);
			call->types[param] = api_format(reader->api, use->by_dot ? "%s " : "%s *",
							(const char *)g_ptr_array_index(records, r));
			call->is_by_value[param] = use->by_dot;
			g_ptr_array_add(all, call);
		}
	}
	g_ptr_array_unref(calls);
	return all;
}

/* The calls for one parameter with members; the macro's call_error where there are too many, or none. */
static GPtrArray *try_records(struct plan *plan, struct macro *macro, GPtrArray *calls, unsigned param)
{
	const struct param_use *use = &macro->uses->params[param];
	GPtrArray *records = record_search_find(plan->search, use);
	if (!records->len)
		macro->call_error =
			api_format(plan->reader->api, "uses members of its parameter '%s' that no record has: %s",
				   macro->params[param], join_members(plan->reader, use));
	else if (records->len * calls->len > MOST_CANDIDATES)
		macro->call_error = api_format(
			plan->reader->api, "uses members of its parameter '%s' (%s) that several records have (%s)",
			macro->params[param], join_members(plan->reader, use), join_names(plan->reader, records));
	else
		calls = spread_calls(plan->reader, calls, param, records, use);
	g_ptr_array_unref(records);
	return calls;
}

/* The blocks of a macro, struct call *; none, with the macro's call_error. */
static GPtrArray *make_calls(struct plan *plan, struct macro *macro)
{
	GPtrArray *calls = g_ptr_array_new();
	unsigned n = macro->n_params - macro->is_variadic;
	if (macro->is_variadic) {
		int arity = record_search_arity(plan->search, macro->uses->handed_to);
		if (arity < (int)macro->uses->n_before || n + (unsigned)arity - macro->uses->n_before > MOST_PARAMS) {
			macro->call_error =
				api_format(plan->reader->api,
					   "hands variable arguments to '%s', whose parameters are not known, or vary",
					   macro->uses->handed_to);
			return calls;
		}
		n += (unsigned)arity - macro->uses->n_before;
	}
	struct call *first = add_call(plan->reader, macro, n);
	g_ptr_array_add(calls, first);
	for (unsigned i = 0; i + macro->is_variadic < macro->n_params && !macro->call_error; i++) {
		const struct param_use *use = &macro->uses->params[i];
		if (use->right)
			for (unsigned c = 0; c < calls->len; c++)
				((struct call *)g_ptr_array_index(calls, c))->types[i] =
					right_type(plan->reader, macro, use);
		else if (use->n_members)
			calls = try_records(plan, macro, calls, i);
	}
	if (macro->call_error)
		g_ptr_array_set_size(calls, 0);
	return calls;
}

static bool has_type(const struct call *call)
{
	for (unsigned i = 0; i < call->n_params; i++)
		if (call->types[i])
			return true;
	return false;
}

/* ---- blocks ---- */

static void write_holes(GString *text, unsigned *line)
{
	for (unsigned i = 1; i <= MOST_PARAMS; i++, (*line)++)
		g_string_append_printf(text,
				       "struct %s%u { char none; }; enum %snumber_%u { %snumber_%u_ = 1ull << 40 };\n",
				       call_hole_prefix, i, call_hole_prefix, i, call_hole_prefix, i);
}

static void write_use(GString *text, const struct call *call)
{
	g_string_append(text, call->macro->name);
	for (unsigned i = 1; i <= call->n_params; i++)
		g_string_append_printf(text, "%s__braze_%u", i == 1 ? "(" : ", ", i);
	if (call->macro->is_function)
		g_string_append(text, call->n_params ? ")" : "()");
}

static void write_call(GString *text, const struct call *call, unsigned index)
{
	g_string_append_printf(text, "#ifdef %s\nstatic void (^%s%u)(void) = ^{ ", call->macro->name, block_prefix,
			       index);
	for (unsigned i = 1; i <= call->n_params; i++) {
		if (call->types[i - 1])
			g_string_append_printf(text, "%s__braze_%u; ", call->types[i - 1], i);
		else if (call->is_number[i - 1])
			g_string_append_printf(text, "enum %snumber_%u __braze_%u; ", call_hole_prefix, i, i);
		else
			g_string_append_printf(text, "struct %s%u *__braze_%u; ", call_hole_prefix, i, i);
	}
	g_string_append(text, "({ ");
	write_use(text, call);
	g_string_append(text, "; }); };\n#endif\n");
}

static void write_blocks(struct macros *macros, const GPtrArray *calls, bool with_types, GString *text, unsigned *line)
{
	for (unsigned i = 0; i < calls->len; i++) {
		struct call *call = g_ptr_array_index(calls, i);
		if (has_type(call) != with_types)
			continue;
		write_call(text, call, macros->called->len);
		g_ptr_array_add(macros->called, call);
		*line += MACRO_PROBE_LINES;
	}
}

/* Where a parameter's type is tried, conversions between pointers tell that it is the wrong one. */
static void write_error(GString *text, unsigned *line, const char *warning)
{
	g_string_append_printf(text, "#pragma clang diagnostic error \"%s\"\n", warning);
	(*line)++;
}

static void write_pointer_errors(GString *text, unsigned *line)
{
	static const char *const errors[] = { "-Wincompatible-pointer-types", "-Wint-conversion",
					      "-Wincompatible-pointer-types-discards-qualifiers",
					      "-Wcompare-distinct-pointer-types" };
	for (size_t i = 0; i < G_N_ELEMENTS(errors); i++)
		write_error(text, line, errors[i]);
}

void macro_write_calls(struct reader *reader, GString *text, unsigned *line)
{
	struct macros *macros = &reader->macros;
	if (!reader->config->helpers)
		return;
	struct plan plan = make_plan(reader);
	GPtrArray *calls = g_ptr_array_new();
	for (unsigned i = 0; i < plan.macros->len; i++) {
		GPtrArray *some = make_calls(&plan, g_ptr_array_index(plan.macros, i));
		g_ptr_array_extend(calls, some, NULL, NULL);
		g_ptr_array_unref(some);
	}
	if (calls->len) {
		write_holes(text, line);
		write_error(text, line, "-Wimplicit-function-declaration");
		macros->calls_line = *line;
		write_blocks(macros, calls, false, text, line);
		macros->n_untyped = macros->called->len;
		write_pointer_errors(text, line);
		macros->typed_line = *line;
		write_blocks(macros, calls, true, text, line);
	}
	g_ptr_array_unref(calls);
	g_ptr_array_unref(plan.macros);
	record_search_free(plan.search);
}

/* The call whose block has this line. */
static struct call *call_at(const struct macros *macros, unsigned line)
{
	if (!macros->calls_line || line < macros->calls_line)
		return NULL;
	unsigned index = line >= macros->typed_line ?
				 macros->n_untyped + (line - macros->typed_line) / MACRO_PROBE_LINES :
				 (line - macros->calls_line) / MACRO_PROBE_LINES;
	return index < macros->called->len ? g_ptr_array_index(macros->called, index) : NULL;
}

/* What clang says of a hole beside a parameter whose type is tried: a hole fits nowhere. */
static bool is_of_hole(const char *message)
{
	static const char *const parts[] = { "incompatible pointer", "incompatible integer", "distinct pointer types",
					     "discards qualifiers" };
	bool is_known = false;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		is_known |= strstr(message, parts[i]) != NULL;
	return is_known && strstr(message, call_hole_prefix);
}

bool macro_note_call_error(struct reader *reader, unsigned line, const char *message)
{
	struct call *call = call_at(&reader->macros, line);
	if (call && !call->error && !(has_type(call) && is_of_hole(message)))
		call->error = strstr(message, "__braze_") ? /* of our names nobody knows */
				      "does not tell the types of its parameters" :
				      api_format(reader->api, "does not compile by itself: %s", message);
	return reader->macros.calls_line && line >= reader->macros.calls_line; /* to the end of the file */
}

bool macro_read_call(struct reader *reader, CXCursor cursor, unsigned line)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	const char *name = clang_getCString(spelling);
	bool is_block = g_str_has_prefix(name, block_prefix) && g_ascii_isdigit(name[strlen(block_prefix)]);
	clang_disposeString(spelling);
	struct call *call = is_block ? call_at(&reader->macros, line) : NULL;
	if (!call)
		return false;
	if (!call->error)
		hole_read_call(reader, call, cursor);
	if (call->signature)
		body_note_block(reader, call->macro->name, cursor);
	return true;
}

/* ---- what came of them ---- */

/* Whether the headers have another record that the parameter may be, which was not tried. */
static bool is_complete(struct reader *reader, GHashTable *index, const GPtrArray *calls, unsigned param,
			const struct param_use *use)
{
	GPtrArray *found = g_ptr_array_new();
	for (unsigned i = 0; i < calls->len; i++) {
		const struct call *call = g_ptr_array_index(calls, i);
		char *name = g_strdup(call->types[param]);
		char *end = strrchr(name, ' ');
		*end = '\0';
		g_ptr_array_add(found, (void *)api_intern(reader->api, name));
		g_free(name);
	}
	bool has_more = record_index_has_more(index, use, found);
	g_ptr_array_unref(found);
	return !has_more;
}

static const char *why_unsure(struct reader *reader, GHashTable *index, const struct macro *macro,
			      const GPtrArray *calls)
{
	const struct call *first = g_ptr_array_index(calls, 0);
	for (unsigned i = 0; i < first->n_params; i++) {
		const struct param_use *use = macro->uses ? &macro->uses->params[i] : NULL;
		if (!first->types[i] || use->right || is_complete(reader, index, calls, i, use))
			continue;
		return api_format(reader->api, "uses members of its parameter '%s' (%s) that several records have",
				  macro->params[i], join_members(reader, use));
	}
	return NULL;
}

static const char *why_several(struct reader *reader, const struct macro *macro, const GPtrArray *good)
{
	GPtrArray *names = g_ptr_array_new();
	const struct call *first = g_ptr_array_index(good, 0);
	unsigned param = 0;
	while (param + 1 < first->n_params && !first->types[param])
		param++;
	for (unsigned i = 0; i < good->len; i++)
		g_ptr_array_add(names, (void *)((struct call *)g_ptr_array_index(good, i))->types[param]);
	const char *why = api_format(reader->api, "goes with more than one type of its parameter '%s' (%s)",
				     macro->params[param], join_names(reader, names));
	g_ptr_array_unref(names);
	return why;
}

/* calls: of one macro. */
static void settle(struct reader *reader, GHashTable *index, struct macro *macro, const GPtrArray *calls)
{
	GPtrArray *good = g_ptr_array_new();
	for (unsigned i = 0; i < calls->len; i++) {
		struct call *call = g_ptr_array_index(calls, i);
		if (call->signature)
			g_ptr_array_add(good, call);
		else if (!macro->call_error)
			macro->call_error = call->error ?
						    call->error :
						    "could not be tried, as what stands in front of it does not end";
	}
	const char *why = good->len > 1 ? why_several(reader, macro, good) :
			  good->len     ? why_unsure(reader, index, macro, calls) :
					  macro->call_error;
	macro->call_error = why;
	if (!why) {
		macro->signature = ((struct call *)g_ptr_array_index(good, 0))->signature;
		macro->form = macro->is_function ? MACRO_LIKE_FUNCTION : MACRO_LIKE_OBJECT;
	}
	g_ptr_array_unref(good);
}

static GHashTable *make_index(struct reader *reader)
{
	GHashTable *index = record_index_new();
	for (unsigned i = reader->macros.n_untyped; i < reader->macros.called->len; i++) {
		const struct call *call = g_ptr_array_index(reader->macros.called, i);
		for (unsigned p = 0; p < call->n_params && call->signature; p++)
			if (call->types[p])
				record_index_add(index, &call->macro->uses->params[p]);
	}
	record_index_fill(index, reader->api);
	return index;
}

void macro_finish_calls(struct reader *reader)
{
	const GPtrArray *called = reader->macros.called;
	GHashTable *index = make_index(reader);
	for (unsigned from = 0, to; from < called->len; from = to) {
		GPtrArray *calls = g_ptr_array_new();
		struct macro *macro = ((struct call *)g_ptr_array_index(called, from))->macro;
		for (to = from; to < called->len && ((struct call *)g_ptr_array_index(called, to))->macro == macro;
		     to++)
			g_ptr_array_add(calls, g_ptr_array_index(called, to));
		settle(reader, index, macro, calls);
		g_ptr_array_unref(calls);
	}
	g_hash_table_unref(index);
}

const char *macro_call_advice(const struct macro *macro)
{
	for (size_t i = 0; i < G_N_ELEMENTS(advice); i++)
		if (g_str_has_prefix(macro->call_error, advice[i].why))
			return advice[i].instead;
	return "give it a signature in a contract";
}

void macro_add_function(struct reader *reader, const struct macro *macro)
{
	struct item *item = api_add_item(reader->api, ITEM_FUNCTION, macro->name, macro->loc);
	struct type *type = api_new_type(reader->api, TYPE_FUNCTION);
	type->function = macro->signature;
	item->function.type = type;
	item->function.linkage = LINKAGE_INTERNAL;
	item->function.is_definition = true;
	item->function.macro = macro->form;
}
