/*
 * Two enums, or an enum and the integer that stands for it: size, sign, and the values of the enumerators.
 *
 *     C  enum state { OFF, ON = 5 };     Rust  #[repr(i32)] enum state { OFF = 0, ON = 4 }
 *
 * gives ENUM_SIGN (an enum without negative values is unsigned for GCC) and ENUM_VALUE of 'ON'. An enumerator that only one side has is a
 * difference where its value is none of a Rust enum's, or a Rust enum has one that is none of C's; where Rust has integers, it is a gap.
 */
#include "compare/matching.h"

static const struct type *integer_of(const struct item *item)
{
	return type_strip(item->kind == ITEM_ENUM ? item->enumeration.integer : item->typedef_.type);
}

static uint64_t mask_of(int64_t bytes)
{
	return bytes >= 8 || bytes <= 0 ? UINT64_MAX : (UINT64_C(1) << (bytes * 8)) - 1;
}

static const char *number_text(const struct matching *m, uint64_t value, bool is_signed)
{
	return is_signed ? text(m, "%lld", (long long)value) : text(m, "%llu", (unsigned long long)value);
}

/* An enum of Rust's own, which has no other values than its variants; not an integer, or a struct around one. */
static bool is_closed(const struct side *side, const struct item *item)
{
	enum enum_style style = item->enumeration.style;
	bool from_debug_information =
		item->origin && item->enumeration.n_values && !(item->unknown & UNKNOWN_TRANSPARENT);

	return side->is_rust && (style == ENUM_RUST || style == ENUM_RUST_NON_EXHAUSTIVE || from_debug_information);
}

/* Enumerators of one side, to be found by name; names that are left out are not among them. */
static GHashTable *by_name(const struct matching *m, const struct enumeration *enumeration)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned i = 0; i < enumeration->n_values; i++)
		if (enumeration->values[i].name && !enumeration->values[i].omitted)
			g_hash_table_insert(names, (gpointer)name_canonical(m->strings, enumeration->values[i].name),
					    &enumeration->values[i]);
	return names;
}

static bool has_value(const struct enumeration *enumeration, uint64_t value, uint64_t mask)
{
	for (unsigned i = 0; i < enumeration->n_values; i++)
		if ((enumeration->values[i].value & mask) == (value & mask))
			return true;
	return false;
}

static bool has_omitted(const struct enumeration *enumeration)
{
	for (unsigned i = 0; i < enumeration->n_values; i++)
		if (!enumeration->values[i].name || enumeration->values[i].omitted)
			return true;
	return false;
}

static void add_gap(struct findings *f, const char *name, const char *id, const char *reason)
{
	findings_gap(f, name, id, reason);
	g_array_index(f->gaps, struct gap, f->gaps->len - 1).kind = "enumerator";
}

/* How both sides' values are to be read. */
struct numbers {
	uint64_t mask;
	bool left_signed, right_signed;
};

/* By its value: one that has another name is the same to the machine. named: whether the sides have any name in common. */
static void compare_only_left(struct findings *f, const struct numbers *n, const struct enumerator *a, bool named)
{
	const struct matching *m = f->m;
	const struct item *right = f->right->item;
	const char *value = number_text(m, a->value, n->left_signed);
	bool is_known = has_value(&right->enumeration, a->value, n->mask);

	if (is_closed(&m->right, right)) {
		if (is_known)
			return;
		findings_add(f, DIFFERENCE_ENUM_VALUE, a->name, value, NULL,
			     text(m, "%s has no variant for %s: the value '%s' from %s is undefined behaviour",
				  m->right.who, value, a->name, m->left.who));
		findings_place(f, a->loc, (struct location){ 0 });
	} else if (right->enumeration.n_values && (named || !is_known)) {
		add_gap(f, a->name, "only-left", text(m, "%s has no such enumerator", m->right.who));
	}
}

static void compare_only_right(struct findings *f, const struct numbers *n, const struct enumerator *b)
{
	const struct matching *m = f->m;
	const struct item *left = f->left->item;
	const char *value = number_text(m, b->value, n->right_signed);

	if (!left->enumeration.n_values || has_value(&left->enumeration, b->value, n->mask))
		return;
	if (is_closed(&m->right, f->right->item) && !m->left.is_rust) {
		findings_add(f, DIFFERENCE_ENUM_VALUE, b->name, NULL, value,
			     text(m, "%s means %s where it says '%s', a value that no enumerator of %s has",
				  m->right.who, value, b->name, m->left.who));
		findings_place(f, (struct location){ 0 }, b->loc);
	} else {
		add_gap(f, b->name, "only-right", text(m, "%s has no such enumerator", m->left.who));
	}
}

static void compare_named(struct findings *f, const struct numbers *n, const struct enumerator *a,
			  const struct enumerator *b)
{
	const struct matching *m = f->m;

	f->counts.enumerators++;
	if ((a->value & n->mask) == (b->value & n->mask))
		return;
	const char *in_left = number_text(m, a->value, n->left_signed),
		   *in_right = number_text(m, b->value, n->right_signed);
	findings_add(f, DIFFERENCE_ENUM_VALUE, a->name, in_left, in_right,
		     text(m, "%s means %s where it says '%s', for %s that is %s", m->right.who, in_right, a->name,
			  m->left.who, in_left));
	findings_place(f, a->loc, b->loc);
}

static void compare_values(struct findings *f, const struct numbers *n, bool same_size)
{
	const struct matching *m = f->m;
	const struct enumeration *left = &f->left->item->enumeration, *right = &f->right->item->enumeration;
	g_autoptr(GHashTable) lefts = by_name(m, left);
	g_autoptr(GHashTable) rights = by_name(m, right);
	bool named = false;

	if ((f->left->item->unknown | f->right->item->unknown) & UNKNOWN_VALUE)
		return;
	for (unsigned i = 0; i < left->n_values; i++) {
		const struct enumerator *a = &left->values[i], *b;

		if (!a->name || !(b = g_hash_table_lookup(rights, name_canonical(m->strings, a->name))))
			continue;
		named = true;
		compare_named(f, n, a, b);
	}
	if (!same_size || has_omitted(left) || has_omitted(right))
		return;
	for (unsigned i = 0; i < left->n_values; i++)
		if (!g_hash_table_contains(rights, name_canonical(m->strings, left->values[i].name)))
			compare_only_left(f, n, &left->values[i], named);
	for (unsigned i = 0; i < right->n_values; i++)
		if (!g_hash_table_contains(lefts, name_canonical(m->strings, right->values[i].name)))
			compare_only_right(f, n, &right->values[i]);
}

void enums_compare(struct findings *f)
{
	struct matching *m = f->m;
	const struct item *a = f->left->item, *b = f->right->item;
	struct scalar left = scalar_of(&m->left, integer_of(a)), right = scalar_of(&m->right, integer_of(b));
	bool left_known = a->kind != ITEM_ENUM || a->enumeration.is_complete;
	bool right_known = b->kind != ITEM_ENUM || b->enumeration.is_complete;

	if (!left_known || !right_known || left.size < 0 || right.size < 0) {
		if (left_known != right_known)
			findings_gap(f, NULL, "incomplete",
				     text(m, "%s knows only that it exists", left_known ? m->right.who : m->left.who));
		return;
	}
	f->counts.types++;
	if (left.size != right.size)
		findings_add(f, DIFFERENCE_ENUM_SIZE, NULL, side_text(m, &m->left, integer_of(a), RELATION_SIZE),
			     side_text(m, &m->right, integer_of(b), RELATION_SIZE),
			     text(m, "%s reads %s of values that have %s in %s", m->right.who,
				  bytes_text(m, right.size), bytes_text(m, left.size), m->left.who));
	else if (left.is_signed != right.is_signed && !left.is_bool && !right.is_bool)
		findings_add(f, DIFFERENCE_ENUM_SIGN, NULL, side_text(m, &m->left, integer_of(a), RELATION_SIGN),
			     side_text(m, &m->right, integer_of(b), RELATION_SIGN),
			     sign_consequence(m, &m->left, integer_of(a), &m->right, f->subject));
	if (a->kind == ITEM_ENUM && b->kind == ITEM_ENUM)
		compare_values(
			f, &(struct numbers){ mask_of(MIN(left.size, right.size)), left.is_signed, right.is_signed },
			left.size == right.size);
}
