/*
 * C types to the size and alignment that rustc gives to what the writers print for them.
 *
 *     unsigned long long on i686:  C aligns 8 outside and 4 inside of structs, Rust's u64 is 4 everywhere
 *     long double on x86_64:       16 bytes aligned 16, printed as u128
 *
 * Writers print what this file assumes (src/write/rust_type.c); pass layout compares it with C's layout. The two must change together.
 */
#include "api/api.h"

int64_t api_rust_scalar_align(const struct target *target, int64_t size)
{
	switch (size) {
	case 2:
		return target->rust_align_16;
	case 4:
		return target->rust_align_32;
	case 8:
		return target->rust_align_64;
	case 16:
		return target->rust_align_128;
	default:
		return 1;
	}
}

unsigned api_blob_unit(const struct target *target, int64_t size, int64_t align)
{
	for (unsigned unit = 16; unit > 1; unit /= 2)
		if (size % unit == 0 && size >= 0 && api_rust_scalar_align(target, unit) <= align)
			return unit;
	return 1;
}

static struct rust_layout blob_layout(const struct target *target, const struct type *type)
{
	int64_t align = api_rust_scalar_align(target, api_blob_unit(target, type->size, type->align));
	return (struct rust_layout){ type->size, type->size < 0 ? -1 : align };
}

static struct rust_layout float_layout(const struct target *target, const struct type *type)
{
	switch (type->float_kind) {
	case FLOAT_FLOAT:
		return (struct rust_layout){ 4, target->rust_align_f32 };
	case FLOAT_DOUBLE:
		return (struct rust_layout){ 8, target->rust_align_f64 };
	case FLOAT_LONG_DOUBLE:
		if (type->size == 8)
			return (struct rust_layout){ 8, target->rust_align_f64 };
		return blob_layout(target, type);
	default:
		return blob_layout(target, type);
	}
}

static struct rust_layout record_layout(const struct target *target, const struct item *item)
{
	const struct record *record = &item->record;
	(void)target;
	if (!record->is_complete)
		return (struct rust_layout){ 0, 1 };
	return (struct rust_layout){ record->size, record->align };
}

bool api_vector_is_array(const struct type *type)
{
	return type->array.element->size * type->array.count == type->size;
}

struct rust_layout api_rust_layout(const struct target *target, const struct type *type)
{
	switch (type->kind) {
	case TYPE_BOOL:
	case TYPE_INT:
		return (struct rust_layout){ type->size, api_rust_scalar_align(target, type->size) };
	case TYPE_FLOAT:
		return float_layout(target, type);
	case TYPE_COMPLEX: {
		struct rust_layout part = api_rust_layout(target, type->element);
		return (struct rust_layout){ 2 * part.size, part.align };
	}
	case TYPE_ATOMIC: {
		struct rust_layout value = api_rust_layout(target, type->element);
		return value.size == type->size ? value : blob_layout(target, type);
	}
	case TYPE_POINTER:
		return (struct rust_layout){ target->pointer_size, target->rust_align_pointer };
	case TYPE_VECTOR:
		if (!api_vector_is_array(type))
			return blob_layout(target, type);
		/* fall through */
	case TYPE_ARRAY: {
		struct rust_layout element = api_rust_layout(target, type->array.element);
		return (struct rust_layout){ element.size * type->array.count, element.align };
	}
	case TYPE_RECORD:
		return record_layout(target, type->item);
	case TYPE_ENUM:
		return api_rust_layout(target, type->item->enumeration.integer);
	case TYPE_TYPEDEF:
		return api_rust_layout(target, type->item->typedef_.type);
	case TYPE_UNSUPPORTED:
		return blob_layout(target, type);
	case TYPE_VOID:
	case TYPE_FUNCTION:
		break;
	}
	return (struct rust_layout){ -1, -1 };
}
