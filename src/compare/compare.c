/*
 * Two views of one API in, their differences out: pairs the items of both by name and by use, compares each pair, and says what has no partner.
 *
 *     C      struct point { int x, y; };  void draw(struct point *);
 *     Rust   struct point { x: i32 }      fn draw(p: *mut point);   fn erase();
 *
 * gives field-missing 'y' and size for "struct point", nothing for draw(), and the gap "only-right" for erase(). Models are not changed. What is
 * found is put in the order of the left models, then of the right ones, whatever order it was found in.
 */
#include "compare/matching.h"

#include "api/rust_names.h"

static gint compare_order(gconstpointer a, gconstpointer b)
{
	const struct findings *left = *(struct findings *const *)a, *right = *(struct findings *const *)b;

	return (left->left->order > right->left->order) - (left->left->order < right->left->order);
}

static void publish(struct matching *m, struct findings *f)
{
	struct comparison *out = m->out;
	int layout = -1;

	if (f->layout) {
		layout = (int)out->layouts->len;
		g_ptr_array_add(out->layouts, f->layout);
		f->layout = NULL;
	}
	for (guint i = 0; i < f->differences->len; i++)
		g_array_index(f->differences, struct difference, i).layout = layout;
	g_array_append_vals(out->differences, f->differences->data, f->differences->len);
	g_array_append_vals(out->gaps, f->gaps->data, f->gaps->len);
}

static void publish_all(struct matching *m)
{
	bool guessed = false;

	/* stable: what is of one item stays in the order in which it was found */
	g_ptr_array_sort(m->committed, compare_order);
	for (guint i = 0; i < m->committed->len; i++) {
		struct findings *f = m->committed->pdata[i];
		guessed |= f->differences->len && entry_is_guess(&m->right, f->right);
		publish(m, f);
	}
	if (guessed)
		g_ptr_array_add(m->out->notes, (gpointer) "Rust's debug information does not tell a binding from "
							  "another type of the same name: the module, "
							  "or the text of the bindings would");
}

/* ---- what has no partner ---- */

static bool is_countable(const struct item *item)
{
	return item->name && !item->is_anonymous && !item->is_local && !item->is_builtin;
}

static const char *why_only_right(const struct matching *m, const struct item *item)
{
	if (item->kind == ITEM_CONSTANT && !g_hash_table_size(m->left.names[SPACE_CONSTANT]))
		return text(m, "%s has no constant of this name: macros are in headers only", m->left.who);
	return text(m, "%s has no %s of this name", m->left.who,
		    item_is_tag(item) || item->kind == ITEM_TYPEDEF ? "type" :
		    item->kind == ITEM_CONSTANT                     ? "constant" :
								      "function or variable");
}

static void report_only_right(struct matching *m)
{
	for (guint i = 0; i < m->right.entries->len; i++) {
		struct entry *entry = m->right.entries->pdata[i];
		const struct item *item = entry->item;

		if (entry->is_paired || !is_countable(item) ||
		    (m->right.is_rust && rust_name_is_anonymous(item->name)) || !entry_is_eligible(&m->right, entry) ||
		    entry_is_hidden(&m->right, entry))
			continue;
		m->counts.only_right++;
		struct gap gap = {
			.pair = m->pair,
			.kind = item->kind == ITEM_CONSTANT ? "constant" : item_kind_name(item),
			.name = comparison_text(m->out, item->name),
			.id = item->omitted ? "omitted" : "only-right",
			.reason = item->omitted ? comparison_text(m->out, item->omitted) : why_only_right(m, item),
		};
		g_array_append_val(m->out->gaps, gap);
	}
}

static void count_only_left(struct matching *m)
{
	for (guint i = 0; i < m->left.entries->len; i++) {
		const struct entry *entry = m->left.entries->pdata[i];
		m->counts.only_left +=
			!entry->is_paired && is_countable(entry->item) && !entry_is_hidden(&m->left, entry);
	}
}

/* ---- the whole ---- */

static void add_pair(struct matching *m, const struct view *left, const struct view *right)
{
	struct comparison_pair pair = { .left = comparison_text(m->out, left->label),
					.right = comparison_text(m->out, right->label) };

	m->pair = m->out->pairs->len;
	g_array_append_val(m->out->pairs, pair);
}

void compare_views(struct comparison *comparison, const struct view *left, const struct view *right)
{
	struct matching m = { .out = comparison };

	add_pair(&m, left, right);
	if (!left->apis->len || !right->apis->len)
		return;
	m.strings = g_string_chunk_new(64 * 1024);
	m.committed = g_ptr_array_new_with_free_func(findings_free);
	side_init(&m.left, left, right, m.strings);
	side_init(&m.right, right, left, m.strings);
	if (targets_compare(&m)) {
		pairing_run(&m);
		publish_all(&m);
		report_only_right(&m);
		count_only_left(&m);
		g_array_index(comparison->pairs, struct comparison_pair, m.pair).counts = m.counts;
	}
	side_finish(&m.left);
	side_finish(&m.right);
	g_ptr_array_unref(m.committed);
	g_string_chunk_free(m.strings);
}
