/*
 * The contract's helpers to functions, with clang as the judge.
 *
 *     read_flag:                                  static u8 (^__braze_s0)(const u8 *flag) =
 *       calls: READ_ONCE(*flag)                   ^u8(const u8 *flag) {
 *       signature: u8 (const u8 *flag)            return READ_ONCE(*flag); };
 *
 * A helper with a signature stands in a block behind the macros' probes (macro_call.c): the block's type is the helper's, and clang says whether
 * the call fits; contract_check.c compares it with what the function takes, or the macro as far as macro_call.c has found that out. A helper
 * without one takes those types. A helper of the name of a C function replaces that one's declaration.
 */
#include "read/clang/reader.h"

#include "api/contract.h"
#include "base/diag.h"
#include "read/clang/contract_check.h"
#include "read/contract_signature.h"

#include <string.h>

static const char block_prefix[] = "__braze_s", defined_prefix[] = "__braze_d";

/* Lines of a helper: whether the macro is there; the block's type twice, and the call. */
enum { HELPER_LINES = 6, CALL_LINE = 5 };

/* What is known of one helper. */
struct contract_probe {
	GPtrArray *names;    /* char *, owned: of the parameters */
	const char *call;    /* in the block; NULL: there is none */
	const char *error;   /* clang's first message on its lines, or ours; NULL: none */
	bool is_about_types; /* the message is about the signature alone */
	bool is_defined;     /* what it calls is a macro at the end of the headers */
	struct function_type *said; /* of the signature; NULL: none, or clang could not read it */
	const struct function_type *found; /* of what it calls; NULL: not known */
	struct location loc; /* of that one */
};

static const struct contract_helper *helper_at(const struct reader *reader, unsigned index)
{
	return g_ptr_array_index(reader->api->contract->helpers, index);
}

static unsigned count_helpers(const struct reader *reader)
{
	return reader->config->helpers && reader->api->contract ? reader->api->contract->helpers->len : 0;
}

bool contract_calls(struct reader *reader, const char *name)
{
	if (!reader->called) {
		reader->called = g_hash_table_new(g_str_hash, g_str_equal);
		for (unsigned i = 0; i < count_helpers(reader); i++)
			g_hash_table_add(reader->called, (void *)helper_at(reader, i)->calls);
	}
	return g_hash_table_contains(reader->called, name);
}

static const struct macro *called_macro(const struct reader *reader, const struct contract_helper *helper)
{
	return g_hash_table_lookup(reader->macros.by_name, helper->calls);
}

static struct item *find_function(struct reader *reader, const char *name)
{
	struct item *item = reader_object(reader, name);
	return item && item->kind == ITEM_FUNCTION ? item : NULL;
}

/* "copy(to, from)". names: char *. Interned. */
static const char *call_text(struct reader *reader, const struct contract_helper *helper, const GPtrArray *names)
{
	const struct macro *macro = called_macro(reader, helper);
	GString *text = g_string_new(helper->calls);
	bool is_object =
		macro && !macro->is_function && !helper->arguments && !names->len && macro->form != MACRO_LIKE_FUNCTION;
	if (!is_object) {
		g_string_append_c(text, '(');
		g_string_append(text, helper->arguments ? helper->arguments : "");
		for (unsigned i = 0; i < names->len && !helper->arguments; i++)
			g_string_append_printf(text, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(names, i));
		g_string_append_c(text, ')');
	}
	const char *call = api_intern(reader->api, text->str);
	g_string_free(text, TRUE);
	return call;
}

/* The call in the C function: without arguments of the contract's it has no names of its, either, which variables in a macro may have, too. */
static const char *final_call(struct reader *reader, const struct contract_helper *helper, unsigned n_params)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (unsigned i = 0; i < n_params; i++)
		g_ptr_array_add(names, api_helper_parameter(helper->name, i));
	const char *call = call_text(reader, helper, names);
	g_ptr_array_unref(names);
	return call;
}

/* ---- blocks ---- */

static void write_helper(struct reader *reader, GString *text, unsigned index)
{
	const struct contract_helper *helper = helper_at(reader, index);
	struct contract_probe *probe = &reader->contract_probes[index];
	const struct macro *macro = called_macro(reader, helper);
	if (macro)
		g_string_append_printf(text, "#ifdef %s\nextern int %s%u;\n#endif\n", macro->name, defined_prefix,
				       index);
	else
		g_string_append(text, "\n\n\n");
	if (macro && macro->is_unbalanced)
		probe->error = "expands to unbalanced brackets"; /* and would swallow the next block */
	if (!helper->signature || probe->error) {
		g_string_append(text, "\n\n\n");
		return;
	}
	probe->names = contract_signature_names(helper->parameters);
	probe->call = call_text(reader, helper, probe->names);
	g_string_append_printf(text, "static %s (^%s%u)(%s) =\n^%s(%s) {\n%s%s; };\n", helper->result, block_prefix,
			       index, helper->parameters, helper->result, helper->parameters,
			       strcmp(helper->result, "void") ? "return " : "", probe->call);
}

void contract_write_calls(struct reader *reader, GString *text, unsigned *line)
{
	/* what a compiler only warns of by default, or may be told to */
	static const char *const errors[] = { "-Wincompatible-pointer-types",
					      "-Wincompatible-pointer-types-discards-qualifiers",
					      "-Wincompatible-function-pointer-types",
					      "-Wint-conversion",
					      "-Wimplicit-function-declaration",
					      "-Wimplicit-int",
					      "-Wreturn-type",
					      "-Wreturn-mismatch",
					      "-Wvisibility" };
	unsigned n = count_helpers(reader);
	for (size_t i = 0; n && i < G_N_ELEMENTS(errors); i++, (*line)++)
		g_string_append_printf(text, "#pragma clang diagnostic error \"%s\"\n", errors[i]);
	reader->contract_line = n ? *line : 0;
	reader->contract_probes = g_new0(struct contract_probe, n + 1);
	for (unsigned i = 0; i < n; i++, *line += HELPER_LINES)
		write_helper(reader, text, i);
}

/* The probe of the helper on this line of the main file; NULL: none. part: which of its lines. */
static struct contract_probe *probe_at(const struct reader *reader, unsigned line, unsigned *part)
{
	unsigned offset = line - reader->contract_line;
	*part = offset % HELPER_LINES;
	bool is_there =
		reader->contract_line && line >= reader->contract_line && offset / HELPER_LINES < count_helpers(reader);
	return is_there ? &reader->contract_probes[offset / HELPER_LINES] : NULL;
}

bool contract_note_error(struct reader *reader, unsigned line, const char *message)
{
	unsigned part;
	struct contract_probe *probe = probe_at(reader, line, &part);
	if (probe && !probe->error) {
		probe->error = api_intern(reader->api, message);
		probe->is_about_types = part < CALL_LINE;
	}
	return probe != NULL;
}

/* ---- the signature's types ---- */

/* A tag that the headers do not have, declared by being named: "struct tusk". Interned; NULL: none. */
static const char *stranger_in(struct reader *reader, CXType type)
{
	while (type.kind == CXType_Elaborated || type.kind == CXType_Pointer || type.kind == CXType_ConstantArray ||
	       type.kind == CXType_IncompleteArray)
		type = type.kind == CXType_Elaborated ? clang_Type_getNamedType(type) :
		       type.kind == CXType_Pointer    ? clang_getPointeeType(type) :
							clang_getArrayElementType(type);
	CXCursor cursor = clang_getTypeDeclaration(type);
	CXFile file;
	unsigned line;
	clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, &line, NULL, NULL);
	if (clang_Cursor_isNull(cursor) || !file || !clang_File_isEqual(file, reader->main_file) ||
	    line < reader->probes_from)
		return NULL;
	return reader_string(reader, clang_getTypeSpelling(clang_getUnqualifiedType(type)));
}

static const char *find_stranger(struct reader *reader, CXType block)
{
	const char *name = stranger_in(reader, clang_getResultType(block));
	for (int i = 0; i < clang_getNumArgTypes(block) && !name; i++)
		name = stranger_in(reader, clang_getArgType(block, (unsigned)i));
	return name;
}

static void name_params(struct reader *reader, struct function_type *function, const GPtrArray *names)
{
	struct param *params = api_alloc(reader->api, (function->n_params + 1) * sizeof(*params));
	for (unsigned i = 0; i < function->n_params; i++) {
		params[i] = function->params[i];
		params[i].name = i < names->len ? api_intern(reader->api, g_ptr_array_index(names, i)) : params[i].name;
	}
	function->params = params;
}

static void read_types(struct reader *reader, struct contract_probe *probe, CXCursor cursor)
{
	CXType block = clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(cursor)));
	CXType written = clang_getPointeeType(clang_getCursorType(cursor));
	const char *stranger = find_stranger(reader, block);
	if (stranger) {
		probe->error = api_format(reader->api, "the headers have no '%s'", stranger);
		probe->is_about_types = true;
	}
	if (probe->is_about_types)
		return;
	const struct type *type =
		type_convert(reader, written.kind == CXType_FunctionProto ? written : block, clang_getNullCursor());
	probe->said = api_alloc(reader->api, sizeof(*probe->said));
	*probe->said = *type->function;
	name_params(reader, probe->said, probe->names);
}

static bool has_number(const char *name, const char *prefix)
{
	return g_str_has_prefix(name, prefix) && g_ascii_isdigit(name[strlen(prefix)]);
}

bool contract_read_call(struct reader *reader, CXCursor cursor, unsigned line)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	const char *name = clang_getCString(spelling);
	bool is_block = has_number(name, block_prefix), is_flag = has_number(name, defined_prefix);
	clang_disposeString(spelling);
	unsigned part;
	struct contract_probe *probe = is_block || is_flag ? probe_at(reader, line, &part) : NULL;
	if (!probe)
		return false;
	probe->is_defined |= is_flag;
	if (is_flag)
		return true;
	read_types(reader, probe, cursor);
	body_note_block(reader, helper_at(reader, (unsigned)(probe - reader->contract_probes))->name, cursor);
	return true;
}

/* ---- functions ---- */

/*
 * The types that the called function or macro has, as far as they are known: before any helper takes a function's place. A macro that hides a
 * function of its name is none that is known; without a signature the function's types are taken all the same, and clang judges the helper.
 */
static void find_types(struct reader *reader, const struct contract_helper *helper, struct contract_probe *probe)
{
	const struct macro *macro = called_macro(reader, helper);
	const struct item *item = find_function(reader, helper->calls);
	if (macro && macro->signature) {
		probe->found = macro->signature;
		probe->loc = macro->loc;
	} else if (item && !(macro && helper->signature)) {
		probe->found = item->function.type->function;
		probe->loc = item->loc;
	}
}

static bool exists(struct reader *reader, const struct contract_helper *helper, const struct contract_probe *probe)
{
	return probe->is_defined || find_function(reader, helper->calls);
}

/* Where the contract is tried only, the message is all that is wanted. */
G_GNUC_PRINTF(4, 5)
static void refuse(struct reader *reader, const struct contract_probe *probe, struct place place, const char *format,
		   ...)
{
	va_list args;
	va_start(args, format);
	char *message = g_strdup_vprintf(format, args);
	va_end(args);
	if (reader->api->verdicts)
		reader->api->verdicts[probe - reader->contract_probes].fault = api_intern(reader->api, message);
	else
		diag_report(SEVERITY_ERROR, place, NULL, "%s", message);
	g_free(message);
}

static void report_missing_types(struct reader *reader, const struct contract_helper *helper,
				 const struct contract_probe *probe)
{
	const struct macro *macro = called_macro(reader, helper);
	if (!probe->error && !exists(reader, helper, probe)) {
		refuse(reader, probe, helper->calls_place, "'%s' does not exist", helper->calls);
		return;
	}
	const char *why = probe->error                   ? probe->error :
			  !exists(reader, helper, probe) ? "does not exist" :
			  macro && macro->call_error     ? macro->call_error :
							   "is no function";
	refuse(reader, probe, helper->calls_place, "'%s' %s; a signature is needed", helper->calls, why);
}

/* Whether a helper that has a signature may be; reports why not. */
static bool check_signature(struct reader *reader, const struct contract_helper *helper,
			    const struct contract_probe *probe)
{
	const struct macro *macro = called_macro(reader, helper);
	if (!probe->call || (probe->error && !exists(reader, helper, probe))) {
		refuse(reader, probe, helper->calls_place, "'%s' %s", helper->calls,
		       probe->call ? "does not exist" : probe->error);
		return false;
	}
	if (probe->is_about_types || !probe->said) {
		refuse(reader, probe, helper->signature_place, "the signature '%s' is no type here: %s",
		       helper->signature, probe->error ? probe->error : "clang does not read it");
		return false;
	}
	/* clang has tried it as a value */
	bool is_alias = macro && !macro->is_function && !helper->arguments && macro->form == MACRO_LIKE_FUNCTION;
	bool is_tried = !is_alias || probe->said->n_params;
	const char *error = is_tried ? probe->error : NULL;
	const char *mismatch = !probe->found ? NULL :
					       contract_mismatch(reader->api, helper, probe->said, probe->found,
								 macro != NULL, !is_tried || error);
	if (mismatch)
		refuse(reader, probe, helper->signature_place, "%s", mismatch);
	else if (error)
		refuse(reader, probe, helper->signature_place, "the call of '%s' does not fit '%s': %s", helper->calls,
		       helper->signature, error);
	return !mismatch && !error;
}

/* The helper's type where it has no signature: that of what it calls, with names for all parameters. */
static void take_types(struct reader *reader, struct contract_probe *probe)
{
	probe->names = g_ptr_array_new_with_free_func(g_free);
	for (unsigned i = 0; i < probe->found->n_params; i++) {
		const char *name = probe->found->params[i].name;
		g_ptr_array_add(probe->names, name ? g_strdup(name) : g_strdup_printf("braze_%u", i + 1));
	}
	probe->said = api_alloc(reader->api, sizeof(*probe->said));
	*probe->said = *probe->found;
	name_params(reader, probe->said, probe->names);
}

/* The function item that the helper is: C's own of that name, or a new one. */
static void add_function(struct reader *reader, const struct contract_helper *helper,
			 const struct contract_probe *probe)
{
	struct item *item = find_function(reader, helper->name);
	if (!item) {
		item = api_add_item(reader->api, ITEM_FUNCTION, helper->name, probe->loc);
		g_hash_table_insert(reader->objects, (void *)item->name, item);
	}
	struct type *type = api_new_type(reader->api, TYPE_FUNCTION);
	type->function = probe->said;
	item->omitted = item->omitted_id = NULL;
	item->function.type = type;
	item->function.linkage = LINKAGE_INTERNAL;
	item->function.is_definition = true;
	item->function.is_noreturn |= helper->is_noreturn;
	item->function.must_use |= helper->must_use;
	item->function.calls = final_call(reader, helper, probe->said->n_params);
	item->function.calls_by_name = helper->arguments;
}

static void finish_call(struct reader *reader, const struct contract_helper *helper, struct contract_probe *probe)
{
	if (reader->api->verdicts)
		reader->api->verdicts[probe - reader->contract_probes].exists =
			exists(reader, helper, probe) || (probe->call && !probe->error);
	if (helper->is_optional && !exists(reader, helper, probe))
		return;
	if (!helper->signature && (!probe->found || probe->error)) {
		report_missing_types(reader, helper, probe);
		return;
	}
	if (!helper->signature)
		take_types(reader, probe);
	else if (!check_signature(reader, helper, probe))
		return;
	add_function(reader, helper, probe);
}

void contract_finish_calls(struct reader *reader)
{
	unsigned n = count_helpers(reader);
	for (unsigned i = 0; i < n; i++)
		find_types(reader, helper_at(reader, i), &reader->contract_probes[i]);
	for (unsigned i = 0; i < n; i++)
		finish_call(reader, helper_at(reader, i), &reader->contract_probes[i]);
	for (unsigned i = 0; i < n; i++)
		g_clear_pointer(&reader->contract_probes[i].names, g_ptr_array_unref);
	g_free(reader->contract_probes);
}
