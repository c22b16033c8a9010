/*
 * Rust text to the model: reads the file, has its declarations found, classified and filled, and sets the sizes of types.
 *
 *     pub struct point { pub x: c_int }       ITEM_RECORD "point", size 4
 *     fn draw(p: *const point);               ITEM_FUNCTION "draw", void (const point *)
 *
 * Items come in source order; one that only others refer to, outside of the wanted module, comes behind them. Sizes are set at the end,
 * since a type may be named before it is laid out: in the order in which types were made, parts before the whole.
 */
#include "read/rust_bindings.h"
#include "read/rust_bindings_parts.h"

/* ---- small things ---- */

const char *bindings_word(struct bindings *b, unsigned token)
{
	const char *start = b->file.text + b->file.tokens[token].start;
	size_t length = b->file.tokens[token].extent;
	char text[128];
	if (length < sizeof(text)) {
		size_t n = 0;
		while (n < length && (unsigned char)start[n] < 0x80)
			n++;
		if (n == length) {
			memcpy(text, start, length);
			text[length] = 0;
			return api_intern(b->api, text);
		}
	}
	char *copy = rust_text(&b->file, token);
	const char *word = api_intern(b->api, copy);
	g_free(copy);
	return word;
}

static size_t token_length(const struct rust_token *token)
{
	return token->kind == TOKEN_OPEN || token->kind == TOKEN_CLOSE ? 1 : token->extent;
}

static const char *join_tokens(struct bindings *b, struct span span, size_t longest)
{
	GString *text = g_string_new(NULL);
	unsigned end = 0; /* of the token before, in the file */
	for (unsigned i = span.start; i < span.end && text->len < longest; i++) {
		const struct rust_token *token = &b->file.tokens[i];
		if (i > span.start && token->start > end && token->kind != TOKEN_CLOSE && token[-1].kind != TOKEN_OPEN)
			g_string_append_c(text, ' ');
		end = token->start + (unsigned)token_length(token);
		g_string_append_len(text, b->file.text + token->start, (gssize)token_length(token));
	}
	if (text->len >= longest)
		g_string_append(text, "…");
	const char *interned = api_intern(b->api, text->str);
	g_string_free(text, TRUE);
	return interned;
}

const char *bindings_text(struct bindings *b, struct span span)
{
	enum { LONGEST = 200 };
	return join_tokens(b, span, LONGEST);
}

const char *bindings_source(struct bindings *b, struct span span)
{
	return join_tokens(b, span, SIZE_MAX);
}

struct location bindings_location(struct bindings *b, unsigned token)
{
	unsigned offset = token < b->file.count ? b->file.tokens[token].start : (unsigned)b->file.length;
	const unsigned *lines = (const unsigned *)b->lines->data;
	unsigned low = 0, high = b->lines->len;
	while (high - low > 1) { /* the line is in low..high-1 */
		unsigned middle = low + (high - low) / 2;
		if (lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return (struct location){ b->file_number, low + 1, offset - lines[low] + 1 };
}

static void find_lines(struct bindings *b)
{
	b->lines = g_array_new(FALSE, FALSE, sizeof(unsigned));
	const char *line = b->file.text;
	while (line) {
		unsigned start = (unsigned)(line - b->file.text);
		g_array_append_val(b->lines, start);
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
}

unsigned bindings_line(struct bindings *b, unsigned token)
{
	return bindings_location(b, token).line;
}

unsigned bindings_skip(const struct bindings *b, unsigned i, unsigned end)
{
	return MIN(skip(&b->file, i), end);
}

struct span bindings_inside(const struct bindings *b, unsigned i, unsigned end)
{
	return (struct span){ MIN(i + 1, end), MIN(b->file.tokens[i].extent, end) };
}

/* Whether the '>' at i is the head of an arrow. */
static bool is_arrow_head(const struct bindings *b, unsigned i)
{
	return i > 0 && (is_mark(&b->file, i - 1, '-') || is_mark(&b->file, i - 1, '=')) &&
	       b->file.tokens[i].start == b->file.tokens[i - 1].start + 1;
}

unsigned bindings_skip_angles(const struct bindings *b, unsigned i, unsigned end)
{
	unsigned depth = 0;
	while (i < end) {
		if (is_mark(&b->file, i, '<'))
			depth++;
		else if (is_mark(&b->file, i, '>') && !is_arrow_head(b, i) && --depth == 0)
			return i + 1;
		i = bindings_skip(b, i, end);
	}
	return end;
}

unsigned bindings_find(const struct bindings *b, unsigned i, unsigned end, const char *marks)
{
	while (i < end) {
		const struct rust_token *token = &b->file.tokens[i];
		if (token->kind >= TOKEN_MARK && strchr(marks, b->file.text[token->start]))
			return i;
		i = is_mark(&b->file, i, '<') ? bindings_skip_angles(b, i, end) : bindings_skip(b, i, end);
	}
	return end;
}

bool bindings_is_numbered(const char *name, const char *prefix)
{
	if (!g_str_has_prefix(name, prefix))
		return false;
	const char *digits = name + strlen(prefix);
	size_t n = strspn(digits, "0123456789");
	return n > 0 && n <= 8 && !digits[n];
}

unsigned bindings_numbered(const char *name, const char *prefix)
{
	return bindings_is_numbered(name, prefix) ? (unsigned)g_ascii_strtoull(name + strlen(prefix), NULL, 10) : 0;
}

/* ---- the whole ---- */

static void free_module(void *data)
{
	struct module *module = data;
	g_hash_table_unref(module->types);
	g_hash_table_unref(module->values);
	g_ptr_array_unref(module->globs);
	if (module->opened)
		g_ptr_array_unref(module->opened);
	g_free(module);
}

static void free_decl(void *data)
{
	struct decl *decl = data;
	if (decl->constants)
		g_ptr_array_unref(decl->constants);
	if (decl->impls)
		g_array_unref(decl->impls);
	if (decl->enumerators)
		g_array_unref(decl->enumerators);
	if (decl->values)
		g_hash_table_unref(decl->values);
	if (decl->offsets)
		g_hash_table_unref(decl->offsets);
	if (decl->number.bytes)
		g_byte_array_unref(decl->number.bytes);
	g_free(decl);
}

static void init(struct bindings *b, const char *module, struct api *api)
{
	b->api = api;
	b->wanted = module;
	b->first_item = api->items->len;
	b->file_number = api->files->len;
	g_ptr_array_add(api->files, (void *)api_intern(api, b->file.path));
	b->modules = g_ptr_array_new_with_free_func(free_module);
	b->decls = g_ptr_array_new_with_free_func(free_decl);
	b->paths = g_ptr_array_new_with_free_func(g_free);
	b->pending = g_ptr_array_new();
	b->decl_of_item = g_ptr_array_new();
	b->types = g_ptr_array_new();
	b->impls = g_array_new(FALSE, FALSE, sizeof(struct impl));
	b->assertions = g_array_new(FALSE, FALSE, sizeof(struct impl));
	b->earlier = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (unsigned i = 0; i < b->first_item; i++) {
		struct item *item = api->items->pdata[i];
		if (item->kind <= ITEM_TYPEDEF && item->rust_name &&
		    !g_hash_table_contains(b->earlier, item->rust_name))
			g_hash_table_insert(b->earlier, (void *)item->rust_name, item);
	}
	find_lines(b);
	b->root = bindings_add_module(b, NULL, NULL);
}

static void finish(struct bindings *b)
{
	g_ptr_array_unref(b->modules);
	g_ptr_array_unref(b->decls);
	g_ptr_array_unref(b->paths);
	g_ptr_array_unref(b->pending);
	g_ptr_array_unref(b->decl_of_item);
	g_ptr_array_unref(b->types);
	g_array_unref(b->impls);
	g_array_unref(b->assertions);
	g_array_unref(b->lines);
	g_hash_table_unref(b->earlier);
}

static void fill_function(struct bindings *b, struct decl *decl)
{
	struct item *item = decl->item;
	const struct type *type = bindings_signature(b, decl);
	struct function *function = &item->function;
	function->type = type;
	function->linkage = LINKAGE_EXTERNAL;
	function->is_definition = decl->is_definition;
	function->must_use = decl->attributes.must_use;
	function->is_noreturn = type->function->is_noreturn;
	for (unsigned i = 0; i < type->function->n_params; i++) {
		const char *problem = bindings_type_problem(b, type->function->params[i].type);
		if (problem)
			bindings_omit(b, item, "parameter %u: %s", i + 1, problem);
	}
	const char *problem = bindings_type_problem(b, type->function->result);
	if (problem && bindings_strip(b, type->function->result)->kind != TYPE_VOID)
		bindings_omit(b, item, "its result: %s", problem);
}

static void fill_static(struct bindings *b, struct decl *decl)
{
	struct scope scope = bindings_scope(b, decl);
	struct variable *variable = &decl->item->variable;
	struct type *type = api_alloc(b->api, sizeof(*type));
	*type = *bindings_type(b, &scope, decl->type);
	type->is_const = !decl->is_mutable;
	g_ptr_array_add(b->types, type);
	variable->type = type;
	variable->linkage = LINKAGE_EXTERNAL;
	variable->is_thread_local = decl->attributes.is_thread_local;
	const char *problem = bindings_type_problem(b, type);
	if (problem && bindings_strip(b, type)->kind != TYPE_VOID)
		bindings_omit(b, decl->item, "its type: %s", problem);
}

/* Stores a number as the model has values. False if it has no such value. */
static bool set_value(struct bindings *b, struct value *value, const struct number *number)
{
	void *elements;
	switch (number->kind) {
	case NUMBER_NONE:
		return false;
	case NUMBER_INT:
		*value = (struct value){ VALUE_INT, .is_negative = number->is_negative, .integer = number->bits };
		return true;
	case NUMBER_FLOAT:
		*value = (struct value){ VALUE_FLOAT, .real = number->real };
		return true;
	case NUMBER_BYTES:
		elements = api_alloc(b->api, MAX(number->bytes->len, 1));
		if (number->bytes->len)
			memcpy(elements, number->bytes->data, number->bytes->len);
		*value =
			(struct value){ VALUE_STRING, .element_size = number->element_size,
					.n_elements = number->bytes->len / number->element_size, .elements = elements };
		return true;
	}
	return false;
}

static void fill_constant(struct bindings *b, struct decl *decl)
{
	struct scope scope = bindings_scope(b, decl);
	struct constant *constant = &decl->item->constant;
	constant->type = bindings_type(b, &scope, decl->type);
	struct number number = bindings_constant(b, decl);
	if (!set_value(b, &constant->value, &number))
		bindings_omit(b, decl->item, "its value is in no form that is understood: '%s'",
			      bindings_text(b, decl->value));
	constant->is_character = number.is_byte;
	if (number.bytes)
		g_byte_array_unref(number.bytes);
}

static void fill(struct bindings *b, struct decl *decl)
{
	switch (decl->item->kind) {
	case ITEM_RECORD:
		bindings_fill_record(b, decl);
		break;
	case ITEM_ENUM:
		bindings_fill_enum(b, decl);
		break;
	case ITEM_TYPEDEF:
		bindings_alias(b, decl);
		break;
	case ITEM_FUNCTION:
		fill_function(b, decl);
		break;
	case ITEM_VARIABLE:
		fill_static(b, decl);
		break;
	case ITEM_CONSTANT:
		fill_constant(b, decl);
		break;
	case ITEM_KINDS:
		break;
	}
}

static void fill_all(struct bindings *b)
{
	for (unsigned i = 0; i < b->pending->len; i++)
		fill(b, b->pending->pdata[i]);
}

static void set_sizes(struct bindings *b)
{
	for (unsigned i = 0; i < b->types->len; i++) {
		struct type *type = b->types->pdata[i];
		struct layout layout = bindings_type_layout(b, type);
		type->size = layout.size;
		type->align = layout.size < 0 ? -1 : layout.align;
	}
}

static void report_conditions(struct bindings *b)
{
	if (!b->n_conditional)
		return;
	size_t offset = b->file.tokens[b->first_conditional].start;
	diag_report(SEVERITY_NOTE, rust_place(&b->file, offset), NULL,
		    "the condition of this item cannot be decided here: it is taken%s",
		    b->n_conditional > 1 ? ", and so are others further down" : "");
}

bool rust_bindings_read(const char *path, const char *module, struct api *api)
{
	struct bindings b = { 0 };
	bool ok = rust_file_init_bindings(&b.file, path);
	if (ok) {
		init(&b, module, api);
		bindings_scan(&b);
		bindings_classify(&b);
		fill_all(&b);
		set_sizes(&b);
		bindings_check_assertions(&b);
		report_conditions(&b);
		finish(&b);
	}
	rust_file_finish(&b.file);
	return ok;
}
