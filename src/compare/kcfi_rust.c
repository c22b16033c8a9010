/*
 * Function types of Rust to the names that rustc's identifiers for kernel control flow integrity are made from.
 *
 *     extern "C" fn(u64, *const c_char) -> c_int       _ZTSFu3i32u3u64PKu2i8E, C's only where that normalises integers
 *     extern "C" fn(*mut foo)                          _ZTSFvP3fooE: what has repr(C) goes by its name
 *     extern "C" fn(Option<extern "C" fn()>)           _ZTSFvu37NtNtCscoScM8QT1vI_4core6option6OptionIPFvvEEE: never C's PFvvE
 *     extern "C" fn(*mut [c_int; 3]) -> !              _ZTSFu5neverPA3u3i32E: C has A3_ and v
 *
 * repr(transparent) is looked through, unless cfi_encoding says what the type is. A function pointer is one component here, and two in
 * C (the function, the pointer to it), so that what comes behind it may be numbered otherwise.
 */
#include "compare/kcfi.h"

#include <string.h>

static struct kcfi_part mangle(struct kcfi_mangler *m, const struct type *type, const struct type *other);

/* ---- what the text of a type tells ---- */

/* Where the last component of the path that the text begins with begins: "::core::option::Option<…" → "Option<…". */
static const char *last_component(const char *text)
{
	for (const char *at = text; *at == ':' || *at == '_' || g_ascii_isalnum(*at); at++)
		if (at[0] == ':' && at[1] == ':')
			text = at + 2;
	return text;
}

static bool type_begins(const struct type *type, const char *word)
{
	return type->spelling && g_str_has_prefix(last_component(type->spelling), word);
}

/* In bindings every pointer to a function may be null; readers do not tell the few from the rest that never are. */
static bool is_option(const struct type *type)
{
	return type->element->kind == TYPE_FUNCTION || type_begins(type, "Option<");
}

static bool is_reference(const struct type *type)
{
	if (!type->spelling)
		return false;
	const char *text = last_component(type->spelling);
	return *text == '&' || g_str_has_prefix(text, "Option<&");
}

static bool is_mutable_reference(const struct type *type)
{
	const char *at = strchr(type->spelling, '&') + 1;
	while (*at == ' ')
		at++;
	if (*at == '\'') /* a lifetime */
		at += strcspn(at, " ");
	while (*at == ' ')
		at++;
	return g_str_has_prefix(at, "mut ");
}

/* What Rust calls an item: without its path and its arguments. Freed by the caller. */
static char *rust_name(const struct item *item)
{
	const char *name = item->rust_name ? item->rust_name : item->name;
	if (!name)
		return NULL;
	name = last_component(name);
	return g_strndup(name, strcspn(name, "<"));
}

static const char *encoding_of(const struct kcfi_mangler *m, const struct item *item)
{
	char *name = m->encodings ? rust_name(item) : NULL;
	const char *encoding = name ? g_hash_table_lookup(m->encodings, name) : NULL;
	g_free(name);
	return encoding;
}

/* ---- pointers ---- */

static struct kcfi_part reference(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	struct kcfi_part part = kcfi_part("u3refI"), inner = mangle(m, type->element, other);
	m->traits |= KCFI_REFERENCE;
	kcfi_join(&part, &inner);
	kcfi_put(&part, "E");
	kcfi_substitute(m, &part);
	if (!is_mutable_reference(type))
		return part;
	struct kcfi_part mutable = kcfi_part("U3mut");
	kcfi_join(&mutable, &part);
	kcfi_substitute(m, &mutable);
	return mutable;
}

static struct kcfi_part signature(struct kcfi_mangler *m, const struct function_type *function,
				  const struct function_type *other, bool is_outermost);

static struct kcfi_part function_pointer(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	struct kcfi_part part = kcfi_part("P"), inner;
	const struct function_type *same = other && other->kind == TYPE_FUNCTION ? other->function : NULL;
	m->traits |= KCFI_FUNCTION;
	inner = signature(m, type->element->function, same, false);
	kcfi_join(&part, &inner);
	kcfi_substitute(m, &part);
	return part;
}

static struct kcfi_part raw_pointer(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	const struct type *element = type->element;
	struct kcfi_part inner = mangle(m, element, other);
	/* NonNull<T> has a *const T */
	if (element->is_const || type_begins(type, "NonNull<") || type_begins(type, "Option<NonNull<")) {
		struct kcfi_part constant = kcfi_part("K");
		kcfi_join(&constant, &inner);
		kcfi_substitute(m, &constant);
		inner = constant;
	}
	struct kcfi_part part = kcfi_part("P");
	kcfi_join(&part, &inner);
	kcfi_substitute(m, &part);
	return part;
}

/* -Zsanitizer-cfi-generalize-pointers: all point to (), and function pointers are as *const T. */
static struct kcfi_part generalized_pointer(struct kcfi_mangler *m, const struct type *type)
{
	struct type unit = { .kind = TYPE_VOID, .size = -1, .align = -1 }, copy = *type;
	copy.element = &unit;
	unit.is_const = type->element->is_const || type->element->kind == TYPE_FUNCTION;
	return is_reference(type) ? reference(m, &copy, NULL) : raw_pointer(m, &copy, NULL);
}

static struct kcfi_part bare_pointer(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	if (type_begins(type, "Box<") || type_begins(type, "Option<Box<"))
		return kcfi_give_up(m, "rustc encodes Box by its path");
	if (m->mode & KCFI_GENERALIZED)
		return generalized_pointer(m, type);
	if (is_reference(type))
		return reference(m, type, other);
	return type->element->kind == TYPE_FUNCTION ? function_pointer(m, type, other) : raw_pointer(m, type, other);
}

/* Option is a type like others for rustc: it goes by its path, with the crate's number, and what is in it. */
static struct kcfi_part option(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	struct kcfi_part inner = bare_pointer(m, type, other);
	m->traits |= KCFI_OPTION;
	if (!m->core) {
		m->is_own = true;
		struct kcfi_part lost =
			kcfi_give_up(m, "rustc encodes Option by the path of the crate core, which no symbol "
					"of the objects has");
		kcfi_join(&inner, &lost);
		return inner;
	}
	char *path = g_strdup_printf("NtNt%s6option6Option", m->core),
	     *begin = g_strdup_printf("u%zu%sI", strlen(path), path);
	struct kcfi_part part = kcfi_part(begin);
	kcfi_join(&part, &inner);
	kcfi_put(&part, "E");
	kcfi_substitute(m, &part);
	g_free(begin);
	g_free(path);
	return part;
}

static struct kcfi_part pointer(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	const struct type *target = other && other->kind == TYPE_POINTER ? type_resolve(other->element) : NULL;
	return is_option(type) ? option(m, type, target) : bare_pointer(m, type, target);
}

/* ---- tags ---- */

static struct kcfi_part encoded(struct kcfi_mangler *m, const char *encoding)
{
	static const char *const builtins[] = { "v", "w", "b", "c", "a", "h", "s", "t", "i", "j",  "l", "m",
						"x", "y", "n", "o", "f", "d", "e", "g", "z", "Dh", NULL };
	struct kcfi_part part = kcfi_part(encoding);
	if (!g_strv_contains(builtins, encoding))
		kcfi_substitute(m, &part);
	return part;
}

static struct kcfi_part record(struct kcfi_mangler *m, const struct item *item, const struct type *other)
{
	const char *encoding = encoding_of(m, item);
	if (encoding)
		return encoded(m, encoding);
	if (item->record.is_transparent)
		for (unsigned i = 0; i < item->record.n_fields; i++)
			if (item->record.fields[i].type->size)
				return mangle(m, item->record.fields[i].type, other);
	if (!m->is_c)
		return kcfi_give_up(m, "rustc encodes a %s by its path where the convention is not that of C",
				    item_kind_name(item));
	char *name = rust_name(item);
	if (!name)
		return kcfi_give_up(m, "the name of a %s is not known", item_kind_name(item));
	struct kcfi_part part = kcfi_name(m, name);
	g_free(name);
	return part;
}

/* An enum of Rust's own, not an integer, or a struct around one. */
static bool is_rust_enum(const struct item *item)
{
	enum enum_style style = item->enumeration.style;
	bool from_debug_information =
		item->origin && item->enumeration.n_values && !(item->unknown & UNKNOWN_TRANSPARENT);
	return style == ENUM_RUST || style == ENUM_RUST_NON_EXHAUSTIVE || from_debug_information;
}

static struct kcfi_part enumeration(struct kcfi_mangler *m, const struct item *item)
{
	const struct type *type = item->enumeration.integer;
	const char *encoding = encoding_of(m, item);
	if (encoding)
		return encoded(m, encoding);
	if (!is_rust_enum(item))
		return mangle(m, type, NULL);
	m->traits |= KCFI_RUST_ENUM;
	m->is_own = true;
	return kcfi_give_up(m, "rustc encodes an enum by its path");
}

/* ---- types ---- */

static struct kcfi_part integer(struct kcfi_mangler *m, const struct type *type)
{
	bool is_normalized = m->mode & KCFI_NORMALIZED;
	const char *own = NULL;
	if (!is_normalized && type_begins(type, "usize"))
		own = "u5usize";
	else if (!is_normalized && type_begins(type, "isize"))
		own = "u5isize";
	else if (!is_normalized && type->int_kind == INT_CHAR32)
		own = "u4char";
	if (!own)
		return kcfi_integer(m, type->size, int_kind_is_signed(m->target, type->int_kind));
	struct kcfi_part part = kcfi_part(own);
	m->traits |= KCFI_INTEGER;
	kcfi_substitute(m, &part);
	return part;
}

static struct kcfi_part floating(struct kcfi_mangler *m, const struct type *type)
{
	switch (type->size) {
	case 2:
		return kcfi_part("Dh");
	case 4:
		return kcfi_part("f");
	case 8:
		return kcfi_part("d");
	case 16:
		return kcfi_part("g");
	default:
		return kcfi_give_up(m, "Rust has no floating type of %lld bytes", (long long)type->size);
	}
}

static struct kcfi_part array(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	const struct type *same = other && other->kind == TYPE_ARRAY ? other->array.element : NULL;
	char *begin = g_strdup_printf("A%lld", (long long)type->array.count);
	struct kcfi_part part = kcfi_part(begin), inner = mangle(m, type->array.element, same);
	m->traits |= KCFI_ARRAY;
	kcfi_join(&part, &inner);
	kcfi_substitute(m, &part);
	g_free(begin);
	return part;
}

/* The encoding that the enum in C would ask for, as far as it can have one. */
static bool take_enum(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	bool is_number = type->kind == TYPE_INT || type->kind == TYPE_ENUM || type->kind == TYPE_BOOL;
	if (!m->takes_c_enums || !is_number || !other || other->kind != TYPE_ENUM || !other->item->name)
		return false;
	if (type->kind == TYPE_ENUM && encoding_of(m, type->item))
		return false;
	for (guint i = 0; i < m->enums->len; i++) {
		const struct item *known = g_ptr_array_index(m->enums, i);
		if (!strcmp(known->name, other->item->name))
			return true;
	}
	g_ptr_array_add(m->enums, other->item);
	return true;
}

/* other: C's type in the same place, or NULL. */
static struct kcfi_part mangle(struct kcfi_mangler *m, const struct type *type, const struct type *other)
{
	if (!kcfi_spend(m))
		return kcfi_part("?");
	type = type_resolve(type);
	other = other ? type_resolve(other) : NULL;
	if (take_enum(m, type, other))
		return kcfi_name(m, other->item->name);
	switch (type->kind) {
	case TYPE_VOID:
		return kcfi_part("v");
	case TYPE_BOOL:
		return m->mode & KCFI_NORMALIZED ? kcfi_integer(m, 1, false) : kcfi_part("b");
	case TYPE_INT:
		return integer(m, type);
	case TYPE_FLOAT:
		return floating(m, type);
	case TYPE_POINTER:
		return pointer(m, type, other);
	case TYPE_ARRAY:
		return array(m, type, other);
	case TYPE_RECORD:
		return record(m, type->item, other);
	case TYPE_ENUM:
		return enumeration(m, type->item);
	default:
		return kcfi_give_up(m, "a type of it is not known: %s",
				    type->kind == TYPE_UNSUPPORTED && type->reason ? type->reason : "no reason");
	}
}

/* ---- functions ---- */

static struct kcfi_part result(struct kcfi_mangler *m, const struct function_type *function,
			       const struct function_type *other)
{
	if (!function->is_noreturn)
		return mangle(m, function->result, other ? other->result : NULL);
	struct kcfi_part part = kcfi_part("u5never");
	m->traits |= KCFI_NEVER;
	kcfi_substitute(m, &part);
	return part;
}

/* What has no bytes is not passed, and so not said of the function itself. */
static bool is_passed(const struct type *type, bool is_outermost)
{
	return !is_outermost || type_resolve(type)->kind != TYPE_RECORD || type_resolve(type)->size != 0;
}

static struct kcfi_part signature(struct kcfi_mangler *m, const struct function_type *function,
				  const struct function_type *other, bool is_outermost)
{
	bool was_c = m->is_c;
	m->is_c = function->conv == CALL_C;
	struct kcfi_part part = kcfi_part("F"), next = result(m, function, other);
	unsigned passed = 0;
	kcfi_join(&part, &next);
	for (unsigned i = 0; i < function->n_params && kcfi_spend(m); i++) {
		const struct type *same = other && i < other->n_params ? other->params[i].type : NULL;
		if (!is_passed(function->params[i].type, is_outermost))
			continue;
		next = mangle(m, function->params[i].type, same);
		kcfi_join(&part, &next);
		passed++;
	}
	if (function->is_variadic)
		kcfi_put(&part, "z");
	else if (!passed)
		kcfi_put(&part, "v");
	kcfi_put(&part, "E");
	m->is_c = was_c;
	return part;
}

char *kcfi_mangle_rust(struct kcfi_mangler *m, const struct function_type *function, const struct function_type *other)
{
	kcfi_begin(m);
	struct kcfi_part part = signature(m, function, other, true);
	return kcfi_end(m, &part);
}
