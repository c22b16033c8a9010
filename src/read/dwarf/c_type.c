/*
 * Entries to uses of types.
 *
 *     DW_TAG_pointer_type → DW_TAG_const_type → DW_TAG_typedef "gfp_t"     pointer to { typedef gfp_t, const }
 *
 * Typedefs and tags are kept and end the recursion; what is nested deeper than anybody writes, or consists of itself, is unsupported, as is
 * every entry that C does not have: a type is never guessed.
 */
#include "read/dwarf/c.h"

#include <string.h>

/* Numbers that are newer than elfutils. */
static const struct convention {
	unsigned value;
	enum call_conv conv;
	const char *name;
} conventions[] = {
	{ 0xb1, CALL_STDCALL, NULL },
	{ 0xb2, CALL_OTHER, "pascal" },
	{ 0xb3, CALL_FASTCALL, NULL },
	{ 0xb5, CALL_THISCALL, NULL },
	{ 0xb6, CALL_FASTCALL, NULL },
	{ 0xc0, CALL_VECTORCALL, NULL },
	{ 0xc1, CALL_WIN64, NULL },
	{ 0xc2, CALL_SYSV64, NULL },
	{ 0xc3, CALL_AAPCS, NULL },
	{ 0xc4, CALL_OTHER, "aapcs-vfp" },
	{ 0xc5, CALL_OTHER, "intel_ocl_bicc" },
	{ 0xc8, CALL_OTHER, "swiftcall" },
	{ 0xc9, CALL_OTHER, "preserve_most" },
	{ 0xca, CALL_OTHER, "preserve_all" },
	{ 0xcb, CALL_OTHER, "regcall" },
};

static void set_convention(struct function_type *function, struct entry *entry)
{
	uint64_t value;
	function->conv = CALL_C;
	/* 1 to 3 are normal, program and nocall: the last one says that optimisation has changed it, of static functions. */
	if (!entry_unsigned(entry, ENTRY_CONVENTION, &value) || value <= DW_CC_nocall)
		return;
	function->conv = CALL_OTHER;
	function->conv_name = "unknown";
	for (size_t i = 0; i < G_N_ELEMENTS(conventions); i++) {
		if (conventions[i].value == value) {
			function->conv = conventions[i].conv;
			function->conv_name = conventions[i].name;
		}
	}
}

const struct type *c_type_of(struct reading *reading, struct entry *entry)
{
	Dwarf_Die die;
	if (!entry_has(entry, ENTRY_TYPE))
		return type_void(reading);
	if (!entry_reference(entry, ENTRY_TYPE, &die))
		return type_unsupported(reading, -1, "its type is not in the file");
	return c_type(reading, &die);
}

static struct param param_of(struct reading *reading, struct entry *entry)
{
	struct param param = { .name = api_intern(reading->api, entry_text(entry, ENTRY_NAME)) };
	param.type = c_type_of(reading, entry);
	const struct type *resolved = type_resolve(param.type);
	if (resolved->kind == TYPE_FUNCTION)
		param.type = align_later(reading, type_pointer(reading, param.type));
	param.as_written = param.type;
	return param;
}

const struct type *c_type_function(struct reading *reading, struct entry *entry)
{
	struct type *type = api_new_type(reading->api, TYPE_FUNCTION);
	struct function_type *function = api_alloc(reading->api, sizeof(*function));
	GArray *params = g_array_new(FALSE, FALSE, sizeof(struct param));
	struct entry child;
	Dwarf_Die at;
	type->function = function;
	function->result = c_type_of(reading, entry);
	for (bool more = die_first(reading, &entry->die, &at); more; more = die_next(reading, &at)) {
		entry_read(reading, &child, &at);
		if (child.tag == DW_TAG_formal_parameter) {
			struct param param = param_of(reading, &child);
			g_array_append_val(params, param);
		}
		function->is_variadic |= child.tag == DW_TAG_unspecified_parameters;
	}
	/* GCC marks `f()` with unspecified parameters, too. */
	function->has_prototype = entry_flag(entry, ENTRY_PROTOTYPED);
	function->is_variadic &= function->has_prototype;
	function->is_noreturn = function->result->kind == TYPE_VOID && entry_flag(entry, ENTRY_NORETURN);
	set_convention(function, entry);
	function->n_params = params->len;
	function->params = api_alloc(reading->api, (params->len + 1) * sizeof(struct param));
	if (params->len)
		memcpy(function->params, params->data, params->len * sizeof(struct param));
	g_array_unref(params);
	return type;
}

/* ---- arrays ---- */

struct bound {
	enum array_bound kind;
	int64_t count;
};

static struct bound read_bound(struct entry *range)
{
	int64_t count, lower = 0;
	if (entry_integer(range, ENTRY_LOWER_BOUND, &lower) && lower)
		return (struct bound){ ARRAY_VARIABLE, 0 };
	if (entry_integer(range, ENTRY_COUNT, &count))
		return (struct bound){ ARRAY_COUNTED, count == -1 ? 0 : count };
	if (entry_integer(range, ENTRY_UPPER_BOUND, &count)) {
		/* no elements end before the first one */
		return (struct bound){ ARRAY_COUNTED, count == INT64_MAX ? -1 : count + 1 };
	}
	if (entry_has(range, ENTRY_COUNT) || entry_has(range, ENTRY_UPPER_BOUND))
		return (struct bound){ ARRAY_VARIABLE, 0 };
	return (struct bound){ ARRAY_INCOMPLETE, 0 };
}

static const struct type *vector_of(struct reading *reading, struct entry *entry, const struct type *element,
				    struct bound bound)
{
	struct type *type = api_new_type(reading->api, TYPE_VECTOR);
	type->array.element = element;
	type->array.bound = ARRAY_COUNTED;
	type->array.count = bound.count;
	type->size = entry_size(entry);
	if (bound.kind != ARRAY_COUNTED || element->size < 0 || bound.count < 0 || bound.count > 1 << 20)
		return type_unsupported(reading, type->size, "vector of unknown size");
	if (type->size < 0)
		type->size = element->size * bound.count;
	type->align = 1;
	while (type->align < type->size && type->align < 1 << 12)
		type->align *= 2;
	return type;
}

static const struct type *array_type(struct reading *reading, struct entry *entry)
{
	struct bound bounds[64];
	unsigned n = 0;
	struct entry child;
	Dwarf_Die at;
	for (bool more = die_first(reading, &entry->die, &at); more; more = die_next(reading, &at)) {
		entry_read(reading, &child, &at);
		if (child.tag != DW_TAG_subrange_type)
			continue;
		if (n == G_N_ELEMENTS(bounds))
			return type_unsupported(reading, entry_size(entry), "array of more than %u dimensions", n);
		bounds[n++] = read_bound(&child);
	}
	if (entry_has(entry, ENTRY_STRIDE))
		return type_unsupported(reading, entry_size(entry), "array with a stride");
	const struct type *type = c_type_of(reading, entry);
	if (entry_flag(entry, ENTRY_VECTOR))
		return vector_of(reading, entry, type, n == 1 ? bounds[0] : (struct bound){ ARRAY_VARIABLE, 0 });
	if (!n)
		bounds[n++] = (struct bound){ ARRAY_INCOMPLETE, 0 };
	while (n--)
		type = align_later(reading, type_array(reading, type, bounds[n].count, bounds[n].kind));
	return type;
}

/* ---- qualifiers ---- */

/* C 6.7.3: the qualifiers of an array are its elements'. */
static const struct type *qualify(struct reading *reading, const struct type *type, unsigned tag)
{
	bool is_const = tag == DW_TAG_const_type, is_volatile = tag == DW_TAG_volatile_type;
	if (type->kind != TYPE_ARRAY)
		return align_later(reading,
				   type_qualified(reading, type, is_const, is_volatile, tag == DW_TAG_restrict_type));
	const struct type *element = qualify(reading, type->array.element, tag);
	if (element == type->array.element)
		return type;
	struct type *array = api_alloc(reading->api, sizeof(*array));
	*array = *type;
	array->array.element = element;
	return align_later(reading, array);
}

static const struct type *atomic_of(struct reading *reading, const struct type *element)
{
	struct type *type = api_new_type(reading->api, TYPE_ATOMIC);
	type->element = element;
	type->size = element->size;
	type->align = element->align;
	/* GCC and clang align those to their size that are as large as an integer that can be atomic. */
	if (type->size == 2 || type->size == 4 || type->size == 8 || type->size == 16)
		type->align = MAX(type->align, type->size);
	return type;
}

static const struct type *pointer_type(struct reading *reading, struct entry *entry)
{
	int64_t size = entry_size(entry);
	if (size >= 0 && size != (int64_t)reading->api->target.pointer_size)
		return type_unsupported(reading, size, "pointer of %" PRId64 " bytes", size);
	return align_later(reading, type_pointer(reading, c_type_of(reading, entry)));
}

/* ---- names ---- */

static const struct type *named_type(struct reading *reading, struct entry *entry)
{
	struct item *item = c_item(reading, &entry->die);
	int64_t size, align = -1;
	if (!item)
		return type_unsupported(reading, -1, "nested too deeply");
	switch (item->kind) {
	case ITEM_RECORD:
		size = item->record.size;
		align = item->record.align;
		break;
	case ITEM_ENUM:
		size = item->enumeration.integer->size;
		align = item->enumeration.integer->align;
		break;
	default:
		if (!item->typedef_.type)
			return type_unsupported(reading, -1, "typedef '%s' of itself", item->name);
		size = item->typedef_.type->size;
		align = item->typedef_.type->align;
		if (entry_alignment(entry))
			align = MAX(align, entry_alignment(entry));
		break;
	}
	return align_later(reading, dwarf_type_of_item(reading, item, size, align));
}

static const struct type *convert(struct reading *reading, struct entry *entry)
{
	const char *name;
	switch (entry->tag) {
	case DW_TAG_base_type:
		return c_base_type(reading, entry);
	case DW_TAG_pointer_type:
		return pointer_type(reading, entry);
	case DW_TAG_const_type:
	case DW_TAG_volatile_type:
	case DW_TAG_restrict_type:
		return qualify(reading, c_type_of(reading, entry), entry->tag);
	case DW_TAG_atomic_type:
		return atomic_of(reading, c_type_of(reading, entry));
	case DW_TAG_array_type:
		return array_type(reading, entry);
	case DW_TAG_subroutine_type:
		return c_type_function(reading, entry);
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_enumeration_type:
	case DW_TAG_typedef:
		return named_type(reading, entry);
	case DW_TAG_unspecified_type:
		name = entry_text(entry, ENTRY_NAME);
		if (name && !strcmp(name, "void"))
			return type_void(reading);
		break;
	default:
		break;
	}
	name = entry_text(entry, ENTRY_NAME);
	return type_unsupported(reading, entry_size(entry), "'%s' is an entry with tag %#x, which C does not have",
				name ? name : "?", entry->tag);
}

const struct type *c_type(struct reading *reading, Dwarf_Die *die)
{
	struct entry entry;
	gpointer known;
	if (g_hash_table_lookup_extended(reading->types, die->addr, NULL, &known))
		return known ? known : type_unsupported(reading, -1, "type that consists of itself");
	if (c_unit(reading)->depth >= DIE_DEPTH_LIMIT)
		return type_unsupported(reading, -1, "nested too deeply");
	g_hash_table_insert(reading->types, die->addr, NULL);
	c_unit(reading)->depth++;
	entry_read(reading, &entry, die);
	const struct type *type = convert(reading, &entry);
	c_unit(reading)->depth--;
	g_hash_table_insert(reading->types, die->addr, (void *)type);
	return type;
}
