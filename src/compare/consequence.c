/*
 * What goes wrong, in one sentence with the names and numbers of the case. Values go from a writer to a reader: C writes what
 * Rust reads in a field or a result, Rust writes what C reads in a parameter; the other way round for functions that Rust defines.
 *
 *     field 'len', u32 in C, i32 in Rust      "Rust takes values of 'len' above 2147483647 for negative ones"
 *     parameter 1, int in C, u64 in Rust      "C takes 4 bytes of parameter 1, Rust passes 8 bytes"
 *
 * What is wrong for a typedef that both have by one name is said to follow from that.
 */
#include "compare/matching.h"

const char *side_text(const struct matching *m, const struct side *side, const struct type *type,
		      enum relation relation)
{
	struct scalar scalar = scalar_of(side, type);
	const char *name = type_text(m, side, type);

	if (relation == RELATION_SIZE && scalar.size >= 0)
		return text(m, "%s, %s", name, bytes_text(m, scalar.size));
	if (relation == RELATION_SIGN && scalar.class == SCALAR_INTEGER)
		return text(m, "%s, %s", name, scalar.is_signed ? "signed" : "unsigned");
	return name;
}

/* The largest value of the signed type of as many bytes. */
static const char *limit_text(int64_t size)
{
	switch (size) {
	case 1:
		return "127";
	case 2:
		return "32767";
	case 4:
		return "2147483647";
	case 8:
		return "9223372036854775807";
	default:
		return "half of its range";
	}
}

const char *sign_consequence(const struct matching *m, const struct side *writer, const struct type *type,
			     const struct side *reader, const char *what)
{
	struct scalar scalar = scalar_of(writer, type);

	if (scalar.class != SCALAR_INTEGER)
		return text(m, "%s and %s do not agree on the sign of numbers in %s", writer->who, reader->who, what);
	if (scalar.is_signed)
		return text(m, "%s takes negative values of %s for large positive ones", reader->who, what);
	return text(m, "%s takes values of %s above %s for negative ones", reader->who, what, limit_text(scalar.size));
}

/* Goes down to the numbers that pointers and arrays have in the end. False where there are none. */
static bool inner_numbers(const struct type **left, const struct type **right)
{
	const struct type **ends[] = { left, right };

	for (unsigned i = 0; i < G_N_ELEMENTS(ends); i++) {
		const struct type *type = type_strip(*ends[i]);

		for (unsigned k = 0; k < LAYERS_MAX && (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY); k++)
			type = type_strip(type->kind == TYPE_POINTER ? type->element : type->array.element);
		if (type->kind != TYPE_INT && type->kind != TYPE_ENUM)
			return false;
		*ends[i] = type;
	}
	return true;
}

/* Whether that side has one typedef of the name: what differs in it is then told with it. */
static bool is_only_typedef(const struct side *side, const struct item *item)
{
	const GPtrArray *named = item->name ? side_find(side, SPACE_TYPEDEF, item->name) : NULL;

	return named && named->len == 1 && ((const struct entry *)named->pdata[0])->item == item;
}

/* The last typedef that both types go through under one name, so that all that differs is a matter of that; NULL: none. */
static const struct item *common_typedef(const struct matching *m, const struct type *left, const struct type *right)
{
	const struct item *common = NULL;
	const struct type *ends[] = { type_strip(left), type_strip(right) };

	for (unsigned i = 0; i < G_N_ELEMENTS(ends); i++)
		if (ends[i]->kind == TYPE_RECORD || ends[i]->kind == TYPE_ENUM)
			return NULL;
	for (unsigned i = 0; i < LAYERS_MAX && left->kind == TYPE_TYPEDEF && right->kind == TYPE_TYPEDEF; i++) {
		if (!names_agree(m, left->item, right->item) || !is_only_typedef(&m->left, left->item) ||
		    !is_only_typedef(&m->right, right->item))
			break;
		common = left->item;
		left = left->item->typedef_.type;
		right = right->item->typedef_.type;
	}
	return common;
}

static const char *own_consequence(const struct matching *m, const struct side *writer, const struct type *written,
				   const struct side *reader, const struct type *read, struct verdict verdict,
				   const char *what)
{
	struct scalar from = scalar_of(writer, written), to = scalar_of(reader, read);

	if (verdict.relation == RELATION_SIGN && !verdict.where)
		return sign_consequence(m, writer, written, reader, what);
	if (verdict.where && verdict.relation == RELATION_SIGN && inner_numbers(&written, &read))
		return sign_consequence(
			m, writer, written, reader,
			text(m, strcmp(verdict.where, "its elements") == 0 ? "the elements of %s" : "what %s points to",
			     what));
	if (verdict.where && strcmp(verdict.where, "what it points to") == 0)
		return text(m, "%s and %s disagree on what %s points to", writer->who, reader->who, what);
	if (verdict.where && strcmp(verdict.where, "its elements") == 0)
		return text(m, "%s and %s disagree on the elements of %s", writer->who, reader->who, what);
	if (verdict.where)
		return text(m, "%s and %s disagree on %s: %s", writer->who, reader->who, what, verdict.where);
	if (to.is_bool && !from.is_bool && to.size == from.size)
		return text(m, "values of %s other than 0 and 1 are undefined behaviour for %s's %s", what, reader->who,
			    type_text(m, reader, read));
	if (from.is_bool && !to.is_bool && to.size == from.size)
		return text(m, "values of %s other than 0 and 1 that %s writes are undefined behaviour for %s's %s",
			    what, reader->who, writer->who, type_text(m, writer, written));
	if (from.size >= 0 && to.size >= 0 && from.size != to.size)
		return text(m, "%s reads %s as %s, %s writes %s", reader->who, what, bytes_text(m, to.size),
			    writer->who, bytes_text(m, from.size));
	if (from.class == SCALAR_VOID)
		return text(m, "%s reads %s, which %s never sets", reader->who, what, writer->who);
	if (to.class == SCALAR_VOID)
		return text(m, "%s never sees %s of %s", reader->who, what, writer->who);
	return text(m, "%s takes %s, which is '%s' in %s, for '%s'", reader->who, what, type_text(m, writer, written),
		    writer->who, type_text(m, reader, read));
}

const char *type_consequence(const struct matching *m, const struct side *writer, const struct type *written,
			     const struct side *reader, const struct type *read, struct verdict verdict,
			     const char *what)
{
	bool is_left = writer == &m->left;
	const struct item *cause = common_typedef(m, is_left ? written : read, is_left ? read : written);
	const char *consequence = own_consequence(m, writer, written, reader, read, verdict, what);

	return cause ? text(m, "%s, which follows from typedef %s", consequence, cause->name) : consequence;
}
