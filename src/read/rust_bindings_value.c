/*
 * Constant expressions to values.
 *
 *     1 << 3 | FLAG          integers with Rust's operators and precedences, and other constants by their names
 *     foo(1)  Self(1).0      the value that a newtype holds
 *     -1i32 as u32           4294967295
 *     u32::MAX, size_of::<point>()
 *     &[104, 105, 0], c"hi"  strings
 *
 * Integers have 64 bits and, as soon as it is known, a type that they are cut to. An expression in any other form has no value here:
 * NUMBER_NONE, never a guess.
 */
#include "read/rust_bindings_parts.h"

#include <math.h>

struct parser {
	struct bindings *b;
	const struct scope *scope;
	struct cursor cursor;
};

static struct number read_expression(struct parser *parser, unsigned weakest, struct expected expected);

static const struct number none;

static struct number drop(struct number number)
{
	if (number.bytes)
		g_byte_array_unref(number.bytes);
	return none;
}

struct expected bindings_expect(struct bindings *b, const struct type *type)
{
	type = bindings_strip(b, type);
	if (type->kind == TYPE_ENUM)
		type = bindings_behind(b, type->item);
	if (!type)
		return (struct expected){ 0, false };
	if (type->kind == TYPE_BOOL)
		return (struct expected){ 1, false };
	if (type->kind != TYPE_INT)
		return (struct expected){ 0, false };
	return (struct expected){ (unsigned)type->size, int_kind_is_signed(&b->api->target, type->int_kind) };
}

struct number bindings_convert(struct number number, struct expected expected)
{
	if (number.kind == NUMBER_FLOAT && expected.size) {
		double real = number.real;
		number.kind = NUMBER_INT;
		number.bits = real < 0       ? (real <= -0x1p63 ? (uint64_t)G_MININT64 : (uint64_t)(int64_t)real) :
			      real >= 0x1p64 ? G_MAXUINT64 :
			      isnan(real)    ? 0 :
					       (uint64_t)real;
		number.is_negative = real <= -1;
	}
	if (number.kind != NUMBER_INT || !expected.size)
		return number;
	number.size = expected.size;
	number.is_signed = expected.is_signed;
	if (expected.size < 8) {
		unsigned shift = 64 - expected.size * 8;
		number.bits <<= shift;
		number.bits = expected.is_signed ? (uint64_t)((int64_t)number.bits >> shift) : number.bits >> shift;
	}
	if (expected.size <= 8)
		number.is_negative = expected.is_signed && (int64_t)number.bits < 0;
	else if (!expected.is_signed && number.is_negative) /* -1 as u128 has no 64 bits */
		return none;
	return number;
}

static struct expected type_of(const struct number *number)
{
	return (struct expected){ number->size, number->is_signed };
}

/* ---- names ---- */

/* u32::MAX, i64::MIN, f64::INFINITY. */
static struct number read_limit(struct bindings *b, const struct path *path)
{
	if (path->n_segments < 2)
		return none;
	const char *name = path->segments[path->n_segments - 1];
	const struct builtin *builtin = bindings_builtin(path->segments[path->n_segments - 2]);
	if (!builtin)
		return none;
	if (builtin->form == FORM_FLOAT) {
		struct number number = { .kind = NUMBER_FLOAT, .size = (unsigned)builtin->width };
		number.real = strcmp(name, "INFINITY") == 0     ? INFINITY :
			      strcmp(name, "NEG_INFINITY") == 0 ? -INFINITY :
			      strcmp(name, "NAN") == 0          ? NAN :
								  0;
		return number.real == 0 ? none : number;
	}
	unsigned size = builtin->form == FORM_INT ? bindings_builtin_size(b, builtin) : 0;
	if (!size || size > 8)
		return none;
	bool is_signed = int_kind_is_signed(&b->api->target, bindings_builtin_int_kind(b, builtin));
	uint64_t max = G_MAXUINT64 >> (64 - size * 8 + is_signed);
	bool is_min = strcmp(name, "MIN") == 0, is_bits = strcmp(name, "BITS") == 0;
	if (!is_min && !is_bits && strcmp(name, "MAX") != 0)
		return none;
	struct number number = { .kind = NUMBER_INT,
				 .bits = is_bits ? size * 8 :
					 is_min  ? (is_signed ? ~max : 0) :
						   max };
	return bindings_convert(number, is_bits ? (struct expected){ 4, false } : (struct expected){ size, is_signed });
}

/* `::<T>()` behind size_of or align_of. */
static struct number read_size(struct parser *parser, const struct path *path, bool is_align)
{
	struct bindings *b = parser->b;
	unsigned end = bindings_skip_angles(b, path->generics, parser->cursor.end);
	if (parser->cursor.i >= parser->cursor.end || !is_mark(&b->file, parser->cursor.i, '('))
		return none;
	parser->cursor.i = bindings_skip(b, parser->cursor.i, parser->cursor.end);
	const struct type *type = bindings_type(b, parser->scope, (struct span){ path->generics + 1, end - 1 });
	struct layout layout = bindings_type_layout(b, type);
	if (layout.size < 0)
		return none;
	struct number number = { .kind = NUMBER_INT, .bits = (uint64_t)(is_align ? layout.align : layout.size) };
	return bindings_convert(number, (struct expected){ b->api->target.pointer_size, false });
}

static struct number read_call(struct parser *parser, const struct path *path, struct expected expected)
{
	struct bindings *b = parser->b;
	const char *name = path->segments[path->n_segments - 1];
	struct span arguments = bindings_inside(b, parser->cursor.i, parser->cursor.end);
	bool is_string = g_str_has_prefix(name, "from_bytes_with_nul");
	bool is_new_type = parser->scope->self && strcmp(name, "Self") == 0;
	if (!is_string && !is_new_type) {
		struct decl *decl = bindings_resolve(b, parser->scope->module, path, false).decl;
		is_new_type = decl && (decl->kind == DECL_TUPLE || (decl->owner && decl->kind == DECL_ALIAS));
	}
	parser->cursor.i = bindings_skip(b, parser->cursor.i, parser->cursor.end);
	return is_string || is_new_type ? bindings_value(b, parser->scope, arguments, expected) : none;
}

/* A constant, an enum's variant, or a constant in an impl block. */
static struct number read_constant(struct parser *parser, const struct path *path)
{
	struct bindings *b = parser->b;
	const char *name = path->segments[path->n_segments - 1];
	struct named value = bindings_resolve(b, parser->scope->module, path, true);
	if (value.decl && value.decl->kind == DECL_CONST)
		return bindings_constant(b, value.decl);
	if (path->n_segments < 2)
		return none;
	struct path type = *path;
	type.n_segments--;
	type.generics = 0;
	struct decl *decl = parser->scope->self && strcmp(type.segments[0], "Self") == 0 && type.n_segments == 1 ?
				    parser->scope->self :
				    bindings_resolve(b, parser->scope->module, &type, false).decl;
	return decl ? bindings_enumerator(b, decl, name) : none;
}

static struct number read_path_value(struct parser *parser, struct expected expected)
{
	struct bindings *b = parser->b;
	struct cursor *cursor = &parser->cursor;
	struct path path;
	if (!bindings_read_path(b, cursor, &path))
		return none;
	const char *last = path.segments[path.n_segments - 1];
	bool is_align = strcmp(last, "align_of") == 0;
	if (path.generics && (is_align || strcmp(last, "size_of") == 0))
		return read_size(parser, &path, is_align);
	if (cursor->i < cursor->end && is_mark(&b->file, cursor->i, '('))
		return read_call(parser, &path, expected);
	struct number number = read_constant(parser, &path);
	return number.kind == NUMBER_NONE ? read_limit(b, &path) : number;
}

/* ---- strings of other elements than bytes ---- */

static void append_element(GByteArray *bytes, uint64_t bits, unsigned size)
{
	uint16_t u16 = (uint16_t)bits;
	uint32_t u32 = (uint32_t)bits;
	uint8_t u8 = (uint8_t)bits;
	const void *element = size == 1 ? (const void *)&u8 : size == 2 ? (const void *)&u16 : (const void *)&u32;
	g_byte_array_append(bytes, element, size);
}

/* `[104, 105, 0]`; the elements are of the expected type, or of the first one's. */
static struct number read_elements(struct parser *parser, struct expected expected)
{
	struct bindings *b = parser->b;
	struct span inside = bindings_inside(b, parser->cursor.i, parser->cursor.end);
	parser->cursor.i = bindings_skip(b, parser->cursor.i, parser->cursor.end);
	struct number string = { .kind = NUMBER_BYTES, .element_size = expected.size, .bytes = g_byte_array_new() };
	for (unsigned start = inside.start, comma; start < inside.end; start = comma + 1) {
		comma = bindings_find(b, start, inside.end, ",;");
		struct number element = bindings_value(b, parser->scope, (struct span){ start, comma }, expected);
		bool is_repeat = comma < inside.end && is_mark(&b->file, comma, ';');
		if (!string.element_size)
			string.element_size = element.size ? element.size : 4;
		if (element.kind != NUMBER_INT || is_repeat || string.element_size > 4 || string.element_size == 3) {
			drop(element);
			return drop(string);
		}
		append_element(string.bytes, element.bits, string.element_size);
	}
	return string.element_size ? string : drop(string);
}

/* ---- operators ---- */

static struct number negate(struct number number, bool is_not)
{
	if (number.kind == NUMBER_FLOAT && !is_not) {
		number.real = -number.real;
		return number;
	}
	if (number.kind == NUMBER_INT && is_not && number.is_bool) {
		number.bits = !number.bits;
		return number;
	}
	bool is_wide = number.size > 8 && (is_not || number.is_negative || number.bits > G_MAXINT64);
	if (number.kind != NUMBER_INT || is_wide)
		return drop(number);
	number.is_negative = is_not ? !number.is_negative : !number.is_negative && number.bits != 0;
	number.bits = is_not ? ~number.bits : -number.bits;
	return bindings_convert(number, type_of(&number));
}

static struct number read_unary(struct parser *parser, struct expected expected)
{
	struct bindings *b = parser->b;
	struct cursor *cursor = &parser->cursor;
	struct number number;
	if (cursor->i >= cursor->end || b->depth >= BINDINGS_DEPTH)
		return none;
	b->depth++;
	unsigned i = cursor->i;
	bool is_not = is_mark(&b->file, i, '!');
	if (is_not || is_mark(&b->file, i, '-')) {
		cursor->i++;
		number = negate(read_unary(parser, expected), is_not);
	} else if (is_mark(&b->file, i, '&') || is_mark(&b->file, i, '*')) {
		cursor->i++;
		number = read_unary(parser, expected);
	} else if (is_mark(&b->file, i, '(')) {
		struct span inside = bindings_inside(b, i, cursor->end);
		cursor->i = bindings_skip(b, i, cursor->end);
		number = bindings_value(b, parser->scope, inside, expected);
	} else if (is_word(&b->file, i, "unsafe") && i + 1 < cursor->end && is_mark(&b->file, i + 1, '{')) {
		struct span inside = bindings_inside(b, i + 1, cursor->end);
		cursor->i = bindings_skip(b, i + 1, cursor->end);
		number = bindings_value(b, parser->scope, inside, expected);
	} else if (is_mark(&b->file, i, '[')) {
		number = read_elements(parser, expected);
	} else {
		number = bindings_literal(b, cursor, expected);
		if (number.kind == NUMBER_NONE && cursor->i == i)
			number = read_path_value(parser, expected);
	}
	while (cursor->i + 1 < cursor->end && is_mark(&b->file, cursor->i, '.') &&
	       has_text(&b->file, cursor->i + 1, "0"))
		cursor->i += 2; /* what a newtype holds */
	b->depth--;
	return number;
}

/* The token behind the operand at i with its signs. */
static unsigned behind_operand(const struct bindings *b, unsigned i, unsigned end)
{
	while (i < end && b->file.tokens[i].kind == TOKEN_MARK && strchr("!-&*", b->file.text[b->file.tokens[i].start]))
		i++;
	if (i + 1 < end && is_word(&b->file, i, "unsafe"))
		i++;
	if (i < end && is_open(&b->file, i))
		return bindings_skip(b, i, end);
	while (i < end && (b->file.tokens[i].kind <= TOKEN_PATH || is_mark(&b->file, i, '.')) &&
	       !is_word(&b->file, i, "as")) {
		bool is_generic = is_path(&b->file, i) && i + 1 < end && is_mark(&b->file, i + 1, '<');
		i = is_generic ? bindings_skip_angles(b, i + 1, end) : i + 1;
	}
	return i < end && is_mark(&b->file, i, '(') ? bindings_skip(b, i, end) : i;
}

static struct number cast(struct bindings *b, struct number number, const struct type *type)
{
	struct expected expected = bindings_expect(b, type);
	enum type_kind kind = bindings_strip(b, type)->kind;
	if (kind == TYPE_FLOAT && number.kind == NUMBER_INT) {
		number.kind = NUMBER_FLOAT;
		number.real = number.is_negative ? (double)(int64_t)number.bits : (double)number.bits;
	} else if (kind == TYPE_POINTER) {
		expected = (struct expected){ b->api->target.pointer_size, false };
	} else if (!expected.size && kind != TYPE_FLOAT) {
		return drop(number);
	}
	number.is_bool = false;
	return bindings_convert(number, expected);
}

/* `as T`, any number of times. */
static struct number read_cast(struct parser *parser, struct expected expected)
{
	struct bindings *b = parser->b;
	struct cursor *cursor = &parser->cursor;
	unsigned behind = behind_operand(b, cursor->i, cursor->end);
	bool is_cast = behind < cursor->end && is_word(&b->file, behind, "as");
	struct number number = read_unary(parser, is_cast ? (struct expected){ 0, false } : expected);
	while (cursor->i < cursor->end && is_word(&b->file, cursor->i, "as")) {
		unsigned start = ++cursor->i;
		while (cursor->i < cursor->end &&
		       (is_mark(&b->file, cursor->i, '*') || is_word(&b->file, cursor->i, "const") ||
			is_word(&b->file, cursor->i, "mut")))
			cursor->i++;
		struct path path;
		if (cursor->i < cursor->end && is_word(&b->file, cursor->i, "_")) { /* what is expected here */
			cursor->i++;
			number = bindings_convert(number, expected);
			continue;
		}
		if (!bindings_read_path(b, cursor, &path))
			return drop(number);
		const struct type *type = bindings_type(b, parser->scope, (struct span){ start, cursor->i });
		number = cast(b, number, type);
	}
	return number;
}

static const struct operator_row {
	char first, second;
	unsigned rank;
} operators[] = {
	{ '*', 0, 6 },   { '/', 0, 6 },   { '%', 0, 6 }, { '+', 0, 5 }, { '-', 0, 5 },
	{ '<', '<', 4 }, { '>', '>', 4 }, { '&', 0, 3 }, { '^', 0, 2 }, { '|', 0, 1 },
};

static const struct operator_row *find_operator(const struct bindings *b, const struct cursor *cursor)
{
	unsigned i = cursor->i;
	for (size_t k = 0; i < cursor->end && k < G_N_ELEMENTS(operators); k++) {
		const struct operator_row *row = &operators[k];
		bool has_second = i + 1 < cursor->end &&
				  is_mark(&b->file, i + 1, row->second ? row->second : row->first) &&
				  b->file.tokens[i + 1].start == b->file.tokens[i].start + 1;
		if (is_mark(&b->file, i, row->first) &&
		    (row->second ? has_second : !(has_second && strchr("&|", row->first))))
			return row;
	}
	return NULL;
}

static struct number apply_float(char sign, double left, double right)
{
	struct number number = { .kind = NUMBER_FLOAT, .size = 8 };
	switch (sign) {
	case '*':
		number.real = left * right;
		return number;
	case '/':
		number.real = left / right;
		return number;
	case '+':
		number.real = left + right;
		return number;
	case '-':
		number.real = left - right;
		return number;
	default:
		return none;
	}
}

/* Quotient or remainder, as their signs ask for. */
static bool divide(const struct number *left, const struct number *right, bool is_remainder, uint64_t *bits)
{
	if (right->bits == 0)
		return false;
	uint64_t a = left->is_negative ? -left->bits : left->bits, c = right->is_negative ? -right->bits : right->bits;
	uint64_t result = is_remainder ? a % c : a / c;
	bool is_negative = is_remainder ? left->is_negative : left->is_negative != right->is_negative;
	*bits = is_negative ? -result : result;
	return true;
}

static struct number apply(char sign, struct number left, struct number right)
{
	if (left.kind == NUMBER_FLOAT && right.kind == NUMBER_FLOAT)
		return apply_float(sign, left.real, right.real);
	if (left.kind != NUMBER_INT || right.kind != NUMBER_INT || left.size > 8 || right.size > 8) {
		drop(left);
		return drop(right);
	}
	bool is_shift = sign == '<' || sign == '>';
	struct expected type = type_of(left.size || is_shift ? &left : &right);
	struct number result = { .kind = NUMBER_INT };
	switch (sign) {
	case '*':
		result.bits = left.bits * right.bits;
		break;
	case '/':
	case '%':
		if (!divide(&left, &right, sign == '%', &result.bits))
			return none;
		break;
	case '+':
		result.bits = left.bits + right.bits;
		break;
	case '-':
		result.bits = left.bits - right.bits;
		break;
	case '&':
		result.bits = left.bits & right.bits;
		break;
	case '|':
		result.bits = left.bits | right.bits;
		break;
	case '^':
		result.bits = left.bits ^ right.bits;
		break;
	default:
		if (right.is_negative || right.bits >= (left.size ? left.size * 8 : 64))
			return none;
		if (sign == '<')
			result.bits = left.bits << right.bits;
		else
			result.bits = left.is_negative ? (uint64_t)((int64_t)left.bits >> right.bits) :
							 left.bits >> right.bits;
	}
	bool may_be_negative = left.is_negative || right.is_negative || sign == '-';
	result.is_negative = may_be_negative && (int64_t)result.bits < 0;
	return bindings_convert(result, type);
}

static struct number read_expression(struct parser *parser, unsigned weakest, struct expected expected)
{
	struct number left = read_cast(parser, expected);
	const struct operator_row *row;
	while (left.kind != NUMBER_NONE && (row = find_operator(parser->b, &parser->cursor)) && row->rank >= weakest) {
		bool is_shift = row->second != 0;
		parser->cursor.i += is_shift ? 2 : 1;
		if (++parser->b->depth > BINDINGS_DEPTH) {
			parser->b->depth--;
			return drop(left);
		}
		struct number right =
			read_expression(parser, row->rank + 1, is_shift ? (struct expected){ 0, false } : expected);
		parser->b->depth--;
		left = apply(row->first, left, right);
	}
	return left;
}

struct number bindings_value(struct bindings *b, const struct scope *scope, struct span span, struct expected expected)
{
	struct parser parser = { b, scope, { span.start, span.end } };
	if (span.start >= span.end)
		return none;
	struct number number = read_expression(&parser, 1, expected);
	if (parser.cursor.i != span.end)
		return drop(number);
	return number;
}

bool bindings_length(struct bindings *b, const struct scope *scope, struct span span, uint64_t *length)
{
	struct number number = bindings_value(b, scope, span, (struct expected){ b->api->target.pointer_size, false });
	bool ok = number.kind == NUMBER_INT && !number.is_negative;
	*length = number.bits;
	drop(number);
	return ok;
}

/* What the elements of a string are, or the integer itself. */
static struct expected expect_elements(struct bindings *b, const struct type *type)
{
	type = bindings_strip(b, type);
	if (type->kind == TYPE_POINTER)
		type = bindings_strip(b, type->element);
	if (type->kind == TYPE_ARRAY)
		type = type->array.element;
	return bindings_expect(b, type);
}

struct number bindings_constant(struct bindings *b, struct decl *decl)
{
	if (decl->state == STATE_BUSY)
		return none;
	if (decl->state == STATE_NEW && b->depth < BINDINGS_DEPTH) {
		decl->state = STATE_BUSY;
		b->depth++;
		struct scope scope = bindings_scope(b, decl);
		struct expected expected = expect_elements(b, bindings_type(b, &scope, decl->type));
		decl->number = bindings_value(b, &scope, decl->value, expected);
		if (decl->number.kind == NUMBER_INT)
			decl->number = bindings_convert(decl->number, expected);
		b->depth--;
		decl->state = STATE_DONE;
	}
	struct number number = decl->number;
	if (number.bytes)
		g_byte_array_ref(number.bytes);
	return number;
}
