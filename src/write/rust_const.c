/*
 * Macros and variables whose value is known, to constants.
 *
 *     #define LIMIT 5                 pub const LIMIT: u32 = 5;
 *     #define ALL ((flags_t)-1)       pub const ALL: flags_t = 4294967295;
 *     #define HELLO "hi"              pub const HELLO: &[u8; 3] = b"hi\0";
 *     #define WIDE L"hi"              pub const WIDE: &[i32; 3] = &[104, 105, 0];
 *     static const double half = .5;  pub const half: f64 = 0.5;
 *
 * The type of an expression that has a typedef's name, an enum's or bool is kept. A plain integer gets the smallest
 * of u32 and u64, i32 and i64 if it is negative, as bindgen has it (--default-macro-constant-type,
 * --fit-macro-constant-types); with --macro-types c it keeps C's type, and one that the contract gives is kept too. A type
 * that is not in the output, or that has no way to be made of this value, does not count.
 */
#include "base/diag.h"
#include "write/rust.h"

#include <math.h>
#include <string.h>

enum { FIRST_C_LITERAL = 77 };

/* ---- literals ---- */

static void put_int(GString *out, const struct value *value)
{
	if (value->is_negative)
		g_string_append_c(out, '-');
	rust_put_unsigned(out, value->is_negative ? -value->integer : value->integer);
}

/* The shortest decimal that reads back as the same number. */
static void put_float(GString *out, double real, bool is_single)
{
	const char *type = is_single ? "f32" : "f64";
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	if (isnan(real) || isinf(real)) {
		rust_put(out, type, isnan(real) ? "::NAN" : real < 0 ? "::NEG_INFINITY" : "::INFINITY");
		return;
	}
	for (int digits = 6; digits <= 17; digits++) {
		char format[8];
		g_snprintf(format, sizeof(format), "%%.%dg", digits);
		g_ascii_formatd(text, sizeof(text), format, real);
		if (g_ascii_strtod(text, NULL) == real)
			break;
	}
	g_string_append(out, text);
	if (!strpbrk(text, ".e"))
		g_string_append(out, ".0");
}

static void put_bytes(GString *out, const char *open, const uint8_t *bytes, uint64_t n)
{
	static const char hex[] = "0123456789ABCDEF";
	g_string_append(out, open);
	for (uint64_t i = 0; i < n; i++) {
		uint8_t c = bytes[i];
		if (c == '"' || c == '\\') {
			g_string_append_c(out, '\\');
			g_string_append_c(out, (char)c);
		} else if (c == '\n') {
			g_string_append(out, "\\n");
		} else if (c == '\t') {
			g_string_append(out, "\\t");
		} else if (c == '\r') {
			g_string_append(out, "\\r");
		} else if (c == 0) {
			g_string_append(out, "\\0");
		} else if (c < 0x20 || c > 0x7e) {
			g_string_append(out, "\\x");
			g_string_append_c(out, hex[c >> 4]);
			g_string_append_c(out, hex[c & 15]);
		} else {
			g_string_append_c(out, (char)c);
		}
	}
	g_string_append_c(out, '"');
}

/* ---- strings ---- */

/* True for one terminating zero and none before it: what a CStr is. */
static bool is_c_string(const struct value *value)
{
	const char *bytes = value->elements;
	return value->n_elements && memchr(bytes, 0, value->n_elements) == bytes + value->n_elements - 1;
}

static void put_c_string(const struct rust *r, GString *out, const struct value *value)
{
	bool has_literal = r->config->rust_minor >= FIRST_C_LITERAL &&
			   (!r->config->rust_edition || strcmp(r->config->rust_edition, "2021") >= 0);
	rust_put(out, "&", r->std, "::ffi::CStr = ");
	if (has_literal) {
		put_bytes(out, "c\"", value->elements, value->n_elements - 1);
		return;
	}
	rust_put(out, "unsafe { ", r->std, "::ffi::CStr::from_bytes_with_nul_unchecked(");
	put_bytes(out, "b\"", value->elements, value->n_elements);
	g_string_append(out, ") }");
}

/* `&[i32; N] = &[104, 105, 0]`. */
static void put_wide_string(const struct rust *r, GString *out, const struct type *type, const struct value *value)
{
	const struct type *resolved = type_resolve(type);
	const struct type *element = resolved->kind == TYPE_ARRAY   ? resolved->array.element :
				     resolved->kind == TYPE_POINTER ? resolved->element :
								      NULL;
	bool is_signed = element && rust_int_is_signed(&r->api->target, element);
	rust_put(out, "&[", rust_integer_name(value->element_size, is_signed), "; ");
	rust_put_unsigned(out, value->n_elements);
	g_string_append(out, "] = &[");
	for (uint64_t i = 0; i < value->n_elements; i++) {
		struct value number = { .kind = VALUE_INT };
		if (value->element_size == 2)
			number.integer = ((const uint16_t *)value->elements)[i];
		else
			number.integer = ((const uint32_t *)value->elements)[i];
		if (is_signed)
			number.integer = value->element_size == 2 ? (uint64_t)(int16_t)number.integer :
								    (uint64_t)(int32_t)number.integer;
		number.is_negative = is_signed && (int64_t)number.integer < 0;
		g_string_append(out, i ? ", " : "");
		put_int(out, &number);
	}
	g_string_append_c(out, ']');
}

static void put_string(const struct rust *r, GString *out, const struct type *type, const struct value *value)
{
	if (value->element_size != 1) {
		put_wide_string(r, out, type, value);
	} else if (r->config->generate_cstr && is_c_string(value)) {
		put_c_string(r, out, value);
	} else {
		g_string_append(out, "&[u8; ");
		rust_put_unsigned(out, value->n_elements);
		g_string_append(out, "] = ");
		put_bytes(out, "b\"", value->elements, value->n_elements);
	}
}

/* ---- values of a type ---- */

/* The variant of a Rust enum that has the value, NULL if none does. */
static const struct enumerator *find_variant(const struct enumeration *enumeration, const struct value *value)
{
	for (unsigned i = 0; i < enumeration->n_values; i++)
		if (!enumeration->values[i].omitted && enumeration->values[i].value == value->integer)
			return &enumeration->values[i];
	return NULL;
}

static bool is_rust_enum(const struct enumeration *enumeration)
{
	return enumeration->is_complete &&
	       (enumeration->style == ENUM_RUST || enumeration->style == ENUM_RUST_NON_EXHAUSTIVE);
}

static bool is_named(const struct item *item)
{
	return (item->is_selected || item->is_blocked) && !item->omitted;
}

/* Whether put_value() can say `value` in the type, named as it stands. */
static bool can_put_value(const struct type *type, const struct value *value)
{
	switch (type->kind) {
	case TYPE_TYPEDEF:
		/* what a builtin of Rust's is made of in C need not have been selected */
		if (type->item->typedef_.rust_builtin)
			return can_put_value(type_resolve(type), value);
		return is_named(type->item) && can_put_value(type->item->typedef_.type, value);
	case TYPE_ENUM:
		if (!is_named(type->item))
			return false;
		if (type->item->is_blocked)
			return type->item->enumeration.style == ENUM_CONSTS;
		return !is_rust_enum(&type->item->enumeration) || find_variant(&type->item->enumeration, value);
	case TYPE_BOOL:
	case TYPE_INT:
		return value->kind == VALUE_INT;
	case TYPE_FLOAT:
		return type->float_kind == FLOAT_FLOAT || type->float_kind == FLOAT_DOUBLE ||
		       (type->float_kind == FLOAT_LONG_DOUBLE && type->size == 8);
	default:
		return false;
	}
}

static void put_value(struct rust *r, GString *out, const struct type *type, const struct value *value);

static void put_enum_value(struct rust *r, GString *out, const struct item *item, const struct value *value)
{
	const struct enumeration *enumeration = &item->enumeration;
	if (is_rust_enum(enumeration)) {
		rust_put(out, item->rust_name, "::", find_variant(enumeration, value)->rust_name);
		return;
	}
	bool is_tuple = enumeration->style == ENUM_NEWTYPE || enumeration->style == ENUM_NEWTYPE_GLOBAL ||
			enumeration->style == ENUM_BITFIELD;
	if (is_tuple)
		rust_put(out, item->rust_name, "(");
	put_value(r, out, enumeration->integer, value);
	if (is_tuple)
		g_string_append_c(out, ')');
}

static void put_value(struct rust *r, GString *out, const struct type *type, const struct value *value)
{
	switch (type->kind) {
	case TYPE_TYPEDEF: {
		bool is_tuple = rust_is_new_type(type->item);
		if (is_tuple)
			rust_put(out, type->item->rust_name, "(");
		put_value(r, out, type->item->typedef_.type, value);
		if (is_tuple)
			g_string_append_c(out, ')');
		break;
	}
	case TYPE_ENUM:
		put_enum_value(r, out, type->item, value);
		break;
	case TYPE_BOOL:
		g_string_append(out, value->integer ? "true" : "false");
		break;
	case TYPE_FLOAT:
		if (value->kind == VALUE_INT) {
			put_int(out, value);
			g_string_append(out, ".0");
		} else {
			put_float(out, value->real, type->float_kind == FLOAT_FLOAT);
		}
		break;
	default:
		put_int(out, value);
	}
}

/* `T = value` with the C type. */
static void put_typed(struct rust *r, GString *out, const struct type *type, const struct value *value)
{
	rust_put_type(r, out, type);
	g_string_append(out, " = ");
	put_value(r, out, type, value);
}

/* ---- constants ---- */

static bool fits_signed(const struct value *value, unsigned bits)
{
	int64_t limit = INT64_MAX >> (64 - bits);
	if (value->is_negative)
		return (int64_t)value->integer >= -limit - 1;
	return value->integer <= (uint64_t)limit;
}

/* The type that bindgen gives a plain integer. */
static const char *integer_type(const struct config *config, const struct value *value)
{
	static const char *const signed_types[] = { "i8", "i16", "i32", "i64" };
	static const char *const unsigned_types[] = { "u8", "u16", "u32", "u64" };
	bool is_signed =
		value->is_negative || (config->default_macro_constant_type == MACRO_SIGNED && fits_signed(value, 64));
	for (unsigned i = config->fit_macro_constant_types ? 0 : 2; i < 4; i++) {
		unsigned bits = 8u << i;
		if (is_signed ? fits_signed(value, bits) : value->integer <= UINT64_MAX >> (64 - bits))
			return (is_signed ? signed_types : unsigned_types)[i];
	}
	unreachable();
}

/* Types that stay what they are in the value-based typing too. */
static bool keeps_type(const struct type *type)
{
	return type->kind == TYPE_TYPEDEF || type->kind == TYPE_ENUM || type->kind == TYPE_BOOL;
}

static void put_macro_value(struct rust *r, GString *out, const struct constant *constant)
{
	const struct value *value = &constant->value;
	bool is_c = constant->keeps_type || r->config->macro_types == MACRO_TYPES_C;
	if (value->kind == VALUE_STRING) {
		put_string(r, out, constant->type, value);
	} else if ((is_c || keeps_type(constant->type)) && can_put_value(constant->type, value)) {
		put_typed(r, out, constant->type, value);
	} else if (value->kind == VALUE_FLOAT) {
		g_string_append(out, "f64 = ");
		put_float(out, value->real, false);
	} else if (constant->is_character && !value->is_negative && value->integer <= UINT8_MAX) {
		g_string_append(out, "u8 = ");
		put_int(out, value);
		g_string_append(out, "u8");
	} else {
		rust_put(out, integer_type(r->config, value), " = ");
		put_int(out, value);
	}
}

void rust_put_constant(struct rust *r, const struct item *item)
{
	GString *out = r->sections[RUST_MACROS];
	rust_put_comment(r, out, 0, item->comment);
	rust_put(out, "pub const ", item->rust_name, ": ");
	put_macro_value(r, out, &item->constant);
	g_string_append(out, ";\n");
}

void rust_put_const_variable(struct rust *r, const struct item *item)
{
	const struct variable *variable = &item->variable;
	struct constant constant = { .type = variable->type, .value = *variable->value };
	GString *out = r->sections[RUST_CONSTANTS];
	rust_put_comment(r, out, 0, item->comment);
	rust_put(out, "pub const ", item->rust_name, ": ");
	if (variable->value->kind != VALUE_STRING && can_put_value(variable->type, variable->value))
		put_typed(r, out, variable->type, variable->value);
	else
		put_macro_value(r, out, &constant);
	g_string_append(out, ";\n");
}
