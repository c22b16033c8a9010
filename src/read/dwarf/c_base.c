/*
 * Base types by their encoding, size and name.
 *
 *     "long unsigned int", unsigned, 8 bytes      INT_ULONG        (GCC's order of words)
 *     "unsigned long long", unsigned, 8 bytes     INT_ULLONG       (clang's)
 *     "char", signed char, 1 byte                 INT_CHAR
 *     "complex double", complex float, 16 bytes   TYPE_COMPLEX of FLOAT_DOUBLE
 *
 * Size and encoding count; the name only says which of several kinds with that size it is. What has no kind is unsupported, by its name.
 */
#include "read/dwarf/c.h"

#include <string.h>

enum { WORD_CHAR = 1, WORD_SHORT = 2, WORD_LONG = 4, WORD_LONG_LONG = 8, WORD_SIGN = 16 };

static unsigned words_of(const char *name)
{
	unsigned words = 0;
	char **list = g_strsplit(name ? name : "", " ", -1);
	for (char **word = list; *word; word++) {
		if (!strcmp(*word, "char"))
			words |= WORD_CHAR;
		else if (!strcmp(*word, "short"))
			words |= WORD_SHORT;
		else if (!strcmp(*word, "long"))
			words |= words & WORD_LONG ? WORD_LONG_LONG : WORD_LONG;
		else if (!strcmp(*word, "signed") || !strcmp(*word, "unsigned"))
			words |= WORD_SIGN;
	}
	g_strfreev(list);
	return words;
}

/* Plain char has the sign that the unit's first one has: the target's is that of the first of all units. */
static const struct type *char_type(struct reading *reading, unsigned words, bool is_signed)
{
	struct target *target = &reading->api->target;
	if (words != WORD_CHAR)
		return type_int(reading, is_signed ? INT_SCHAR : INT_UCHAR, 1);
	if (!reading->knows_char)
		target->char_is_signed = is_signed;
	reading->knows_char = true;
	if (target->char_is_signed == is_signed)
		return type_int(reading, INT_CHAR, 1);
	return type_int(reading, is_signed ? INT_SCHAR : INT_UCHAR, 1);
}

static const struct type *int_type(struct reading *reading, const char *name, int64_t size, bool is_signed)
{
	const struct target *target = &reading->api->target;
	unsigned words = words_of(name);
	if (size == 1)
		return char_type(reading, words, is_signed);
	if (words & WORD_LONG_LONG && size == 8)
		return type_int(reading, is_signed ? INT_LLONG : INT_ULLONG, size);
	if (words & WORD_LONG && size == target->long_size)
		return type_int(reading, is_signed ? INT_LONG : INT_ULONG, size);
	if (name && strstr(name, "_BitInt"))
		return NULL;
	enum int_kind kind = type_int_kind(target, size, is_signed);
	return kind == INT_KINDS ? NULL : type_int(reading, kind, size);
}

static const struct type *float_type(struct reading *reading, const char *name, int64_t size)
{
	static const struct {
		const char *name;
		int64_t size; /* 0: any */
		enum float_kind kind;
	} kinds[] = {
		{ "long double", 0, FLOAT_LONG_DOUBLE }, { "__ibm128", 16, FLOAT_LONG_DOUBLE },
		{ "__float80", 0, FLOAT_LONG_DOUBLE },   { "_Float64x", 0, FLOAT_LONG_DOUBLE },
		{ "_Float128", 16, FLOAT_FLOAT128 },     { "__float128", 16, FLOAT_FLOAT128 },
		{ "__bf16", 2, FLOAT_BFLOAT16 },         { "_Float16", 2, FLOAT_FLOAT16 },
		{ "__fp16", 2, FLOAT_FLOAT16 },          { "float", 4, FLOAT_FLOAT },
		{ "_Float32", 4, FLOAT_FLOAT },          { "double", 8, FLOAT_DOUBLE },
		{ "_Float64", 8, FLOAT_DOUBLE },         { "_Float32x", 8, FLOAT_DOUBLE },
	};
	for (size_t i = 0; name && i < G_N_ELEMENTS(kinds); i++)
		if (!strcmp(kinds[i].name, name) && (!kinds[i].size || kinds[i].size == size))
			return type_float(reading, kinds[i].kind, size);
	return NULL;
}

/* "complex double" (GCC), "_Complex double" and "complex" (clang). */
static const struct type *complex_type(struct reading *reading, const char *name, int64_t size)
{
	const char *part = name ? strchr(name, ' ') : NULL;
	const struct type *element = part ? float_type(reading, part + 1, size / 2) : NULL;
	if (!element && size == 8)
		element = type_float(reading, FLOAT_FLOAT, 4);
	if (!element && size == 16)
		element = type_float(reading, FLOAT_DOUBLE, 8);
	if (!element)
		return NULL;
	struct type *type = api_new_type(reading->api, TYPE_COMPLEX);
	type->element = element;
	type->size = size;
	type->align = element->align;
	return type;
}

static bool is_swapped(const struct reading *reading, struct entry *entry)
{
	uint64_t order;
	if (!entry_unsigned(entry, ENTRY_ENDIANITY, &order) || order == DW_END_default)
		return false;
	return (order == DW_END_big) != reading->api->target.big_endian;
}

static const char swapped[] = "in the other byte order (scalar_storage_order)";

const struct type *c_type_swapped(struct reading *reading, int64_t size, const char *name)
{
	struct type *type = (struct type *)type_unsupported(reading, size, "'%s' %s", name ? name : "?", swapped);
	type->align = type_natural_alignment(&reading->api->target, size);
	return type;
}

bool c_type_is_swapped(const struct type *type)
{
	return type->kind == TYPE_UNSUPPORTED && g_str_has_suffix(type->reason, swapped);
}

const struct type *c_base_type(struct reading *reading, struct entry *entry)
{
	const char *name = entry_text(entry, ENTRY_NAME);
	int64_t size = entry_size(entry);
	const struct type *type = NULL;
	uint64_t encoding = 0;
	entry_unsigned(entry, ENTRY_ENCODING, &encoding);
	if (is_swapped(reading, entry))
		return c_type_swapped(reading, size, name);
	switch (encoding) {
	case DW_ATE_boolean:
		type = size == 1 ? type_bool(reading) : int_type(reading, NULL, size, false);
		break;
	case DW_ATE_signed:
	case DW_ATE_signed_char:
		type = int_type(reading, name, size, true);
		break;
	case DW_ATE_unsigned:
	case DW_ATE_unsigned_char:
	case DW_ATE_UTF:
		type = int_type(reading, name, size, false);
		break;
	case DW_ATE_float:
		type = float_type(reading, name, size);
		break;
	case DW_ATE_complex_float:
		type = complex_type(reading, name, size);
		break;
	default:
		break;
	}
	if (type)
		return type;
	return type_unsupported(reading, size, "type '%s' (encoding %u, %" PRId64 " bytes) has no counterpart in Rust",
				name ? name : "?", (unsigned)encoding, size);
}
