/*
 * Size and alignment of two records. They are reported with what members gave, but for what follows from that anyway.
 *
 *     C  struct { int a; } __attribute__((aligned(16)))      Rust  struct { a: i32 }      SIZE 16, 4 and ALIGNMENT 16, 4
 *     C  union { int a; double b; }                          Rust  union { a: i32, b: f32 }   FIELD_SIZE 'b', SIZE 8, 4
 */
#include "compare/record.h"

#include "api/origin.h"

static void compare_sizes(struct records *r)
{
	const struct matching *m = r->m;
	long long left = r->left_item->record.size, right = r->right_item->record.size;

	if (left == right)
		return;
	findings_add(r->f, DIFFERENCE_SIZE, NULL, bytes_text(m, left), bytes_text(m, right),
		     left > right ? text(m, "%s writes %s where %s has room for %lld", m->left.who, bytes_text(m, left),
					 m->right.who, right) :
				    text(m, "%s copies %s of what has %lld in %s", m->right.who, bytes_text(m, right),
					 left, m->left.who));
}

/* A member of another size that moves nothing else, for there is padding behind it. */
static void compare_inner(struct records *r)
{
	const struct matching *m = r->m;
	const struct leaf *left = r->inner_leaf;

	if (!left || r->f->differences->len)
		return;
	const struct leaf *right = leaf_at(r->right, (guint)left->other);
	findings_add(r->f, DIFFERENCE_FIELD_SIZE, left->name, leaf_text(m, &m->left, left),
		     leaf_text(m, &m->right, right),
		     text(m,
			  "%s and %s disagree on the bytes behind '%s', where there is padding: it follows from the "
			  "size of its type",
			  m->left.who, m->right.who, left->name));
	findings_place(r->f, left->field->loc, right->field->loc);
}

/*
 * DWARF has alignments only where somebody asked for them. Without, that of C's members is the most that the record can have: a larger one on
 * the other side is certain to be wrong. A smaller one may be what `packed` made of it.
 */
static bool alignment_is_certain(const struct records *r)
{
	const struct item *left = r->left_item, *right = r->right_item;
	const struct origin *origin = api_origin(r->f->left->api, left->origin);

	if (left->record.align <= 0 || right->record.align <= 0 || (right->unknown & UNKNOWN_ALIGNMENT))
		return false;
	if (!(left->unknown & UNKNOWN_ALIGNMENT))
		return true;
	/* bitfields without a name, which DWARF leaves out, align a record there (AAPCS) */
	const char *arch = r->m->left.target->arch;
	if (!arch || g_str_has_prefix(arch, "arm") || g_str_has_prefix(arch, "aarch64"))
		return false;
	return origin && origin->version >= 4 && left->record.n_fields && !left->record.has_blob &&
	       right->record.align > left->record.align;
}

/* Whether members that were reported are reason enough for another alignment. */
static bool follows_from_members(const struct records *r)
{
	const GArray *differences = r->f->differences;

	for (guint i = 0; i < differences->len; i++) {
		enum difference_kind kind = g_array_index(differences, struct difference, i).kind;
		if (kind == DIFFERENCE_FIELD_MISSING || kind == DIFFERENCE_FIELD_EXTRA ||
		    kind == DIFFERENCE_FIELD_SIZE || kind == DIFFERENCE_FIELD_TYPE)
			return true;
	}
	return r->inner_leaf && differences->len;
}

static void compare_alignments(struct records *r)
{
	const struct matching *m = r->m;
	const struct record *a = &r->left_item->record, *b = &r->right_item->record;
	long long left = a->align, right = b->align;

	if (!alignment_is_certain(r)) {
		bool is_left = r->left_item->unknown & UNKNOWN_ALIGNMENT || left <= 0;
		findings_gap(r->f, NULL, "alignment-unknown",
			     text(m, "%s's debug information does not tell its alignment",
				  is_left ? m->left.who : m->right.who));
		return;
	}
	if (follows_from_members(r))
		return;
	if (left == right || (a->typedef_align > 0 && a->typedef_align == right) ||
	    (b->typedef_align > 0 && b->typedef_align == left))
		return;
	findings_add(r->f, DIFFERENCE_ALIGNMENT, NULL, bytes_text(m, left), bytes_text(m, right),
		     left > right ?
			     text(m, "%s may place it at addresses that are no multiple of %lld, which %s relies on",
				  m->right.who, left, m->left.who) :
			     text(m, "%s places it at addresses that are no multiple of %lld, which %s relies on",
				  m->left.who, right, m->right.who));
}

void extents_compare(struct records *r)
{
	compare_sizes(r);
	compare_inner(r);
	compare_alignments(r);
}
