/*
 * The model as JSON: everything that is known of every item, for --dump=STAGE and for the tests, which check it against C
 * compilers without knowing anything of this program.
 *
 *     struct point { int x; unsigned flag : 1; };
 *
 * becomes one line (here wrapped) in "items":
 *
 *     {"id": 0, "kind": "struct", "name": "point", "rust_name": "point", "location": {"file": "a.h", …},
 *      "selected": true, "blocked": false, "opaque": false, "written": true,
 *      "record": {"complete": true, "size": 8, "align": 4, "fields": [
 *          {"name": "x", "rust_name": "x", "offset": 0, "type": {"kind": "int", "int": "int", "size": 4, …}},
 *          {"name": "flag", "rust_name": "flag", "offset": 32, "width": 1, "type": …}], …}}
 *
 * Invariants: keys have a fixed order; a key without anything to say (no comment, a flag that does not hold) is absent;
 * integers beyond int64 are decimal strings, floats that JSON cannot hold are "inf", "-inf" or "nan". Records, enums and
 * typedefs are referred to by id, so types nest finitely. One item is one line: it can be compared and searched by line.
 */
#include "write/json.h"
#include "base/diag.h"
#include "write/write.h"

#include <math.h>
#include <string.h>

static json_t *dump_type(const struct type *type);

/* ---- shared with the report ---- */

json_t *json_text(const char *text)
{
	char *valid;
	json_t *value;

	if (!text)
		return NULL;
	value = json_string(text);
	if (value)
		return value;
	valid = g_utf8_make_valid(text, -1);
	value = json_string(valid);
	g_free(valid);
	return value;
}

json_t *json_location(const struct api *api, struct location loc)
{
	json_t *place;

	if (!loc.line || loc.file >= api->files->len)
		return NULL;
	place = json_object();
	json_put(place, "file", json_text(g_ptr_array_index(api->files, loc.file)));
	json_put(place, "line", json_integer(loc.line));
	json_put(place, "column", json_integer(loc.column));
	return place;
}

void json_put(json_t *object, const char *key, json_t *value)
{
	if (value)
		json_object_set_new(object, key, value);
}

void json_put_flag(json_t *object, const char *key, bool flag)
{
	if (flag)
		json_object_set_new(object, key, json_true());
}

static int append(const char *text, size_t size, void *data)
{
	g_string_append_len(data, text, (gssize)size);
	return 0;
}

void json_print(struct writer *out, json_t *value, size_t flags)
{
	GString *text = g_string_new(NULL);

	json_dump_callback(value, append, text, flags | JSON_REAL_PRECISION(17) | JSON_ENCODE_ANY);
	writer_text(out, text->str);
	g_string_free(text, TRUE);
	json_decref(value);
}

/* ---- names of the model's enum constants ---- */

static const char *const type_kinds[] = {
	[TYPE_VOID] = "void",       [TYPE_BOOL] = "bool",
	[TYPE_INT] = "int",         [TYPE_FLOAT] = "float",
	[TYPE_COMPLEX] = "complex", [TYPE_VECTOR] = "vector",
	[TYPE_ATOMIC] = "atomic",   [TYPE_POINTER] = "pointer",
	[TYPE_ARRAY] = "array",     [TYPE_FUNCTION] = "function",
	[TYPE_RECORD] = "record",   [TYPE_ENUM] = "enum",
	[TYPE_TYPEDEF] = "typedef", [TYPE_UNSUPPORTED] = "unsupported",
};

static const char *const array_bounds[] = {
	[ARRAY_COUNTED] = "counted",
	[ARRAY_INCOMPLETE] = "incomplete",
	[ARRAY_VARIABLE] = "variable",
};

static const char *const linkages[] = {
	[LINKAGE_EXTERNAL] = "external",
	[LINKAGE_INTERNAL] = "internal",
	[LINKAGE_INLINE] = "inline",
};

static const char *const repr_kinds[] = {
	[REPR_FIELDS] = "fields", [REPR_WRAPPED] = "wrapped", [REPR_BYTES] = "bytes",
	[REPR_OPAQUE] = "opaque", [REPR_FORWARD] = "forward",
};

static const char *const member_kinds[] = {
	[MEMBER_FIELD] = "field",
	[MEMBER_BITFIELDS] = "bitfields",
	[MEMBER_PADDING] = "padding",
	[MEMBER_FLEXIBLE] = "flexible",
};

static const char *const enum_styles[] = {
	[ENUM_CONSTS] = "consts",
	[ENUM_MODULE_CONSTS] = "moduleconsts",
	[ENUM_BITFIELD] = "bitfield",
	[ENUM_NEWTYPE] = "newtype",
	[ENUM_NEWTYPE_GLOBAL] = "newtype_global",
	[ENUM_RUST] = "rust",
	[ENUM_RUST_NON_EXHAUSTIVE] = "rust_non_exhaustive",
};

static const char *const alias_styles[] = {
	[ALIAS_TYPE] = "type_alias",
	[ALIAS_NEW_TYPE] = "new_type",
	[ALIAS_NEW_TYPE_DEREF] = "new_type_deref",
};

static const struct {
	unsigned bit;
	const char *name;
} derive_names[] = {
	{ DERIVE_DEBUG, "Debug" }, { DERIVE_DEFAULT, "Default" },
	{ DERIVE_COPY, "Copy" },   { DERIVE_CLONE, "Clone" },
	{ DERIVE_HASH, "Hash" },   { DERIVE_PARTIAL_ORD, "PartialOrd" },
	{ DERIVE_ORD, "Ord" },     { DERIVE_PARTIAL_EQ, "PartialEq" },
	{ DERIVE_EQ, "Eq" },
};

static json_t *dump_derives(unsigned bits)
{
	json_t *names = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(derive_names); i++)
		if (bits & derive_names[i].bit)
			json_array_append_new(names, json_string(derive_names[i].name));
	return names;
}

/* ---- types ---- */

static json_t *dump_param(const struct param *param)
{
	json_t *value = json_object();

	json_put(value, "name", json_text(param->name));
	json_put(value, "rust_name", json_text(param->rust_name));
	json_put(value, "type", dump_type(param->type));
	if (param->as_written != param->type)
		json_put(value, "as_written", dump_type(param->as_written));
	return value;
}

static void put_function_type(json_t *value, const struct function_type *function)
{
	json_t *params = json_array();

	for (unsigned i = 0; i < function->n_params; i++)
		json_array_append_new(params, dump_param(&function->params[i]));
	json_put(value, "result", dump_type(function->result));
	json_put(value, "params", params);
	json_put_flag(value, "variadic", function->is_variadic);
	json_put_flag(value, "no_prototype", !function->has_prototype);
	json_put_flag(value, "noreturn", function->is_noreturn);
	json_put(value, "convention",
		 json_string(function->conv < CALL_OTHER ? call_conv_names[function->conv] : "other"));
	json_put(value, "convention_name", json_text(function->conv_name));
}

static void put_type_details(json_t *value, const struct type *type)
{
	switch (type->kind) {
	case TYPE_VOID:
	case TYPE_BOOL:
		break;
	case TYPE_INT:
		json_put(value, "int", json_string(int_kind_names[type->int_kind]));
		break;
	case TYPE_FLOAT:
		json_put(value, "float", json_string(float_kind_names[type->float_kind]));
		break;
	case TYPE_COMPLEX:
	case TYPE_ATOMIC:
	case TYPE_POINTER:
		json_put(value, "element", dump_type(type->element));
		break;
	case TYPE_VECTOR:
	case TYPE_ARRAY:
		json_put(value, "bound", json_string(array_bounds[type->array.bound]));
		json_put(value, "count", json_integer(type->array.count));
		json_put(value, "element", dump_type(type->array.element));
		break;
	case TYPE_FUNCTION:
		put_function_type(value, type->function);
		break;
	case TYPE_RECORD:
	case TYPE_ENUM:
	case TYPE_TYPEDEF:
		json_put(value, "item", json_integer(type->item->id));
		json_put(value, "name", json_text(type->item->name));
		break;
	case TYPE_UNSUPPORTED:
		json_put(value, "reason", json_text(type->reason));
		break;
	}
}

static json_t *dump_type(const struct type *type)
{
	json_t *value;

	if (!type)
		return NULL;
	value = json_object();
	json_put(value, "kind", json_string(type_kinds[type->kind]));
	json_put(value, "spelling", json_text(type->spelling));
	if (type->size >= 0)
		json_put(value, "size", json_integer(type->size));
	if (type->align >= 0)
		json_put(value, "align", json_integer(type->align));
	json_put_flag(value, "const", type->is_const);
	json_put_flag(value, "volatile", type->is_volatile);
	json_put_flag(value, "restrict", type->is_restrict);
	put_type_details(value, type);
	return value;
}

/* True for the integers that hold values below zero on this target. */
static bool type_is_signed(const struct target *target, const struct type *type)
{
	type = type_resolve(type);
	return type->kind == TYPE_INT && int_kind_is_signed(target, type->int_kind);
}

/* ---- values ---- */

static json_t *dump_integer(uint64_t integer, bool is_signed)
{
	char digits[24];

	if (is_signed || integer <= INT64_MAX)
		return json_integer((json_int_t)integer);
	g_snprintf(digits, sizeof(digits), "%" G_GUINT64_FORMAT, integer);
	return json_string(digits);
}

static json_t *dump_real(double real)
{
	if (isnan(real))
		return json_string("nan");
	if (isinf(real))
		return json_string(real < 0 ? "-inf" : "inf");
	return json_real(real);
}

static json_t *dump_elements(const struct value *value)
{
	json_t *elements = json_array();
	const char *next = value->elements;

	for (uint64_t i = 0; i < value->n_elements; i++, next += value->element_size) {
		uint8_t u8;
		uint16_t u16;
		uint32_t u32;

		switch (value->element_size) {
		case sizeof(u8):
			memcpy(&u8, next, sizeof(u8));
			json_array_append_new(elements, json_integer(u8));
			break;
		case sizeof(u16):
			memcpy(&u16, next, sizeof(u16));
			json_array_append_new(elements, json_integer(u16));
			break;
		case sizeof(u32):
			memcpy(&u32, next, sizeof(u32));
			json_array_append_new(elements, json_integer(u32));
			break;
		default:
			unreachable();
		}
	}
	return elements;
}

static json_t *dump_value(const struct value *value)
{
	json_t *object;

	if (!value)
		return NULL;
	object = json_object();
	switch (value->kind) {
	case VALUE_INT:
		json_put(object, "kind", json_string("int"));
		json_put(object, "value", dump_integer(value->integer, value->is_negative));
		break;
	case VALUE_FLOAT:
		json_put(object, "kind", json_string("float"));
		json_put(object, "value", dump_real(value->real));
		break;
	case VALUE_STRING:
		json_put(object, "kind", json_string("string"));
		json_put(object, "element_size", json_integer(value->element_size));
		json_put(object, "elements", dump_elements(value));
		break;
	}
	return object;
}

/* ---- items ---- */

static json_t *dump_field(const struct api *api, const struct field *field)
{
	json_t *value = json_object();

	json_put(value, "name", json_text(field->name));
	json_put(value, "rust_name", json_text(field->rust_name));
	json_put(value, "location", json_location(api, field->loc));
	json_put(value, "comment", json_text(field->comment));
	json_put(value, "offset", json_integer(field->offset));
	if (field->width >= 0)
		json_put(value, "width", json_integer(field->width));
	json_put(value, "type", dump_type(field->type));
	return value;
}

static json_t *dump_member(const struct member *member)
{
	json_t *value = json_object();

	json_put(value, "kind", json_string(member_kinds[member->kind]));
	if (member->kind != MEMBER_PADDING) {
		json_put(value, "first", json_integer(member->first));
		json_put(value, "count", json_integer(member->count));
	}
	if (member->kind == MEMBER_PADDING || member->kind == MEMBER_BITFIELDS)
		json_put(value, "number", json_integer(member->number));
	json_put(value, "offset", json_integer(member->offset));
	json_put(value, "size", json_integer(member->size));
	json_put(value, "unit", json_integer(member->unit));
	return value;
}

static json_t *dump_repr(const struct repr *repr)
{
	json_t *value = json_object();
	json_t *members = json_array();

	for (unsigned i = 0; i < repr->n_members; i++)
		json_array_append_new(members, dump_member(&repr->members[i]));
	json_put(value, "kind", json_string(repr_kinds[repr->kind]));
	json_put(value, "packed", json_integer(repr->packed));
	json_put(value, "align", json_integer(repr->align));
	json_put(value, "blob_unit", json_integer(repr->blob_unit));
	json_put(value, "members", members);
	json_put(value, "why", json_text(repr->why));
	return value;
}

static json_t *dump_record(const struct api *api, const struct record *record)
{
	json_t *value = json_object();
	json_t *fields = json_array();

	for (unsigned i = 0; i < record->n_fields; i++)
		json_array_append_new(fields, dump_field(api, &record->fields[i]));
	json_put(value, "complete", json_boolean(record->is_complete));
	json_put_flag(value, "packed", record->is_packed);
	json_put_flag(value, "in_typedef", record->in_typedef);
	if (record->is_complete) {
		json_put(value, "size", json_integer(record->size));
		json_put(value, "align", json_integer(record->align));
	}
	json_put(value, "fields", fields);
	json_put(value, "repr", dump_repr(&record->repr));
	json_put(value, "derives", dump_derives(record->derives));
	json_put(value, "impls", dump_derives(record->impls));
	json_put_flag(value, "copy", record->is_copy);
	return value;
}

static json_t *dump_enumeration(const struct api *api, const struct enumeration *enumeration)
{
	bool is_signed = enumeration->integer && type_is_signed(&api->target, enumeration->integer);
	json_t *value = json_object();
	json_t *values = json_array();

	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const struct enumerator *e = &enumeration->values[i];
		json_t *one = json_object();

		json_put(one, "name", json_text(e->name));
		json_put(one, "rust_name", json_text(e->rust_name));
		json_put(one, "location", json_location(api, e->loc));
		json_put(one, "comment", json_text(e->comment));
		json_put(one, "value", dump_integer(e->value, is_signed));
		json_put(one, "constant_name", json_text(e->constant_name));
		json_put(one, "omitted", json_text(e->omitted));
		json_array_append_new(values, one);
	}
	json_put(value, "complete", json_boolean(enumeration->is_complete));
	json_put_flag(value, "in_typedef", enumeration->in_typedef);
	json_put(value, "integer", dump_type(enumeration->integer));
	json_put(value, "signed", json_boolean(is_signed));
	json_put(value, "style", json_string(enum_styles[enumeration->style]));
	json_put(value, "value_type", json_text(enumeration->value_type));
	json_put(value, "values", values);
	return value;
}

static json_t *dump_typedef(const struct typedef_ *alias)
{
	json_t *value = json_object();

	json_put(value, "type", dump_type(alias->type));
	json_put(value, "style", json_string(alias_styles[alias->style]));
	json_put(value, "rust_builtin", json_text(alias->rust_builtin));
	return value;
}

static json_t *dump_function(const struct function *function)
{
	json_t *value = json_object();

	json_put(value, "linkage", json_string(linkages[function->linkage]));
	json_put(value, "link_name", json_text(function->link_name));
	json_put(value, "helper", json_text(function->helper));
	json_put(value, "refused", json_text(function->refused));
	json_put_flag(value, "definition", function->is_definition);
	json_put_flag(value, "must_use", function->must_use);
	json_put_flag(value, "cold", function->is_cold);
	json_put(value, "type", dump_type(function->type));
	return value;
}

static json_t *dump_variable(const struct variable *variable)
{
	json_t *value = json_object();

	json_put(value, "linkage", json_string(linkages[variable->linkage]));
	json_put(value, "link_name", json_text(variable->link_name));
	json_put_flag(value, "thread_local", variable->is_thread_local);
	json_put_flag(value, "register", variable->is_register);
	json_put_flag(value, "hidden", variable->is_hidden);
	json_put(value, "type", dump_type(variable->type));
	json_put(value, "value", dump_value(variable->value));
	return value;
}

static json_t *dump_constant(const struct constant *constant)
{
	json_t *value = json_object();

	json_put_flag(value, "character", constant->is_character);
	json_put(value, "type", dump_type(constant->type));
	json_put(value, "value", dump_value(&constant->value));
	return value;
}

static json_t *dump_item(const struct api *api, const struct item *item)
{
	json_t *value = json_object();

	json_put(value, "id", json_integer(item->id));
	json_put(value, "kind", json_string(item_kind_name(item)));
	json_put(value, "name", json_text(item->name));
	json_put(value, "rust_name", json_text(item->rust_name));
	json_put(value, "location", json_location(api, item->loc));
	json_put(value, "comment", json_text(item->comment));
	if (item->parent)
		json_put(value, "parent", json_integer(item->parent->id));
	json_put_flag(value, "anonymous", item->is_anonymous);
	json_put_flag(value, "builtin", item->is_builtin);
	json_put(value, "selected", json_boolean(item->is_selected));
	json_put(value, "blocked", json_boolean(item->is_blocked));
	json_put(value, "opaque", json_boolean(item->is_opaque));
	if (item->replacement)
		json_put(value, "replacement", json_integer(item->replacement->id));
	json_put(value, "written", json_boolean(item_is_written(item)));
	json_put(value, "omitted", json_text(item->omitted));
	json_put(value, "omitted_id", json_text(item->omitted_id));
	switch (item->kind) {
	case ITEM_RECORD:
		json_put(value, "record", dump_record(api, &item->record));
		break;
	case ITEM_ENUM:
		json_put(value, "enum", dump_enumeration(api, &item->enumeration));
		break;
	case ITEM_TYPEDEF:
		json_put(value, "typedef", dump_typedef(&item->typedef_));
		break;
	case ITEM_FUNCTION:
		json_put(value, "function", dump_function(&item->function));
		break;
	case ITEM_VARIABLE:
		json_put(value, "variable", dump_variable(&item->variable));
		break;
	case ITEM_CONSTANT:
		json_put(value, "constant", dump_constant(&item->constant));
		break;
	case ITEM_KINDS:
		unreachable();
	}
	return value;
}

/* ---- the whole ---- */

static json_t *dump_target(const struct target *target)
{
	json_t *value = json_object();

	json_put(value, "triple", json_text(target->triple));
	json_put(value, "arch", json_text(target->arch));
	json_put(value, "big_endian", json_boolean(target->big_endian));
	json_put(value, "char_is_signed", json_boolean(target->char_is_signed));
	json_put(value, "pointer_size", json_integer(target->pointer_size));
	json_put(value, "long_size", json_integer(target->long_size));
	json_put(value, "wchar_size", json_integer(target->wchar_size));
	json_put(value, "wchar_is_signed", json_boolean(target->wchar_is_signed));
	json_put(value, "rust_align_16", json_integer(target->rust_align_16));
	json_put(value, "rust_align_32", json_integer(target->rust_align_32));
	json_put(value, "rust_align_64", json_integer(target->rust_align_64));
	json_put(value, "rust_align_128", json_integer(target->rust_align_128));
	json_put(value, "rust_align_f64", json_integer(target->rust_align_f64));
	return value;
}

static json_t *dump_texts(const GPtrArray *texts)
{
	json_t *value = json_array();

	for (guint i = 0; i < texts->len; i++)
		json_array_append_new(value, json_text(g_ptr_array_index(texts, i)));
	return value;
}

static json_t *dump_omission(const struct api *api, const struct omission *omission)
{
	json_t *value = json_object();

	json_put(value, "kind", json_text(omission->kind));
	json_put(value, "name", json_text(omission->name));
	json_put(value, "id", json_text(omission->id));
	json_put(value, "reason", json_text(omission->reason));
	json_put(value, "location", json_location(api, omission->loc));
	return value;
}

/* "key": value, on a line of its own. */
static void print_member(struct writer *out, const char *key, json_t *value, const char *end)
{
	writer_print(out, "\"%s\": ", key);
	json_print(out, value, 0);
	writer_text(out, end);
}

/* Items go out one by one, so that the whole of a kernel never stands in memory as JSON. */
void write_json_api(const struct api *api, struct writer *out)
{
	writer_text(out, "{\n");
	print_member(out, "target", dump_target(&api->target), ",\n");
	print_member(out, "headers", dump_texts(api->headers), ",\n");
	print_member(out, "files", dump_texts(api->files), ",\n");
	writer_text(out, "\"items\": [");
	for (guint i = 0; i < api->items->len; i++) {
		writer_text(out, i ? ",\n" : "\n");
		json_print(out, dump_item(api, g_ptr_array_index(api->items, i)), 0);
	}
	writer_text(out, "\n],\n\"omissions\": [");
	for (guint i = 0; i < api->omissions->len; i++) {
		writer_text(out, i ? ",\n" : "\n");
		json_print(out, dump_omission(api, &g_array_index(api->omissions, struct omission, i)), 0);
	}
	writer_text(out, "\n]\n}\n");
}
