/*
 * What methods say of members that are no fields in Rust.
 *
 *     pub fn a(&self) -> c_uint { … self._bitfield_1.get(3usize, 2u8) … }          "a", unit 1, bit 3, width 2
 *     … get_const::<3usize, 2u8>() …, … __BindgenBitfieldUnit::raw_get(unit, 3usize, 2u8) …
 *     pub fn c(&self) -> c_char { unsafe { ((self as *const Self as *const u8).add(4) as *const c_char).read_unaligned() } }
 *                                                                                  "c" at byte 4 of the record
 *     pub fn d_ptr(&self) -> *const inner { … .add(8) … }                          "d", its address only
 *
 * Only getters are read: methods with `&self` alone.
 */
#include "read/rust_bindings_parts.h"

static bool is_getter(const struct bindings *b, const struct associated *method)
{
	unsigned i = method->parameters.start, end = method->parameters.end;
	if (i < end && is_mark(&b->file, i, '&'))
		i++;
	else
		return false;
	if (i < end && b->file.tokens[i].kind == TOKEN_LIFETIME)
		i++;
	return i < end && is_word(&b->file, i, "self") &&
	       (i + 1 == end || (i + 2 == end && is_mark(&b->file, i + 1, ','))) &&
	       method->type.end > method->type.start;
}

/* The two numbers of a list that begin at its argument of that number. */
static bool read_numbers(struct bindings *b, const struct scope *scope, struct span list, unsigned first,
			 uint64_t numbers[2])
{
	unsigned n = 0;
	for (unsigned start = list.start, comma; start < list.end; start = comma + 1, n++) {
		comma = bindings_find(b, start, list.end, ",");
		if (n >= first && n < first + 2 &&
		    !bindings_length(b, scope, (struct span){ start, comma }, &numbers[n - first]))
			return false;
	}
	return n == first + 2;
}

static unsigned count_arguments(const struct bindings *b, struct span list)
{
	unsigned n = 0;
	for (unsigned start = list.start; start < list.end; n++)
		start = bindings_find(b, start, list.end, ",") + 1;
	return n;
}

/* A call that reads bits, at the name at i: bit and width. */
static bool read_call(struct bindings *b, const struct scope *scope, unsigned i, unsigned end, uint64_t numbers[2])
{
	const char *name = bindings_word(b, i);
	if (!g_str_has_prefix(name, "get") && !g_str_has_prefix(name, "raw_get"))
		return false;
	if (i + 2 < end && is_path(&b->file, i + 1) && is_mark(&b->file, i + 2, '<')) {
		struct span list = { i + 3, bindings_skip_angles(b, i + 2, end) - 1 };
		return read_numbers(b, scope, list, 0, numbers);
	}
	if (i + 1 >= end || !is_mark(&b->file, i + 1, '('))
		return false;
	struct span list = bindings_inside(b, i + 1, end);
	unsigned n = count_arguments(b, list);
	return n >= 2 && read_numbers(b, scope, list, n - 2, numbers);
}

/* The unit that the method constructs, `new_bitfield_1`, or 0. */
static unsigned constructed_unit(const char *name)
{
	return bindings_numbered(name, "new_bitfield_");
}

static bool read_bits(struct bindings *b, const struct scope *scope, const struct associated *method,
		      struct reached *accessor)
{
	uint64_t numbers[2] = { 0, 0 };
	bool found = false;
	for (unsigned i = method->value.start; i < method->value.end; i++) {
		if (b->file.tokens[i].kind != TOKEN_WORD)
			continue;
		unsigned unit = bindings_numbered(bindings_word(b, i), "_bitfield_");
		if (unit && is_member(&b->file, i))
			accessor->unit = unit;
		found = found || read_call(b, scope, i, method->value.end, numbers);
	}
	if (!found || numbers[0] > G_MAXINT32 || numbers[1] > 128)
		return false;
	accessor->offset = (int64_t)numbers[0];
	accessor->width = (int)numbers[1];
	return true;
}

/* `.add(4)` in a method of a record that is bytes. */
static bool read_place(struct bindings *b, const struct scope *scope, const struct associated *method,
		       struct reached *accessor)
{
	bool has_place = false, is_value = false;
	for (unsigned i = method->value.start; i + 1 < method->value.end; i++) {
		is_value |= is_word(&b->file, i, "read_unaligned");
		if (!is_word(&b->file, i, "add") || !is_mark(&b->file, i + 1, '('))
			continue;
		uint64_t bytes;
		has_place = bindings_length(b, scope, bindings_inside(b, i + 1, method->value.end), &bytes) &&
			    bytes <= G_MAXINT64 / 8;
		accessor->offset = has_place ? (int64_t)bytes * 8 : 0;
	}
	accessor->width = -1;
	accessor->is_address = !is_value;
	return has_place;
}

static void read_method(struct bindings *b, const struct scope *scope, const struct associated *method,
			GArray *accessors)
{
	struct reached accessor = { .name = bindings_word(b, method->name),
				    .unit = constructed_unit(bindings_word(b, method->name)) };
	if (accessor.unit) {
		accessor.name = NULL;
		g_array_append_val(accessors, accessor);
		return;
	}
	if (!is_getter(b, method))
		return;
	struct span type = method->type;
	if (!read_bits(b, scope, method, &accessor)) {
		accessor.unit = 0;
		if (!read_place(b, scope, method, &accessor))
			return;
		if (accessor.is_address) {
			bool is_pointer = type.start + 2 < type.end && is_mark(&b->file, type.start, '*') &&
					  is_word(&b->file, type.start + 1, "const");
			if (!is_pointer || !g_str_has_suffix(accessor.name, "_ptr"))
				return;
			type.start += 2;
			accessor.name = api_format(b->api, "%.*s", (int)(strlen(accessor.name) - strlen("_ptr")),
						   accessor.name);
		}
	}
	accessor.type = bindings_type(b, scope, type);
	g_array_append_val(accessors, accessor);
}

void bindings_read_accessors(struct bindings *b, struct decl *decl, GArray *accessors)
{
	struct scope scope = bindings_scope(b, decl);
	struct associated associated;
	for (unsigned i = 0; decl->impls && i < decl->impls->len; i++) {
		struct span span = g_array_index(decl->impls, struct span, i);
		for (struct cursor cursor = { span.start, span.end };
		     bindings_next_associated(b, &cursor, &associated);)
			if (associated.is_function)
				read_method(b, &scope, &associated, accessors);
	}
}
