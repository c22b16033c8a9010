/*
 * Two enums, or an enum and the integer that stands for it: size, sign, and the values of the enumerators that both have.
 *
 *     C  enum state { OFF, ON = 5 };     Rust  #[repr(i32)] enum state { OFF = 0, ON = 4 }
 *
 * gives ENUM_SIGN (an enum without negative values is unsigned for GCC) and ENUM_VALUE of 'ON'.
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

static void compare_values(struct findings *f, uint64_t mask, bool left_signed, bool right_signed)
{
	const struct matching *m = f->m;
	const struct enumeration *left = &f->left->item->enumeration, *right = &f->right->item->enumeration;
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

	if ((f->left->item->unknown | f->right->item->unknown) & UNKNOWN_VALUE)
		return;
	for (unsigned i = 0; i < right->n_values; i++)
		if (right->values[i].name && !right->values[i].omitted)
			g_hash_table_insert(names, (gpointer)name_canonical(m->strings, right->values[i].name),
					    &right->values[i]);
	for (unsigned i = 0; i < left->n_values; i++) {
		const struct enumerator *a = &left->values[i], *b;

		if (!a->name || !(b = g_hash_table_lookup(names, name_canonical(m->strings, a->name))))
			continue;
		f->counts.enumerators++;
		if ((a->value & mask) == (b->value & mask))
			continue;
		const char *in_left = number_text(m, a->value, left_signed),
			   *in_right = number_text(m, b->value, right_signed);
		findings_add(f, DIFFERENCE_ENUM_VALUE, a->name, in_left, in_right,
			     text(m, "%s means %s where it says '%s', for %s that is %s", m->right.who, in_right,
				  a->name, m->left.who, in_left));
		findings_place(f, a->loc, b->loc);
	}
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
		compare_values(f, mask_of(MIN(left.size, right.size)), left.is_signed, right.is_signed);
}
