/*
 * Types that wrap others: in memory, they are what they wrap.
 *
 *     ManuallyDrop<T>, MaybeUninit<T>, Cell<T>, NonZero<T>, Pin<T>, Atomic<T> … of Rust's library      T
 *     Option<NonNull<T>>, Option<&T>, Option<Box<T>>, Option<extern "C" fn()>                          the pointer
 *     PhantomData<T>                                                                                  nothing: void
 *     __BindgenBitfieldUnit<[u8; 4]>, __IncompleteArrayField<T>, __BindgenUnionField<T> of generators  [u8; 4], T[], T
 *
 * Those of the library are known by the crate that they are in and by their shape (one member with a size, which is
 * that of the whole), not by their names, which change from release to release.
 */
#include "read/dwarf/rust.h"

#include <string.h>

bool rust_peel_member(struct reading *reading, Dwarf_Die *die, Dwarf_Die *member)
{
	unsigned n = 0;
	Dwarf_Die child, type;
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child)) {
		if (dwarf_tag(&child) != DW_TAG_member || !die_type(&child, &type, NULL) ||
		    rust_type_size(reading, &type) == 0)
			continue;
		*member = child;
		n++;
	}
	return n == 1;
}

static bool first_child(struct reading *reading, Dwarf_Die *die, unsigned tag, const char *name, Dwarf_Die *found)
{
	for (bool more = die_first(reading, die, found); more; more = die_next(reading, found)) {
		const char *own = name ? die_name(found) : NULL;
		if ((unsigned)dwarf_tag(found) == tag && (!name || (own && !strcmp(own, name))))
			return true;
	}
	return false;
}

/* ---- generators' ---- */

static const struct helper {
	const char *name; /* as it begins */
	enum { HELPER_MEMBER, HELPER_INCOMPLETE, HELPER_ARGUMENT, HELPER_COMPLEX, HELPER_FLOAT16 } what;
} helpers[] = {
	{ "__BindgenBitfieldUnit<", HELPER_MEMBER },      { "__BindgenOpaqueArray<", HELPER_MEMBER },
	{ "__IncompleteArrayField<", HELPER_INCOMPLETE }, { "__BindgenUnionField<", HELPER_ARGUMENT },
	{ "__BindgenComplex<", HELPER_COMPLEX },          { "__BindgenFloat16", HELPER_FLOAT16 },
};

static const struct helper *find_helper(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(helpers); i++)
		if (g_str_has_prefix(name, helpers[i].name))
			return &helpers[i];
	return NULL;
}

bool rust_peel_is_helper(const char *name)
{
	return find_helper(name) != NULL;
}

static const struct type *complex_type(struct reading *reading, Dwarf_Die *die, const struct type *element)
{
	struct type *type = api_new_type(reading->api, TYPE_COMPLEX);
	type->element = element;
	type->size = die_size(die);
	type->align = element->align;
	return type;
}

static const struct type *peel_helper(struct reading *reading, Dwarf_Die *die, const struct helper *helper)
{
	Dwarf_Die child;
	bool has_member = helper->what == HELPER_MEMBER;
	if (helper->what == HELPER_FLOAT16)
		return type_float(reading, FLOAT_FLOAT16, 2);
	if (!first_child(reading, die, has_member ? DW_TAG_member : DW_TAG_template_type_parameter, NULL, &child))
		return NULL;
	const struct type *type = rust_type_of(reading, &child);
	if (helper->what == HELPER_INCOMPLETE)
		return type_array(reading, type, 0, ARRAY_INCOMPLETE);
	if (helper->what == HELPER_COMPLEX)
		return type->kind == TYPE_FLOAT ? complex_type(reading, die, type) : NULL;
	return type;
}

/* ---- the library's ---- */

/* The value in the variant Some, if it has the size of the whole. */
static const struct type *peel_option(struct reading *reading, Dwarf_Die *die)
{
	Dwarf_Die some, value, type;
	if (!first_child(reading, die, DW_TAG_structure_type, "Some", &some) ||
	    !rust_peel_member(reading, &some, &value) || !die_type(&value, &type, NULL) ||
	    rust_type_size(reading, &type) != die_size(die))
		return NULL;
	const struct type *inner = rust_type(reading, &type);
	/* An integer in a struct of the library is one that is never 0: NonZero. */
	bool is_integer = inner->kind == TYPE_INT && dwarf_tag(&type) == DW_TAG_structure_type;
	return inner->kind == TYPE_POINTER || is_integer ? inner : NULL;
}

/* Atomic<bool> holds a u8: what it is for stands in its argument, or (before Rust 1.96) in its name. */
static const struct type *peel_atomic(struct reading *reading, Dwarf_Die *die, const char *name)
{
	Dwarf_Die argument, type;
	if (!strcmp(name, "AtomicBool") && die_size(die) == 1)
		return type_bool(reading);
	if (!g_str_has_prefix(name, "Atomic<") ||
	    !first_child(reading, die, DW_TAG_template_type_parameter, NULL, &argument) ||
	    !die_type(&argument, &type, NULL) || rust_type_size(reading, &type) != die_size(die))
		return NULL;
	return rust_type(reading, &type);
}

static const struct type *peel_standard(struct reading *reading, Dwarf_Die *die, const char *name)
{
	Dwarf_Die member, type;
	int64_t size = die_size(die);
	if (size == 0)
		return type_void(reading);
	if (g_str_has_prefix(name, "Option<"))
		return peel_option(reading, die);
	const struct type *atomic = peel_atomic(reading, die, name);
	if (atomic)
		return atomic;
	if (!rust_peel_member(reading, die, &member) || !die_type(&member, &type, NULL) ||
	    rust_type_size(reading, &type) != size)
		return NULL;
	const struct type *inner = rust_type(reading, &type);
	/* NonNull<T> has a *const T, which says nothing of what T is used for. */
	if (inner->kind == TYPE_POINTER && inner->element->is_const && g_str_has_prefix(name, "NonNull<")) {
		struct type *element = api_alloc(reading->api, sizeof(*element));
		*element = *inner->element;
		element->is_const = false;
		return type_pointer(reading, element);
	}
	return inner;
}

const struct type *rust_peel(struct reading *reading, Dwarf_Die *die)
{
	const char *name = die_name(die);
	if (!name)
		return NULL;
	const struct helper *helper = find_helper(name);
	if (helper)
		return peel_helper(reading, die, helper);
	return rust_path_is_standard(rust_path(reading, die)) ? peel_standard(reading, die, name) : NULL;
}
