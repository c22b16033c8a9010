/*
 * A type as the machine sees it: what is left of `typedef _Atomic(unsigned long) counter_t` is "integer, 8 bytes, unsigned".
 *
 * Sizes are bytes. Readers may leave sizes out where they follow from others; chains of typedefs are followed so far and no farther, so
 * that a broken model ends, too.
 */
#include "compare/matching.h"

static const struct type no_type = { .kind = TYPE_VOID, .size = -1, .align = -1 };

const struct type *type_strip(const struct type *type)
{
	for (unsigned i = 0; type && i < LAYERS_MAX; i++) {
		if (type->kind == TYPE_TYPEDEF)
			type = type->item->typedef_.type;
		else if (type->kind == TYPE_ATOMIC)
			type = type->element;
		else
			return type;
	}
	return &no_type;
}

int64_t type_bytes(const struct type *type)
{
	int64_t count = 1;

	for (unsigned i = 0; i < LAYERS_MAX; i++) {
		type = type_strip(type);
		if (type->kind != TYPE_ARRAY)
			break;
		if (type->array.bound != ARRAY_COUNTED || type->array.count < 0)
			return 0;
		if (count && type->array.count > INT64_MAX / 16 / count)
			return type->size;
		count *= type->array.count;
		type = type->array.element;
	}
	type = type_strip(type);
	int64_t size = type->size;
	if (type->kind == TYPE_RECORD)
		size = type->item->record.is_complete ? type->item->record.size : -1;
	else if (type->kind == TYPE_ENUM && type->item->enumeration.integer)
		size = type->item->enumeration.integer->size;
	if (size < 0 || (size && count > INT64_MAX / 16 / size))
		return -1;
	return size * count;
}

static void set_integer(struct scalar *scalar, const struct side *side, const struct type *type)
{
	scalar->class = SCALAR_INTEGER;
	scalar->is_bool = type->kind == TYPE_BOOL;
	if (type->kind != TYPE_INT)
		return;
	scalar->is_signed = int_kind_is_signed(side->target, type->int_kind);
	scalar->is_char = type->int_kind == INT_CHAR;
}

struct scalar scalar_of(const struct side *side, const struct type *type)
{
	struct scalar scalar = { .class = SCALAR_OTHER, .type = type_strip(type) };

	scalar.size = type_bytes(scalar.type);
	switch (scalar.type->kind) {
	case TYPE_VOID:
		scalar.class = SCALAR_VOID;
		break;
	case TYPE_BOOL:
	case TYPE_INT:
		set_integer(&scalar, side, scalar.type);
		break;
	case TYPE_ENUM:
		scalar.is_enum = true;
		scalar.class = SCALAR_INTEGER;
		if (scalar.type->item->enumeration.integer)
			set_integer(&scalar, side, type_strip(scalar.type->item->enumeration.integer));
		break;
	case TYPE_FLOAT:
		scalar.class = SCALAR_FLOAT;
		break;
	case TYPE_COMPLEX:
		scalar.class = SCALAR_COMPLEX;
		break;
	case TYPE_VECTOR:
		scalar.class = SCALAR_VECTOR;
		break;
	case TYPE_POINTER:
		scalar.class = SCALAR_POINTER;
		if (scalar.size < 0)
			scalar.size = side->target->pointer_size;
		break;
	case TYPE_ARRAY:
		scalar.class = SCALAR_ARRAY;
		break;
	case TYPE_FUNCTION:
		scalar.class = SCALAR_FUNCTION;
		break;
	case TYPE_RECORD:
		scalar.class = SCALAR_RECORD;
		break;
	case TYPE_ATOMIC:
	case TYPE_TYPEDEF:
	case TYPE_UNSUPPORTED:
		break;
	}
	return scalar;
}

int64_t bits_of(int64_t bytes)
{
	return CLAMP(bytes, 0, INT64_C(1) << 50) * 8;
}

int64_t bits_add(int64_t base, int64_t offset)
{
	return MIN(base + CLAMP(offset, 0, INT64_C(1) << 53), INT64_C(1) << 53);
}

const struct type *record_only_type(const struct item *item)
{
	const struct field *only = NULL;

	if (!item->record.is_complete)
		return NULL;
	for (unsigned i = 0; i < item->record.n_fields; i++) {
		const struct field *field = &item->record.fields[i];

		if (field->width < 0 && type_bytes(field->type) == 0)
			continue;
		if (only || field->width >= 0)
			return NULL;
		only = field;
	}
	return only && type_bytes(only->type) == item->record.size ? only->type : NULL;
}

bool record_is_forward(const struct item *item)
{
	return !item->record.is_complete || (item->record.has_blob && item->record.size == 0);
}
