/*
 * Types, in C's terms.
 *
 *     *const c_char                              pointer to const char
 *     Option<unsafe extern "C" fn(c_int, ...)>   pointer to void (int, ...)
 *     [u8; 4usize]                               array of 4 unsigned char
 *     ManuallyDrop<point>                        point
 *
 * A type that is not understood is TYPE_UNSUPPORTED with the reason, and so is what Rust cannot give to C: slices, Rust's own
 * functions. A pointer to such a type is a pointer all the same. The size of records, enums and aliases is asked for later.
 */
#include "read/rust_bindings_parts.h"

#include <stdarg.h>

static const char nothing[] = "it has no value";

static const struct type *read_type(struct bindings *b, const struct scope *scope, struct cursor *cursor);

/* ---- making types ---- */

static struct type *new_type(struct bindings *b, enum type_kind kind)
{
	struct type *type = api_new_type(b->api, kind);
	bool is_sized_later = kind == TYPE_RECORD || kind == TYPE_ENUM || kind == TYPE_TYPEDEF || kind == TYPE_ARRAY ||
			      kind == TYPE_COMPLEX;
	if (is_sized_later)
		g_ptr_array_add(b->types, type);
	return type;
}

struct type *bindings_unsupported(struct bindings *b, unsigned token, const char *format, ...)
{
	struct type *type = new_type(b, TYPE_UNSUPPORTED);
	va_list args;
	va_start(args, format);
	char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	type->reason = api_format(b->api, "%s (line %u)", reason, bindings_line(b, token));
	g_free(reason);
	return type;
}

static struct type *make_nothing(struct bindings *b)
{
	struct type *type = new_type(b, TYPE_UNSUPPORTED);
	type->reason = nothing;
	type->size = 0;
	type->align = 1;
	return type;
}

bool bindings_is_nothing(const struct type *type)
{
	return type->kind == TYPE_UNSUPPORTED && type->reason == nothing;
}

static struct type *make_pointer(struct bindings *b, const struct type *element)
{
	struct type *type = new_type(b, TYPE_POINTER);
	type->element = element;
	type->size = b->api->target.pointer_size;
	type->align = b->api->target.rust_align_pointer;
	return type;
}

static struct type *make_array(struct bindings *b, const struct type *element, enum array_bound bound, uint64_t count)
{
	struct type *type = new_type(b, TYPE_ARRAY);
	type->array.element = element;
	type->array.bound = bound;
	type->array.count = (int64_t)count;
	return type;
}

const struct type *bindings_scalar(struct bindings *b, const struct builtin *builtin)
{
	const struct target *target = &b->api->target;
	if (builtin->form == FORM_VOID)
		return new_type(b, TYPE_VOID);
	bool is_float = builtin->form == FORM_FLOAT || builtin->form == FORM_FLOAT16;
	struct type *type = new_type(b, builtin->form == FORM_BOOL ? TYPE_BOOL : is_float ? TYPE_FLOAT : TYPE_INT);
	type->size = bindings_builtin_size(b, builtin);
	type->align = api_rust_scalar_align(target, type->size);
	if (is_float) {
		type->float_kind = builtin->kind;
		if (builtin->kind == FLOAT_FLOAT)
			type->align = target->rust_align_f32;
		if (builtin->kind == FLOAT_DOUBLE)
			type->align = target->rust_align_f64;
	} else if (builtin->form == FORM_INT) {
		type->int_kind = bindings_builtin_int_kind(b, builtin);
		if (builtin->width == WIDTH_POINTER)
			type->align = target->rust_align_pointer;
	}
	if (builtin->is_atomic)
		type->align = type->size;
	return type;
}

static const struct type *with_const(struct bindings *b, const struct type *type, bool is_const)
{
	if (!is_const || type->is_const)
		return type;
	struct type *copy = api_alloc(b->api, sizeof(*copy));
	*copy = *type;
	copy->is_const = true;
	if (type->kind == TYPE_RECORD || type->kind == TYPE_ENUM || type->kind == TYPE_TYPEDEF ||
	    type->kind == TYPE_ARRAY || type->kind == TYPE_COMPLEX)
		g_ptr_array_add(b->types, copy);
	return copy;
}

const struct type *bindings_incomplete(struct bindings *b, const struct type *element)
{
	return make_array(b, element, ARRAY_INCOMPLETE, 0);
}

/* ---- functions ---- */

/* Name of a parameter in C: "arg1", "arg2" … stand for none, number being the next one of them. */
static const char *parameter_name(struct bindings *b, unsigned token, unsigned number)
{
	const char *name = bindings_word(b, token);
	if (strcmp(name, "_") == 0 || bindings_numbered(name, "arg") == number)
		return NULL;
	return bindings_c_name(b, name);
}

static bool is_dots(const struct bindings *b, unsigned i, unsigned end)
{
	return i + 2 < end && is_mark(&b->file, i, '.') && is_mark(&b->file, i + 1, '.') &&
	       is_mark(&b->file, i + 2, '.');
}

/* One parameter; false for `...`. */
static bool read_param(struct bindings *b, const struct scope *scope, struct span span, unsigned number,
		       struct param *param)
{
	struct cursor cursor = { span.start, span.end };
	unsigned i = span.start;
	*param = (struct param){ 0 };
	if (i + 1 < span.end && is_word(&b->file, i, "mut"))
		i++;
	if (i + 1 < span.end && is_name(&b->file, i) && is_mark(&b->file, i + 1, ':')) {
		param->name = parameter_name(b, i, number);
		cursor.i = i + 2;
	}
	if (is_dots(b, cursor.i, span.end))
		return false;
	param->type = bindings_type(b, scope, (struct span){ cursor.i, span.end });
	param->as_written = param->type;
	return true;
}

static struct type *make_function(struct bindings *b, const struct scope *scope, struct span params, struct span result)
{
	struct type *type = new_type(b, TYPE_FUNCTION);
	struct function_type *function = api_alloc(b->api, sizeof(*function));
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct param));
	unsigned n_unnamed = 0;
	type->function = function;
	function->has_prototype = true;
	for (unsigned start = params.start, comma; start < params.end; start = comma + 1) {
		struct attributes attributes = { 0 };
		comma = bindings_find(b, start, params.end, ",");
		bindings_read_attributes(b, &start, comma, &attributes);
		struct param param;
		if (attributes.is_absent || start >= comma)
			continue;
		if (!read_param(b, scope, (struct span){ start, comma }, n_unnamed + 1, &param)) {
			function->is_variadic = true;
			continue;
		}
		n_unnamed += !param.name;
		g_array_append_val(list, param);
	}
	function->n_params = list->len;
	function->params = api_alloc(b->api, MAX(list->len, 1) * sizeof(struct param));
	if (list->len)
		memcpy(function->params, list->data, list->len * sizeof(struct param));
	g_array_unref(list);
	function->is_noreturn = result.end == result.start + 1 && is_mark(&b->file, result.start, '!');
	if (result.start == result.end || function->is_noreturn)
		function->result = new_type(b, TYPE_VOID);
	else
		function->result = bindings_type(b, scope, result);
	return type;
}

const struct type *bindings_signature(struct bindings *b, struct decl *decl)
{
	struct scope scope = bindings_scope(b, decl);
	struct type *type = make_function(b, &scope, decl->body, decl->type);
	type->function->conv = decl->conv;
	type->function->conv_name = decl->conv_name;
	type->spelling = bindings_source(
		b, (struct span){ decl->place > 0 ? decl->place - 1 : 0,
				  decl->type.end ? decl->type.end : MIN(decl->body.end + 1, b->file.count) });
	return type;
}

/* `[for<'a>] [unsafe] [extern ["C"]] fn(…) [-> R]` at the cursor. */
static const struct type *read_function(struct bindings *b, const struct scope *scope, struct cursor *cursor)
{
	const struct rust_file *file = &b->file;
	unsigned start = cursor->i;
	bool is_extern = false;
	enum call_conv conv = CALL_C;
	const char *conv_name = NULL;
	if (is_word(file, cursor->i, "for"))
		cursor->i = bindings_skip_angles(b, cursor->i + 1, cursor->end);
	if (cursor->i < cursor->end && is_word(file, cursor->i, "unsafe"))
		cursor->i++;
	if (cursor->i < cursor->end && is_word(file, cursor->i, "extern")) {
		is_extern = true;
		cursor->i++;
		bindings_read_convention(b, cursor, &conv, &conv_name);
	}
	if (cursor->i + 1 >= cursor->end || !is_word(file, cursor->i, "fn") || !is_mark(file, cursor->i + 1, '('))
		return bindings_unsupported(b, start, "this type is not understood");
	struct span params = bindings_inside(b, cursor->i + 1, cursor->end), result = { 0, 0 };
	cursor->i = bindings_skip(b, cursor->i + 1, cursor->end);
	if (cursor->i + 1 < cursor->end && is_mark(file, cursor->i, '-') && is_mark(file, cursor->i + 1, '>')) {
		cursor->i += 2;
		result.start = cursor->i;
		if (cursor->i < cursor->end && is_mark(file, cursor->i, '!'))
			cursor->i++;
		else
			read_type(b, scope, cursor);
		result.end = cursor->i;
	}
	if (!is_extern)
		return bindings_unsupported(b, start, "a function with Rust's own calling convention");
	struct type *function = make_function(b, scope, params, result);
	function->function->conv = conv;
	function->function->conv_name = conv_name;
	return make_pointer(b, function);
}

/* ---- names ---- */

const struct type *bindings_decl_type(struct bindings *b, struct decl *decl, unsigned token)
{
	if (decl->owner && decl->kind == DECL_ALIAS)
		decl = decl->owner;
	if (decl->generics.end > decl->generics.start && decl->kind != DECL_STRUCT && decl->kind != DECL_UNION)
		return bindings_unsupported(b, token, "'%s' is generic", decl->name);
	struct item *item = bindings_item(b, decl);
	if (!item || item->kind > ITEM_TYPEDEF)
		return bindings_unsupported(b, token, "'%s' is no type that C has", decl->name);
	struct type *type = new_type(b, item->kind == ITEM_RECORD ? TYPE_RECORD :
					item->kind == ITEM_ENUM   ? TYPE_ENUM :
								    TYPE_TYPEDEF);
	type->item = item;
	return type;
}

/* The one type argument behind a name, or its number-th; empty if there is none. Lifetimes do not count. */
static struct span type_argument(struct bindings *b, const struct path *path, unsigned end, unsigned number)
{
	if (!path->generics)
		return (struct span){ 0, 0 };
	unsigned last = bindings_skip_angles(b, path->generics, end) - 1;
	for (unsigned start = path->generics + 1, comma; start < last; start = comma + 1) {
		comma = bindings_find(b, start, last, ",");
		bool is_lifetime = b->file.tokens[start].kind == TOKEN_LIFETIME;
		if (!is_lifetime && number-- == 0)
			return (struct span){ start, comma };
	}
	return (struct span){ 0, 0 };
}

/* Option<T>: what has a value that stands for none. */
static const struct type *make_option(struct bindings *b, const struct type *inner, const struct named *named,
				      unsigned token)
{
	const struct type *end = bindings_strip(b, inner);
	if (end->kind == TYPE_POINTER || end->kind == TYPE_UNSUPPORTED)
		return inner;
	bool is_non_zero = named->builtin && g_str_has_prefix(named->builtin->name, "NonZero");
	return is_non_zero ? inner : bindings_unsupported(b, token, "an Option that has no counterpart in C");
}

static const struct type *make_unit(struct bindings *b, const struct scope *scope, const struct path *path,
				    unsigned token, unsigned end)
{
	const struct type *storage = bindings_type(b, scope, type_argument(b, path, end, 0));
	struct span align = type_argument(b, path, end, 1); /* of old generators */
	if (align.start == align.end || storage->kind != TYPE_ARRAY)
		return storage;
	struct layout layout = bindings_type_layout(b, storage),
		      other = bindings_type_layout(b, bindings_type(b, scope, align));
	struct type *type = bindings_unsupported(b, token, "the unit of bitfields");
	if (layout.size >= 0 && other.size >= 0) {
		type->align = MAX(layout.align, other.align);
		type->size = (layout.size + type->align - 1) / type->align * type->align;
	}
	return type;
}

static const struct type *builtin_type(struct bindings *b, const struct scope *scope, const struct path *path,
				       const struct builtin *builtin, unsigned token, unsigned end)
{
	struct span argument = type_argument(b, path, end, 0);
	bool needs_argument =
		builtin->form == FORM_PEELED ||
		(builtin->form >= FORM_OPTION && builtin->form <= FORM_COMPLEX && builtin->form != FORM_NOTHING);
	if ((needs_argument || builtin->form == FORM_POINTER) && argument.start == argument.end)
		return bindings_unsupported(b, token, "'%s' without its argument", builtin->name);
	struct named named;
	struct type *type;
	switch (builtin->form) {
	case FORM_POINTER:
		return make_pointer(b, bindings_type(b, scope, argument));
	case FORM_OPTION:
		named = bindings_resolve_span(b, scope->module, argument);
		if (!named.builtin) { /* NonZero<u32> */
			struct cursor cursor = { argument.start, argument.end };
			struct path inner;
			if (bindings_read_path(b, &cursor, &inner))
				named = bindings_resolve(b, scope->module, &inner, false);
		}
		return make_option(b, bindings_type(b, scope, argument), &named, token);
	case FORM_PEELED:
		return bindings_type(b, scope, argument);
	case FORM_NOTHING:
	case FORM_UNION_FIELD:
		return make_nothing(b);
	case FORM_UNIT:
		return make_unit(b, scope, path, token, end);
	case FORM_INCOMPLETE:
		return make_array(b, bindings_type(b, scope, argument), ARRAY_INCOMPLETE, 0);
	case FORM_COMPLEX:
		type = new_type(b, TYPE_COMPLEX);
		type->element = bindings_type(b, scope, argument);
		return type;
	default:
		return bindings_scalar(b, builtin);
	}
}

/* A generic struct of the text with one parameter that it holds: __BindgenOpaqueArray8<[u8; 24]>, which is aligned to 8. */
static const struct type *opaque_array(struct bindings *b, const struct scope *scope, const struct decl *decl,
				       const struct path *path, unsigned token, unsigned end)
{
	struct layout inner = bindings_type_layout(b, bindings_type(b, scope, type_argument(b, path, end, 0)));
	struct type *type = bindings_unsupported(b, token, "the generator made it bytes");
	if (inner.size < 0)
		return type;
	type->align = MAX(inner.align, (int64_t)MAX(decl->attributes.align, 1));
	type->size = (inner.size + type->align - 1) / type->align * type->align;
	return type;
}

/* A type of a file that was read before this one: bindings may be in several, which include each other's names. NULL: none. */
static const struct type *earlier_type(struct bindings *b, const char *name)
{
	struct item *item = g_hash_table_lookup(b->earlier, name);
	if (!item)
		return NULL;
	struct type *type = new_type(b, item->kind == ITEM_RECORD ? TYPE_RECORD :
					item->kind == ITEM_ENUM   ? TYPE_ENUM :
								    TYPE_TYPEDEF);
	type->item = item;
	return type;
}

static const struct type *read_named(struct bindings *b, const struct scope *scope, struct cursor *cursor)
{
	struct path path;
	unsigned start = cursor->i;
	if (!bindings_read_path(b, cursor, &path))
		return bindings_unsupported(b, start, "this type is not understood");
	if (path.n_segments == 1 && scope->parameter == path.segments[0])
		return scope->argument;
	if (path.n_segments == 1 && scope->self && strcmp(path.segments[0], "Self") == 0)
		return bindings_decl_type(b, scope->self, start);
	struct named named = bindings_resolve(b, scope->module, &path, false);
	if (named.builtin)
		return builtin_type(b, scope, &path, named.builtin, start, cursor->end);
	const char *name = path.segments[path.n_segments - 1];
	const struct type *earlier = named.decl ? NULL : earlier_type(b, name);
	if (earlier)
		return earlier;
	if (!named.decl)
		return bindings_unsupported(b, start, "'%s' is not in this file", name);
	if (g_str_has_prefix(named.decl->name, "__BindgenOpaqueArray"))
		return opaque_array(b, scope, named.decl, &path, start, cursor->end);
	return bindings_decl_type(b, named.decl, start);
}

/* ---- all types ---- */

static const struct type *read_array(struct bindings *b, const struct scope *scope, struct cursor *cursor)
{
	unsigned start = cursor->i;
	struct span inside = bindings_inside(b, start, cursor->end);
	unsigned semicolon = bindings_find(b, inside.start, inside.end, ";");
	uint64_t count;
	cursor->i = bindings_skip(b, start, cursor->end);
	if (semicolon == inside.end)
		return bindings_unsupported(b, start, "a slice has no counterpart in C");
	const struct type *element = bindings_type(b, scope, (struct span){ inside.start, semicolon });
	if (!bindings_length(b, scope, (struct span){ semicolon + 1, inside.end }, &count) || count > G_MAXINT64)
		return bindings_unsupported(b, semicolon, "the length of an array is in no form that is understood");
	return make_array(b, element, ARRAY_COUNTED, count);
}

/* What a pointer points to; NULL where the pointer is more than an address. */
static const struct type *read_pointee(struct bindings *b, const struct scope *scope, struct cursor *cursor)
{
	const struct rust_file *file = &b->file;
	unsigned i = cursor->i;
	if (i < cursor->end && is_mark(file, i, '[')) {
		struct span inside = bindings_inside(b, i, cursor->end);
		if (bindings_find(b, inside.start, inside.end, ";") == inside.end) {
			cursor->i = bindings_skip(b, i, cursor->end);
			return NULL;
		}
	}
	if (i < cursor->end && is_word(file, i, "str") && !(i + 1 < cursor->end && is_path(file, i + 1))) {
		cursor->i++;
		return NULL;
	}
	if (i < cursor->end && (is_word(file, i, "dyn") || is_word(file, i, "impl"))) {
		cursor->i = bindings_find(b, i, cursor->end, ",;=");
		return NULL;
	}
	return read_type(b, scope, cursor);
}

static const struct type *read_pointer(struct bindings *b, const struct scope *scope, struct cursor *cursor)
{
	const struct rust_file *file = &b->file;
	unsigned start = cursor->i++;
	bool is_reference = is_mark(file, start, '&'), is_const = is_reference;
	if (cursor->i < cursor->end && file->tokens[cursor->i].kind == TOKEN_LIFETIME)
		cursor->i++;
	if (cursor->i < cursor->end && is_word(file, cursor->i, "mut")) {
		is_const = false;
		cursor->i++;
	} else if (!is_reference) {
		if (cursor->i >= cursor->end || !is_word(file, cursor->i, "const"))
			return bindings_unsupported(b, start, "this type is not understood");
		is_const = true;
		cursor->i++;
	}
	const struct type *element = read_pointee(b, scope, cursor);
	if (!element)
		return bindings_unsupported(b, start, "a pointer that is more than an address");
	return make_pointer(b, with_const(b, element, is_const));
}

static const struct type *read_one(struct bindings *b, const struct scope *scope, struct cursor *cursor)
{
	const struct rust_file *file = &b->file;
	unsigned i = cursor->i;
	if (is_mark(file, i, '*') || is_mark(file, i, '&'))
		return read_pointer(b, scope, cursor);
	if (is_mark(file, i, '['))
		return read_array(b, scope, cursor);
	if (is_mark(file, i, '!')) {
		cursor->i++;
		return new_type(b, TYPE_VOID);
	}
	if (is_mark(file, i, '(')) {
		struct span inside = bindings_inside(b, i, cursor->end);
		cursor->i = bindings_skip(b, i, cursor->end);
		if (inside.start == inside.end)
			return new_type(b, TYPE_VOID);
		return bindings_type(b, scope, inside);
	}
	if (is_word(file, i, "unsafe") || is_word(file, i, "extern") || is_word(file, i, "fn") ||
	    is_word(file, i, "for"))
		return read_function(b, scope, cursor);
	return read_named(b, scope, cursor);
}

static const struct type *read_type(struct bindings *b, const struct scope *scope, struct cursor *cursor)
{
	if (cursor->i >= cursor->end)
		return bindings_unsupported(b, MIN(cursor->i, b->file.count - 1), "a type is missing");
	if (b->depth >= BINDINGS_DEPTH) {
		unsigned start = cursor->i;
		cursor->i = cursor->end;
		return bindings_unsupported(b, start, "types are nested too deeply");
	}
	b->depth++;
	const struct type *type = read_one(b, scope, cursor);
	b->depth--;
	return type;
}

const struct type *bindings_type(struct bindings *b, const struct scope *scope, struct span span)
{
	struct cursor cursor = { span.start, span.end };
	struct type *type = (struct type *)read_type(b, scope, &cursor);
	if (cursor.i != span.end)
		type = bindings_unsupported(b, span.start, "the type '%s' is not understood", bindings_text(b, span));
	if (!type->spelling)
		type->spelling = bindings_text(b, span);
	return type;
}

struct scope bindings_scope(struct bindings *b, struct decl *decl)
{
	struct scope scope = { .module = decl->module, .self = decl->kind <= DECL_ENUM ? decl : NULL };
	struct span generics = decl->generics;
	if (generics.start == generics.end || !is_name(&b->file, generics.start))
		return scope;
	/* One parameter with a default: a flexible array member may be of any size. */
	unsigned equals = bindings_find(b, generics.start, generics.end, "="),
		 comma = bindings_find(b, generics.start, generics.end, ",");
	if (equals >= generics.end || comma < generics.end)
		return scope;
	const struct type *type = bindings_type(b, &scope, (struct span){ equals + 1, generics.end });
	if (type->kind == TYPE_ARRAY && type->array.bound == ARRAY_COUNTED && type->array.count == 0)
		type = make_array(b, type->array.element, ARRAY_INCOMPLETE, 0);
	scope.parameter = bindings_word(b, generics.start);
	scope.argument = type;
	return scope;
}
