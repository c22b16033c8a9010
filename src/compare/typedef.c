/*
 * Two items by their kinds: one name may be a tag for C and a typedef for Rust, or the other way round.
 *
 *     C  typedef struct __foo foo_t;        Rust  struct foo_t { … }       the record
 *     C  typedef unsigned long size;        Rust  type size = u32;         TYPEDEF
 *     C  enum state;                        Rust  type state = i32;        an enum and its integer
 *     C  typedef int handle;                Rust  struct handle(i32);      a newtype
 */
#include "compare/matching.h"

static const struct type *target_of(const struct item *item)
{
	return item->kind == ITEM_TYPEDEF ? item->typedef_.type : NULL;
}

const struct item *item_tag(const struct item *item)
{
	if (item->kind != ITEM_TYPEDEF)
		return item;
	const struct type *type = type_strip(item->typedef_.type);
	return type->kind == TYPE_RECORD || type->kind == TYPE_ENUM ? type->item : item;
}

static void add_use(struct findings *f, const struct item *left, const struct item *right)
{
	const char *subject = strchr(f->subject, ' ');
	struct item_pair use = { left, right, subject ? subject + 1 : f->subject };

	if (!f->m->trial)
		g_array_append_val(f->uses, use);
}

/* Compares what two names stand for: types, of which one may be that of a newtype. */
static void compare_targets(struct findings *f, const struct type *left, const struct type *right)
{
	struct matching *m = f->m;
	struct verdict verdict = types_compare(f, left, right, FLOW_MEMORY, NULL);

	f->counts.types++;
	if (verdict.relation == RELATION_SAME)
		return;
	findings_add(f, DIFFERENCE_TYPEDEF, NULL, side_text(m, &m->left, left, verdict.relation),
		     side_text(m, &m->right, right, verdict.relation),
		     type_consequence(m, &m->left, left, &m->right, right, verdict, "values of the type"));
}

void typedefs_compare(struct findings *f)
{
	struct matching *m = f->m;
	const struct item *left = f->left->item, *right = f->right->item;
	const struct item *left_tag = item_tag(left), *right_tag = item_tag(right);
	bool left_is_tag = item_is_tag(left_tag), right_is_tag = item_is_tag(right_tag);

	if (left_is_tag && right_is_tag && left_tag->kind == right_tag->kind) {
		if (left->kind == ITEM_TYPEDEF && right->kind == ITEM_TYPEDEF)
			f->counts.types++;
		if (items_kinship(m, left_tag, right_tag) == KINSHIP_OTHERS && !items_agree(m, left_tag, right_tag))
			findings_add(f, DIFFERENCE_TYPEDEF, NULL, subject_text(m, left_tag, NULL),
				     subject_text(m, right_tag, NULL),
				     text(m, "it names another type in %s", m->right.who));
		else
			add_use(f, left_tag, right_tag);
		return;
	}
	struct type own_left = { .kind = left_tag->kind == ITEM_ENUM ? TYPE_ENUM : TYPE_RECORD,
				 .size = -1,
				 .align = -1 };
	struct type own_right = { .kind = right_tag->kind == ITEM_ENUM ? TYPE_ENUM : TYPE_RECORD,
				  .size = -1,
				  .align = -1 };
	own_left.item = (struct item *)left_tag;
	own_right.item = (struct item *)right_tag;
	const struct type *a = target_of(left) ? target_of(left) : &own_left;
	const struct type *b = target_of(right) ? target_of(right) : &own_right;
	bool left_record = left_is_tag && left_tag->kind == ITEM_RECORD;
	bool right_record = right_is_tag && right_tag->kind == ITEM_RECORD;
	const struct item *record = left_record ? left_tag : right_record ? right_tag : NULL;
	if (record && (record_is_forward(record) || record_only_type(record))) {
		if (!record_is_forward(record))
			compare_targets(f, a, b);
		return;
	}
	if (record)
		findings_add(f, DIFFERENCE_KIND, NULL,
			     left_is_tag ? subject_text(m, left_tag, NULL) : type_text(m, &m->left, a),
			     right_is_tag ? subject_text(m, right_tag, NULL) : type_text(m, &m->right, b),
			     text(m, "%s has members where %s has one value", left_record ? m->left.who : m->right.who,
				  left_record ? m->right.who : m->left.who));
	else
		compare_targets(f, a, b);
}

void items_compare(struct findings *f)
{
	const struct item *left = f->left->item, *right = f->right->item;

	if (left->omitted || right->omitted) {
		findings_gap(f, NULL, "omitted", left->omitted ? left->omitted : right->omitted);
		return;
	}
	if (left->kind == ITEM_FUNCTION && right->kind == ITEM_FUNCTION)
		functions_compare(f);
	else if (left->kind == ITEM_VARIABLE && right->kind == ITEM_VARIABLE)
		variables_compare(f);
	else if (right->kind == ITEM_CONSTANT)
		constants_compare(f);
	else if (left->kind == ITEM_RECORD && right->kind == ITEM_RECORD)
		records_compare(f);
	else if (left->kind == ITEM_ENUM &&
		 (right->kind == ITEM_ENUM || (right->kind == ITEM_TYPEDEF &&
					       scalar_of(&f->m->right, right->typedef_.type).class == SCALAR_INTEGER)))
		enums_compare(f);
	else if (left->kind == ITEM_FUNCTION || left->kind == ITEM_VARIABLE || right->kind == ITEM_FUNCTION ||
		 right->kind == ITEM_VARIABLE)
		findings_add(f, DIFFERENCE_KIND, NULL, item_kind_name(left), item_kind_name(right),
			     text(f->m, "the symbol is a %s for %s, a %s for %s", item_kind_name(left), f->m->left.who,
				  item_kind_name(right), f->m->right.who));
	else
		typedefs_compare(f);
}
