/*
 * Types of the model out of sizes and encodings.
 *
 *     8 bytes, signed, on x86_64   INT_LONG, aligned to 8
 *     8 bytes, signed, on i686     INT_LLONG, aligned to 4 in records
 *
 * DWARF has no alignments but those that somebody asked for; the natural ones here are GCC's for each machine's records (its psABI).
 */
#include "read/dwarf/types.h"

#include <stdarg.h>
#include <string.h>

/* The most that GCC aligns a member of a record to without being asked, where that is less than its size. */
static const struct limit {
	const char *arch; /* a pattern */
	int64_t most;     /* bytes */
	int64_t wide;     /* the same for scalars of 16 bytes; 0: most */
} limits[] = {
	{ "i?86", 4, 16 }, { "m68k", 2, 0 }, { "s390x", 8, 0 },  { "arm*", 8, 0 },
	{ "arc", 4, 0 },   { "sh4", 4, 0 },  { "thumb*", 8, 0 }, { "hppa", 8, 0 },
};

int64_t type_natural_alignment(const struct target *target, int64_t size)
{
	int64_t most = 16, align = 1;
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
		if (g_pattern_match_simple(limits[i].arch, target->arch))
			most = size >= 16 && limits[i].wide ? limits[i].wide : limits[i].most;
	while (align < most && size > 0 && size % (align * 2) == 0)
		align *= 2;
	return align;
}

/* Scalars are shared: reading->scalars has void, bool, integers, floats. */
static const struct type *shared(struct reading *reading, unsigned slot, enum type_kind kind, int64_t size)
{
	struct type *type = slot < G_N_ELEMENTS(reading->scalars) ? reading->scalars[slot] : NULL;
	if (type && type->size == size)
		return type;
	bool is_first = !type;
	type = api_new_type(reading->api, kind);
	type->size = size;
	if (size >= 0)
		type->align = type_natural_alignment(&reading->api->target, size);
	if (is_first)
		reading->scalars[slot] = type;
	return type;
}

const struct type *type_void(struct reading *reading)
{
	return shared(reading, 0, TYPE_VOID, -1);
}

const struct type *type_bool(struct reading *reading)
{
	return shared(reading, 1, TYPE_BOOL, 1);
}

const struct type *type_int(struct reading *reading, enum int_kind kind, int64_t size)
{
	struct type *type = (struct type *)shared(reading, 2 + kind, TYPE_INT, size);
	type->int_kind = kind;
	return type;
}

const struct type *type_float(struct reading *reading, enum float_kind kind, int64_t size)
{
	struct type *type = (struct type *)shared(reading, 2 + INT_KINDS + kind, TYPE_FLOAT, size);
	type->float_kind = kind;
	return type;
}

enum int_kind type_int_kind(const struct target *target, int64_t size, bool is_signed)
{
	switch (size) {
	case 1:
		return is_signed ? INT_SCHAR : INT_UCHAR;
	case 2:
		return is_signed ? INT_SHORT : INT_USHORT;
	case 4:
		return is_signed ? INT_INT : INT_UINT;
	case 8:
		if (target->long_size == 8)
			return is_signed ? INT_LONG : INT_ULONG;
		return is_signed ? INT_LLONG : INT_ULLONG;
	case 16:
		return is_signed ? INT_I128 : INT_U128;
	default:
		return INT_KINDS;
	}
}

const struct type *type_pointer(struct reading *reading, const struct type *element)
{
	struct type *type = api_new_type(reading->api, TYPE_POINTER);
	type->element = element;
	type->size = reading->api->target.pointer_size;
	type->align = type_natural_alignment(&reading->api->target, type->size);
	return type;
}

const struct type *type_array(struct reading *reading, const struct type *element, int64_t count,
			      enum array_bound bound)
{
	struct type *type = api_new_type(reading->api, TYPE_ARRAY);
	type->array.element = element;
	type->array.bound = bound;
	type->align = element->align;
	if (bound != ARRAY_COUNTED)
		return type;
	type->array.count = count;
	if (element->size < 0 || count < 0 || (count && element->size > INT64_MAX / 16 / count))
		return type_unsupported(reading, -1, "array of %" PRId64 " elements of unknown or too large size",
					count);
	type->size = element->size * count;
	return type;
}

const struct type *dwarf_type_of_item(struct reading *reading, struct item *item, int64_t size, int64_t align)
{
	struct type *type = api_new_type(reading->api, item->kind == ITEM_RECORD ? TYPE_RECORD :
						       item->kind == ITEM_ENUM   ? TYPE_ENUM :
										   TYPE_TYPEDEF);
	type->item = item;
	type->size = size;
	type->align = align;
	return type;
}

const struct type *type_unsupported(struct reading *reading, int64_t size, const char *format, ...)
{
	struct type *type = api_new_type(reading->api, TYPE_UNSUPPORTED);
	va_list args;
	va_start(args, format);
	char *text = g_strdup_vprintf(format, args);
	va_end(args);
	type->reason = api_intern(reading->api, text);
	type->size = size;
	type->align = size < 0 ? -1 : 1;
	g_free(text);
	return type;
}

const struct type *type_qualified(struct reading *reading, const struct type *base, bool is_const, bool is_volatile,
				  bool is_restrict)
{
	if ((!is_const || base->is_const) && (!is_volatile || base->is_volatile) && (!is_restrict || base->is_restrict))
		return base;
	struct type *type = api_alloc(reading->api, sizeof(*type));
	*type = *base;
	type->is_const |= is_const;
	type->is_volatile |= is_volatile;
	type->is_restrict |= is_restrict;
	return type;
}

void type_set_fields(struct reading *reading, struct item *item, const GArray *fields)
{
	struct record *record = &item->record;
	int64_t align = 1;
	record->n_fields = fields->len;
	record->fields = api_alloc(reading->api, (fields->len + 1) * sizeof(struct field));
	if (fields->len)
		memcpy(record->fields, fields->data, fields->len * sizeof(struct field));
	for (guint i = 0; i < fields->len; i++) {
		const struct field *field = &record->fields[i];
		int64_t own = MAX(field->type->align, 1);
		/* A bitfield has its type's alignment, but for packed ones, and unless it crosses the type's own boundaries. */
		int64_t from = field->width < 0 ? field->offset : field->offset / (8 * own) * (8 * own);
		while (own > 1 && (from % (8 * own) != 0 || (record->size >= 0 && record->size % own != 0)))
			own /= 2;
		record->is_packed |= field->width < 0 && own < field->type->align;
		align = MAX(align, own);
	}
	record->align = MAX(record->align, align);
}
