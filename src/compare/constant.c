/*
 * A constant of the right side, and what has its name on the left: a macro, an enumerator, or a `const` variable with a value.
 *
 *     #define LIMIT 3u      pub const LIMIT: i32 = 3;      the same: only values are compared
 *     enum { MODE = -1 };   pub const MODE: u32 = 255;     CONSTANT_VALUE
 */
#include "compare/matching.h"

static const struct value *value_of(const struct entry *entry, struct value *own)
{
	const struct item *item = entry->item;

	if (item->kind == ITEM_CONSTANT)
		return &item->constant.value;
	if (item->kind == ITEM_VARIABLE)
		return item->variable.value;
	if (item->kind != ITEM_ENUM || entry->value >= item->enumeration.n_values)
		return NULL;
	*own = (struct value){ .kind = VALUE_INT, .integer = item->enumeration.values[entry->value].value };
	return own;
}

static const struct type *type_of(const struct entry *entry)
{
	const struct item *item = entry->item;

	return item->kind == ITEM_CONSTANT ? item->constant.type :
	       item->kind == ITEM_VARIABLE ? item->variable.type :
					     item->enumeration.integer;
}

/* An enumerator's value is negative if its type can be and the highest bit is set. */
static void complete_sign(const struct side *side, const struct entry *entry, struct value *own,
			  const struct value *value)
{
	if (value != own)
		return;
	own->is_negative = type_of(entry) && scalar_of(side, type_of(entry)).is_signed && own->integer >> 63;
}

static bool strings_equal(const struct value *a, const struct value *b)
{
	uint64_t n = a->n_elements, k = b->n_elements;
	const struct value *longer = n > k ? a : b;

	if (a->element_size != b->element_size || MAX(n, k) - MIN(n, k) > 1)
		return false;
	if (MIN(n, k) && memcmp(a->elements, b->elements, (size_t)MIN(n, k) * a->element_size) != 0)
		return false;
	/* with and without the zero at the end */
	for (unsigned i = 0; n != k && i < a->element_size; i++)
		if (((const char *)longer->elements)[MIN(n, k) * a->element_size + i])
			return false;
	return true;
}

static bool is_float(const struct entry *entry)
{
	const struct type *type = type_of(entry);

	return type && type_strip(type)->kind == TYPE_FLOAT && type_bytes(type) == 4;
}

static bool values_equal(const struct findings *f, const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_INT:
		return a->integer == b->integer && a->is_negative == b->is_negative;
	case VALUE_FLOAT:
		if (a->real != a->real && b->real != b->real)
			return true;
		if (is_float(f->left) || is_float(f->right))
			return (float)a->real == (float)b->real;
		return a->real == b->real;
	case VALUE_STRING:
		return strings_equal(a, b);
	}
	return false;
}

static const char *value_text(const struct matching *m, const struct value *value)
{
	if (value->kind == VALUE_INT)
		return value->is_negative ? text(m, "%lld", (long long)value->integer) :
					    text(m, "%llu", (unsigned long long)value->integer);
	if (value->kind == VALUE_FLOAT)
		return text(m, "%.17g", value->real);
	if (value->element_size != 1 || value->n_elements > 200)
		return text(m, "a string of %llu elements", (unsigned long long)value->n_elements);
	/* as one writes it in C: without the zero at the end */
	const char *bytes = value->elements;
	uint64_t length = value->n_elements - (value->n_elements && !bytes[value->n_elements - 1]);
	g_autoptr(GString) shown = g_string_new(NULL);
	for (uint64_t i = 0; i < length; i++) {
		char one[2] = { bytes[i] };
		g_autofree char *escaped = g_strescape(one, NULL);
		g_string_append(shown, *one ? escaped : "\\0");
	}
	return text(m, "\"%s\"", shown->str);
}

void constants_compare(struct findings *f)
{
	const struct matching *m = f->m;
	struct value own_left = { 0 }, own_right = { 0 };
	const struct value *a = value_of(f->left, &own_left), *b = value_of(f->right, &own_right);

	if (!a || !b || (f->left->item->unknown | f->right->item->unknown) & UNKNOWN_VALUE) {
		findings_gap(f, NULL, "value-unknown",
			     text(m, "its value is not known in %s",
				  !a || f->left->item->unknown & UNKNOWN_VALUE ? m->left.who : m->right.who));
		return;
	}
	complete_sign(&m->left, f->left, &own_left, a);
	complete_sign(&m->right, f->right, &own_right, b);
	f->counts.constants++;
	if (values_equal(f, a, b))
		return;
	const char *left = value_text(m, a), *right = value_text(m, b);
	findings_add(f, DIFFERENCE_CONSTANT_VALUE, NULL, left, right,
		     text(m, "%s means %s where it says '%s', for %s that is %s", m->right.who, right,
			  f->right->item->name, m->left.who, left));
}
