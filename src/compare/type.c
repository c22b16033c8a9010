/*
 * Two types: are they the same to a machine that calls a function, or reads memory?
 *
 *     long               i64                same: the names of C's kinds mean nothing
 *     unsigned           i32                RELATION_SIGN
 *     unsigned char      bool               RELATION_TYPE: a bool has two values; same where only bools get to the other side
 *     struct foo *       *mut foo           same; that the two records are is a matter of their own pair
 *     void *             *mut foo           same
 *     int (*)(unsigned)  fn(i32) -> i32     RELATION_SIGN, "its parameter 1"
 *
 * Records and enums that are met are paired (findings->uses) and taken for equal here, so that cycles end and a difference is
 * reported once, with its record. What cannot be known becomes a gap.
 */
#include "compare/matching.h"

/* BY_VALUE in a register or on the stack, MEMBER in memory, ELEMENT in an array, POINTEE behind a pointer. */
enum position { BY_VALUE, MEMBER, ELEMENT, POINTEE };

struct context {
	struct findings *f;
	const char *member;
	unsigned depth;
	enum position position;
	enum flow flow; /* of what is passed by value */
};

static const struct verdict same;

static struct verdict compare(const struct context *c, const struct type *left, const struct type *right);

static struct verdict differ(enum relation relation, const char *where)
{
	return (struct verdict){ relation, where, false };
}

static struct context below(const struct context *c, enum position position)
{
	struct context next = *c;

	next.position = position;
	next.depth++;
	return next;
}

static bool is_in_memory(const struct context *c)
{
	return c->position != BY_VALUE;
}

/* ---- items that are met ---- */

/* Pairs two records or enums for their being used in the same place. False where each of them has another partner and they differ. */
static bool use_pair(const struct context *c, const struct item *left, const struct item *right)
{
	struct findings *f = c->f;

	if (f->m->trial)
		return true;
	switch (items_kinship(f->m, left, right)) {
	case KINSHIP_NAME:
		return true;
	case KINSHIP_OTHERS:
		return items_agree(f->m, left, right);
	case KINSHIP_NONE:
		break;
	}
	const char *subject = strchr(f->subject, ' ');
	const char *path = subject ? subject + 1 : f->subject;
	struct item_pair use = { left, right, c->member ? text(f->m, "%s.%s", path, c->member) : path };

	g_array_append_val(f->uses, use);
	return true;
}

static bool is_passed_alike(const struct side *side)
{
	static const char *const archs[] = { "x86_64", "aarch64", "riscv64", "loongarch64" };

	for (unsigned i = 0; i < G_N_ELEMENTS(archs); i++)
		if (g_strcmp0(side->target->arch, archs[i]) == 0)
			return true;
	return false;
}

static struct verdict compare_records(const struct context *c, const struct item *left, const struct item *right)
{
	if (!use_pair(c, left, right))
		return differ(RELATION_TYPE, NULL);
	if (c->position == POINTEE)
		return same;
	if (c->position == BY_VALUE && left->record.is_complete != right->record.is_complete) {
		findings_gap(c->f, c->member, "incomplete",
			     text(c->f->m, "%s knows only that '%s' exists",
				  left->record.is_complete ? c->f->m->right.who : c->f->m->left.who,
				  left->name ? left->name : "struct"));
		return same;
	}
	if (record_is_forward(right) != record_is_forward(left) && left->record.size != right->record.size)
		return differ(RELATION_SIZE, NULL);
	/* struct { T } in C and repr(transparent) in Rust: the same to those ABIs that take a small struct apart */
	if (c->position == BY_VALUE && right->record.is_transparent && !left->record.is_transparent &&
	    !is_passed_alike(&c->f->m->left))
		return differ(RELATION_TYPE, NULL);
	struct verdict verdict = same;
	verdict.by_record =
		left->record.is_complete && right->record.is_complete && left->record.size != right->record.size;
	return verdict;
}

/* ---- numbers ---- */

/* Of two integers of one size, at least one of them a bool: whether no other value than 0 and 1 gets to where a bool is read. */
static bool bools_fit(const struct context *c, const struct scalar *left, const struct scalar *right)
{
	if (left->is_bool && (right->is_bool || left->is_enum))
		return true;
	return c->position == BY_VALUE && c->flow == (left->is_bool ? FLOW_TO_RIGHT : FLOW_TO_LEFT);
}

static struct verdict compare_integers(const struct context *c, const struct scalar *left, const struct scalar *right)
{
	struct findings *f = c->f;

	if (left->is_enum && right->is_enum) {
		if (!use_pair(c, left->type->item, right->type->item))
			return differ(RELATION_TYPE, NULL);
		if (c->position != POINTEE && left->size >= 0 && right->size >= 0 && left->size != right->size)
			return differ(RELATION_SIZE, NULL);
		return same;
	}
	if (left->size < 0 || right->size < 0) {
		if (c->position != POINTEE)
			findings_gap(f, c->member, "incomplete", "the enum is declared only, its size is unknown");
		return same;
	}
	if (left->size != right->size)
		return differ(RELATION_SIZE, NULL);
	if (left->is_bool || right->is_bool)
		return bools_fit(c, left, right) ? same : differ(RELATION_TYPE, NULL);
	if (left->is_signed == right->is_signed)
		return same;
	if ((left->is_char || right->is_char) && (c->position == POINTEE || c->position == ELEMENT))
		return same;
	return differ(RELATION_SIGN, NULL);
}

static bool is_half(const struct type *type)
{
	return type->float_kind == FLOAT_FLOAT16 || type->float_kind == FLOAT_BFLOAT16;
}

static struct verdict compare_floats(const struct context *c, const struct scalar *left, const struct scalar *right)
{
	if (left->size != right->size)
		return differ(RELATION_SIZE, NULL);
	enum float_kind a = left->type->float_kind, b = right->type->float_kind;
	if (a == b)
		return same;
	if ((is_half(left->type) || left->size > 8) && (c->position == BY_VALUE || is_half(left->type)))
		return differ(RELATION_TYPE, NULL);
	return same;
}

/* ---- what Rust has no type for, and writes as bytes ---- */

static bool is_integer_array(const struct side *side, const struct scalar *scalar)
{
	const struct type *element = scalar->type;

	if (scalar->class != SCALAR_ARRAY)
		return false;
	for (unsigned i = 0; element->kind == TYPE_ARRAY && i < LAYERS_MAX; i++)
		element = type_strip(element->array.element);
	return scalar_of(side, element).class == SCALAR_INTEGER;
}

/* A type that may have to be bytes in Rust. */
static bool needs_bytes(const struct scalar *scalar)
{
	switch (scalar->class) {
	case SCALAR_RECORD:
	case SCALAR_COMPLEX:
	case SCALAR_VECTOR:
	case SCALAR_OTHER:
		return true;
	case SCALAR_FLOAT:
		return scalar->size == 2 || scalar->size > 8;
	case SCALAR_INTEGER:
		return scalar->size > 8;
	default:
		return false;
	}
}

/* Two types of different classes of which one may stand for the other in memory, size being all that is compared. */
static struct verdict compare_bytes(const struct context *c, const struct scalar *left, const struct scalar *right)
{
	const struct matching *m = c->f->m;
	bool left_bytes = is_integer_array(&m->left, left) || (left->class == SCALAR_INTEGER && !left->is_enum);
	bool right_bytes = is_integer_array(&m->right, right) || (right->class == SCALAR_INTEGER && !right->is_enum);
	bool compound = (left->class == SCALAR_COMPLEX || left->class == SCALAR_VECTOR) &&
			(right->class == SCALAR_RECORD || right->class == SCALAR_ARRAY);
	bool unknown = left->class == SCALAR_OTHER || right->class == SCALAR_OTHER;

	if (!unknown && !compound && !(needs_bytes(left) && right_bytes) && !(needs_bytes(right) && left_bytes))
		return differ(RELATION_TYPE, NULL);
	if (left->size >= 0 && right->size >= 0 && left->size != right->size)
		return differ(RELATION_SIZE, NULL);
	if (!is_in_memory(c) && !unknown)
		return differ(RELATION_TYPE, NULL);
	findings_gap(c->f, c->member, unknown ? "unsupported" : "opaque",
		     text(m, "'%s' against '%s': only their sizes are compared", type_text(m, &m->left, left->type),
			  type_text(m, &m->right, right->type)));
	return same;
}

/* ---- a record on one side ---- */

static bool is_transparent(const struct side *side, const struct item *item, bool *unknown)
{
	if (item->kind == ITEM_RECORD && item->record.is_transparent)
		return true;
	if (!(item->unknown & UNKNOWN_TRANSPARENT))
		return item->kind == ITEM_ENUM;
	const struct item *complete = side_complete(side, item, UNKNOWN_TRANSPARENT);
	*unknown = !complete;
	return !complete || complete->kind == ITEM_ENUM || complete->record.is_transparent;
}

/* A newtype enum passed as a parameter: whether it is passed as its integer, rustc's debug information does not say. */
static void note_transparent(const struct context *c, const struct side *side, const struct scalar *scalar)
{
	bool unknown = false;

	if (c->position == BY_VALUE && scalar->is_enum && side->is_rust)
		is_transparent(side, scalar->type->item, &unknown);
	if (unknown)
		findings_gap(c->f, c->member, "transparent-unknown",
			     text(c->f->m, "whether '%s' is repr(transparent) is known from the source only",
				  scalar->type->item->name ? scalar->type->item->name : "enum"));
}

/* One is a record, the other one is not. */
static struct verdict compare_with_record(const struct context *c, const struct scalar *left,
					  const struct scalar *right)
{
	const struct matching *m = c->f->m;
	bool is_left = left->class == SCALAR_RECORD, unknown = false;
	const struct item *item = is_left ? left->type->item : right->type->item;
	const struct type *only = record_only_type(item);

	if (c->position == POINTEE && (record_is_forward(item) || item->record.has_blob))
		return same;
	if (!only || item->record.has_blob || item->record.is_union)
		return compare_bytes(c, left, right);
	if (c->position == BY_VALUE && !is_transparent(is_left ? &m->left : &m->right, item, &unknown))
		return differ(RELATION_TYPE, NULL);
	if (unknown)
		findings_gap(c->f, c->member, "transparent-unknown",
			     text(m, "whether '%s' is repr(transparent) is known from the source only",
				  item->name ? item->name : "struct"));
	struct context next = below(c, c->position);
	return compare(&next, is_left ? only : left->type, is_left ? right->type : only);
}

/* ---- arrays and pointers ---- */

/* The elements of all dimensions together, which *type becomes; -1: more than can be counted. */
static int64_t flatten(const struct type **type)
{
	int64_t count = 1;
	for (unsigned i = 0; (*type)->kind == TYPE_ARRAY && i < LAYERS_MAX; i++) {
		int64_t n = (*type)->array.bound == ARRAY_COUNTED ? (*type)->array.count : 0;
		if (n < 0 || (n && count > INT64_MAX / n))
			return -1;
		count *= n;
		*type = type_strip((*type)->array.element);
	}
	return count;
}

static struct verdict compare_arrays(const struct context *c, const struct type *left, const struct type *right)
{
	bool is_flat = left->has_lost_dimensions || right->has_lost_dimensions;
	const struct type *left_part = left, *right_part = right;
	if (is_flat && flatten(&left_part) == flatten(&right_part)) {
		struct context below_all = below(c, c->position == POINTEE ? POINTEE : ELEMENT);
		return compare(&below_all, left_part, right_part);
	}
	struct context next = below(c, c->position == POINTEE ? POINTEE : ELEMENT);
	struct verdict verdict = compare(&next, left->array.element, right->array.element);
	int64_t left_count = left->array.bound == ARRAY_COUNTED ? left->array.count : 0;
	int64_t right_count = right->array.bound == ARRAY_COUNTED ? right->array.count : 0;

	if (left_count != right_count)
		return differ(RELATION_LENGTH, NULL);
	if (verdict.relation != RELATION_SAME && verdict.relation != RELATION_LENGTH)
		verdict.where = "its elements";
	return verdict;
}

static const struct type *peel_arrays(const struct type *type)
{
	for (unsigned i = 0; type->kind == TYPE_ARRAY && i < LAYERS_MAX; i++)
		type = type_strip(type->array.element);
	return type;
}

static struct verdict compare_pointees(const struct context *c, const struct type *left, const struct type *right)
{
	struct context next = below(c, POINTEE);
	bool sign = false;

	left = type_strip(left);
	right = type_strip(right);
	if (left->kind == TYPE_VOID || right->kind == TYPE_VOID)
		return same;
	if (left->kind == TYPE_FUNCTION && right->kind == TYPE_FUNCTION) {
		const char *where =
			function_types_compare(c->f, left->function, right->function, c->member, c->depth + 1, &sign);
		return where ? differ(sign ? RELATION_SIGN : RELATION_TYPE, where) : same;
	}
	if (left->kind == TYPE_FUNCTION || right->kind == TYPE_FUNCTION)
		return differ(RELATION_TYPE, "one points to a function, the other one to data");
	if (left->kind != TYPE_ARRAY || right->kind != TYPE_ARRAY) {
		left = peel_arrays(left);
		right = peel_arrays(right);
	}
	struct verdict verdict = compare(&next, left, right);
	if (verdict.relation == RELATION_SAME)
		return same;
	if (verdict.relation != RELATION_SIGN)
		verdict.relation = RELATION_TYPE;
	if (!verdict.where || strcmp(verdict.where, "its elements") == 0)
		verdict.where = "what it points to";
	return verdict;
}

static struct verdict compare(const struct context *c, const struct type *left, const struct type *right)
{
	struct scalar l = scalar_of(&c->f->m->left, left), r = scalar_of(&c->f->m->right, right);

	if (c->depth > DEPTH_MAX || !c->f->budget) {
		c->f->is_cut = true;
		return same;
	}
	c->f->budget--;
	note_transparent(c, &c->f->m->right, &r);
	if (l.class == SCALAR_RECORD && r.class == SCALAR_RECORD)
		return compare_records(c, l.type->item, r.type->item);
	if (l.class == SCALAR_RECORD || r.class == SCALAR_RECORD) {
		if (l.class == SCALAR_COMPLEX || l.class == SCALAR_VECTOR || l.class == SCALAR_OTHER)
			return compare_bytes(c, &l, &r);
		return compare_with_record(c, &l, &r);
	}
	/* typedef int f(int): bindings have a pointer for that */
	if (l.class == SCALAR_FUNCTION || r.class == SCALAR_FUNCTION)
		return compare_pointees(c, l.class == SCALAR_POINTER ? l.type->element : l.type,
					r.class == SCALAR_POINTER ? r.type->element : r.type);
	if (l.class != r.class)
		return compare_bytes(c, &l, &r);
	switch (l.class) {
	case SCALAR_INTEGER:
		return compare_integers(c, &l, &r);
	case SCALAR_FLOAT:
		return compare_floats(c, &l, &r);
	case SCALAR_POINTER:
		return compare_pointees(c, l.type->element, r.type->element);
	case SCALAR_ARRAY:
		return compare_arrays(c, l.type, r.type);
	case SCALAR_OTHER:
		return compare_bytes(c, &l, &r);
	case SCALAR_COMPLEX:
	case SCALAR_VECTOR:
		return l.size == r.size ? same : differ(RELATION_SIZE, NULL);
	case SCALAR_FUNCTION:
	case SCALAR_VOID:
	case SCALAR_RECORD:
		break;
	}
	return same;
}

struct verdict types_compare_below(struct findings *f, const struct type *left, const struct type *right,
				   enum flow flow, const char *member, unsigned depth)
{
	struct context context = { .f = f,
				   .member = member,
				   .depth = depth,
				   .position = flow == FLOW_MEMORY ? MEMBER : BY_VALUE,
				   .flow = flow };

	return compare(&context, left, right);
}

struct verdict types_compare(struct findings *f, const struct type *left, const struct type *right, enum flow flow,
			     const char *member)
{
	f->budget = BUDGET;
	f->is_cut = false;
	struct verdict verdict = types_compare_below(f, left, right, flow, member, 0);
	if (f->is_cut && verdict.relation == RELATION_SAME)
		findings_gap(f, member, "too-deep", "the type is nested too deep, or contains itself");
	return verdict;
}
