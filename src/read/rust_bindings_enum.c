/*
 * The values of enums, in whichever of bindgen's styles they are.
 *
 *     #[repr(u32)] pub enum e { A = 1, B }                       A 1, B 2
 *     impl e { pub const C: e = e(4); }                          C 4
 *     pub const e_D: e = 5;                                      D 5, rust_name "e_D"
 *
 * A value in no form that is understood is an enumerator that is left out, and says so. Without a repr Rust promises no size.
 */
#include "read/rust_bindings_parts.h"

static void add(struct bindings *b, struct decl *decl, const char *name, const char *rust_name, unsigned place,
		const struct number *number)
{
	if (g_hash_table_contains(decl->values, rust_name))
		return;
	struct enumerator value = { .name = name, .rust_name = rust_name, .loc = bindings_location(b, place) };
	value.value = number->bits;
	if (number->kind != NUMBER_INT)
		value.omitted = "its value is in no form that is understood";
	g_array_append_val(decl->enumerators, value);
	g_hash_table_insert(decl->values, (void *)rust_name, GUINT_TO_POINTER(decl->enumerators->len));
}

static void release(struct number *number)
{
	if (number->bytes)
		g_byte_array_unref(number->bytes);
}

/* ---- variants ---- */

/* The variants of an enum. expected: its integer, size 0 where that depends on them. False if one has data. */
static bool read_variants(struct bindings *b, struct decl *decl, struct expected expected)
{
	struct scope scope = { .module = decl->module, .self = decl };
	struct number next = bindings_convert((struct number){ .kind = NUMBER_INT }, expected);
	for (unsigned start = decl->body.start, comma; start < decl->body.end; start = comma + 1) {
		struct attributes attributes = { 0 };
		comma = bindings_find(b, start, decl->body.end, ",");
		bindings_read_attributes(b, &start, comma, &attributes);
		if (attributes.is_absent || start >= comma)
			continue;
		if (!is_name(&b->file, start) || (start + 1 < comma && !is_mark(&b->file, start + 1, '=')))
			return false;
		if (start + 1 < comma)
			next = bindings_value(b, &scope, (struct span){ start + 2, comma }, expected);
		const char *name = bindings_word(b, start);
		if (strcmp(name, "__bindgen_cannot_repr_c_on_empty_enum") != 0)
			add(b, decl, bindings_c_name(b, name), name, start, &next);
		release(&next);
		next.bytes = NULL;
		next.bits++;
		next.is_negative = next.is_negative && next.bits != 0;
		next.is_bool = false;
		next = bindings_convert(next, expected);
	}
	return true;
}

/* repr(C): an int, unless its values need more; unsigned where none is negative. */
static const struct type *c_integer(struct bindings *b, const struct decl *decl)
{
	bool is_signed = false, is_wide = false;
	for (unsigned i = 0; i < decl->enumerators->len; i++)
		is_signed |= (int64_t)g_array_index(decl->enumerators, struct enumerator, i).value < 0;
	for (unsigned i = 0; i < decl->enumerators->len; i++) {
		uint64_t value = g_array_index(decl->enumerators, struct enumerator, i).value;
		is_wide |= is_signed ? (int64_t)value != (int32_t)value : value > G_MAXUINT32;
	}
	return bindings_scalar(b, bindings_builtin(is_wide ? (is_signed ? "i64" : "u64") : is_signed ? "i32" : "u32"));
}

static void start_values(struct decl *decl)
{
	if (decl->enumerators)
		return;
	decl->enumerators = g_array_new(FALSE, TRUE, sizeof(struct enumerator));
	decl->values = g_hash_table_new(g_direct_hash, g_direct_equal);
}

static const struct type *find_integer(struct bindings *b, struct decl *decl)
{
	if (decl->kind != DECL_ENUM) {
		struct module *module = decl->kind == DECL_MODULE ? decl->inner : decl->module;
		const struct builtin *builtin = bindings_resolve_span(b, module, decl->type).builtin;
		return builtin ? bindings_scalar(b, builtin) : NULL;
	}
	const struct builtin *builtin = decl->attributes.integer;
	start_values(decl);
	if (builtin) {
		const struct type *integer = bindings_scalar(b, builtin);
		return read_variants(b, decl, bindings_expect(b, integer)) ? integer : NULL;
	}
	if (!read_variants(b, decl, (struct expected){ 8, true }) || !decl->attributes.repr_c)
		return NULL;
	return c_integer(b, decl);
}

const struct type *bindings_enum_integer(struct bindings *b, struct decl *decl)
{
	if (decl->layout_state != STATE_NEW)
		return decl->integer; /* NULL while it is found out */
	decl->layout_state = STATE_BUSY;
	decl->integer = find_integer(b, decl);
	decl->layout_state = STATE_DONE;
	return decl->integer;
}

/* ---- constants ---- */

bool bindings_next_associated(struct bindings *b, struct cursor *cursor, struct associated *associated)
{
	const struct rust_file *file = &b->file;
	while (cursor->i < cursor->end) {
		struct attributes attributes = { 0 };
		bindings_read_attributes(b, &cursor->i, cursor->end, &attributes);
		bool is_function = false, is_const = false;
		/* what stands before the name: pub(crate) const unsafe extern "C" fn */
		while (cursor->i < cursor->end && !is_mark(file, cursor->i, ';') && !is_mark(file, cursor->i, '{') &&
		       !is_function) {
			is_function = is_word(file, cursor->i, "fn");
			bool is_qualifier = cursor->i + 1 < cursor->end && (is_word(file, cursor->i + 1, "fn") ||
									    is_word(file, cursor->i + 1, "unsafe") ||
									    is_word(file, cursor->i + 1, "extern"));
			is_const = is_word(file, cursor->i, "const") && !is_qualifier;
			cursor->i = bindings_skip(b, cursor->i, cursor->end);
			if (is_const)
				break;
		}
		unsigned name = cursor->i, stop = bindings_find(b, name, cursor->end, is_const ? ";" : "{;");
		cursor->i = bindings_skip(b, stop, cursor->end);
		if ((!is_function && !is_const) || attributes.is_absent || name >= stop || !is_name(file, name))
			continue;
		*associated = (struct associated){ .name = name, .is_function = is_function };
		if (is_const) {
			unsigned equals = bindings_find(b, name, stop, "=");
			associated->type = (struct span){ MIN(name + 2, equals), equals };
			associated->value = (struct span){ MIN(equals + 1, stop), stop };
			return true;
		}
		unsigned open = name + 1;
		if (open < stop && is_mark(file, open, '<'))
			open = bindings_skip_angles(b, open, stop);
		if (open >= stop || !is_mark(file, open, '(') || stop >= cursor->end || !is_mark(file, stop, '{'))
			continue;
		associated->parameters = bindings_inside(b, open, stop);
		unsigned result = bindings_skip(b, open, stop);
		if (result + 1 < stop && is_mark(file, result, '-') && is_mark(file, result + 1, '>'))
			associated->type = (struct span){ result + 2, stop };
		associated->value = bindings_inside(b, stop, cursor->end);
		return true;
	}
	return false;
}

static void add_associated(struct bindings *b, struct decl *decl, const struct associated *associated)
{
	struct scope scope = { .module = decl->module, .self = decl };
	bool is_self =
		associated->type.end == associated->type.start + 1 && is_word(&b->file, associated->type.start, "Self");
	if (!is_self && bindings_resolve_span(b, decl->module, associated->type).decl != decl)
		return;
	struct expected expected = { 0, false };
	if (decl->integer)
		expected = bindings_expect(b, decl->integer);
	struct number number = bindings_convert(bindings_value(b, &scope, associated->value, expected), expected);
	const char *name = bindings_word(b, associated->name);
	add(b, decl, bindings_c_name(b, name), name, associated->name, &number);
	release(&number);
}

static void add_outside(struct bindings *b, struct decl *decl, struct decl *constant)
{
	const char *name = bindings_enumerator_name(b, decl, constant);
	struct number number = bindings_constant(b, constant);
	void *known = decl->kind == DECL_ENUM ? g_hash_table_lookup(decl->values, name) : NULL;
	bool is_same =
		known &&
		g_array_index(decl->enumerators, struct enumerator, GPOINTER_TO_UINT(known) - 1).value == number.bits;
	if (!is_same)
		add(b, decl, name, constant->name, constant->place, &number);
	release(&number);
}

void bindings_fill_enum(struct bindings *b, struct decl *decl)
{
	if (decl->state != STATE_NEW)
		return;
	decl->state = STATE_BUSY;
	struct enumeration *enumeration = &decl->item->enumeration;
	start_values(decl);
	const struct type *integer = bindings_enum_integer(b, decl);
	struct associated associated;
	for (unsigned i = 0; decl->impls && i < decl->impls->len; i++) {
		struct span span = g_array_index(decl->impls, struct span, i);
		for (struct cursor cursor = { span.start, span.end };
		     bindings_next_associated(b, &cursor, &associated);)
			if (!associated.is_function)
				add_associated(b, decl, &associated);
	}
	for (unsigned i = 0; decl->constants && i < decl->constants->len; i++)
		add_outside(b, decl, decl->constants->pdata[i]);
	decl->state = STATE_DONE;
	enumeration->is_complete = true;
	enumeration->value_type = decl->value_type ? decl->value_type->name : NULL;
	if (!integer) {
		bool is_plain = !decl->attributes.integer && !decl->attributes.repr_c;
		bindings_omit(b, decl->item,
			      is_plain ? "no repr: its layout is the compiler's" :
					 "it has variants with data, or its repr is not understood");
		return;
	}
	enumeration->integer = integer;
	enumeration->n_values = decl->enumerators->len;
	enumeration->values = api_alloc(b->api, MAX(decl->enumerators->len, 1) * sizeof(struct enumerator));
	if (decl->enumerators->len)
		memcpy(enumeration->values, decl->enumerators->data,
		       decl->enumerators->len * sizeof(struct enumerator));
}

struct number bindings_enumerator(struct bindings *b, struct decl *decl, const char *name)
{
	struct item *item = bindings_item(b, decl);
	if (!item || item->kind != ITEM_ENUM || b->depth >= BINDINGS_DEPTH)
		return (struct number){ 0 };
	b->depth++;
	bindings_fill_enum(b, decl);
	b->depth--;
	void *found = decl->values ? g_hash_table_lookup(decl->values, name) : NULL;
	const struct enumerator *value =
		found ? &g_array_index(decl->enumerators, struct enumerator, GPOINTER_TO_UINT(found) - 1) : NULL;
	if (!value || value->omitted)
		return (struct number){ 0 };
	struct expected expected = decl->integer ? bindings_expect(b, decl->integer) : (struct expected){ 8, true };
	return bindings_convert((struct number){ .kind = NUMBER_INT, .bits = value->value }, expected);
}
