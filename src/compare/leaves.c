/*
 * A record → its leaves: members that have a name, those of anonymous members among them, at offsets from the start of the whole.
 *
 *     struct { int a; union { int b; struct { short c, d; }; }; unsigned e : 3; }
 *     a @0 32 bits, b @32 32, c @32 16, d @48 16, e @64 3 bits, bitfield
 *
 * Rust's debug information has the bytes of bitfields as members `_bitfield_N`. Where another model of the side knows the
 * bitfields, they are taken from there, else the leaf is a unit: bytes in which there are bitfields.
 */
#include "compare/matching.h"

enum { LEAVES_MAX = 16384, NESTING_MAX = 32 };

struct walk {
	const struct matching *m;
	const struct side *side;
	GArray *leaves;
	unsigned depth;
	bool in_union;
};

static void add_leaf(const struct walk *w, const struct field *field, int64_t base)
{
	struct leaf leaf = {
		.name = field->name, .field = field, .offset = bits_add(base, field->offset), .other = -1
	};
	int64_t bytes = type_bytes(field->type);

	leaf.key = field->name ? name_canonical(w->m->strings, field->name) : NULL;
	leaf.is_bitfield = field->width >= 0;
	leaf.size = leaf.is_bitfield ? field->width : bytes >= 0 ? bits_of(bytes) : -1;
	leaf.in_union = w->in_union;
	g_array_append_val(w->leaves, leaf);
}

/* The bitfields of a record from the model that has them. False: there is none, or it describes another record. */
static bool add_known_bitfields(const struct walk *w, const struct item *item, int64_t base)
{
	const struct item *known = side_complete(w->side, item, UNKNOWN_BITFIELDS);

	if (!known || !known->record.is_complete || known->record.size != item->record.size)
		return false;
	for (unsigned i = 0; i < known->record.n_fields; i++)
		if (known->record.fields[i].width > 0 && known->record.fields[i].name)
			add_leaf(w, &known->record.fields[i], base);
	return true;
}

static void add_record(const struct walk *w, const struct item *item, int64_t base)
{
	bool asked = false, known = false;

	for (unsigned i = 0; i < item->record.n_fields && w->leaves->len < LEAVES_MAX; i++) {
		const struct field *field = &item->record.fields[i];
		const struct type *type = type_strip(field->type);

		if (!field->name && field->width < 0 && type->kind == TYPE_RECORD) {
			struct walk next = *w;
			next.depth++;
			next.in_union |= type->item->record.is_union;
			if (w->depth < NESTING_MAX)
				add_record(&next, type->item, bits_add(base, field->offset));
			continue;
		}
		if (!field->name)
			continue;
		if ((item->unknown & UNKNOWN_BITFIELDS) && g_str_has_prefix(field->name, "_bitfield_")) {
			if (!asked)
				known = add_known_bitfields(w, item, base);
			asked = true;
			if (known)
				continue;
			add_leaf(w, field, base);
			g_array_index(w->leaves, struct leaf, w->leaves->len - 1).is_unit = true;
			continue;
		}
		add_leaf(w, field, base);
	}
}

static gint compare_offsets(gconstpointer a, gconstpointer b)
{
	const struct leaf *left = a, *right = b;

	return (left->offset > right->offset) - (left->offset < right->offset);
}

GArray *record_leaves(const struct matching *m, const struct side *side, const struct item *item)
{
	struct walk walk = { m, side, g_array_new(FALSE, FALSE, sizeof(struct leaf)), 0, item->record.is_union };

	add_record(&walk, item, 0);
	/* stable: members of a union stay in their order */
	g_array_sort(walk.leaves, compare_offsets);
	return walk.leaves;
}
