/*
 * Traits that cannot be derived, written by hand: Default, Debug, PartialEq.
 *
 *     impl Default for value {                              zero bytes: what C's static storage has
 *         fn default() -> Self { … write_bytes(…, 0, 1) … }
 *     }
 *     impl ::std::fmt::Debug for value {                    --impl-debug
 *         fn fmt(&self, f: …) -> … { write!(f, "value {{ a: {:?} }}", self.a) }
 *     }
 *     impl PartialEq for value {                            --impl-partialeq
 *         fn eq(&self, other: &Self) -> bool { self.a == other.a }
 *     }
 *
 * Which of them a record gets is in record.impls (pass derive). Fields of packed records are copied before they are
 * used, since there can be no reference to them.
 */
#include "write/rust.h"

enum { DERIVABLE_PARAMS = 12 };

/* True where `{:?}` prints a value of the type. */
static bool is_debug(const struct type *type)
{
	switch (type->kind) {
	case TYPE_TYPEDEF: {
		const struct typedef_ *alias = &type->item->typedef_;
		if (type->item->is_blocked && !alias->rust_builtin)
			return false;
		return rust_is_new_type(type->item) ? alias->derives & DERIVE_DEBUG : is_debug(alias->type);
	}
	case TYPE_ARRAY:
	case TYPE_ATOMIC:
		return is_debug(type->kind == TYPE_ARRAY ? type->array.element : type->element);
	case TYPE_RECORD:
		return !type->item->is_blocked &&
		       (type->item->record.derives | type->item->record.impls) & DERIVE_DEBUG;
	case TYPE_ENUM: {
		const struct enumeration *enumeration = &type->item->enumeration;
		if (type->item->is_blocked)
			return false;
		return enumeration->style == ENUM_CONSTS || enumeration->style == ENUM_MODULE_CONSTS ||
		       enumeration->derives & DERIVE_DEBUG;
	}
	default:
		return true;
	}
}

static bool is_long_function_pointer(const struct type *type)
{
	type = type_resolve(type);
	if (type->kind != TYPE_POINTER)
		return false;
	type = type_resolve(type->element);
	return type->kind == TYPE_FUNCTION && type->function->n_params > DERIVABLE_PARAMS;
}

static void put_default(const struct rust *r, GString *out, const char *self)
{
	rust_put(out, "impl ", r->default_trait, " for ", self, " {\n    #[inline]\n    fn default() -> Self {\n",
		 "        let mut s = ", r->std,
		 "::mem::MaybeUninit::<Self>::uninit();\n        unsafe {\n            ", r->std,
		 "::ptr::write_bytes(s.as_mut_ptr(), 0, 1);\n            s.assume_init()\n        }\n    }\n}\n");
}

/* `self.x`, `self.x()` of a bitfield, or a copy of what may lie unaligned. */
static void put_operand(GString *out, const struct record *record, const struct field *field, const char *object)
{
	bool copied = record->repr.packed && field->width < 0;
	rust_put(out, copied ? "{ " : "", object, ".", field->rust_name, field->width < 0 ? "" : "()",
		 copied ? " }" : "");
}

/* Appends "name: {:?}" and its argument. */
static void put_debug_field(GString *format, GString *args, const struct record *record, const struct field *field)
{
	const char *comma = format->len ? ", " : "";
	if (!field->rust_name || field->width == 0)
		return;
	if (is_long_function_pointer(field->type)) {
		rust_put(format, comma, field->rust_name, ": FunctionPointer");
		return;
	}
	if (!is_debug(field->type) || (record->repr.packed && field->width < 0 && !rust_type_is_copy(field->type)))
		return;
	rust_put(format, comma, field->rust_name, ": {:?}");
	g_string_append(args, ", ");
	put_operand(args, record, field, "self");
}

static void put_debug(const struct rust *r, GString *out, const struct item *item, const char *self)
{
	const struct record *record = &item->record;
	GString *format = g_string_new(NULL), *args = g_string_new(NULL);
	if (record->repr.kind == REPR_FIELDS && !record->is_union)
		for (unsigned i = 0; i < record->n_fields; i++)
			put_debug_field(format, args, record, &record->fields[i]);
	else
		g_string_append(format, record->repr.kind == REPR_FIELDS || record->repr.kind == REPR_WRAPPED ?
						"union" :
						"opaque");
	rust_put(out, "impl ", r->std, "::fmt::Debug for ", self, " {\n    fn fmt(&self, f: &mut ", r->std,
		 "::fmt::Formatter<'_>) -> ", r->std, "::fmt::Result {\n        write!(f, \"", item->rust_name, " {{ ",
		 format->str, " }}\"", args->str, ")\n    }\n}\n");
	g_string_free(format, TRUE);
	g_string_free(args, TRUE);
}

static void put_partial_eq(GString *out, const struct item *item, const char *self)
{
	const struct record *record = &item->record;
	bool any = false;
	rust_put(out, "impl PartialEq for ", self, " {\n    fn eq(&self, other: &Self) -> bool {\n        ");
	if (record->repr.kind == REPR_WRAPPED) {
		g_string_append(out, "self.bindgen_union_field == other.bindgen_union_field");
		any = true;
	}
	for (unsigned i = 0; i < record->n_fields && record->repr.kind == REPR_FIELDS; i++) {
		const struct field *field = &record->fields[i];
		if (!field->rust_name || field->width == 0)
			continue;
		g_string_append(out, any ? "\n            && (" : "(");
		put_operand(out, record, field, "self");
		g_string_append(out, ") == (");
		put_operand(out, record, field, "other");
		g_string_append(out, ")");
		any = true;
	}
	g_string_append(out, any ? "\n    }\n}\n" : "true\n    }\n}\n");
}

void rust_put_impls(struct rust *r, const struct item *item)
{
	const struct record *record = &item->record;
	GString *out = r->sections[RUST_IMPLS];
	if (!record->impls)
		return;
	GString *self = g_string_new(NULL);
	rust_put_self_type(r, self, item);
	if (record->impls & DERIVE_DEBUG)
		put_debug(r, out, item, self->str);
	if (record->impls & DERIVE_DEFAULT)
		put_default(r, out, self->str);
	if (record->impls & DERIVE_PARTIAL_EQ)
		put_partial_eq(out, item, self->str);
	g_string_free(self, TRUE);
}
