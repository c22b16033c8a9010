/*
 * A function and what is known of its arguments, to what a call of it comes to.
 *
 *     field_mask(open)    refused: calls 'bad_mask', which is an error, unless `field` is a constant
 *     field_mask(0xff)    255
 *
 * A function with a body is followed with the arguments that it gets here, once for each kind of them. Of one without, all that is needed is its
 * attributes.
 */
#include "read/clang/body.h"

#include <string.h>

/* Calls within calls that are followed. */
enum { MOST_DEPTH = 64, MOST_PARAMS = 64 };

/* Kinds of arguments that one function is followed with. */
enum { MOST_SUMMARIES = 500 };

/* ---- functions ---- */

static guint hash_cursor(gconstpointer cursor)
{
	return clang_hashCursor(*(const CXCursor *)cursor);
}

static gboolean equal_cursors(gconstpointer a, gconstpointer b)
{
	return clang_equalCursors(*(const CXCursor *)a, *(const CXCursor *)b) != 0;
}

static void free_function(gpointer data)
{
	struct body_function *function = data;
	g_ptr_array_unref(function->params);
	g_free(function->n_summaries);
	g_free(function);
}

static void free_summary(gpointer data)
{
	struct body_summary *summary = data;
	if (summary->uses)
		g_ptr_array_unref(summary->uses);
	g_free(summary);
}

void bodies_init(struct bodies *bodies, struct reader *reader)
{
	*bodies = (struct bodies){
		.reader = reader,
		.functions = g_hash_table_new_full(hash_cursor, equal_cursors, g_free, free_function),
		.summaries =
			g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, free_summary),
		.branches = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref),
		.wants_uses = reader->config->symbols->len > 0,
	};
}

void bodies_finish(struct bodies *bodies)
{
	g_hash_table_unref(bodies->summaries);
	g_hash_table_unref(bodies->functions);
	g_hash_table_unref(bodies->branches);
}

/* The text of an attribute, "error" or "warning", in a declaration as clang prints it; interned. NULL: it has none. */
static const char *attribute_text(struct api *api, const char *declaration, const char *name)
{
	char *start = g_strconcat(name, "(\"", NULL);
	const char *at = declaration, *text = NULL;
	while (!text && (at = strstr(at, start))) {
		bool is_attribute = at > declaration && (at[-1] == '(' || at[-1] == ':' || at[-1] == ' ');
		at += strlen(start);
		const char *end = strchr(at, '"');
		if (is_attribute && end) {
			char *copy = g_strndup(at, (size_t)(end - at));
			text = api_intern(api, copy);
			g_free(copy);
		}
	}
	g_free(start);
	return text;
}

/* What every compiler knows, and puts its own code in the place of. */
static bool is_library_function(const char *name)
{
	static const char *const names[] = { "abs",     "bcmp",    "labs",    "llabs",   "memchr", "memcmp", "memcpy",
					     "memmove", "memset",  "strcat",  "strchr",  "strcmp", "strcpy", "strlen",
					     "strncmp", "strncpy", "strnlen", "strrchr", "strstr" };
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* As it is declared here, and as it was first: attributes that are inherited are not printed. Freed by the caller. */
static char *print_with_first(CXCursor cursor)
{
	char *here = decl_print(cursor), *first = decl_print(clang_getCanonicalCursor(cursor));
	char *both = g_strconcat(here, "\n", first, NULL);
	g_free(here);
	g_free(first);
	return both;
}

static void read_attributes(struct bodies *bodies, struct body_function *function, CXCursor cursor)
{
	struct api *api = bodies->reader->api;
	CXString mangled;
	char *text = clang_Cursor_hasAttrs(cursor) ? print_with_first(cursor) : NULL;
	function->is_noreturn = type_is_noreturn(clang_getCursorType(cursor));
	if (text) {
		function->error = attribute_text(api, text, "error");
		if (!function->error) {
			function->error = attribute_text(api, text, "warning");
			function->is_only_warning = function->error != NULL;
		}
		function->is_noreturn |= type_text_is_noreturn(text, function->name);
	}
	bool is_weak = text && strstr(text, "(weak");
	bool is_builtin = g_str_has_prefix(function->name, "__builtin_") ||
			  g_str_has_prefix(function->name, "__sync_") || g_str_has_prefix(function->name, "__atomic_");
	bool is_register = clang_Cursor_getStorageClass(cursor) == CX_SC_Register;
	if (!is_weak && !is_register && !is_builtin && !function->is_library && clang_Cursor_isNull(function->body) &&
	    clang_getCursorLinkage(cursor) == CXLinkage_External) {
		mangled = clang_Cursor_getMangling(cursor);
		function->symbol = api_intern(api, clang_getCString(mangled));
		clang_disposeString(mangled);
	}
	g_free(text);
}

static void read_body(struct body_function *function, CXCursor cursor)
{
	CXCursor definition = clang_getCursorDefinition(cursor);
	if (clang_Cursor_isNull(definition) || clang_getCursorKind(definition) != CXCursor_FunctionDecl)
		return;
	GArray *children = body_children(definition, false);
	CXCursor last = body_child(children, children->len - 1);
	if (clang_getCursorKind(last) == CXCursor_CompoundStmt)
		function->body = last;
	g_array_unref(children);
	int n = clang_Cursor_getNumArguments(definition);
	for (int i = 0; i < n; i++) {
		CXCursor param = clang_Cursor_getArgument(definition, (unsigned)i);
		g_ptr_array_add(function->params, g_memdup2(&param, sizeof(param)));
	}
}

const struct body_function *body_function(struct bodies *bodies, CXCursor declaration)
{
	CXCursor canonical = clang_getCanonicalCursor(declaration);
	struct body_function *function = g_hash_table_lookup(bodies->functions, &canonical);
	if (function)
		return function;
	function = g_new0(struct body_function, 1);
	CXString name = clang_getCursorSpelling(declaration);
	function->name = api_intern(bodies->reader->api, clang_getCString(name));
	clang_disposeString(name);
	function->index = g_hash_table_size(bodies->functions);
	function->n_summaries = g_new0(unsigned, 1);
	function->params = g_ptr_array_new_with_free_func(g_free);
	function->body = clang_getNullCursor();
	if (clang_getCursorKind(declaration) == CXCursor_FunctionDecl)
		read_body(function, declaration);
	/* a body that clang could not read is known to others */
	function->is_library =
		clang_Cursor_isNull(function->body) &&
		(is_library_function(function->name) || clang_getCursorLinkage(declaration) != CXLinkage_External);
	read_attributes(bodies, function, declaration);
	g_hash_table_insert(bodies->functions, g_memdup2(&canonical, sizeof(canonical)), function);
	return function;
}

/* ---- what is found ---- */

static const struct body_refusal *new_refusal(struct frame *frame, const char *what, unsigned param,
					      const struct body_refusal *inner)
{
	struct body_refusal *refusal = api_alloc(frame->bodies->reader->api, sizeof(*refusal));
	*refusal = (struct body_refusal){ what, frame->function->name, inner, param };
	return refusal;
}

void body_refuse(struct frame *frame, const char *what, unsigned param)
{
	frame->summary->effects++;
	if (!frame->bodies->muted && body_is_certain(frame) && !frame->summary->refusal)
		frame->summary->refusal = new_refusal(frame, what, param ? param : frame->guard, NULL);
}

static void add_use(struct frame *frame, const char *symbol, const struct body_use *inner)
{
	struct body_summary *summary = frame->summary;
	if (!frame->bodies->wants_uses || frame->bodies->muted)
		return;
	if (!summary->uses)
		summary->uses = g_ptr_array_new();
	for (guint i = 0; i < summary->uses->len; i++)
		if (((const struct body_use *)g_ptr_array_index(summary->uses, i))->symbol == symbol)
			return;
	struct body_use *use = api_alloc(frame->bodies->reader->api, sizeof(*use));
	*use = (struct body_use){ symbol, frame->function->name, inner };
	g_ptr_array_add(summary->uses, use);
}

void body_use_symbol(struct frame *frame, const char *symbol)
{
	frame->summary->effects++;
	add_use(frame, symbol, NULL);
}

/* ---- a function with its arguments ---- */

/* What the summary depends on; where values come from does not matter. */
static GBytes *summary_key(const struct body_function *function, const struct range *arguments, unsigned n,
			   bool has_written)
{
	GByteArray *key = g_byte_array_new();
	uint64_t head[2] = { function->index, has_written };
	g_byte_array_append(key, (const guint8 *)head, sizeof(head));
	for (unsigned i = 0; i < n; i++) {
		const struct range *a = &arguments[i];
		uint64_t flags = (uint64_t)a->is_implied << 8 | (uint64_t)a->n_holes << 1 | a->is_derived;
		uint64_t words[] = { (uint64_t)a->known << 32 | flags << 16 | a->width, a->low, a->high, a->bits };
		g_byte_array_append(key, (const guint8 *)a->holes, (guint)(a->n_holes * sizeof(a->holes[0])));
		g_byte_array_append(key, (const guint8 *)words, sizeof(words));
	}
	return g_byte_array_free_to_bytes(key);
}

static void bind(struct frame *frame, const struct range *arguments, unsigned n)
{
	const GPtrArray *params = frame->function->params;
	for (guint i = 0; i < params->len; i++) {
		CXCursor param = *(const CXCursor *)g_ptr_array_index(params, i);
		CXType type = clang_getCursorType(param);
		struct binding binding = { param, body_doubt(type), false };
		if (i < n) {
			unsigned width;
			bool is_signed;
			body_shape(type, &width, &is_signed);
			binding.range = width ? range_convert(&arguments[i], width, is_signed) : arguments[i];
		}
		binding.range.param = i + 1;
		binding.range.symbol = NULL;
		g_array_append_val(frame->bindings, binding);
	}
}

static void run(struct bodies *bodies, const struct body_function *function, struct body_summary *summary,
		const struct range *arguments, unsigned n, bool has_written)
{
	struct frame frame = {
		.bodies = bodies,
		.function = function,
		.summary = summary,
		.bindings = g_array_new(FALSE, FALSE, sizeof(struct binding)),
		.labels = g_array_new(FALSE, FALSE, sizeof(CXCursor)),
		.has_written = has_written,
	};
	unsigned muted = bodies->muted;
	bodies->muted = 0;
	bodies->depth++;
	bind(&frame, arguments, n);
	struct range value = body_run(&frame, function->body);
	if (function->is_block && !summary->has_result)
		summary->result = value;
	bodies->depth--;
	bodies->muted = muted;
	summary->has_result |= !frame.has_ended;
	summary->writes = frame.has_written;
	if (frame.is_lost && summary->result.known == KNOWN_OPEN)
		summary->result.known = KNOWN_DOUBT;
	g_array_unref(frame.bindings);
	g_array_unref(frame.labels);
}

const struct body_summary *body_summarise(struct bodies *bodies, const struct body_function *function,
					  const struct range *arguments, unsigned n, bool has_written)
{
	GBytes *key = summary_key(function, arguments, n, has_written);
	struct body_summary *summary = g_hash_table_lookup(bodies->summaries, key);
	if (summary) {
		g_bytes_unref(key);
		return summary;
	}
	summary = g_new0(struct body_summary, 1);
	summary->result = range_doubt(0, false);
	g_hash_table_insert(bodies->summaries, key, summary);
	bool is_too_often = function->n_summaries && ++*function->n_summaries > MOST_SUMMARIES;
	if (bodies->depth >= MOST_DEPTH || is_too_often) {
		summary->has_result = summary->writes = true;
		return summary;
	}
	summary->is_running = true;
	run(bodies, function, summary, arguments, n, has_written);
	summary->is_running = false;
	return summary;
}

/* ---- calls ---- */

/* Parameter N of the called function, as one of the caller's. */
static unsigned param_of(const struct range *arguments, unsigned n, unsigned param)
{
	return param && param <= n ? arguments[param - 1].param : 0;
}

static struct range merge(struct frame *frame, const struct body_summary *called, const struct range *arguments,
			  unsigned n)
{
	struct body_summary *summary = frame->summary;
	struct range result = called->result;
	if (called->is_running) {
		summary->effects++;
		frame->has_written = true;
		return range_doubt(0, false);
	}
	summary->effects += called->effects;
	frame->has_written |= called->writes;
	for (unsigned i = 0; i < n && i < MOST_PARAMS; i++)
		if (called->params >> i & 1)
			body_need(frame, &arguments[i]);
	for (guint i = 0; called->uses && i < called->uses->len; i++) {
		const struct body_use *use = g_ptr_array_index(called->uses, i);
		add_use(frame, use->symbol, use);
	}
	if (called->refusal && !frame->bodies->muted && body_is_certain(frame) && !summary->refusal) {
		unsigned param = param_of(arguments, n, called->refusal->param);
		summary->refusal =
			new_refusal(frame, called->refusal->what, param ? param : frame->guard, called->refusal);
	}
	if (!called->has_result)
		body_end(frame);
	if (result.param && result.param <= n) {
		const struct range *source = &arguments[result.param - 1];
		if (!result.symbol)
			result.symbol = source->symbol;
		result.param = source->param;
	} else {
		result.param = 0;
	}
	return result;
}

/*
 * A function of one name may be declared in several bodies, with a text of its own in each: clang keeps the first one's, which is none for the others.
 */
static void refuse_call(struct frame *frame, const struct body_function *function, CXCursor called)
{
	struct api *api = frame->bodies->reader->api;
	bool is_local = clang_getCursorKind(clang_getCursorLexicalParent(called)) == CXCursor_FunctionDecl;
	char *declaration = decl_print(called);
	const char *text = attribute_text(api, declaration, function->is_only_warning ? "warning" : "error");
	if (!text && !is_local)
		text = function->error;
	body_refuse(frame,
		    api_format(api, "calls '%s', which is %s%s%s", function->name,
			       function->is_only_warning ? "one that they warn of" : "an error", text ? ": " : "",
			       text ? text : ""),
		    0);
	g_free(declaration);
}

/* A function that is somewhere else. */
static struct range call_external(struct frame *frame, const struct body_function *function, CXCursor called,
				  const struct range *arguments, unsigned n, CXType type)
{
	struct range result = body_open(type);
	for (unsigned i = 0; i < n; i++)
		body_need(frame, &arguments[i]);
	frame->summary->effects++;
	frame->has_written = true;
	if (function->symbol && (!function->error || function->is_only_warning))
		body_use_symbol(frame, function->symbol);
	if (function->error)
		refuse_call(frame, function, called);
	if (function->is_noreturn)
		body_end(frame);
	if (function->is_library)
		result.known = KNOWN_DOUBT;
	return result;
}

void body_refer(struct frame *frame, const struct body_function *function)
{
	struct range arguments[MOST_PARAMS];
	unsigned n = MIN(function->params->len, MOST_PARAMS);
	if (clang_Cursor_isNull(function->body) || !frame->bodies->wants_uses)
		return;
	for (unsigned i = 0; i < n; i++)
		arguments[i] = body_open(clang_getCursorType(*(CXCursor *)g_ptr_array_index(function->params, i)));
	const struct body_summary *called = body_summarise(frame->bodies, function, arguments, n, true);
	for (guint i = 0; called->uses && !called->is_running && i < called->uses->len; i++) {
		const struct body_use *use = g_ptr_array_index(called->uses, i);
		add_use(frame, use->symbol, use);
	}
}

struct range body_call(struct frame *frame, CXCursor call)
{
	CXType type = clang_getCursorType(call);
	CXCursor called = clang_getCursorReferenced(call);
	struct range arguments[MOST_PARAMS], result;
	unsigned width;
	bool is_signed;
	int count = clang_Cursor_getNumArguments(call);
	unsigned n = 0;
	const struct body_function *function =
		clang_getCursorKind(called) == CXCursor_FunctionDecl ? body_function(frame->bodies, called) : NULL;
	if (function && body_builtin(frame, function, call, &result))
		return result;
	for (int i = 0; i < count && n < MOST_PARAMS; i++)
		arguments[n++] = body_value(frame, clang_Cursor_getArgument(call, (unsigned)i));
	if (frame->has_ended)
		return body_doubt(type);
	if (!function) {
		struct body_function unknown = { .name = "" };
		GArray *parts = body_children(call, true);
		struct range address = body_value(frame, body_child(parts, 0));
		g_array_unref(parts);
		body_need(frame, &address);
		return call_external(frame, &unknown, called, arguments, n, type);
	}
	if (clang_Cursor_isNull(function->body) || function->error)
		return call_external(frame, function, called, arguments, n, type);
	result = merge(frame, body_summarise(frame->bodies, function, arguments, n, frame->has_written), arguments, n);
	body_shape(type, &width, &is_signed);
	return width && result.width != width ? range_convert(&result, width, is_signed) : result;
}
