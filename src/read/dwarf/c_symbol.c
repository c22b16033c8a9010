/*
 * Functions and variables at file scope.
 *
 *     DW_TAG_subprogram  DW_AT_name "f"  DW_AT_external  DW_AT_prototyped  DW_AT_noreturn  + its parameters
 *     DW_TAG_variable    DW_AT_name "limit"  DW_AT_type const int  DW_AT_const_value 3, or a place in a data section
 *
 * A declaration (GCC writes those that are called) and the definition are one item where their types agree. Copies that optimisation made refer to
 * the entry that they are copies of, and are passed over. GCC says nothing of calling conventions: UNKNOWN_CONVENTION.
 */
#include "read/dwarf/c.h"

#include <string.h>

/* A definition has what its declaration said and it does not repeat. */
static void add_specification(const struct reading *reading, struct entry *entry)
{
	struct entry declaration;
	Dwarf_Die die;
	if (!entry_reference(entry, ENTRY_SPECIFICATION, &die))
		return;
	entry_read(reading, &declaration, &die);
	for (unsigned slot = 0; slot < ENTRY_SLOTS; slot++) {
		if (slot == ENTRY_DECLARATION || entry_has(entry, slot) || !entry_has(&declaration, slot))
			continue;
		entry->attributes[slot] = declaration.attributes[slot];
		entry->has |= UINT32_C(1) << slot;
	}
}

static const char *link_name_of(struct reading *reading, struct entry *entry, const char *name)
{
	const char *symbol = entry_text(entry, ENTRY_LINKAGE_NAME);
	return symbol && strcmp(symbol, name) != 0 ? api_intern(reading->api, symbol) : NULL;
}

/* ---- functions ---- */

/* `inline` without `extern` (C 6.7.4), and gnu_inline, need not have a symbol: this object shows whether they have one. */
static enum linkage function_linkage(const struct reading *reading, struct entry *entry, const char *symbol)
{
	uint64_t inlined = DW_INL_not_inlined;
	if (!entry_flag(entry, ENTRY_EXTERNAL))
		return LINKAGE_INTERNAL;
	entry_unsigned(entry, ENTRY_INLINE, &inlined);
	bool is_inline = inlined == DW_INL_declared_not_inlined || inlined == DW_INL_declared_inlined;
	return is_inline && !g_hash_table_contains(reading->walk->object->defined, symbol) ? LINKAGE_INLINE :
											     LINKAGE_EXTERNAL;
}

/* What GCC knows by itself and the unit has only called: `__builtin_memcpy`, with the symbol "memcpy". */
static bool is_builtin(struct entry *entry, const char *name)
{
	return entry_flag(entry, ENTRY_DECLARATION) && g_str_has_prefix(name, "__builtin_");
}

static bool tells_convention(const struct reading *reading)
{
	const struct origin *origin = api_origin(reading->api, reading->origin);
	return origin && origin->producer && strstr(origin->producer, "clang");
}

void c_read_function(struct reading *reading, struct entry *entry)
{
	add_specification(reading, entry);
	const char *name = entry_text(entry, ENTRY_NAME);
	if (!name || entry_has(entry, ENTRY_ORIGIN) || is_builtin(entry, name))
		return;
	uint64_t hash = c_hash_function(reading, entry);
	bool is_definition =
		!entry_flag(entry, ENTRY_DECLARATION) &&
		(entry_has(entry, ENTRY_LOW_PC) || entry_has(entry, ENTRY_RANGES) || entry_has(entry, ENTRY_INLINE));
	struct item *item = reading_find(reading, hash);
	if (!item) {
		item = reading_add_item(reading, ITEM_FUNCTION, name, &entry->die);
		reading_define(reading, hash, item);
		item->function.type = c_type_function(reading, entry);
		item->function.link_name = link_name_of(reading, entry, name);
		item->function.linkage =
			function_linkage(reading, entry, item->function.link_name ? item->function.link_name : name);
		if (!tells_convention(reading))
			item->unknown |= UNKNOWN_CONVENTION;
	} else if (is_definition && !item->function.is_definition) {
		item->origin = reading->origin;
		item->loc = die_location(reading, &entry->die);
	}
	item->function.is_definition |= is_definition;
	if (entry_flag(entry, ENTRY_NORETURN) && item->function.type->function->result->kind == TYPE_VOID)
		item->function.is_noreturn = item->function.type->function->is_noreturn = true;
}

/* ---- values ---- */

static uint64_t number_of_bytes(const uint8_t *bytes, size_t size, bool big_endian)
{
	uint64_t number = 0;
	for (size_t i = 0; i < MIN(size, 8); i++)
		number |= (uint64_t)bytes[big_endian ? size - 1 - i : i] << (8 * i);
	return number;
}

static bool type_is_signed(const struct reading *reading, const struct type *type)
{
	if (type->kind == TYPE_ENUM)
		type = type->item->enumeration.integer;
	return type->kind == TYPE_INT && int_kind_is_signed(&reading->api->target, type->int_kind);
}

static struct value *integer_value(struct reading *reading, const struct type *type, uint64_t number)
{
	struct value *value = api_alloc(reading->api, sizeof(*value));
	unsigned unused = type->size < 8 ? (unsigned)(64 - 8 * type->size) : 0;
	bool is_signed = type_is_signed(reading, type);
	value->kind = VALUE_INT;
	value->integer = number << unused >> unused;
	if (is_signed && unused && value->integer >> (63 - unused) & 1)
		value->integer |= UINT64_MAX << (64 - unused);
	value->is_negative = is_signed && value->integer >> 63;
	return value;
}

static struct value *float_value(struct reading *reading, const struct type *type, uint64_t number)
{
	struct value *value = api_alloc(reading->api, sizeof(*value));
	uint32_t narrow = (uint32_t)number;
	float real;
	value->kind = VALUE_FLOAT;
	if (type->size == sizeof(real)) {
		memcpy(&real, &narrow, sizeof(real));
		value->real = (double)real;
	} else {
		memcpy(&value->real, &number, sizeof(value->real));
	}
	return value;
}

/* An array of char that ends in a zero: a string, which may have zeros in it. */
static struct value *string_value(struct reading *reading, const uint8_t *bytes, size_t size)
{
	if (!size || bytes[size - 1])
		return NULL;
	struct value *value = api_alloc(reading->api, sizeof(*value));
	uint8_t *elements = api_alloc(reading->api, size);
	memcpy(elements, bytes, size);
	value->kind = VALUE_STRING;
	value->element_size = 1;
	value->n_elements = size;
	value->elements = elements;
	return value;
}

static bool is_number(const struct type *type)
{
	if (type->size < 1 || type->size > 8)
		return false;
	return type->kind == TYPE_BOOL || type->kind == TYPE_INT || type->kind == TYPE_ENUM ||
	       (type->kind == TYPE_FLOAT && (type->float_kind == FLOAT_FLOAT || type->float_kind == FLOAT_DOUBLE));
}

static bool is_text(const struct type *type)
{
	const struct type *element = type->kind == TYPE_ARRAY ? type_resolve(type->array.element) : NULL;
	return element && element->kind == TYPE_INT && element->size == 1 && type->size > 0 && type->size <= 1 << 16;
}

static struct value *value_of_bytes(struct reading *reading, const struct type *type, const uint8_t *bytes, size_t size)
{
	if (is_text(type))
		return string_value(reading, bytes, size);
	if (!is_number(type) || size < (size_t)type->size)
		return NULL;
	uint64_t number = number_of_bytes(bytes, (size_t)type->size, reading->api->target.big_endian);
	return type->kind == TYPE_FLOAT ? float_value(reading, type, number) : integer_value(reading, type, number);
}

static struct value *value_in_entry(struct reading *reading, struct entry *entry, const struct type *type)
{
	Dwarf_Attribute *attribute = &entry->attributes[ENTRY_CONST_VALUE];
	Dwarf_Block block;
	int64_t number;
	const char *text = dwarf_formstring(attribute);
	if (text)
		return is_text(type) ? string_value(reading, (const uint8_t *)text, strlen(text) + 1) : NULL;
	if (dwarf_formblock(attribute, &block) == 0)
		return value_of_bytes(reading, type, block.data, block.length);
	if (!is_number(type) || !entry_integer(entry, ENTRY_CONST_VALUE, &number))
		return NULL;
	return type->kind == TYPE_FLOAT ? float_value(reading, type, (uint64_t)number) :
					  integer_value(reading, type, (uint64_t)number);
}

static struct value *value_in_data(struct reading *reading, struct entry *entry, const struct type *type)
{
	const char *symbol = entry_text(entry, ENTRY_LINKAGE_NAME);
	bool is_thread_local, is_known;
	uint64_t address;
	uint8_t *bytes = g_malloc((size_t)type->size);
	is_known = die_address(&entry->die, &address, &is_thread_local);
	bool found = is_known && !is_thread_local &&
		     c_data_read(reading, symbol ? symbol : entry_text(entry, ENTRY_NAME), &address, bytes,
				 (size_t)type->size);
	struct value *value = found ? value_of_bytes(reading, type, bytes, (size_t)type->size) : NULL;
	g_free(bytes);
	return value;
}

/* Qualified by const, and not by volatile, through all typedefs; an array by its elements. */
static bool is_constant(const struct type *type)
{
	bool is_const = false;
	for (;;) {
		if (type->is_volatile)
			return false;
		is_const |= type->is_const;
		if (type->kind == TYPE_TYPEDEF)
			type = type->item->typedef_.type;
		else if (type->kind == TYPE_ARRAY)
			type = type->array.element;
		else
			return is_const;
	}
}

static struct value *read_value(struct reading *reading, struct entry *entry, const struct type *type)
{
	const struct type *resolved = type_resolve(type);
	if (!is_constant(type) || entry_flag(entry, ENTRY_DECLARATION) || (!is_number(resolved) && !is_text(resolved)))
		return NULL;
	return entry_has(entry, ENTRY_CONST_VALUE) ? value_in_entry(reading, entry, resolved) :
						     value_in_data(reading, entry, resolved);
}

static uint64_t hash_variable(struct reading *reading, struct entry *entry, const struct value *value)
{
	bool is_external = entry_flag(entry, ENTRY_EXTERNAL);
	uint64_t hash = hash_text(hash_begin(DW_TAG_variable), entry_text(entry, ENTRY_NAME));
	hash = hash_text(hash, entry_text(entry, ENTRY_LINKAGE_NAME));
	hash = hash_number(hash, is_external);
	if (value && !is_external && value->kind == VALUE_INT)
		hash = hash_number(hash, value->integer);
	return hash_number(hash, c_hash_type(reading, entry));
}

void c_read_variable(struct reading *reading, struct entry *entry)
{
	uint64_t address;
	bool is_thread_local;
	add_specification(reading, entry);
	const char *name = entry_text(entry, ENTRY_NAME);
	if (!name || entry_has(entry, ENTRY_ORIGIN))
		return;
	const struct type *type = c_type_of(reading, entry);
	struct value *value = read_value(reading, entry, type);
	uint64_t hash = hash_variable(reading, entry, value);
	struct item *item = reading_find(reading, hash);
	if (!item) {
		item = reading_add_item(reading, ITEM_VARIABLE, name, &entry->die);
		reading_define(reading, hash, item);
		item->variable.type = type;
		item->variable.linkage = entry_flag(entry, ENTRY_EXTERNAL) ? LINKAGE_EXTERNAL : LINKAGE_INTERNAL;
		item->variable.link_name = link_name_of(reading, entry, name);
	}
	if (!die_address(&entry->die, &address, &is_thread_local))
		is_thread_local |=
			c_data_is_thread_local(reading, item->variable.link_name ? item->variable.link_name : name);
	item->variable.is_thread_local |= is_thread_local;
	if (!item->variable.value)
		item->variable.value = value;
}
