/*
 * Layout assertions: what C says of a type's size, alignment and offsets, checked by rustc whenever the output is
 * compiled.
 *
 *     const _: () = {
 *         assert!(::std::mem::size_of::<point>() == 8, "size of point is 8 in C");
 *         assert!(::std::mem::align_of::<point>() == 4, "alignment of point is 4 in C");
 *         assert!(::std::mem::offset_of!(point, y) == 4, "offset of point.y is 4 in C");
 *     };
 *
 * Numbers are C's, from the model, never computed from what was printed. offset_of! is there from Rust 1.77 on; 1.65
 * to 1.76 measure the distance of addresses; older versions cannot do that in a constant and check size and alignment
 * only. Before 1.57 there is no assert! in constants, and an array index that is out of bounds stands in for it.
 */
#include "write/rust.h"

#include <string.h>

enum { FIRST_ASSERT = 57, FIRST_OFFSET_FROM = 65, FIRST_OFFSET_OF = 77 };

/* One assertion that `expression` is `number`; what: "size of point". */
static void put_assertion(const struct rust *r, GString *out, const char *expression, const char *what, int64_t number)
{
	char digits[24];
	g_snprintf(digits, sizeof(digits), "%" G_GINT64_FORMAT, number);
	if (r->config->rust_minor < FIRST_ASSERT) {
		rust_put(out, "    [\"", what, " is ", digits, " in C\"][(", expression, " != ", digits,
			 ") as usize];\n");
		return;
	}
	size_t length =
		strlen("    assert!( == , \" is  in C\");") + strlen(expression) + strlen(what) + 2 * strlen(digits);
	if (length <= RUST_LINE_WIDTH)
		rust_put(out, "    assert!(", expression, " == ", digits, ", \"", what, " is ", digits, " in C\");\n");
	else
		rust_put(out, "    assert!(\n        ", expression, " == ", digits, ",\n        \"", what, " is ",
			 digits, " in C\",\n    );\n");
}

static void put_offset(const struct rust *r, GString *out, const struct item *item, const char *field, int64_t offset,
		       GString *expression, GString *what)
{
	const char *name = item->rust_name;
	g_string_truncate(expression, 0);
	g_string_truncate(what, 0);
	rust_put(what, "offset of ", name, ".", field);
	if (r->config->rust_minor >= FIRST_OFFSET_OF)
		rust_put(expression, r->std, "::mem::offset_of!(", name, ", ", field, ")");
	else
		rust_put(expression, "unsafe { (", r->std, "::ptr::addr_of!((*place.as_ptr()).", field,
			 ") as *const u8).offset_from(place.as_ptr() as *const u8) }");
	put_assertion(r, out, expression->str, what->str, offset);
}

static void put_offsets(const struct rust *r, GString *out, const struct item *item, GString *expression, GString *what)
{
	const struct record *record = &item->record;
	for (unsigned i = 0; i < record->repr.n_members; i++) {
		const struct member *member = &record->repr.members[i];
		char unit[32];
		switch (member->kind) {
		case MEMBER_FIELD:
		case MEMBER_FLEXIBLE:
			put_offset(r, out, item, record->fields[member->first].rust_name,
				   record->fields[member->first].offset / 8, expression, what);
			break;
		case MEMBER_BITFIELDS:
			g_snprintf(unit, sizeof(unit), "_bitfield_%u", member->number);
			put_offset(r, out, item, unit, member->offset, expression, what);
			break;
		case MEMBER_PADDING:
			break;
		}
	}
}

/* Offsets in a union that is wrapped are zero by construction of its zero-sized members: the same assertions hold. */
void rust_put_assertions(struct rust *r, const struct item *item)
{
	const struct record *record = &item->record;
	if (r->config->no_layout_tests || record->repr.kind == REPR_FORWARD)
		return;
	GString *out = r->sections[RUST_CONSTANTS];
	GString *expression = g_string_new(NULL), *what = g_string_new(NULL);
	g_string_append(out, "const _: () = {\n");
	bool has_offsets = (record->repr.kind == REPR_FIELDS || record->repr.kind == REPR_WRAPPED) &&
			   record->repr.n_members && r->config->rust_minor >= FIRST_OFFSET_FROM;
	if (has_offsets && r->config->rust_minor < FIRST_OFFSET_OF)
		rust_put(out, "    let place = ", r->std, "::mem::MaybeUninit::<", item->rust_name, ">::uninit();\n");
	rust_put(expression, r->std, "::mem::size_of::<", item->rust_name, ">()");
	rust_put(what, "size of ", item->rust_name);
	put_assertion(r, out, expression->str, what->str, record->size);
	g_string_truncate(expression, 0);
	g_string_truncate(what, 0);
	rust_put(expression, r->std, "::mem::align_of::<", item->rust_name, ">()");
	rust_put(what, "alignment of ", item->rust_name);
	put_assertion(r, out, expression->str, what->str, record->align);
	if (has_offsets)
		put_offsets(r, out, item, expression, what);
	g_string_append(out, "};\n");
	g_string_free(expression, TRUE);
	g_string_free(what, TRUE);
}
