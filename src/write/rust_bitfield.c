/*
 * Bitfields to storage units and accessors.
 *
 *     struct s { int a : 3; enum e b : 4; };
 *
 *     pub _bitfield_align_1: [u8; 0],
 *     pub _bitfield_1: __BindgenBitfieldUnit<[u8; 1usize]>,
 *
 *     pub const fn a(&self) -> ::std::os::raw::c_int {
 *         self._bitfield_1.get_signed(0usize, 3u8) as ::std::os::raw::c_int
 *     }
 *     … set_a, a_raw, set_a_raw, and new_bitfield_1(a, b) for a unit as a whole
 *
 * A unit's bits are counted from its first byte as C counts them on that target; runtime/bitfield_unit.rs reads them.
 * What it gives is an integer of 64 bits (128 for wider fields), signed where the C type is. From there to the C type
 * leads `as`, a constructor, a comparison or, for enums that are Rust enums, a transmute.
 */
#include "base/diag.h"
#include "write/rust.h"

#include <string.h>

/* ---- values ---- */

/* Strips what is an alias in Rust too; ends at a type of its own. */
static const struct type *peel(const struct type *type)
{
	for (;;) {
		if (type->kind == TYPE_ATOMIC) {
			type = type->element;
			continue;
		}
		if (type->kind != TYPE_TYPEDEF || (type->item->is_blocked && !type->item->typedef_.rust_builtin))
			return type;
		if (rust_is_new_type(type->item))
			return type;
		type = type->item->typedef_.type;
	}
}

enum value_form {
	FORM_CAST,   /* an integer: `bits as T` */
	FORM_BOOL,   /* `bits != 0` */
	FORM_ALIAS,   /* a new type over another: `T(…)` */
	FORM_CONSTRUCTOR, /* a new type over an integer: `T(bits as I)` */
	FORM_TRANSMUTE,   /* a Rust enum, or a type that the user provides */
};

static enum value_form value_form(const struct type *peeled)
{
	if (peeled->kind == TYPE_TYPEDEF)
		return peeled->item->is_blocked ? FORM_TRANSMUTE : FORM_ALIAS;
	if (peeled->kind == TYPE_BOOL)
		return FORM_BOOL;
	if (peeled->kind != TYPE_ENUM)
		return FORM_CAST;
	const struct item *item = peeled->item;
	if (item->is_blocked)
		return FORM_TRANSMUTE;
	if (item->omitted || !item->enumeration.is_complete)
		return FORM_CAST;
	switch (item->enumeration.style) {
	case ENUM_CONSTS:
	case ENUM_MODULE_CONSTS:
		return item->enumeration.integer->kind == TYPE_BOOL ? FORM_BOOL : FORM_CAST;
	case ENUM_RUST:
	case ENUM_RUST_NON_EXHAUSTIVE:
		return FORM_TRANSMUTE;
	case ENUM_BITFIELD:
	case ENUM_NEWTYPE:
	case ENUM_NEWTYPE_GLOBAL:
		return FORM_CONSTRUCTOR;
	}
	unreachable();
}

/* True where the conversion itself needs `unsafe`. */
static bool needs_transmute(const struct type *type)
{
	const struct type *peeled = peel(type);
	enum value_form form = value_form(peeled);
	if (form == FORM_ALIAS)
		return needs_transmute(peeled->item->typedef_.type);
	return form == FORM_TRANSMUTE;
}

static void put_from_bits(struct rust *r, GString *out, const struct type *type, const char *bits)
{
	const struct type *peeled = peel(type);
	switch (value_form(peeled)) {
	case FORM_BOOL:
		rust_put(out, bits, " != 0");
		break;
	case FORM_CAST:
		rust_put(out, bits, " as ");
		rust_put_type(r, out, type);
		break;
	case FORM_ALIAS:
		rust_put_type(r, out, peeled);
		g_string_append_c(out, '(');
		put_from_bits(r, out, peeled->item->typedef_.type, bits);
		g_string_append_c(out, ')');
		break;
	case FORM_CONSTRUCTOR:
		rust_put_type(r, out, peeled);
		if (peeled->item->enumeration.integer->kind == TYPE_BOOL) {
			rust_put(out, "(", bits, " != 0)");
			break;
		}
		rust_put(out, "(", bits, " as ");
		rust_put_enum_integer(r, out, &peeled->item->enumeration);
		g_string_append_c(out, ')');
		break;
	case FORM_TRANSMUTE:
		rust_put(out, r->std, "::mem::transmute(", bits, " as ",
			 rust_integer_name(type_resolve(type)->size, false), ")");
		break;
	}
}

/* The value as an unsigned integer of 64 or 128 bits; bits above the field's width may be anything. */
static void put_to_bits(struct rust *r, GString *out, const struct type *type, const char *value, bool is_wide)
{
	const struct type *peeled = peel(type);
	char *inner;
	switch (value_form(peeled)) {
	case FORM_BOOL:
	case FORM_CAST:
		g_string_append(out, value);
		break;
	case FORM_CONSTRUCTOR:
		rust_put(out, value, ".0");
		break;
	case FORM_ALIAS:
		inner = g_strconcat(value, ".0", NULL);
		put_to_bits(r, out, peeled->item->typedef_.type, inner, is_wide);
		g_free(inner);
		return;
	case FORM_TRANSMUTE:
		rust_put(out, r->std, "::mem::transmute::<");
		rust_put_type(r, out, type);
		rust_put(out, ", ", rust_integer_name(type_resolve(type)->size, false), ">(", value, ")");
		break;
	}
	g_string_append(out, is_wide ? " as u128" : " as u64");
}

static bool is_wide(const struct field *field)
{
	return field->width > 64;
}

/* `(first offset, width` of a call. */
static void put_place(GString *out, const struct field *field, const char *first, int64_t offset)
{
	rust_put(out, "(", first);
	rust_put_unsigned(out, (uint64_t)offset);
	g_string_append(out, "usize, ");
	rust_put_unsigned(out, (uint64_t)field->width);
	g_string_append(out, "u8");
}

/*
 * `head` is the callee without the suffix for sign and width, "self._bitfield_1.get"; `first` what comes before the
 * offset among the arguments, "" or "unit, ".
 */
void rust_put_bits_get(struct rust *r, GString *out, const struct field *field, const char *head, const char *first,
		       int64_t offset)
{
	GString *bits = g_string_new(head);
	if (is_wide(field)) {
		r->runtime |= RUST_BITFIELD_WIDE;
		g_string_append(bits, "_wide");
	}
	if (rust_int_is_signed(&r->api->target, field->type))
		g_string_append(bits, "_signed");
	put_place(bits, field, first, offset);
	g_string_append_c(bits, ')');
	put_from_bits(r, out, field->type, bits->str);
	g_string_free(bits, TRUE);
}

void rust_put_bits_set(struct rust *r, GString *out, const struct field *field, const char *head, const char *first,
		       int64_t offset, const char *value)
{
	g_string_append(out, head);
	if (is_wide(field)) {
		r->runtime |= RUST_BITFIELD_WIDE;
		g_string_append(out, "_wide");
	}
	put_place(out, field, first, offset);
	g_string_append(out, ", ");
	put_to_bits(r, out, field->type, value, is_wide(field));
	g_string_append_c(out, ')');
}

const char *rust_setter_name(const struct field *field)
{
	size_t length = field->name ? strlen(field->name) : 0;
	bool is_suffixed = length && strncmp(field->rust_name, field->name, length) == 0 &&
			   strcmp(field->rust_name + length, "_") == 0;
	return is_suffixed ? field->name : field->rust_name;
}

const char *rust_unique_name(GHashTable *used, const char *prefix, const char *name, const char *suffix)
{
	GString *unique = g_string_new(prefix);
	rust_put(unique, name, suffix);
	while (g_hash_table_contains(used, unique->str))
		g_string_append_c(unique, '_');
	char *text = g_string_free(unique, FALSE);
	g_hash_table_add(used, text);
	return text;
}

/* ---- units ---- */

static void put_unit_type(GString *out, int64_t size)
{
	g_string_append(out, "__BindgenBitfieldUnit<[u8; ");
	rust_put_unsigned(out, (uint64_t)size);
	g_string_append(out, "usize]>");
}

void rust_put_unit(struct rust *r, GString *out, const struct item *item, const struct member *member)
{
	bool wrapped = item->record.repr.kind == REPR_WRAPPED;
	char number[16];
	r->runtime |= RUST_BITFIELD_UNIT;
	g_snprintf(number, sizeof(number), "%u", member->number);
	rust_put(out, "    ", rust_visibility(r, item, NULL), "_bitfield_align_", number, ": [",
		 rust_integer_name(member->unit ? member->unit : 1, false), "; 0],\n");
	rust_put(out, "    ", rust_unit_visibility(r, item, member), "_bitfield_", number, ": ");
	if (wrapped) {
		r->runtime |= RUST_UNION_FIELD;
		g_string_append(out, "__BindgenUnionField<");
	}
	put_unit_type(out, member->size);
	g_string_append(out, wrapped ? ">,\n" : ",\n");
}

/* ---- accessors ---- */

struct unit {
	struct rust *r;
	GString *out;
	const struct item *item;
	const struct member *member;
	const char *visibility; /* of the methods that come next */
	GHashTable *used; /* method names */
	bool is_unsafe;   /* in a union: reading a member needs `unsafe` */
	char get[64], set[64];
};

static void put_method(const struct unit *unit, const char *qualifier, const char *name, const char *parameters)
{
	rust_put(unit->out, "    #[inline]\n    ", unit->visibility, unit->r->constant, qualifier, "fn ", name,
		 parameters);
}

static void put_get(const struct unit *unit, const struct field *field, const char *name, int64_t offset)
{
	GString *out = unit->out;
	bool is_unsafe = unit->is_unsafe || needs_transmute(field->type);
	put_method(unit, "", name, "(&self) -> ");
	rust_put_type(unit->r, out, field->type);
	g_string_append(out, is_unsafe ? " {\n        unsafe { " : " {\n        ");
	rust_put_bits_get(unit->r, out, field, unit->get, "", offset);
	g_string_append(out, is_unsafe ? " }\n    }\n" : "\n    }\n");
}

static void put_set(const struct unit *unit, const struct field *field, const char *name, int64_t offset)
{
	GString *out = unit->out;
	bool is_unsafe = unit->is_unsafe || needs_transmute(field->type);
	put_method(unit, "", name, "(&mut self, val: ");
	rust_put_type(unit->r, out, field->type);
	g_string_append(out, is_unsafe ? ") {\n        unsafe { " : ") {\n        ");
	rust_put_bits_set(unit->r, out, field, unit->set, "", offset, "val");
	g_string_append(out, is_unsafe ? " }\n    }\n" : "\n    }\n");
}

/* Opens a raw accessor's body with the unit's address; the member of a wrapped union is of another type. */
static void put_unit_address(const struct unit *unit, const char *macro, const char *cast)
{
	char number[16];
	g_snprintf(number, sizeof(number), "%u", unit->member->number);
	rust_put(unit->out, " {\n        unsafe {\n            let unit = ", unit->r->std, "::ptr::", macro,
		 "((*this)._bitfield_", number, ")");
	if (unit->item->record.repr.kind == REPR_WRAPPED) {
		g_string_append(unit->out, cast);
		put_unit_type(unit->out, unit->member->size);
	}
	g_string_append(unit->out, ";\n            ");
}

static void put_raw_get(const struct unit *unit, const struct field *field, const char *name, int64_t offset)
{
	GString *out = unit->out;
	put_method(unit, "unsafe ", name, "(this: *const Self) -> ");
	rust_put_type(unit->r, out, field->type);
	put_unit_address(unit, "addr_of!", " as *const ");
	rust_put_bits_get(unit->r, out, field, "__BindgenBitfieldUnit::raw_get", "unit, ", offset);
	g_string_append(out, "\n        }\n    }\n");
}

static void put_raw_set(const struct unit *unit, const struct field *field, const char *name, int64_t offset)
{
	GString *out = unit->out;
	put_method(unit, "unsafe ", name, "(this: *mut Self, val: ");
	rust_put_type(unit->r, out, field->type);
	g_string_append_c(out, ')');
	put_unit_address(unit, "addr_of_mut!", " as *mut ");
	rust_put_bits_set(unit->r, out, field, "__BindgenBitfieldUnit::raw_set", "unit, ", offset, "val");
	g_string_append(out, "\n        }\n    }\n");
}

static bool has_accessor(const struct field *field)
{
	return field->width > 0 && field->rust_name;
}

/* `new_bitfield_N(a, b)`: the unit that holds these values. */
static void put_constructor(const struct unit *unit)
{
	GString *out = unit->out;
	const struct member *member = unit->member;
	char name[32];
	g_snprintf(name, sizeof(name), "new_bitfield_%u", member->number);
	put_method(unit, "", name, "(");
	gsize start = out->len;
	for (int broken = 0; broken < 2; broken++) {
		g_string_truncate(out, start);
		g_string_append(out, broken ? "\n" : "");
		bool is_first = true;
		for (unsigned i = 0; i < member->count; i++) {
			const struct field *field = &unit->item->record.fields[member->first + i];
			if (!has_accessor(field))
				continue;
			rust_put(out, broken ? "        " : is_first ? "" : ", ", field->rust_name, ": ");
			rust_put_type(unit->r, out, field->type);
			g_string_append(out, broken ? ",\n" : "");
			is_first = false;
		}
		g_string_append(out, broken ? "    ) -> " : ") -> ");
		put_unit_type(out, member->size);
		g_string_append(out, " {");
		if (rust_column(out) <= RUST_LINE_WIDTH)
			break;
	}
	g_string_append(out, "\n        let mut __bindgen_bitfield_unit = __BindgenBitfieldUnit::new([0u8; ");
	rust_put_unsigned(out, (uint64_t)member->size);
	g_string_append(out, "usize]);\n");
	for (unsigned i = 0; i < member->count; i++) {
		const struct field *field = &unit->item->record.fields[member->first + i];
		if (!has_accessor(field))
			continue;
		bool is_unsafe = needs_transmute(field->type);
		g_string_append(out, is_unsafe ? "        unsafe { " : "        ");
		rust_put_bits_set(unit->r, out, field, "__bindgen_bitfield_unit.set", "",
				  field->offset - member->offset * 8, field->rust_name);
		g_string_append(out, is_unsafe ? " };\n" : ";\n");
	}
	g_string_append(out, "        __bindgen_bitfield_unit\n    }\n");
}

static void put_unit_accessors(struct unit *unit)
{
	const struct member *member = unit->member;
	bool wrapped = unit->item->record.repr.kind == REPR_WRAPPED;
	g_snprintf(unit->get, sizeof(unit->get), "self._bitfield_%u.%sget", member->number, wrapped ? "as_ref()." : "");
	g_snprintf(unit->set, sizeof(unit->set), "self._bitfield_%u.%sset", member->number, wrapped ? "as_mut()." : "");
	for (unsigned i = 0; i < member->count; i++) {
		const struct field *field = &unit->item->record.fields[member->first + i];
		int64_t offset = field->offset - member->offset * 8;
		if (!has_accessor(field))
			continue;
		rust_put_comment(unit->r, unit->out, 4, field->comment);
		unit->visibility = rust_visibility(unit->r, unit->item, field);
		put_get(unit, field, field->rust_name, offset);
		put_set(unit, field, rust_unique_name(unit->used, "set_", rust_setter_name(field), ""), offset);
		put_raw_get(unit, field, rust_unique_name(unit->used, "", field->rust_name, "_raw"), offset);
		put_raw_set(unit, field, rust_unique_name(unit->used, "set_", rust_setter_name(field), "_raw"), offset);
	}
	unit->visibility = rust_unit_visibility(unit->r, unit->item, member);
	put_constructor(unit);
}

void rust_put_accessors(struct rust *r, const struct item *item)
{
	const struct record *record = &item->record;
	if (record->repr.kind != REPR_FIELDS && record->repr.kind != REPR_WRAPPED)
		return;
	struct unit unit = { .r = r, .out = r->sections[RUST_IMPLS], .item = item, .is_unsafe = record->is_union };
	bool has_units = false;
	for (unsigned i = 0; i < record->repr.n_members; i++)
		has_units |= record->repr.members[i].kind == MEMBER_BITFIELDS;
	if (!has_units)
		return;
	unit.used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (unsigned i = 0; i < record->n_fields; i++)
		if (has_accessor(&record->fields[i]))
			g_hash_table_add(unit.used, g_strdup(record->fields[i].rust_name));
	g_string_append(unit.out, "impl ");
	rust_put_self_type(r, unit.out, item);
	g_string_append(unit.out, " {\n");
	for (unsigned i = 0; i < record->repr.n_members; i++) {
		unit.member = &record->repr.members[i];
		if (unit.member->kind == MEMBER_BITFIELDS)
			put_unit_accessors(&unit);
	}
	g_string_append(unit.out, "}\n");
	g_hash_table_unref(unit.used);
}
