/*
 * BTF's types to the model's.
 *
 *     [4] PTR → [3] CONST → [2] INT "char"    pointer to const char
 *     [8] ARRAY 6 of [5] INT "int"            int [6]; compilers and pahole write int [2][3] so, too
 *     [9] INT "long double" of 16 bytes       a floating type: without --btf_gen_floats pahole says so by the name alone
 *
 * Integers are known by their name where it fits their size, else by size and sign. Tags of types (the kernel's __user) change nothing.
 */
#include "read/btf/reader.h"

#include <string.h>

/* ---- scalars ---- */

static const struct integer_name {
	const char *name;
	enum int_kind kind;
} integer_names[] = {
	{ "char", INT_CHAR },
	{ "signed char", INT_SCHAR },
	{ "unsigned char", INT_UCHAR },
	{ "short", INT_SHORT },
	{ "short int", INT_SHORT },
	{ "unsigned short", INT_USHORT },
	{ "short unsigned int", INT_USHORT },
	{ "int", INT_INT },
	{ "unsigned int", INT_UINT },
	{ "long", INT_LONG },
	{ "long int", INT_LONG },
	{ "unsigned long", INT_ULONG },
	{ "long unsigned int", INT_ULONG },
	{ "long long", INT_LLONG },
	{ "long long int", INT_LLONG },
	{ "unsigned long long", INT_ULLONG },
	{ "long long unsigned int", INT_ULLONG },
	{ "__int128", INT_I128 },
	{ "unsigned __int128", INT_U128 },
	{ "__int128 unsigned", INT_U128 },
	{ "char16_t", INT_CHAR16 },
	{ "char32_t", INT_CHAR32 },
};

static const struct float_name {
	const char *name;
	enum float_kind kind;
	unsigned size; /* 0: whatever the machine has */
} float_names[] = {
	{ "_Float16", FLOAT_FLOAT16, 2 },        { "__fp16", FLOAT_FLOAT16, 2 },
	{ "__bf16", FLOAT_BFLOAT16, 2 },         { "float", FLOAT_FLOAT, 4 },
	{ "_Float32", FLOAT_FLOAT, 4 },          { "double", FLOAT_DOUBLE, 8 },
	{ "_Float64", FLOAT_DOUBLE, 8 },         { "_Float32x", FLOAT_DOUBLE, 8 },
	{ "long double", FLOAT_LONG_DOUBLE, 0 }, { "_Float64x", FLOAT_LONG_DOUBLE, 0 },
	{ "_Float128", FLOAT_FLOAT128, 16 },     { "__float128", FLOAT_FLOAT128, 16 },
};

static unsigned kind_size(const struct target *target, enum int_kind kind)
{
	switch (kind) {
	case INT_CHAR:
	case INT_SCHAR:
	case INT_UCHAR:
		return 1;
	case INT_SHORT:
	case INT_USHORT:
	case INT_CHAR16:
		return 2;
	case INT_LONG:
	case INT_ULONG:
		return target->long_size;
	case INT_LLONG:
	case INT_ULLONG:
		return 8;
	case INT_I128:
	case INT_U128:
		return 16;
	default:
		return 4;
	}
}

/* What C compilers align a scalar of this size to in a struct; UNKNOWN_ALIGNMENT stands for how sure that is. */
static uint32_t scalar_align(const struct target *target, int64_t size)
{
	uint32_t align = 1;
	if (size >= 16)
		align = target->rust_align_128;
	else if (size >= 8)
		align = target->rust_align_64;
	else if (size >= 4)
		align = target->rust_align_32;
	else if (size >= 2)
		align = target->rust_align_16;
	return !g_strcmp0(target->arch, "m68k") ? MIN(align, 2) : align;
}

static struct type *new_scalar(struct btf_reader *reader, enum type_kind kind, int64_t size)
{
	struct type *type = api_new_type(reader->api, kind);
	type->size = size;
	type->align = scalar_align(&reader->api->target, size);
	return type;
}

const struct type *btf_reader_integer(struct btf_reader *reader, unsigned size, bool is_signed)
{
	enum int_kind word = reader->api->target.long_size == 8 ? INT_ULONG : INT_ULLONG;
	enum int_kind kind = size == 1 ? INT_UCHAR : size == 2 ? INT_USHORT : size == 8 ? word : INT_UINT;
	struct type *type = new_scalar(reader, TYPE_INT, size);
	if (size == 16)
		kind = INT_U128;
	type->int_kind = kind - is_signed; /* the signed kind is the one before */
	return type;
}

static const struct type *new_float(struct btf_reader *reader, enum float_kind kind, int64_t size)
{
	struct type *type = new_scalar(reader, TYPE_FLOAT, size);
	type->float_kind = kind;
	return type;
}

/* NULL: it is no floating type by its name. */
static const struct type *convert_float(struct btf_reader *reader, const char *name, int64_t size)
{
	if (g_str_has_prefix(name, "complex ") || g_str_has_prefix(name, "_Complex ")) {
		const struct type *part = convert_float(reader, strchr(name, ' ') + 1, size / 2);
		struct type *type = part ? new_scalar(reader, TYPE_COMPLEX, size) : NULL;
		if (type) {
			type->element = part;
			type->align = part->align;
		}
		return type;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(float_names); i++)
		if (!strcmp(float_names[i].name, name) && (!float_names[i].size || float_names[i].size == size))
			return new_float(reader, float_names[i].kind, size);
	return NULL;
}

static const struct type *unsupported(struct btf_reader *reader, const char *name, int64_t size)
{
	struct type *type = new_scalar(reader, TYPE_UNSUPPORTED, size);
	type->reason = api_format(reader->api, "BTF's type '%s' of %lld bytes is none of C's", name, (long long)size);
	return type;
}

static const struct type *convert_integer(struct btf_reader *reader, const struct btf_type *btf)
{
	const struct target *target = &reader->api->target;
	const char *name = btf_reader_name(reader, btf->name_off);
	unsigned encoding = btf_int_encoding(btf), size = btf->size;
	bool is_partial = btf_int_bits(btf) && btf_int_bits(btf) < 8 * (uint64_t)size;
	name = name ? name : "";
	if (encoding & BTF_INT_BOOL || !strcmp(name, "_Bool"))
		return new_scalar(reader, TYPE_BOOL, is_partial ? 1 : size);
	const struct type *real = convert_float(reader, name, size);
	if (real)
		return real;
	for (size_t i = 0; i < G_N_ELEMENTS(integer_names); i++) {
		unsigned expected = kind_size(target, integer_names[i].kind);
		if (strcmp(integer_names[i].name, name) || (expected != size && !is_partial))
			continue;
		struct type *type = new_scalar(reader, TYPE_INT, expected);
		type->int_kind = integer_names[i].kind;
		return type;
	}
	if (size != 1 && size != 2 && size != 4 && size != 8 && size != 16)
		return unsupported(reader, name, size);
	return btf_reader_integer(reader, size, encoding & BTF_INT_SIGNED);
}

static const struct type *convert_real(struct btf_reader *reader, const struct btf_type *btf)
{
	const char *name = btf_reader_name(reader, btf->name_off);
	const struct type *type = convert_float(reader, name ? name : "", btf->size);
	if (type)
		return type;
	if (btf->size == 4 || btf->size == 8)
		return new_float(reader, btf->size == 4 ? FLOAT_FLOAT : FLOAT_DOUBLE, btf->size);
	return unsupported(reader, name ? name : "", btf->size);
}

/* ---- types made of others ---- */

static const struct type *convert_pointer(struct btf_reader *reader, const struct btf_type *btf)
{
	struct type *type = api_new_type(reader->api, TYPE_POINTER);
	type->element = btf_reader_convert(reader, btf->type);
	type->size = reader->api->target.pointer_size;
	type->align = scalar_align(&reader->api->target, type->size);
	return type;
}

/* T a[] and T a[0] look the same: no elements. */
static const struct type *convert_array(struct btf_reader *reader, const struct btf_type *btf)
{
	const struct btf_array *array = btf_array(btf);
	struct type *type = api_new_type(reader->api, TYPE_ARRAY);
	const struct type *element = btf_reader_convert(reader, array->type);
	type->array.element = element;
	type->array.count = array->nelems;
	type->array.bound = array->nelems ? ARRAY_COUNTED : ARRAY_INCOMPLETE;
	type->has_lost_dimensions = true;
	type->align = element->align;
	if (array->nelems && element->size >= 0)
		type->size = element->size * array->nelems;
	return type;
}

static const struct type *convert_function(struct btf_reader *reader, const struct btf_type *btf)
{
	struct type *type = api_new_type(reader->api, TYPE_FUNCTION);
	struct function_type *function = api_alloc(reader->api, sizeof(*function));
	const struct btf_param *params = btf_params(btf);
	unsigned n = btf_vlen(btf);
	function->is_variadic = n && !params[n - 1].name_off && !params[n - 1].type;
	function->n_params = n - function->is_variadic;
	function->has_prototype = true;
	function->params = api_alloc(reader->api, (function->n_params + 1) * sizeof(*function->params));
	function->result = btf_reader_convert(reader, btf->type);
	for (unsigned i = 0; i < function->n_params; i++) {
		struct param *param = &function->params[i];
		param->name = btf_reader_name(reader, params[i].name_off);
		param->type = param->as_written = btf_reader_convert(reader, params[i].type);
	}
	type->function = function;
	return type;
}

static const struct type *convert_qualified(struct btf_reader *reader, const struct btf_type *btf)
{
	const struct type *base = btf_reader_convert(reader, btf->type);
	struct type *type = api_alloc(reader->api, sizeof(*type));
	*type = *base;
	type->is_const |= btf_is_const(btf);
	type->is_volatile |= btf_is_volatile(btf);
	type->is_restrict |= btf_kind(btf) == BTF_KIND_RESTRICT;
	return type;
}

/* ---- types that are items ---- */

static const struct type *convert_record(struct btf_reader *reader, unsigned number)
{
	struct type *type = api_new_type(reader->api, TYPE_RECORD);
	type->item = btf_reader_item(reader, number);
	if (type->item->record.is_complete) {
		type->size = type->item->record.size;
		type->align = type->item->record.align;
	}
	return type;
}

static const struct type *convert_enum(struct btf_reader *reader, unsigned number)
{
	struct type *type = api_new_type(reader->api, TYPE_ENUM);
	type->item = btf_reader_item(reader, number);
	type->size = type->item->enumeration.integer->size;
	type->align = type->item->enumeration.integer->align;
	return type;
}

static const struct type *convert_typedef(struct btf_reader *reader, unsigned number)
{
	struct type *type = api_new_type(reader->api, TYPE_TYPEDEF);
	type->item = btf_reader_item(reader, number);
	type->size = type->item->typedef_.type->size;
	type->align = type->item->typedef_.type->align;
	return type;
}

static const struct type *convert(struct btf_reader *reader, unsigned number)
{
	const struct btf_type *btf = btf_reader_type(reader, number);
	switch (btf_kind(btf)) {
	case BTF_KIND_INT:
		return convert_integer(reader, btf);
	case BTF_KIND_FLOAT:
		return convert_real(reader, btf);
	case BTF_KIND_PTR:
		return convert_pointer(reader, btf);
	case BTF_KIND_ARRAY:
		return convert_array(reader, btf);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
	case BTF_KIND_FWD:
		return convert_record(reader, number);
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
		return convert_enum(reader, number);
	case BTF_KIND_TYPEDEF:
		return convert_typedef(reader, number);
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
		return convert_qualified(reader, btf);
	case BTF_KIND_TYPE_TAG:
		return btf_reader_convert(reader, btf->type);
	case BTF_KIND_FUNC_PROTO:
		return convert_function(reader, btf);
	default:
		return api_new_type(reader->api, TYPE_VOID);
	}
}

const struct type *btf_reader_convert(struct btf_reader *reader, unsigned number)
{
	if (!reader->types[number])
		reader->types[number] = convert(reader, number);
	return reader->types[number];
}

/* ---- alignment ---- */

static uint32_t record_align(struct btf_reader *reader, const struct btf_type *btf)
{
	uint32_t align = 1;
	for (unsigned i = 0; i < btf_vlen(btf); i++) {
		int64_t offset;
		int width = btf_reader_member(reader, btf, i, &offset);
		uint32_t natural = btf_reader_align(reader, btf_members(btf)[i].type);
		while (natural > 1 && ((width < 0 && offset / 8 % natural) || btf->size % natural))
			natural /= 2;
		align = MAX(align, natural);
	}
	return align;
}

/* No item comes into being here: what a pointer leads to is of no matter. */
uint32_t btf_reader_align(struct btf_reader *reader, unsigned number)
{
	const struct target *target = &reader->api->target;
	const struct btf_type *btf = btf_reader_type(reader, number);
	if (btf_is_composite(btf)) {
		if (!reader->aligns[number])
			reader->aligns[number] = record_align(reader, btf);
		return reader->aligns[number];
	}
	if (btf_is_array(btf))
		return btf_reader_align(reader, btf_array(btf)->type);
	if (btf_is_mod(btf) || btf_is_typedef(btf) || btf_is_type_tag(btf))
		return btf_reader_align(reader, btf->type);
	if (btf_is_int(btf) || btf_is_float(btf))
		return (uint32_t)btf_reader_convert(reader, number)->align;
	if (btf_is_any_enum(btf))
		return scalar_align(target, btf->size);
	return btf_is_ptr(btf) ? scalar_align(target, target->pointer_size) : 1;
}
