/*
 * Two values of a property to a verdict, by the rows of PAIR in flags.def.
 *
 * The conditions of those rows ("when"):
 *     freestanding          C was built as a kernel or firmware: nobody between the program and the CPU adapts to what it lacks
 *     c-mixed               C's own units differ, and some of them have Rust's value
 *     layouts-agree         types were compared, and no layout and no signature differs
 *     narrow-enums-agree    the same, and an enum of less than 4 bytes is among them
 *     both-kcfi, kcfi-off   both sides, or not both, have the property kcfi
 *     c-is-gcc              a unit of C's was compiled by GCC
 *     always, not-x86
 *     c:PROPERTY=VALUE, rust:PROPERTY=VALUE     another property's value on that side
 * "even CONDITION": the row also counts where both values are equal.
 */
#include "compare/flags.h"

#include <string.h>

/* ---- conditions ---- */

static bool any_variant(const struct flag_side *side, bool (*has)(const struct flag_variant *))
{
	for (guint i = 0; i < side->variants->len; i++)
		if (has(&g_array_index(side->variants, struct flag_variant, i)))
			return true;
	return false;
}

static bool is_freestanding(const struct flag_variant *variant)
{
	return variant->is_freestanding;
}

static bool is_gcc(const struct flag_variant *variant)
{
	return variant->is_gcc;
}

static bool layouts_agree(const struct comparison *out)
{
	unsigned compared = 0;
	for (guint i = 0; i < out->pairs->len; i++) {
		const struct comparison_counts *counts = &g_array_index(out->pairs, struct comparison_pair, i).counts;
		compared += counts->types + counts->functions + counts->variables;
	}
	for (guint i = 0; i < out->differences->len; i++) {
		enum difference_kind kind = g_array_index(out->differences, struct difference, i).kind;
		if (kind != DIFFERENCE_FLAG && kind != DIFFERENCE_KCFI && kind != DIFFERENCE_CONSTANT_VALUE)
			return false;
	}
	return compared != 0;
}

static int64_t enum_size(const struct item *item)
{
	return item->kind == ITEM_ENUM && item->enumeration.is_complete && item->enumeration.integer ?
		       item->enumeration.integer->size :
		       -1;
}

/* Names of the view's enums of 1 or 2 bytes. */
static GHashTable *narrow_enums(const struct view *view)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint a = 0; a < view->apis->len; a++) {
		const struct api *api = view->apis->pdata[a];
		for (guint i = 0; i < api->items->len; i++) {
			const struct item *item = api->items->pdata[i];
			const struct type *type = item->kind == ITEM_TYPEDEF ? type_resolve(item->typedef_.type) : NULL;
			int64_t size = type && type->kind == TYPE_INT ? type->size : enum_size(item);
			if (item->name && (size == 1 || size == 2))
				g_hash_table_add(names, (gpointer)item->name);
		}
	}
	return names;
}

static bool narrow_enums_agree(const struct flag_sides *sides)
{
	if (!layouts_agree(sides->out))
		return false;
	GHashTable *rust = narrow_enums(sides->rust->build->view);
	const struct view *c = sides->c->build->view;
	bool found = false;
	for (guint a = 0; a < c->apis->len && !found; a++) {
		const struct api *api = c->apis->pdata[a];
		for (guint i = 0; i < api->items->len && !found; i++) {
			const struct item *item = api->items->pdata[i];
			int64_t size = enum_size(item);
			found = item->name && (size == 1 || size == 2) && g_hash_table_contains(rust, item->name);
		}
	}
	g_hash_table_unref(rust);
	return found;
}

/* "soft-float=on" */
static bool other_property(struct flag_side *side, const char *text)
{
	const char *equals = strchr(text, '=');
	for (unsigned id = 0; equals && id < FLAG_IDS; id++)
		if (strlen(flag_properties[id].name) == (size_t)(equals - text) &&
		    g_str_has_prefix(text, flag_properties[id].name))
			return flag_side_has_value(side, id, equals + 1);
	return false;
}

static bool holds(const struct flag_sides *sides, enum flag_id id, const char *when, const char *rust)
{
	bool both_kcfi =
		flag_side_has_value(sides->c, FLAG_KCFI, "on") && flag_side_has_value(sides->rust, FLAG_KCFI, "on");
	if (strcmp(when, "freestanding") == 0)
		return any_variant(sides->c, is_freestanding);
	if (strcmp(when, "c-mixed") == 0)
		return flag_side_has_value(sides->c, id, rust);
	if (strcmp(when, "layouts-agree") == 0)
		return layouts_agree(sides->out);
	if (strcmp(when, "narrow-enums-agree") == 0)
		return narrow_enums_agree(sides);
	if (strcmp(when, "both-kcfi") == 0)
		return both_kcfi;
	if (strcmp(when, "kcfi-off") == 0)
		return !both_kcfi;
	if (strcmp(when, "c-is-gcc") == 0)
		return any_variant(sides->c, is_gcc);
	if (strcmp(when, "always") == 0)
		return true;
	if (strcmp(when, "not-x86") == 0)
		return !(sides->c->arch & X86);
	if (g_str_has_prefix(when, "c:"))
		return other_property(sides->c, when + 2);
	return g_str_has_prefix(when, "rust:") && other_property(sides->rust, when + 5);
}

/* ---- rows ---- */

static struct flag_finding find_rule(const struct flag_sides *sides, enum flag_id id, const char *c, const char *rust,
				     bool equal)
{
	for (size_t i = 0; i < flag_n_rules; i++) {
		const struct flag_rule *rule = &flag_rules[i];
		const char *matched, *when = rule->when;
		if (rule->id != id || !flag_match(rule->c, c, &matched) || !flag_match(rule->rust, rust, &matched))
			continue;
		if (flag_properties[id].kind == KIND_SET && (!rule->c[0] != !c[0] || !rule->rust[0] != !rust[0]))
			continue;
		bool even = when && g_str_has_prefix(when, "even ");
		if (equal && !even)
			continue;
		if (when && !holds(sides, id, when + (even ? strlen("even ") : 0), rust))
			continue;
		return (struct flag_finding){ rule->verdict, rule->text };
	}
	if (equal)
		return (struct flag_finding){ FLAG_EQUAL, NULL };
	return (struct flag_finding){ FLAG_WRONG, "the two sides were not built alike" };
}

/* ---- sets ---- */

static bool has_member(char **members, const char *name)
{
	return g_strv_contains((const char *const *)members, name);
}

/* Members that Rust never uses anyway on this machine. */
static const char *reserved_members(const struct flag_sides *sides, enum flag_id id)
{
	for (size_t i = 0; i < flag_n_defaults; i++)
		if (flag_defaults[i].id == id && (flag_defaults[i].arches & sides->c->arch))
			return flag_defaults[i].rust;
	return "";
}

/* The worst of what the members of one that the other lacks give. */
static void judge_members(const struct flag_sides *sides, enum flag_id id, char **members, char **others,
			  char **reserved, bool is_c, struct flag_finding *worst)
{
	for (char **member = members; *member; member++) {
		if (!**member || has_member(others, *member) || has_member(reserved, *member))
			continue;
		struct flag_finding finding = find_rule(sides, id, is_c ? *member : "", is_c ? "" : *member, false);
		if (finding.verdict > worst->verdict)
			*worst = finding;
	}
}

static struct flag_finding judge_sets(const struct flag_sides *sides, enum flag_id id, const char *c, const char *rust)
{
	struct flag_finding worst = { FLAG_EQUAL, NULL };
	char **c_members = g_strsplit(c, " ", -1), **rust_members = g_strsplit(rust, " ", -1);
	char **reserved = g_strsplit(reserved_members(sides, id), " ", -1);
	judge_members(sides, id, c_members, rust_members, reserved, true, &worst);
	judge_members(sides, id, rust_members, c_members, reserved, false, &worst);
	g_strfreev(c_members);
	g_strfreev(rust_members);
	g_strfreev(reserved);
	return worst;
}

/* Room before the entry: enough of it is as good as the same. */
static bool is_enough_room(const char *c, const char *rust)
{
	const char *c_before = strchr(c, ','), *rust_before = strchr(rust, ',');
	guint64 needed = c_before ? g_ascii_strtoull(c_before + 1, NULL, 10) : 0;
	return needed && rust_before && g_ascii_strtoull(rust_before + 1, NULL, 10) >= needed;
}

struct flag_finding flag_judge(const struct flag_sides *sides, enum flag_id id, const struct flag_value *c,
			       const struct flag_value *rust)
{
	enum flag_kind kind = flag_properties[id].kind;
	if (kind == KIND_CPU)
		return flag_judge_cpu(sides, c, rust);
	if (kind == KIND_SET)
		return judge_sets(sides, id, c->text, rust->text);
	bool equal = strcmp(c->text, rust->text) == 0;
	if (kind == KIND_NOPS && !equal && is_enough_room(c->text, rust->text))
		return (struct flag_finding){ FLAG_HARMLESS,
					      "Rust leaves at least as much room before its functions as C does" };
	return find_rule(sides, id, c->text, rust->text, equal);
}
