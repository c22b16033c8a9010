/*
 * Entries of Rust's types to uses of types in C's terms.
 *
 *     i32, usize, char               integers of that size and sign
 *     *const T, &T, Box<T>           a pointer to const T, const T, T
 *     unsafe extern "C" fn(i32)      a pointer to a function
 *     [[u8; 3]; 2]                   an array of arrays
 *     c_void, (), !                  void
 *
 * An entry that is met again while it is being read would be a type that consists of itself, which only broken files
 * have: it is unsupported.
 */
#include "read/dwarf/rust.h"

#include <string.h>

static const struct type *type_of_base(struct reading *reading, Dwarf_Die *die)
{
	const struct target *target = &reading->api->target;
	int64_t size = die_size(die);
	uint64_t encoding = 0;
	die_unsigned(die, DW_AT_encoding, &encoding);
	enum int_kind kind = type_int_kind(target, size, encoding == DW_ATE_signed || encoding == DW_ATE_signed_char);
	if (size == 0)
		return type_void(reading);
	switch (encoding) {
	case DW_ATE_boolean:
		if (size == 1)
			return type_bool(reading);
		break;
	case DW_ATE_UTF:
		if (size == 4)
			return type_int(reading, INT_CHAR32, size);
		break;
	case DW_ATE_signed:
	case DW_ATE_signed_char:
	case DW_ATE_unsigned:
	case DW_ATE_unsigned_char:
		if (kind != INT_KINDS)
			return type_int(reading, kind, size);
		break;
	case DW_ATE_float:
		if (size == 2)
			return type_float(reading, FLOAT_FLOAT16, size);
		if (size == 4)
			return type_float(reading, FLOAT_FLOAT, size);
		if (size == 8)
			return type_float(reading, FLOAT_DOUBLE, size);
		if (size == 16)
			return type_float(reading, FLOAT_FLOAT128, size);
		break;
	default:
		break;
	}
	const char *name = die_name(die);
	return type_unsupported(reading, size, "type '%s' is no scalar that C has", name ? name : "?");
}

/* ---- functions ---- */

bool rust_type_is_never(Dwarf_Die *die)
{
	Dwarf_Die type;
	const char *name = die_type(die, &type, NULL) ? die_name(&type) : NULL;
	return name && !strcmp(name, "!") && dwarf_tag(&type) == DW_TAG_base_type;
}

/* Where C's va_list is an array of one struct, which is passed by its address. */
static bool va_list_is_array(const struct target *target)
{
	static const char *const archs[] = { "x86_64", "s390x", "powerpc" };
	for (size_t i = 0; i < G_N_ELEMENTS(archs); i++)
		if (!strcmp(target->arch, archs[i]))
			return true;
	return false;
}

bool rust_type_is_va_list(struct reading *reading, Dwarf_Die *die)
{
	Dwarf_Die type;
	const char *name = die_type(die, &type, NULL) ? die_name(&type) : NULL;
	return name && g_str_has_prefix(name, "VaList") && dwarf_tag(&type) == DW_TAG_structure_type &&
	       g_str_has_prefix(rust_path(reading, &type), "core::ffi");
}

const struct type *rust_type_passed(struct reading *reading, Dwarf_Die *die)
{
	const struct type *type = rust_type_of(reading, die);
	if (type->kind == TYPE_RECORD && rust_type_is_va_list(reading, die) && va_list_is_array(&reading->api->target))
		return type_pointer(reading, type_void(reading));
	const char *name = type->spelling ? type->spelling : "";
	if (type->kind == TYPE_ARRAY)
		return type_unsupported(reading, type->size, "C passes no array by value");
	if (type->kind != TYPE_RECORD)
		return type;
	if (!rust_name_is_identifier(name) && strcspn(name, "&*[") == 0)
		return type_unsupported(reading, type->size, "'%s' is a pointer with more than an address", name);
	if (strchr(name, '(') == name)
		return type_unsupported(reading, type->size, "'%s' is a tuple: C does not know its layout", name);
	if (type->item->record.has_blob && !rust_name_is_identifier(name))
		return type_unsupported(reading, type->size, "'%s' is an enum with data: C does not know its layout",
					name);
	return type;
}

void rust_type_set_signature(struct reading *reading, Dwarf_Die *die, struct type *type)
{
	struct function_type *function = type->function;
	GArray *params = g_array_new(FALSE, TRUE, sizeof(struct param));
	Dwarf_Die child;
	function->is_noreturn = rust_type_is_never(die);
	function->result = rust_type_passed(reading, die);
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child)) {
		if (dwarf_tag(&child) == DW_TAG_unspecified_parameters)
			function->is_variadic = true;
		if (dwarf_tag(&child) != DW_TAG_formal_parameter)
			continue;
		const char *name = die_name(&child);
		struct param param = {
			.name = name ? rust_name_in_c(reading->api, name) : NULL,
			.type = rust_type_passed(reading, &child),
		};
		param.as_written = param.type;
		/* A value without a size is not passed. */
		if (param.type->kind != TYPE_VOID)
			g_array_append_val(params, param);
	}
	function->n_params = params->len;
	function->params = api_alloc(reading->api, (params->len + 1) * sizeof(struct param));
	if (params->len)
		memcpy(function->params, params->data, params->len * sizeof(struct param));
	g_array_unref(params);
}

static const struct type *type_of_function(struct reading *reading, Dwarf_Die *die,
					   const struct rust_signature *signature)
{
	struct type *type = api_new_type(reading->api, TYPE_FUNCTION);
	type->function = api_alloc(reading->api, sizeof(*type->function));
	type->function->has_prototype = true;
	rust_type_set_signature(reading, die, type);
	if (!signature)
		return type;
	type->function->is_variadic |= signature->is_variadic;
	type->function->conv = signature->conv;
	if (signature->conv == CALL_OTHER)
		type->function->conv_name = api_intern(reading->api, signature->conv_name);
	return type;
}

/* ---- pointers ---- */

static const struct type *type_of_pointer(struct reading *reading, Dwarf_Die *die)
{
	const char *name = die_name(die);
	struct rust_signature signature;
	Dwarf_Die target;
	if (name && die_type(die, &target, NULL) && dwarf_tag(&target) == DW_TAG_subroutine_type &&
	    rust_name_parse_signature(name, &signature))
		return type_pointer(reading, type_of_function(reading, &target, &signature));
	const struct type *element = rust_type_of(reading, die);
	bool is_const = name && (g_str_has_prefix(name, "*const ") ||
				 (g_str_has_prefix(name, "&") && !g_str_has_prefix(name, "&mut ")));
	return type_pointer(reading, type_qualified(reading, element, is_const, false, false));
}

/* ---- arrays ---- */

/* Elements that a subrange has; -1: unknown. */
static int64_t count_of(Dwarf_Die *subrange)
{
	uint64_t count, lower = 0, upper;
	if (die_unsigned(subrange, DW_AT_count, &count))
		return count <= INT64_MAX ? (int64_t)count : -1;
	die_unsigned(subrange, DW_AT_lower_bound, &lower);
	if (!die_unsigned(subrange, DW_AT_upper_bound, &upper) || upper > INT64_MAX - 1 || upper + 1 < lower)
		return -1;
	return (int64_t)(upper + 1 - lower);
}

static const struct type *type_of_array(struct reading *reading, Dwarf_Die *die)
{
	const struct type *type = rust_type_of(reading, die);
	GArray *counts = g_array_new(FALSE, FALSE, sizeof(int64_t));
	Dwarf_Die child;
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child)) {
		int64_t count = count_of(&child);
		if (dwarf_tag(&child) == DW_TAG_subrange_type)
			g_array_append_val(counts, count);
	}
	if (!counts->len || counts->len > DIE_DEPTH_LIMIT)
		type = type_unsupported(reading, die_size(die), "array without a length");
	for (guint i = counts->len <= DIE_DEPTH_LIMIT ? counts->len : 0; i; i--) {
		int64_t count = g_array_index(counts, int64_t, i - 1);
		type = count < 0 ? type_unsupported(reading, -1, "array without a length") :
				   type_array(reading, type, count, ARRAY_COUNTED);
	}
	g_array_unref(counts);
	if (type->kind == TYPE_ARRAY && die_flag(die, DW_AT_GNU_vector))
		((struct type *)type)->kind = TYPE_VECTOR;
	return type;
}

int64_t rust_type_size(struct reading *reading, Dwarf_Die *die)
{
	int64_t size = die_size(die), elements = 1;
	Dwarf_Die current = *die, child;
	for (unsigned depth = 0; size < 0 && depth < DIE_DEPTH_LIMIT; depth++) {
		unsigned tag = dwarf_tag(&current);
		if (tag == DW_TAG_pointer_type || tag == DW_TAG_reference_type)
			size = reading->api->target.pointer_size;
		if (tag == DW_TAG_array_type)
			for (bool more = die_first(reading, &current, &child); more; more = die_next(reading, &child)) {
				int64_t count = dwarf_tag(&child) == DW_TAG_subrange_type ? count_of(&child) : 1;
				if (count < 0 || (count && elements > INT64_MAX / 16 / count))
					return -1;
				elements *= count;
			}
		if (size < 0 && (!die_type(&current, &child, NULL)))
			return -1;
		if (size < 0) {
			current = child;
			size = die_size(&current);
		}
	}
	return size < 0 || (size && elements > INT64_MAX / 16 / size) ? -1 : size * elements;
}

/* ---- all of them ---- */

static const struct type *type_of_item_entry(struct reading *reading, Dwarf_Die *die)
{
	struct item *item = rust_item(reading, die);
	int64_t align = die_alignment(die), size = die_size(die);
	struct type *type = (struct type *)dwarf_type_of_item(reading, item, size, align ? align : size < 0 ? -1 : 1);
	type->spelling = item->rust_name;
	return type;
}

static const struct type *make_type(struct reading *reading, Dwarf_Die *die)
{
	const struct type *peeled;
	const char *name = die_name(die);
	switch (dwarf_tag(die)) {
	case DW_TAG_base_type:
		return type_of_base(reading, die);
	case DW_TAG_pointer_type:
	case DW_TAG_reference_type:
		return type_of_pointer(reading, die);
	case DW_TAG_array_type:
		return type_of_array(reading, die);
	case DW_TAG_subroutine_type:
		return type_of_function(reading, die, NULL);
	case DW_TAG_enumeration_type:
		return name && !strcmp(name, "c_void") ? type_void(reading) : type_of_item_entry(reading, die);
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
		peeled = rust_peel(reading, die);
		return peeled ? peeled : type_of_item_entry(reading, die);
	case DW_TAG_typedef:
	case DW_TAG_const_type:
	case DW_TAG_volatile_type:
		return rust_type_of(reading, die);
	default:
		return type_unsupported(reading, die_size(die), "debug information has it as an entry with tag %#x",
					(unsigned)dwarf_tag(die));
	}
}

const struct type *rust_type(struct reading *reading, Dwarf_Die *die)
{
	static const struct type under_way;
	const struct type *type = g_hash_table_lookup(reading->types, die->addr);
	if (type == &under_way || (!type && reading->depth >= DIE_DEPTH_LIMIT))
		return type_unsupported(reading, -1, "it consists of itself, or is nested too deeply");
	if (type)
		return type;
	g_hash_table_insert(reading->types, die->addr, (void *)&under_way);
	reading->depth++;
	type = make_type(reading, die);
	reading->depth--;
	g_hash_table_insert(reading->types, die->addr, (void *)type);
	return type;
}

const struct type *rust_type_of(struct reading *reading, Dwarf_Die *die)
{
	Dwarf_Die target;
	bool is_void;
	if (die_type(die, &target, &is_void))
		return rust_type(reading, &target);
	if (is_void)
		return type_void(reading);
	return type_unsupported(reading, -1, "debug information does not have it");
}
