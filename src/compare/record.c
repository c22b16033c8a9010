/*
 * Two records: size, alignment, and every leaf by its name.
 *
 *     C     struct point { char kind; int x; int y; }        kind @0, x @4, y @8, 12 bytes
 *     Rust  struct point { kind: i8, x: i32 }                kind @0, x @4, 8 bytes
 *
 * gives FIELD_MISSING 'y' and SIZE. One cause is one difference: members that lie elsewhere because one before them is missing, or larger, are
 * only counted in its consequence, and of those that lie elsewhere for no reason in this record the first one is reported.
 */
#include "compare/record.h"

/* ---- which leaf is which ---- */

static void match_by(struct records *r, bool exact)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = r->right->len; i-- > 0;) {
		const struct leaf *leaf = leaf_at(r->right, i);
		if (leaf->other < 0 && leaf->name)
			g_hash_table_insert(names, (gpointer)(exact ? leaf->name : leaf->key), GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < r->left->len; i++) {
		struct leaf *leaf = leaf_at(r->left, i);
		if (leaf->other >= 0 || !leaf->name)
			continue;
		guint found = GPOINTER_TO_UINT(g_hash_table_lookup(names, exact ? leaf->name : leaf->key));
		if (!found || leaf_at(r->right, found - 1)->other >= 0)
			continue;
		leaf->other = (int)found - 1;
		leaf_at(r->right, found - 1)->other = (int)i;
	}
}

/* Whether a leaf that has no partner is nothing to speak of: no bytes at all. */
static bool is_nothing(const struct leaf *leaf)
{
	return leaf->size == 0;
}

static bool overlaps(const struct leaf *leaf, int64_t offset, int64_t size)
{
	return leaf->size > 0 && leaf->offset < offset + size && offset < leaf->offset + leaf->size;
}

/* The leaf of the list that has a bit of those, or NULL: padding. */
static const struct leaf *leaf_in(GArray *leaves, int64_t offset, int64_t size)
{
	for (guint i = 0; i < leaves->len; i++)
		if (overlaps(leaf_at(leaves, i), offset, size))
			return leaf_at(leaves, i);
	return NULL;
}

/* "padding", "'flags'", "nothing any more": what the left side has where that begins. */
static const char *what_lies(const struct records *r, int64_t offset, int64_t size)
{
	const struct leaf *leaf = leaf_in(r->left, offset, CLAMP(size, 1, 8));

	if (leaf)
		return text(r->m, leaf->offset < offset ? "the middle of '%s'" : "'%s'", leaf->name);
	return offset >= bits_of(r->left_item->record.size) ? "nothing any more" : "padding";
}

/* `_pad`, `_reserved`: what people write where C has padding. */
static bool is_written_padding(const struct records *r, const struct leaf *leaf)
{
	return leaf->name && leaf->name[0] == '_' && leaf->size > 0 && !leaf_in(r->left, leaf->offset, leaf->size) &&
	       leaf->offset + leaf->size <= bits_of(r->left_item->record.size);
}

/* Notes why members from that bit on lie elsewhere: the difference that was added last. Of a union's, only those behind it do. */
static void note_cause(struct records *r, int64_t offset)
{
	if (offset >= r->cause)
		return;
	r->cause = offset;
	r->cause_index = r->f->differences->len - 1;
}

/* ---- leaves with a partner ---- */

static void compare_matched(struct records *r)
{
	for (guint i = 0; i < r->left->len; i++) {
		struct leaf *left = leaf_at(r->left, i);
		if (left->other < 0)
			continue;
		struct leaf *right = leaf_at(r->right, (guint)left->other);
		struct leaf_verdict verdict = leaves_compare(r->f, left, right);

		if (verdict.resized && verdict.reported)
			note_cause(r, left->offset + 1);
		if (verdict.by_record && left->offset < r->inner) {
			r->inner = left->offset;
			r->inner_leaf = left;
		}
	}
}

/* ---- leaves without one ---- */

/* Elements of tuples have no name that C could have. */
static bool is_positional(const struct leaf *leaf)
{
	return g_str_has_prefix(leaf->name, "__") && g_ascii_isdigit(leaf->name[2]);
}

/* Names that are the compiler's own (C 7.1.3), as in its max_align_t: each compiler has others. Not those that the bindings add. */
static bool is_reserved(const struct leaf *leaf)
{
	return leaf->name[0] == '_' && (leaf->name[1] == '_' || g_ascii_isupper(leaf->name[1])) &&
	       !g_str_has_prefix(leaf->name, "__bindgen_");
}

/* dwSize and dw_size: the same name as another style has it. */
static bool is_styled(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, "_");
		b += strspn(b, "_");
		if (!*a || g_ascii_tolower(*a) != g_ascii_tolower(*b))
			return !*a && !*b;
	}
}

/* The right leaf without a partner that is in the same place and like this one but for its name; or NULL. */
static struct leaf *find_renamed(struct records *r, const struct leaf *left)
{
	for (guint i = 0; i < r->right->len; i++) {
		struct leaf *right = leaf_at(r->right, i);

		if (right->other >= 0 || right->is_unit || right->offset != left->offset || right->size != left->size ||
		    right->is_bitfield != left->is_bitfield || right->size <= 0)
			continue;
		guint gaps = r->f->gaps->len, uses = r->f->uses->len;
		struct verdict verdict =
			types_compare(r->f, left->field->type, right->field->type, FLOW_MEMORY, left->name);
		if (verdict.relation == RELATION_SAME || (left->is_bitfield && verdict.relation != RELATION_SIGN))
			return right;
		g_array_set_size(r->f->gaps, gaps);
		g_array_set_size(r->f->uses, uses);
	}
	return NULL;
}

static void report_renamed(struct records *r, guint index, struct leaf *left, struct leaf *right)
{
	const struct matching *m = r->m;

	left->other = (int)(right - leaf_at(r->right, 0));
	right->other = (int)index;
	if (left->is_bitfield)
		r->f->counts.bitfields++;
	else
		r->f->counts.fields++;
	if (is_positional(right) || is_positional(left) || is_styled(left->name, right->name) ||
	    (is_reserved(left) && is_reserved(right)))
		return;
	left->differs = right->differs = true;
	findings_add(r->f, DIFFERENCE_FIELD_MISSING, left->name, leaf_text(m, &m->left, left),
		     text(m, "'%s', %s", right->name, leaf_text(m, &m->right, right)),
		     text(m, "what %s has as '%s' is '%s' in %s: it was renamed, or means something else", m->left.who,
			  left->name, right->name, m->right.who));
	findings_place(r->f, left->field->loc, right->field->loc);
}

/* "bit 3 is", "bytes 4 to 7 are" */
static const char *where_it_is(const struct matching *m, const struct leaf *leaf)
{
	int64_t unit = leaf->is_bitfield ? 1 : 8;
	long long first = leaf->offset / unit, last = (leaf->offset + leaf->size - 1) / unit;
	const char *what = leaf->is_bitfield ? "bit" : "byte";

	return first >= last ? text(m, "%s %lld is", what, first) : text(m, "%ss %lld to %lld are", what, first, last);
}

static void report_missing(struct records *r, struct leaf *left)
{
	const struct matching *m = r->m;

	left->differs = true;
	findings_add(r->f, DIFFERENCE_FIELD_MISSING, left->name, leaf_text(m, &m->left, left), NULL,
		     text(m, "%s does not know that %s '%s' in %s", m->right.who, where_it_is(m, left), left->name,
			  m->left.who));
	findings_place(r->f, left->field->loc, (struct location){ 0 });
	note_cause(r, left->offset + left->in_union);
}

/* Whether a unit of bitfields has all bits of this one. */
static bool in_unit(GArray *leaves, const struct leaf *leaf)
{
	for (guint i = 0; i < leaves->len; i++) {
		const struct leaf *unit = leaf_at(leaves, i);
		if (unit->is_unit && unit->offset <= leaf->offset &&
		    leaf->offset + leaf->size <= unit->offset + unit->size)
			return true;
	}
	return false;
}

static bool has_units(GArray *leaves)
{
	for (guint i = 0; i < leaves->len; i++)
		if (leaf_at(leaves, i)->is_unit)
			return true;
	return false;
}

static void compare_unmatched_left(struct records *r)
{
	const struct matching *m = r->m;
	bool units = has_units(r->right), unknown = false;

	for (guint i = 0; i < r->left->len; i++) {
		struct leaf *left = leaf_at(r->left, i), *renamed;

		if (left->other >= 0 || is_nothing(left) || left->is_unit || r->is_blob)
			continue;
		if (left->is_bitfield && units && in_unit(r->right, left)) {
			unknown = true;
			continue;
		}
		if ((renamed = find_renamed(r, left))) {
			report_renamed(r, i, left, renamed);
			continue;
		}
		if (left->is_bitfield && units) {
			left->differs = true;
			findings_add(r->f, DIFFERENCE_BITFIELD, left->name, leaf_text(m, &m->left, left), NULL,
				     text(m, "no bytes of %s's bitfields hold '%s'", m->right.who, left->name));
			findings_place(r->f, left->field->loc, (struct location){ 0 });
			continue;
		}
		report_missing(r, left);
	}
	if (unknown)
		findings_gap(r->f, NULL, "bitfields-unknown",
			     text(m,
				  "only the source of the bindings tells the bits of %s's bitfields: their bytes are "
				  "compared",
				  m->right.who));
}

/* Bytes of bitfields are no member of C's, but where C has no bitfield they are in the way. */
static bool unit_is_harmless(const struct records *r, const struct leaf *unit)
{
	for (guint i = 0; i < r->left->len; i++) {
		const struct leaf *left = leaf_at(r->left, i);
		if (overlaps(left, unit->offset, unit->size) && !left->is_bitfield && !left->in_union)
			return false;
	}
	return true;
}

static void compare_unmatched_right(struct records *r)
{
	const struct matching *m = r->m;

	for (guint i = 0; i < r->right->len; i++) {
		struct leaf *right = leaf_at(r->right, i);

		if (right->other >= 0 || is_nothing(right) || r->is_blob || is_written_padding(r, right) ||
		    (right->is_unit && unit_is_harmless(r, right)))
			continue;
		right->differs = true;
		findings_add(r->f, DIFFERENCE_FIELD_EXTRA, right->name, NULL, leaf_text(m, &m->right, right),
			     text(m, "%s reads '%s' at %s, where %s has %s", m->right.who, right->name,
				  leaf_place(m, right, right->offset), m->left.who,
				  what_lies(r, right->offset, right->size)));
		findings_place(r->f, (struct location){ 0 }, right->field->loc);
		note_cause(r, right->offset + right->in_union);
	}
}

/* ---- leaves that lie elsewhere ---- */

static bool is_shifted(const struct records *r, const struct leaf *left)
{
	return left->other >= 0 && leaf_at(r->right, (guint)left->other)->offset != left->offset;
}

/* The leaf that has changed places with this one, or NULL. */
static const struct leaf *find_swapped(const struct records *r, const struct leaf *left)
{
	int64_t there = leaf_at(r->right, (guint)left->other)->offset;

	for (guint i = 0; i < r->left->len; i++) {
		const struct leaf *other = leaf_at(r->left, i);
		if (other->offset == there && is_shifted(r, other) &&
		    leaf_at(r->right, (guint)other->other)->offset == left->offset)
			return other;
	}
	return NULL;
}

static void report_shifted(struct records *r, struct leaf *left, unsigned more)
{
	const struct matching *m = r->m;
	struct leaf *right = leaf_at(r->right, (guint)left->other);
	const struct leaf *swapped = find_swapped(r, left);
	enum difference_kind kind =
		left->is_bitfield || right->is_bitfield ? DIFFERENCE_BITFIELD : DIFFERENCE_FIELD_OFFSET;
	const char *consequence =
		text(m, "%s reads '%s' at %s, where %s has %s", m->right.who, left->name,
		     leaf_place(m, right, right->offset), m->left.who, what_lies(r, right->offset, right->size));

	if (swapped) {
		consequence = text(m, "'%s' and '%s' have changed places: %s", left->name, swapped->name, consequence);
		more -= more > 0;
	}
	if (more)
		consequence = text(m, "%s, and %u more member%s behind it lie%s elsewhere", consequence, more,
				   more > 1 ? "s" : "", more > 1 ? "" : "s");
	if (r->inner < left->offset)
		consequence = text(m, "%s; it follows from the size of '%s'", consequence, r->inner_leaf->name);
	findings_add(r->f, kind, left->name, leaf_text(m, &m->left, left), leaf_text(m, &m->right, right), consequence);
	findings_place(r->f, left->field->loc, right->field->loc);
}

static void compare_offsets(struct records *r)
{
	struct leaf *first = NULL;
	unsigned more = 0;

	for (guint i = 0; i < r->left->len; i++) {
		struct leaf *left = leaf_at(r->left, i);

		if (!is_shifted(r, left))
			continue;
		left->differs = leaf_at(r->right, (guint)left->other)->differs = true;
		if (left->offset >= r->cause)
			r->followers++;
		else if (!first)
			first = left;
		else
			more++;
	}
	if (first)
		report_shifted(r, first, more);
	if (!r->followers)
		return;
	struct difference *cause = &g_array_index(r->f->differences, struct difference, r->cause_index);
	cause->consequence = text(r->m, "%s, and %u member%s behind it lie%s elsewhere", cause->consequence,
				  r->followers, r->followers > 1 ? "s" : "", r->followers > 1 ? "" : "s");
}

/* ---- the whole ---- */

/* `struct { size: [u8; 40] }`: a record whose only member is bytes of a name that the other side does not have. */
static bool is_only_bytes(const struct side *side, const struct item *item, const GArray *own)
{
	if (own->len != 1 || !side->is_rust)
		return false;
	const struct leaf *only = &g_array_index(own, struct leaf, 0);
	const struct type *type = type_strip(only->field->type);
	return only->other < 0 && type->kind == TYPE_ARRAY && only->size == bits_of(item->record.size) &&
	       scalar_of(side, type->array.element).class == SCALAR_INTEGER;
}

/* How many leaves have bytes, and whether one of them has a partner. */
static guint count_leaves(GArray *leaves, bool *has_partner)
{
	guint count = 0;

	for (guint i = 0; i < leaves->len; i++) {
		const struct leaf *leaf = leaf_at(leaves, i);
		count += leaf->size != 0;
		*has_partner |= leaf->other >= 0 || leaf->is_unit;
	}
	return count;
}

/* Whether the two have nothing in common but their name. */
static bool are_strangers(struct records *r)
{
	bool has_partner = false;
	guint n_left = count_leaves(r->left, &has_partner), n_right = count_leaves(r->right, &has_partner);

	if (has_partner || n_left < 2 || n_right < 2)
		return false;
	for (guint i = 0; i < r->left->len; i++)
		if (find_renamed(r, leaf_at(r->left, i)))
			return false;
	findings_add(r->f, DIFFERENCE_KIND, NULL,
		     text(r->m, "%u members, '%s' first", n_left, leaf_at(r->left, 0)->name),
		     text(r->m, "%u members, '%s' first", n_right, leaf_at(r->right, 0)->name),
		     text(r->m, "no member of it in %s is one in %s: they are two types of one name", r->m->left.who,
			  r->m->right.who));
	return true;
}

static void compare_members(struct records *r)
{
	r->left = record_leaves(r->m, &r->m->left, r->left_item);
	r->right = record_leaves(r->m, &r->m->right, r->right_item);
	match_by(r, true);
	match_by(r, false);
	r->is_blob = r->left_item->record.has_blob || r->right_item->record.has_blob ||
		     is_only_bytes(&r->m->right, r->right_item, r->right);
	if (r->is_blob)
		findings_gap(r->f, NULL, "opaque",
			     text(r->m, "its members are not known in %s: only size and alignment are compared",
				  r->left_item->record.has_blob ? r->m->left.who : r->m->right.who));
	r->are_strangers = !r->is_blob && are_strangers(r);
	if (r->are_strangers)
		return;
	compare_matched(r);
	compare_unmatched_left(r);
	compare_unmatched_right(r);
	compare_offsets(r);
}

void records_compare(struct findings *f)
{
	struct matching *m = f->m;
	struct records r = { .f = f,
			     .m = m,
			     .left_item = f->left->item,
			     .right_item = f->right->item,
			     .cause = INT64_MAX,
			     .inner = INT64_MAX };
	bool left_forward = record_is_forward(r.left_item), right_forward = record_is_forward(r.right_item);

	if (left_forward || right_forward) {
		if (left_forward != right_forward && r.left_item->record.size != r.right_item->record.size)
			findings_gap(
				f, NULL, "incomplete",
				text(m, "%s knows only that it exists", left_forward ? m->left.who : m->right.who));
		return;
	}
	f->counts.types++;
	if (r.left_item->record.is_union != r.right_item->record.is_union && !r.left_item->record.has_blob &&
	    !r.right_item->record.has_blob) {
		findings_add(f, DIFFERENCE_KIND, NULL, item_kind_name(r.left_item), item_kind_name(r.right_item),
			     text(m, "%s has members behind each other that share their bytes in %s",
				  r.left_item->record.is_union ? m->right.who : m->left.who,
				  r.left_item->record.is_union ? m->left.who : m->right.who));
		return;
	}
	compare_members(&r);
	if (!r.are_strangers)
		extents_compare(&r);
	if (f->differences->len && !m->trial)
		f->layout = layout_draw(f, r.left, r.right);
	g_array_unref(r.left);
	g_array_unref(r.right);
}
