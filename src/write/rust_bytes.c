/*
 * Records whose layout Rust cannot express: bytes of C's size and alignment, and methods in place of fields.
 *
 *     struct __attribute__((packed)) outer { char c; struct aligned inner; };
 *
 *     impl outer {
 *         pub fn c(&self) -> ::std::os::raw::c_char       the field's value
 *         pub fn set_c(&mut self, val: …)                 stores it
 *         pub fn c_ptr(&self) -> *const …                 its address, which may be unaligned
 *         pub fn c_mut_ptr(&mut self) -> *mut …
 *     }
 *
 * Every field is reached at C's offset. One that is not Copy, or a flexible array, has its addresses only. A bitfield
 * has the four methods that it has elsewhere (src/write/rust_bitfield.c), with the whole record as its unit.
 */
#include "write/rust.h"

struct bytes {
	struct rust *r;
	GString *out;
	const struct item *item;
	const char *visibility; /* of the methods that come next */
	GHashTable *used;
};

static void put_method(const struct bytes *bytes, const char *qualifier, const char *name, const char *parameters)
{
	rust_put(bytes->out, "    #[inline]\n    ", bytes->visibility, bytes->r->constant, qualifier, "fn ", name,
		 parameters);
}

/* What the methods of a field deal in: its type, or that of the elements of an array without length. */
static const struct type *reached_type(const struct field *field)
{
	const struct type *type = type_resolve(field->type);
	if (type->kind == TYPE_ARRAY && (type->array.bound != ARRAY_COUNTED || !type->array.count))
		return type->array.element;
	return field->type;
}

/* `(self as *const Self as *const u8).add(4) as *const T`, with the quantifier "const" or "mut". */
static void put_address(const struct bytes *bytes, const struct field *field, const char *mode)
{
	GString *out = bytes->out;
	rust_put(out, "(self as *", mode, " Self as *", mode, " u8).add(");
	rust_put_unsigned(out, (uint64_t)field->offset / 8);
	rust_put(out, ") as *", mode, " ");
	rust_put_type(bytes->r, out, reached_type(field));
}

static void put_pointers(const struct bytes *bytes, const struct field *field)
{
	GString *out = bytes->out;
	put_method(bytes, "", rust_unique_name(bytes->used, "", rust_setter_name(field), "_ptr"), "(&self) -> *const ");
	rust_put_type(bytes->r, out, reached_type(field));
	g_string_append(out, " {\n        unsafe { ");
	put_address(bytes, field, "const");
	g_string_append(out, " }\n    }\n");
	put_method(bytes, "", rust_unique_name(bytes->used, "", rust_setter_name(field), "_mut_ptr"),
		   "(&mut self) -> *mut ");
	rust_put_type(bytes->r, out, reached_type(field));
	g_string_append(out, " {\n        unsafe { ");
	put_address(bytes, field, "mut");
	g_string_append(out, " }\n    }\n");
}

static void put_values(const struct bytes *bytes, const struct field *field)
{
	GString *out = bytes->out;
	put_method(bytes, "", field->rust_name, "(&self) -> ");
	rust_put_type(bytes->r, out, field->type);
	g_string_append(out, " {\n        unsafe { (");
	put_address(bytes, field, "const");
	g_string_append(out, ").read_unaligned() }\n    }\n");
	put_method(bytes, "", rust_unique_name(bytes->used, "set_", rust_setter_name(field), ""), "(&mut self, val: ");
	rust_put_type(bytes->r, out, field->type);
	g_string_append(out, ") {\n        unsafe { (");
	put_address(bytes, field, "mut");
	g_string_append(out, ").write_unaligned(val) }\n    }\n");
}

static void put_unit_pointer(const struct bytes *bytes, const char *from, const char *mode)
{
	GString *out = bytes->out;
	rust_put(out, " {\n        unsafe {\n            let unit = ", from, " as *", mode,
		 " __BindgenBitfieldUnit<[u8; ");
	rust_put_unsigned(out, (uint64_t)bytes->item->record.size);
	g_string_append(out, "usize]>;\n            ");
}

/* One of the four methods. self: "&self", "this: *const Self" …; the pointer to the unit is made from `from`. */
static void put_bitfield_method(const struct bytes *bytes, const struct field *field, const char *name,
				const char *qualifier, const char *self, const char *from, bool is_setter)
{
	GString *out = bytes->out;
	put_method(bytes, qualifier, name, "(");
	rust_put(out, self, is_setter ? ", val: " : ") -> ");
	rust_put_type(bytes->r, out, field->type);
	g_string_append(out, is_setter ? ")" : "");
	put_unit_pointer(bytes, from, is_setter ? "mut" : "const");
	if (is_setter)
		rust_put_bits_set(bytes->r, out, field, "__BindgenBitfieldUnit::raw_set", "unit, ", field->offset,
				  "val");
	else
		rust_put_bits_get(bytes->r, out, field, "__BindgenBitfieldUnit::raw_get", "unit, ", field->offset);
	g_string_append(out, "\n        }\n    }\n");
}

static void put_bitfield(const struct bytes *bytes, const struct field *field)
{
	const char *name = field->rust_name;
	bytes->r->runtime |= RUST_BITFIELD_UNIT;
	put_bitfield_method(bytes, field, name, "", "&self", "self as *const Self", false);
	put_bitfield_method(bytes, field, rust_unique_name(bytes->used, "set_", rust_setter_name(field), ""), "",
			    "&mut self", "self as *mut Self", true);
	put_bitfield_method(bytes, field, rust_unique_name(bytes->used, "", name, "_raw"), "unsafe ",
			    "this: *const Self", "this", false);
	put_bitfield_method(bytes, field, rust_unique_name(bytes->used, "set_", rust_setter_name(field), "_raw"),
			    "unsafe ", "this: *mut Self", "this", true);
}

static bool is_reached(const struct field *field)
{
	return field->rust_name && field->width != 0;
}

void rust_put_bytes(struct rust *r, const struct item *item)
{
	const struct record *record = &item->record;
	struct bytes bytes = { .r = r, .out = r->sections[RUST_IMPLS], .item = item };
	bytes.used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (unsigned i = 0; i < record->n_fields; i++)
		if (is_reached(&record->fields[i]))
			g_hash_table_add(bytes.used, g_strdup(record->fields[i].rust_name));
	if (!g_hash_table_size(bytes.used)) {
		g_hash_table_unref(bytes.used);
		return;
	}
	rust_put(bytes.out, "impl ", item->rust_name, " {\n");
	for (unsigned i = 0; i < record->n_fields; i++) {
		const struct field *field = &record->fields[i];
		if (!is_reached(field))
			continue;
		rust_put_comment(r, bytes.out, 4, field->comment);
		bytes.visibility = rust_visibility(r, item, field);
		if (field->width > 0) {
			put_bitfield(&bytes, field);
			continue;
		}
		if (reached_type(field) == field->type && rust_type_is_copy(field->type))
			put_values(&bytes, field);
		put_pointers(&bytes, field);
	}
	g_string_append(bytes.out, "}\n");
	g_hash_table_unref(bytes.used);
}
