/*
 * Two builds to the rows of the lattice of flags: what each property is on either side, and whether that goes together.
 *
 *     left: 12 units with -mno-red-zone in DW_AT_producer     right: rustc's command line without -Cno-redzone
 *
 * is the row red-zone: "off" against "on", wrong, and a difference "flag red-zone" with the consequence. A property that neither side says
 * anything about is a row only where the defaults do not go together. What is not known on a side is FLAG_UNKNOWN with what would tell it, and a
 * gap; it is never taken for equal. Of units that differ among themselves the worst pair decides.
 */
#include "compare/flags.h"

#include <string.h>

static const char needs_rust[] =
	"rustc's options are not recorded in its objects: give them with --rustc-flags FILE or --rustc COMMAND";
static const char needs_c[] = "the C compiler's options are not recorded: compile with gcc -g, gcc "
			      "-frecord-gcc-switches or clang -grecord-command-line, "
			      "or give them with --cc-flags FILE or --cc COMMAND";
static const char needs_target[] = "what rustc compiles for is not known: name a target of rustc's own, or one whose "
				   "specification is at hand, with --target in its "
				   "command";
static const char needs_default[] =
	"what the compiler does without an option depends on how it was configured: name the option";

struct row {
	const struct flag_value *left, *right; /* the pair that decides */
	struct flag_finding finding;
};

static const char *counted(struct comparison *out, const struct flag_value *value, const char *text)
{
	if (!value->noun || value->units < 2)
		return text;
	return comparison_format(out, "%s (%u %ss)", text, value->units, value->noun);
}

/* "off"; "off (4,990 units), on (10 units)". NULL: nothing is known. */
static const char *values_text(struct comparison *out, const GArray *values)
{
	const struct flag_value *first = &g_array_index(values, struct flag_value, 0);
	if (values->len == 1)
		return first->text && !first->text[0] ? "none" : first->text;
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < values->len; i++) {
		const struct flag_value *value = &g_array_index(values, struct flag_value, i);
		const char *name = !value->text ? "unknown" : value->text[0] ? value->text : "none";
		g_string_append_printf(text, "%s%s (%u %s%s)", i ? ", " : "", name, value->units,
				       value->noun ? value->noun : "unit", value->units == 1 ? "" : "s");
	}
	const char *result = comparison_text(out, text->str);
	g_string_free(text, TRUE);
	return result;
}

/* ---- one property ---- */

static unsigned rank(enum flag_verdict verdict)
{
	static const unsigned ranks[] = { [FLAG_EQUAL] = 0, [FLAG_HARMLESS] = 1, [FLAG_UNKNOWN] = 2, [FLAG_WRONG] = 3 };
	return ranks[verdict];
}

static const char *what_is_needed(struct flag_side *side)
{
	if (flag_side_has_words(side))
		return side->is_rust ? needs_target : needs_default;
	return side->is_rust ? needs_rust : needs_c;
}

static struct flag_finding judge(const struct flag_sides *sides, enum flag_id id, const struct flag_value *c,
				 const struct flag_value *rust)
{
	if (!c->text)
		return (struct flag_finding){ FLAG_UNKNOWN, c->shown ? needs_c : what_is_needed(sides->c) };
	if (!rust->text)
		return (struct flag_finding){ FLAG_UNKNOWN, what_is_needed(sides->rust) };
	return flag_judge(sides, id, c, rust);
}

static struct row worst_pair(const struct flag_sides *sides, enum flag_id id, bool c_is_left)
{
	const GArray *c = flag_side_values(sides->c, id), *rust = flag_side_values(sides->rust, id);
	struct row worst = { 0 };
	for (guint i = 0; i < c->len; i++) {
		for (guint k = 0; k < rust->len; k++) {
			const struct flag_value *c_value = &g_array_index(c, struct flag_value, i);
			const struct flag_value *rust_value = &g_array_index(rust, struct flag_value, k);
			struct flag_finding finding = judge(sides, id, c_value, rust_value);
			if (worst.left && rank(finding.verdict) <= rank(worst.finding.verdict))
				continue;
			worst.finding = finding;
			worst.left = c_is_left ? c_value : rust_value;
			worst.right = c_is_left ? rust_value : c_value;
		}
	}
	return worst;
}

static bool is_stated(const GArray *values)
{
	for (guint i = 0; i < values->len; i++)
		if (g_array_index(values, struct flag_value, i).stated)
			return true;
	return false;
}

static void add_wrong(struct comparison *out, const struct flag_pair *pair)
{
	struct difference difference = { .kind = DIFFERENCE_FLAG,
					 .subject = comparison_format(out, "flag %s", pair->property),
					 .left = pair->left,
					 .right = pair->right,
					 .left_place = pair->left_evidence,
					 .right_place = pair->right_evidence,
					 .consequence = pair->text,
					 .layout = -1 };
	g_array_append_val(out->differences, difference);
}

static void add_unknown(struct comparison *out, const struct flag_pair *pair)
{
	struct gap gap = { .kind = "flag", .name = pair->property, .id = "flag-unknown", .reason = pair->text };
	g_array_append_val(out->gaps, gap);
}

static void add_row(struct comparison *out, enum flag_id id, const struct row *row, const GArray *left,
		    const GArray *right)
{
	struct flag_pair pair = { .property = flag_properties[id].name,
				  .verdict = row->finding.verdict,
				  .left = values_text(out, left),
				  .right = values_text(out, right),
				  .left_evidence = row->left->shown ? counted(out, row->left, row->left->shown) : NULL,
				  .right_evidence =
					  row->right->shown ? counted(out, row->right, row->right->shown) : NULL,
				  .text = row->finding.text };
	g_array_append_val(out->flags, pair);
	if (pair.verdict == FLAG_WRONG)
		add_wrong(out, &pair);
	else if (pair.verdict == FLAG_UNKNOWN)
		add_unknown(out, &pair);
}

/* ---- all of them ---- */

static void compare_sides(struct comparison *out, struct flag_side *left, struct flag_side *right)
{
	bool c_is_left = !left->is_rust || right->is_rust;
	struct flag_sides sides = { out, c_is_left ? left : right, c_is_left ? right : left };
	for (unsigned id = 0; id < FLAG_IDS; id++) {
		if (!(flag_properties[id].arches & left->arch))
			continue;
		const GArray *lefts = flag_side_values(left, id), *rights = flag_side_values(right, id);
		struct row row = worst_pair(&sides, id, c_is_left);
		if (is_stated(lefts) || is_stated(rights) || row.finding.verdict == FLAG_WRONG)
			add_row(out, id, &row, lefts, rights);
	}
}

/* What a side without any record of options means for the properties that have no row. */
static void note_missing(struct comparison *out, struct flag_side *side)
{
	if (flag_side_has_words(side))
		return;
	const char *reason = what_is_needed(side);
	struct gap gap = { .kind = "flag",
			   .name = side->is_rust ? "all other flags of Rust" : "all other flags of C",
			   .id = "flag-unknown",
			   .reason = reason };
	g_array_append_val(out->gaps, gap);
}

/* Text is for the machine that the other side's objects are for, or for one that stands in for it. */
static void settle_arches(struct flag_side *left, struct flag_side *right)
{
	if (!right->arch || (left->arch && !right->objects->len))
		right->arch = left->arch;
	if (!left->arch || !left->objects->len)
		left->arch = right->arch;
	if (!left->arch)
		left->arch = right->arch = OTHER_ARCH;
}

void compare_flags(struct comparison *out, const struct build *left, const struct build *right)
{
	struct flag_side sides[2];
	flag_side_init(&sides[0], out, left);
	flag_side_init(&sides[1], out, right);
	settle_arches(&sides[0], &sides[1]);
	if (sides[0].arch != sides[1].arch) {
		struct gap gap = { .kind = "flag",
				   .name = "all flags",
				   .id = "flag-unknown",
				   .reason = "the two sides are for different machines" };
		g_array_append_val(out->gaps, gap);
	} else {
		compare_sides(out, &sides[0], &sides[1]);
		note_missing(out, &sides[0]);
		note_missing(out, &sides[1]);
	}
	flag_side_finish(&sides[0]);
	flag_side_finish(&sides[1]);
}
