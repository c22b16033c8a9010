/*
 * C types to Rust type text.
 *
 *     const char *                 *const ::std::os::raw::c_char
 *     int (*)(int, ...)            ::std::option::Option<unsafe extern "C" fn(arg1: ::std::os::raw::c_int, ...) -> …>
 *     uint8_t[4]                   [u8; 4usize]
 *     long double                  u128
 *
 * A function type, which Rust has as a pointer only, is that pointer; so a pointer to a typedef of one is just the
 * typedef's name. What Rust lacks is unsigned integers of the same size and at most the same alignment:
 * src/api/rust_layout.c has the sizes and alignments of all that is printed here and must say the same.
 */
#include "base/diag.h"
#include "write/rust.h"

#include <string.h>

const char *rust_integer_name(int64_t size, bool is_signed)
{
	switch (size) {
	case 1:
		return is_signed ? "i8" : "u8";
	case 2:
		return is_signed ? "i16" : "u16";
	case 4:
		return is_signed ? "i32" : "u32";
	case 8:
		return is_signed ? "i64" : "u64";
	case 16:
		return is_signed ? "i128" : "u128";
	default:
		unreachable();
	}
}

bool rust_int_is_signed(const struct target *target, const struct type *type)
{
	type = type_resolve(type);
	if (type->kind == TYPE_ENUM)
		return rust_int_is_signed(target, type->item->enumeration.integer);
	if (type->kind == TYPE_ATOMIC)
		return rust_int_is_signed(target, type->element);
	return type->kind == TYPE_INT && int_kind_is_signed(target, type->int_kind);
}

const char *rust_abi(enum call_conv conv)
{
	switch (conv) {
	case CALL_C:
		return "C";
	case CALL_STDCALL:
		return "stdcall";
	case CALL_FASTCALL:
		return "fastcall";
	case CALL_THISCALL:
		return "thiscall";
	case CALL_SYSV64:
		return "sysv64";
	case CALL_WIN64:
		return "win64";
	case CALL_AAPCS:
		return "aapcs";
	case CALL_EFIAPI:
		return "efiapi";
	case CALL_VECTORCALL:
	case CALL_OTHER:
		break;
	}
	return NULL;
}

bool rust_type_is_const(const struct type *type)
{
	for (;;) {
		if (type->is_const)
			return true;
		if (type->kind == TYPE_TYPEDEF)
			type = type->item->typedef_.type;
		else if (type->kind == TYPE_ARRAY)
			type = type->array.element;
		else
			return false;
	}
}

static bool enum_is_copy(const struct enumeration *enumeration)
{
	return enumeration->style == ENUM_CONSTS || enumeration->style == ENUM_MODULE_CONSTS ||
	       enumeration->derives & DERIVE_COPY;
}

bool rust_is_new_type(const struct item *item)
{
	const struct typedef_ *alias = &item->typedef_;
	if (alias->style == ALIAS_TYPE || alias->rust_builtin || alias->is_redundant || item->omitted ||
	    item->is_blocked)
		return false;
	return type_resolve(alias->type)->kind != TYPE_VOID;
}

bool rust_type_is_copy(const struct type *type)
{
	switch (type->kind) {
	case TYPE_TYPEDEF: {
		const struct typedef_ *alias = &type->item->typedef_;
		if (alias->rust_builtin)
			return true;
		if (type->item->is_blocked)
			return false;
		return rust_is_new_type(type->item) ? alias->derives & DERIVE_COPY : rust_type_is_copy(alias->type);
	}
	case TYPE_ATOMIC:
		return rust_type_is_copy(type->element);
	case TYPE_ARRAY:
		return type->array.bound == ARRAY_COUNTED && rust_type_is_copy(type->array.element);
	case TYPE_RECORD:
		return type->item->record.is_copy && !type->item->is_blocked;
	case TYPE_ENUM:
		return enum_is_copy(&type->item->enumeration) && !type->item->is_blocked;
	default:
		return true;
	}
}

bool rust_function_is_callable(const struct function_type *function)
{
	return !function->omitted && rust_abi(function->conv);
}

void rust_put_blob(GString *out, int64_t size, unsigned unit)
{
	const char *name = rust_integer_name(unit, false);
	if (size == unit) {
		g_string_append(out, name);
		return;
	}
	rust_put(out, "[", name, "; ");
	rust_put_unsigned(out, (uint64_t)size / unit);
	g_string_append(out, "usize]");
}

static void put_opaque(struct rust *r, GString *out, const struct type *type)
{
	if (type->size < 0)
		rust_put(out, r->ctypes, "c_void");
	else
		rust_put_blob(out, type->size, api_blob_unit(&r->api->target, type->size, type->align));
}

static void put_int(struct rust *r, GString *out, const struct type *type)
{
	static const char *const names[INT_KINDS] = {
		[INT_CHAR] = "c_char",      [INT_SCHAR] = "c_schar",      [INT_UCHAR] = "c_uchar",
		[INT_SHORT] = "c_short",    [INT_USHORT] = "c_ushort",    [INT_INT] = "c_int",
		[INT_UINT] = "c_uint",      [INT_LONG] = "c_long",        [INT_ULONG] = "c_ulong",
		[INT_LLONG] = "c_longlong", [INT_ULLONG] = "c_ulonglong",
	};
	const char *name = names[type->int_kind];
	if (name)
		rust_put(out, r->ctypes, name);
	else
		g_string_append(out, rust_integer_name(type->size, rust_int_is_signed(&r->api->target, type)));
}

static void put_float(struct rust *r, GString *out, const struct type *type)
{
	switch (type->float_kind) {
	case FLOAT_FLOAT:
		if (r->config->no_convert_floats)
			rust_put(out, r->ctypes, "c_float");
		else
			g_string_append(out, "f32");
		return;
	case FLOAT_LONG_DOUBLE:
		if (type->size != 8)
			break;
		G_GNUC_FALLTHROUGH;
	case FLOAT_DOUBLE:
		if (r->config->no_convert_floats)
			rust_put(out, r->ctypes, "c_double");
		else
			g_string_append(out, "f64");
		return;
	case FLOAT_FLOAT16:
		r->runtime |= RUST_FLOAT16;
		g_string_append(out, "__BindgenFloat16");
		return;
	default:
		break;
	}
	put_opaque(r, out, type);
}

void rust_put_type_name(GString *out, const struct item *item)
{
	g_string_append(out, item->rust_name);
	if (item->kind == ITEM_ENUM && item->enumeration.style == ENUM_MODULE_CONSTS && item->enumeration.is_complete)
		g_string_append(out, "::Type");
}

/* A record without text of its own is its bytes, or nothing that can be named. */
static void put_record_name(struct rust *r, GString *out, const struct type *type)
{
	if (!type->item->omitted)
		rust_put_type_name(out, type->item);
	else
		put_opaque(r, out, type);
}

static void put_typedef(struct rust *r, GString *out, const struct type *type)
{
	const struct typedef_ *alias = &type->item->typedef_;
	if (alias->rust_builtin)
		g_string_append(out, alias->rust_builtin);
	else if (type->item->omitted || alias->is_redundant)
		rust_put_type(r, out, alias->type);
	else
		rust_put_type_name(out, type->item);
}

static void put_array(struct rust *r, GString *out, const struct type *type)
{
	g_string_append_c(out, '[');
	rust_put_type(r, out, type->array.element);
	g_string_append(out, "; ");
	rust_put_unsigned(out, type->array.bound == ARRAY_COUNTED ? (uint64_t)type->array.count : 0);
	g_string_append(out, "usize]");
}

/* The function that the type is a pointer to, unless a typedef stands between; NULL if it is none. */
static const struct function_type *pointed_function(const struct type *type)
{
	if (type->kind == TYPE_POINTER)
		type = type->element;
	return type->kind == TYPE_FUNCTION ? type->function : NULL;
}

static void put_function_head(struct rust *r, GString *out, const struct function_type *function)
{
	const char *abi = r->next_abi ? r->next_abi : rust_abi(function->conv);
	r->next_abi = NULL;
	rust_put(out, "unsafe extern \"", abi, "\" fn");
}

static void put_function_pointer(struct rust *r, GString *out, const struct function_type *function)
{
	if (!rust_function_is_callable(function)) {
		rust_put(out, "*mut ", r->ctypes, "c_void");
		return;
	}
	rust_put(out, r->std, "::option::Option<");
	put_function_head(r, out, function);
	rust_put_signature(r, out, function, 0, 0);
	g_string_append_c(out, '>');
}

static void put_pointer(struct rust *r, GString *out, const struct type *type)
{
	const struct type *target = type->element;
	if (type_resolve(target)->kind == TYPE_FUNCTION) {
		rust_put_type(r, out, target);
		return;
	}
	g_string_append(out, rust_type_is_const(target) ? "*const " : "*mut ");
	rust_put_type(r, out, target);
}

void rust_put_type(struct rust *r, GString *out, const struct type *type)
{
	switch (type->kind) {
	case TYPE_VOID:
		rust_put(out, r->ctypes, "c_void");
		break;
	case TYPE_BOOL:
		g_string_append(out, "bool");
		break;
	case TYPE_INT:
		put_int(r, out, type);
		break;
	case TYPE_FLOAT:
		put_float(r, out, type);
		break;
	case TYPE_COMPLEX:
		r->runtime |= RUST_COMPLEX;
		g_string_append(out, "__BindgenComplex<");
		rust_put_type(r, out, type->element);
		g_string_append_c(out, '>');
		break;
	case TYPE_ATOMIC:
		if (type->element->size == type->size)
			rust_put_type(r, out, type->element);
		else
			put_opaque(r, out, type);
		break;
	case TYPE_POINTER:
		put_pointer(r, out, type);
		break;
	case TYPE_ARRAY:
		put_array(r, out, type);
		break;
	case TYPE_FUNCTION:
		put_function_pointer(r, out, type->function);
		break;
	case TYPE_RECORD:
		put_record_name(r, out, type);
		break;
	case TYPE_ENUM:
		if (type->item->omitted)
			rust_put_enum_integer(r, out, &type->item->enumeration);
		else
			rust_put_type_name(out, type->item);
		break;
	case TYPE_TYPEDEF:
		put_typedef(r, out, type);
		break;
	case TYPE_VECTOR:
		if (api_vector_is_array(type))
			put_array(r, out, type);
		else
			put_opaque(r, out, type);
		break;
	case TYPE_UNSUPPORTED:
		put_opaque(r, out, type);
		break;
	}
}

void rust_put_type_at(struct rust *r, GString *out, const struct type *type, unsigned indent, unsigned tail)
{
	gsize start = out->len;
	const char *abi = r->next_abi;
	rust_put_type(r, out, type);
	if (rust_column(out) + tail <= RUST_LINE_WIDTH)
		return;
	const struct function_type *function = pointed_function(type);
	if (!function || !rust_function_is_callable(function))
		return;
	g_string_truncate(out, start);
	r->next_abi = abi;
	rust_put(out, r->std, "::option::Option<\n");
	rust_put_indent(out, indent + 4);
	put_function_head(r, out, function);
	rust_put_signature(r, out, function, indent + 4, 1);
	g_string_append(out, ",\n");
	rust_put_indent(out, indent);
	g_string_append_c(out, '>');
}

/* --use-array-pointers-in-arguments: the array that a parameter was written as, where its length is known. */
static const struct type *written_array(const struct rust *r, const struct param *param)
{
	const struct type *type = param->as_written;
	if (!r->config->use_array_pointers_in_arguments || !type)
		return NULL;
	const struct type *array = type_resolve(type);
	return array->kind == TYPE_ARRAY && array->array.bound == ARRAY_COUNTED && array->array.count ? type : NULL;
}

static void put_param(struct rust *r, GString *out, const struct param *param, unsigned number, unsigned indent)
{
	const struct type *array = written_array(r, param);
	if (param->rust_name) {
		rust_put(out, param->rust_name, ": ");
	} else {
		g_string_append(out, "arg");
		rust_put_unsigned(out, number);
		g_string_append(out, ": ");
	}
	if (array) {
		g_string_append(out, rust_type_is_const(array) ? "*const " : "*mut ");
		rust_put_type(r, out, array);
	} else if (indent) {
		rust_put_type_at(r, out, param->type, indent, 1);
	} else {
		rust_put_type(r, out, param->type);
	}
}

static void put_result(struct rust *r, GString *out, const struct function_type *function)
{
	if (function->is_noreturn) {
		g_string_append(out, " -> !");
	} else if (type_resolve(function->result)->kind != TYPE_VOID) {
		g_string_append(out, " -> ");
		rust_put_type(r, out, function->result);
	}
}

void rust_put_signature(struct rust *r, GString *out, const struct function_type *function, unsigned indent,
			unsigned tail)
{
	gsize start = out->len;
	unsigned n = function->n_params;
	g_string_append_c(out, '(');
	for (unsigned i = 0; i < n; i++) {
		put_param(r, out, &function->params[i], i + 1, 0);
		if (i + 1 < n)
			g_string_append(out, ", ");
	}
	if (function->is_variadic)
		g_string_append(out, n ? ", ..." : "...");
	g_string_append_c(out, ')');
	put_result(r, out, function);
	if (!indent || !n || rust_column(out) + tail <= RUST_LINE_WIDTH)
		return;
	g_string_truncate(out, start);
	g_string_append(out, "(\n");
	for (unsigned i = 0; i < n; i++) {
		rust_put_indent(out, indent + 4);
		put_param(r, out, &function->params[i], i + 1, indent + 4);
		g_string_append(out, ",\n");
	}
	if (function->is_variadic) {
		rust_put_indent(out, indent + 4);
		g_string_append(out, "...\n");
	}
	rust_put_indent(out, indent);
	g_string_append_c(out, ')');
	put_result(r, out, function);
}
