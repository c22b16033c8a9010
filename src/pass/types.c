/*
 * Pass types: leaves out what Rust has no correct declaration for, with the reason.
 *
 *     long double sinl(long double)         left out: Rust cannot pass a long double
 *     struct s { void (*f)(_Float16); }     the pointer is written as *mut c_void, the record stays
 *     static const struct s table[] = {…}   left out: no symbol to link to
 *
 * The rule: a signature is written only if rustc passes every value as the C ABI does. Scalars and plain records do; floating types that
 * Rust has not, vectors, complex numbers on most targets, and records that are only bytes in Rust do not.
 */
#include "base/diag.h"
#include "pass/pass.h"

#include <string.h>

struct checker {
	struct api *api;
	const struct config *config;
	GHashTable *seen; /* struct function_type * */
};

static const char *check_value(struct checker *c, const struct type *type);

/* ---- what is inside of a record ---- */

struct content {
	bool floats;    /* floating, complex or vector values */
	bool bitfields;
};

static void find_content(const struct type *type, struct content *content)
{
	type = type_resolve(type);
	switch (type->kind) {
	case TYPE_FLOAT:
	case TYPE_COMPLEX:
	case TYPE_VECTOR:
	case TYPE_UNSUPPORTED:
		content->floats = true;
		break;
	case TYPE_ATOMIC:
		find_content(type->element, content);
		break;
	case TYPE_ARRAY:
		find_content(type->array.element, content);
		break;
	case TYPE_RECORD:
		for (unsigned i = 0; i < type->item->record.n_fields; i++) {
			content->bitfields |= type->item->record.fields[i].width >= 0;
			find_content(type->item->record.fields[i].type, content);
		}
		break;
	default:
		break;
	}
}

/* Whether a member, at any depth, is not written as what it is: its class for parameter passing may differ. */
static const struct item *find_bytes(const struct type *type)
{
	type = type_resolve(type);
	if (type->kind == TYPE_ARRAY)
		return find_bytes(type->array.element);
	if (type->kind != TYPE_RECORD)
		return NULL;
	const struct record *record = &type->item->record;
	if (record->repr.kind != REPR_FIELDS)
		return type->item;
	for (unsigned i = 0; record->is_union && i < record->repr.n_members; i++)
		if (record->repr.members[i].kind == MEMBER_FLEXIBLE)
			return type->item; /* not Copy: pass derive may make it REPR_WRAPPED */
	for (unsigned i = 0; i < record->n_fields; i++) {
		const struct item *inner = find_bytes(record->fields[i].type);
		if (inner)
			return inner;
	}
	return NULL;
}

/* A scalar without a Rust type of its class makes a record's class wrong too. */
static bool has_foreign_scalar(const struct type *type)
{
	type = type_resolve(type);
	if (type->kind == TYPE_ARRAY)
		return has_foreign_scalar(type->array.element);
	if (type->kind == TYPE_FLOAT)
		return type->float_kind != FLOAT_FLOAT && type->float_kind != FLOAT_DOUBLE && type->size != 8;
	if (type->kind == TYPE_VECTOR || type->kind == TYPE_UNSUPPORTED || type->kind == TYPE_ATOMIC ||
	    type->kind == TYPE_COMPLEX)
		return true;
	if (type->kind != TYPE_RECORD)
		return false;
	for (unsigned i = 0; i < type->item->record.n_fields; i++)
		if (has_foreign_scalar(type->item->record.fields[i].type))
			return true;
	return false;
}

/* Targets whose ABI passes a struct of one or two floats and integers in registers of either kind, looking at each field. */
static bool looks_at_fields(const struct target *target)
{
	return g_str_has_prefix(target->arch, "riscv") || g_str_has_prefix(target->arch, "loongarch");
}

static const char *check_record(struct checker *c, const struct type *type)
{
	const struct item *item = type->item;
	const char *name = item->rust_name ? item->rust_name : "?";
	struct content content = { false, false };
	if (!item->record.is_complete)
		return api_format(c->api, "'%s' is incomplete and cannot be passed by value", name);
	find_content(type, &content);
	const struct item *bytes = find_bytes(type);
	if (bytes && (content.floats || bytes->record.repr.kind == REPR_BYTES))
		return api_format(c->api, "'%s' is only bytes in Rust, which are not passed as C passes it",
				  bytes->rust_name);
	if (has_foreign_scalar(type))
		return api_format(c->api, "'%s' contains a type that Rust does not pass as C does", name);
	if (content.floats && content.bitfields && looks_at_fields(&c->api->target))
		return api_format(
			c->api,
			"'%s' has bitfields beside floating members, which Rust passes otherwise on this target", name);
	return NULL;
}

/* ---- signatures ---- */

static bool complex_is_passed_as_struct(const struct target *target)
{
	bool windows = strstr(target->triple, "windows") != NULL;
	return !windows && (!strcmp(target->arch, "x86_64") || g_str_has_prefix(target->arch, "aarch64"));
}

static const char *check_float(struct checker *c, const struct type *type)
{
	static const char *const names[FLOAT_KINDS] = { "_Float16", "__bf16",      "float",
							"double",   "long double", "__float128" };
	if (type->float_kind == FLOAT_FLOAT || type->float_kind == FLOAT_DOUBLE)
		return NULL;
	if (type->float_kind == FLOAT_LONG_DOUBLE && type->size == 8)
		return NULL;
	return api_format(c->api, "Rust cannot pass a '%s'", names[type->float_kind]);
}

/* Why a value of this type cannot be passed or returned; NULL: it can. */
static const char *check_value(struct checker *c, const struct type *type)
{
	type = type_resolve(type);
	switch (type->kind) {
	case TYPE_FLOAT:
		return check_float(c, type);
	case TYPE_COMPLEX:
		if (complex_is_passed_as_struct(&c->api->target) && !check_value(c, type->element))
			return NULL;
		return "Rust cannot pass a complex number on this target";
	case TYPE_VECTOR:
		return "Rust cannot pass a vector";
	case TYPE_ATOMIC:
		return "Rust cannot pass an atomic value";
	case TYPE_UNSUPPORTED:
		return type->reason;
	case TYPE_RECORD:
		return check_record(c, type);
	default:
		return NULL;
	}
}

static const char *check_convention(struct checker *c, const struct function_type *function)
{
	if (function->conv == CALL_VECTORCALL && c->config->rust_minor != RUST_MINOR_NIGHTLY)
		return "stable Rust does not have the calling convention 'vectorcall'";
	if (function->conv == CALL_OTHER)
		return api_format(c->api, "Rust does not have the calling convention '%s'", function->conv_name);
	if (function->is_variadic && function->conv != CALL_C)
		return "Rust has variadic functions in the C calling convention only";
	return NULL;
}

static void check_pointers_in(struct checker *c, const struct type *type, const char *what, struct location loc);

static const char *check_function(struct checker *c, struct function_type *function)
{
	const char *why = check_convention(c, function);
	const char *result = why ? NULL : check_value(c, function->result);
	if (result)
		why = api_format(c->api, "result: %s", result);
	for (unsigned i = 0; !why && i < function->n_params; i++) {
		const char *reason = check_value(c, function->params[i].type);
		if (reason)
			why = api_format(c->api, "parameter '%s': %s", function->params[i].rust_name, reason);
	}
	return why;
}

/* Function types behind pointers, wherever they stand in a type; each is reported once. */
static void check_pointers_in(struct checker *c, const struct type *type, const char *what, struct location loc)
{
	switch (type->kind) {
	case TYPE_POINTER:
	case TYPE_ATOMIC:
		check_pointers_in(c, type->element, what, loc);
		break;
	case TYPE_ARRAY:
		check_pointers_in(c, type->array.element, what, loc);
		break;
	case TYPE_FUNCTION:
		if (!g_hash_table_add(c->seen, type->function))
			return;
		type->function->omitted = check_function(c, type->function);
		if (type->function->omitted)
			api_omit(c->api, "function pointer", what, loc, "opaque-pointer",
				 "is written as *mut c_void: %s", type->function->omitted);
		check_pointers_in(c, type->function->result, what, loc);
		for (unsigned i = 0; i < type->function->n_params; i++)
			check_pointers_in(c, type->function->params[i].type, what, loc);
		break;
	default:
		break;
	}
}

static void check_function_item(struct checker *c, struct item *item)
{
	struct function_type *function = item->function.type->function;
	const char *why = check_function(c, function);
	if (why)
		api_omit_item(c->api, item, "unsupported-signature", "%s", why);
	if (item->omitted)
		return;
	g_hash_table_add(c->seen, function);
	check_pointers_in(c, function->result, item->name, item->loc);
	for (unsigned i = 0; i < function->n_params; i++)
		check_pointers_in(c, function->params[i].type, item->name, item->loc);
}

/* ---- variables ---- */

static bool is_sized_right(struct checker *c, const struct type *type)
{
	const struct type *resolved = type_resolve(type);
	if (resolved->kind == TYPE_ARRAY && resolved->array.bound != ARRAY_COUNTED)
		return true;
	if (resolved->kind == TYPE_RECORD && !resolved->item->record.is_complete)
		return true; /* only its address is of use */
	return api_rust_layout(&c->api->target, type).size == resolved->size;
}

static void check_variable(struct checker *c, struct item *item)
{
	const struct variable *variable = &item->variable;
	if (variable->is_register)
		api_omit_item(c->api, item, "register-variable", "it is a register, not an object in memory");
	else if (variable->value)
		return;
	else if (variable->is_thread_local)
		api_omit_item(c->api, item, "thread-local", "stable Rust cannot declare a thread-local variable of C");
	else if (variable->linkage == LINKAGE_INTERNAL)
		api_omit_item(c->api, item, "static-variable",
			      "it is static: there is no symbol to link to, and its value is no constant for Rust");
	else if (variable->is_hidden)
		api_omit_item(c->api, item, "hidden-symbol", "its symbol has hidden visibility");
	else if (!is_sized_right(c, variable->type))
		api_omit_item(c->api, item, "unsupported-type", "Rust has no type of its size");
	if (!item->omitted)
		check_pointers_in(c, variable->type, item->name, item->loc);
}

static void check_fields(struct checker *c, struct item *item)
{
	for (unsigned i = 0; i < item->record.n_fields; i++) {
		const struct field *field = &item->record.fields[i];
		const char *name =
			api_format(c->api, "%s.%s", item->rust_name, field->rust_name ? field->rust_name : "");
		check_pointers_in(c, field->type, name, field->loc);
	}
}

static void check_item(struct checker *c, struct item *item)
{
	switch (item->kind) {
	case ITEM_FUNCTION:
		check_function_item(c, item);
		break;
	case ITEM_VARIABLE:
		check_variable(c, item);
		break;
	case ITEM_RECORD:
		check_fields(c, item);
		break;
	case ITEM_TYPEDEF:
		check_pointers_in(c, item->typedef_.type, item->name, item->loc);
		break;
	default:
		break;
	}
}

void pass_types(struct api *api, const struct config *config)
{
	struct checker c = { api, config, g_hash_table_new(NULL, NULL) };
	for (unsigned i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		if (item_is_written(item))
			check_item(&c, item);
	}
	g_hash_table_unref(c.seen);
}
