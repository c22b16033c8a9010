/*
 * Two members of one name: type, size, sign; for bitfields their width. Where they are is compared by record.c, which sees those before them.
 *
 *     C  unsigned flags : 3 at bit 32      Rust  accessors get(0, 4) of the unit at byte 4
 *
 * is BITFIELD, "bit 32, 3 bits, unsigned int" against "bit 32, 4 bits, u32".
 */
#include "compare/member.h"

const char *leaf_text(const struct matching *m, const struct side *side, const struct leaf *leaf)
{
	const char *type = type_text(m, side, leaf->field->type);

	if (leaf->is_bitfield)
		return text(m, "bit %lld, %lld bit%s, %s", (long long)leaf->offset, (long long)leaf->size,
			    leaf->size == 1 ? "" : "s", type);
	if (leaf->size < 0)
		return text(m, "%s, %s", offset_text(m, leaf->offset), type);
	return text(m, "%s, %s, %s", offset_text(m, leaf->offset), bytes_text(m, leaf->size / 8), type);
}

const char *leaf_place(const struct matching *m, const struct leaf *leaf, int64_t offset)
{
	if (leaf->is_bitfield || offset % 8)
		return text(m, "bit %lld", (long long)offset);
	return text(m, "byte %lld", (long long)offset / 8);
}

static struct leaf_verdict report(struct findings *f, enum difference_kind kind, struct leaf *left, struct leaf *right,
				  const char *consequence, bool resized)
{
	const struct matching *m = f->m;

	left->differs = right->differs = true;
	findings_add(f, kind, left->name, leaf_text(m, &m->left, left), leaf_text(m, &m->right, right), consequence);
	findings_place(f, left->field->loc, right->field->loc);
	return (struct leaf_verdict){ .resized = resized, .reported = true };
}

/* "bits 3 to 7", "bit 3" */
static const char *bits_text(const struct matching *m, const struct leaf *leaf)
{
	long long first = leaf->offset, last = leaf->offset + leaf->size - 1;

	return leaf->size == 1 ? text(m, "bit %lld", first) : text(m, "bits %lld to %lld", first, last);
}

static struct leaf_verdict compare_bitfields(struct findings *f, struct leaf *left, struct leaf *right)
{
	const struct matching *m = f->m;

	f->counts.bitfields++;
	if (left->size != right->size)
		return report(f, DIFFERENCE_BITFIELD, left, right,
			      text(m, "%s takes %s for '%s', %s %s", m->right.who, bits_text(m, right), left->name,
				   m->left.who, bits_text(m, left)),
			      true);
	struct scalar a = scalar_of(&m->left, left->field->type), b = scalar_of(&m->right, right->field->type);
	if (a.class != SCALAR_INTEGER || b.class != SCALAR_INTEGER || a.is_bool || b.is_bool ||
	    a.is_signed == b.is_signed)
		return (struct leaf_verdict){ 0 };
	return report(
		f, DIFFERENCE_FIELD_SIGN, left, right,
		a.is_signed ?
			text(m, "%s takes negative values of '%s' for large positive ones", m->right.who, left->name) :
			text(m, "%s takes values of '%s' with the highest of its %lld bits set for negative ones",
			     m->right.who, left->name, (long long)left->size),
		false);
}

static enum difference_kind kind_of(enum relation relation)
{
	switch (relation) {
	case RELATION_SIGN:
		return DIFFERENCE_FIELD_SIGN;
	case RELATION_LENGTH:
		return DIFFERENCE_ARRAY_LENGTH;
	case RELATION_SIZE:
		return DIFFERENCE_FIELD_SIZE;
	default:
		return DIFFERENCE_FIELD_TYPE;
	}
}

static const char *count_text(const struct matching *m, const struct type *type)
{
	GString *out = g_string_new(NULL);

	type = type_strip(type);
	for (unsigned i = 0; type->kind == TYPE_ARRAY && i < DEPTH_MAX; i++) {
		g_string_append_printf(out, "%s%lld", i ? " times " : "",
				       type->array.bound == ARRAY_COUNTED ? (long long)type->array.count : 0);
		type = type_strip(type->array.element);
	}
	const char *interned = comparison_text(m->out, out->str);
	g_string_free(out, TRUE);
	return interned;
}

struct leaf_verdict leaves_compare(struct findings *f, struct leaf *left, struct leaf *right)
{
	const struct matching *m = f->m;
	const struct type *a = left->field->type, *b = right->field->type;

	if (left->is_bitfield && right->is_bitfield)
		return compare_bitfields(f, left, right);
	if (left->is_bitfield != right->is_bitfield && (left->offset != right->offset || left->size != right->size))
		return report(f, DIFFERENCE_BITFIELD, left, right,
			      text(m, "'%s' is a bitfield for %s only", left->name,
				   left->is_bitfield ? m->left.who : m->right.who),
			      left->size != right->size);
	f->counts.fields++;
	struct verdict verdict = types_compare(f, a, b, FLOW_MEMORY, left->name);
	/* of a bitfield that fills its bytes only the sign is to compare */
	if (left->is_bitfield != right->is_bitfield && verdict.relation != RELATION_SIGN)
		return (struct leaf_verdict){ 0 };
	if (verdict.by_record)
		left->differs = right->differs = true;
	if (verdict.relation == RELATION_SAME)
		return (struct leaf_verdict){ .by_record = verdict.by_record };
	if (verdict.relation == RELATION_LENGTH)
		return report(f, DIFFERENCE_ARRAY_LENGTH, left, right,
			      text(m, "'%s' has %s element%s in %s, %s in %s", left->name, count_text(m, a),
				   strcmp(count_text(m, a), "1") == 0 ? "" : "s", m->left.who, count_text(m, b),
				   m->right.who),
			      left->size != right->size);
	return report(f, kind_of(verdict.relation), left, right,
		      type_consequence(m, &m->left, a, &m->right, b, verdict, text(m, "'%s'", left->name)),
		      left->size != right->size && left->size >= 0 && right->size >= 0);
}
