/*
 * A record drawn on both sides, one row for what begins at the same bit; holes are rows of their own.
 *
 *     offset  C            Rust
 *     0       char kind    kind: i8
 *     8       (padding)    (padding)
 *     32      int x        x: i32
 *     64      int y        -              differs
 */
#include "compare/matching.h"

/* What one side has in a row: a leaf, or a hole. */
struct piece {
	struct drawn_field drawn;
	int index; /* of the leaf; -1: hole */
	int other; /* of the leaf on the other side that it is compared with */
	bool differs, is_drawn;
};

static void add_hole(GArray *pieces, int64_t from, int64_t to)
{
	struct piece piece = { .drawn = { .offset = from, .size = to - from, .is_padding = true },
			       .index = -1,
			       .other = -1 };

	if (to > from)
		g_array_append_val(pieces, piece);
}

static GArray *pieces_new(const struct matching *m, const struct side *side, const GArray *leaves, int64_t size)
{
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	int64_t end = 0;

	for (guint i = 0; i < leaves->len; i++) {
		const struct leaf *leaf = &g_array_index(leaves, struct leaf, i);
		int64_t bits = MAX(leaf->size, 0);
		struct piece piece = {
			.drawn = { .name = comparison_text(m->out, leaf->name),
				   .type = type_text(m, side, leaf->field->type),
				   .offset = leaf->offset,
				   .size = bits,
				   .is_bitfield = leaf->is_bitfield },
			.index = (int)i,
			.other = leaf->other,
			.differs = leaf->differs,
		};

		add_hole(pieces, end, leaf->offset);
		g_array_append_val(pieces, piece);
		end = MAX(end, leaf->offset + bits);
	}
	add_hole(pieces, end, bits_of(size));
	return pieces;
}

static struct piece *piece_at(GArray *pieces, guint i)
{
	return &g_array_index(pieces, struct piece, i);
}

/* How many pieces from that one on begin at the same bit. */
static guint group_length(GArray *pieces, guint first, int64_t offset)
{
	guint length = 0;

	while (first + length < pieces->len && piece_at(pieces, first + length)->drawn.offset == offset)
		length++;
	return length;
}

static void add_row(struct layout *layout, struct piece *left, struct piece *right)
{
	struct layout_row row = { 0 };

	if (left) {
		row.left = left->drawn;
		row.differs |= left->differs;
		left->is_drawn = true;
	}
	if (right) {
		row.right = right->drawn;
		row.differs |= right->differs;
		right->is_drawn = true;
	}
	if (left && right && left->index < 0 && right->index < 0)
		row.differs = left->drawn.size != right->drawn.size;
	g_array_append_val(layout->rows, row);
}

/* Pieces that begin at one bit: those that belong together side by side, the others in order. */
static void add_group(struct layout *layout, GArray *left, guint i, guint n_left, GArray *right, guint j, guint n_right)
{
	guint next = 0;

	for (guint k = 0; k < n_left; k++) {
		struct piece *a = piece_at(left, i + k), *b = NULL;

		for (guint l = 0; l < n_right && !b; l++) {
			struct piece *candidate = piece_at(right, j + l);
			if (!candidate->is_drawn && a->index >= 0 && a->other == candidate->index &&
			    candidate->other == a->index)
				b = candidate;
		}
		for (; !b && next < n_right; next++) {
			struct piece *candidate = piece_at(right, j + next);
			bool has_place_here = candidate->index >= 0 && candidate->other >= 0 && !candidate->differs;
			if (!candidate->is_drawn && !has_place_here)
				b = candidate;
		}
		add_row(layout, a, b);
	}
	for (guint l = 0; l < n_right; l++)
		if (!piece_at(right, j + l)->is_drawn)
			add_row(layout, NULL, piece_at(right, j + l));
}

struct layout *layout_draw(const struct findings *f, const GArray *left, const GArray *right)
{
	const struct matching *m = f->m;
	const struct item *a = f->left->item, *b = f->right->item;
	GArray *lefts = pieces_new(m, &m->left, left, a->record.size);
	GArray *rights = pieces_new(m, &m->right, right, b->record.size);
	struct layout *layout = g_new0(struct layout, 1);

	layout->subject = f->subject;
	layout->pair = m->pair;
	layout->left_size = a->record.size;
	layout->right_size = b->record.size;
	layout->left_align = a->unknown & UNKNOWN_ALIGNMENT || a->record.align <= 0 ? -1 : a->record.align;
	layout->right_align = b->unknown & UNKNOWN_ALIGNMENT || b->record.align <= 0 ? -1 : b->record.align;
	layout->rows = g_array_new(FALSE, TRUE, sizeof(struct layout_row));
	for (guint i = 0, j = 0; i < lefts->len || j < rights->len;) {
		int64_t offset = i < lefts->len ? piece_at(lefts, i)->drawn.offset : INT64_MAX;
		if (j < rights->len)
			offset = MIN(offset, piece_at(rights, j)->drawn.offset);
		guint n_left = group_length(lefts, i, offset), n_right = group_length(rights, j, offset);
		add_group(layout, lefts, i, n_left, rights, j, n_right);
		i += n_left;
		j += n_right;
	}
	g_array_unref(lefts);
	g_array_unref(rights);
	return layout;
}
