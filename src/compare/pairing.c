/*
 * Which items of both sides are the same one.
 *
 *     by name   struct point ↔ point, typedef foo_t ↔ foo_t, function f ↔ the Rust function with the symbol f
 *     by use    struct point { struct { int a; } in; }   in ↔ in, therefore its type ↔ point__bindgen_ty_1
 *
 * A side may have several items of one name: units of a program may differ in what they call `struct stat`. If any two of both sides agree,
 * the name does; otherwise the two are reported that differ least. Types of Rust are of one name only with their module.
 */
#include "compare/matching.h"

/* ---- sets of pairs ---- */

static guint pair_hash(gconstpointer key)
{
	const struct item_pair *pair = key;

	return g_direct_hash(pair->left) * 31 + g_direct_hash(pair->right);
}

static gboolean pair_equal(gconstpointer a, gconstpointer b)
{
	const struct item_pair *left = a, *right = b;

	return left->left == right->left && left->right == right->right;
}

static void pairing_init(struct matching *m)
{
	m->pairs = g_hash_table_new_full(pair_hash, pair_equal, g_free, NULL);
	m->trials = g_hash_table_new_full(pair_hash, pair_equal, g_free, NULL);
	g_queue_init(&m->queue);
}

static void pairing_finish(struct matching *m)
{
	g_queue_clear(&m->queue);
	g_hash_table_unref(m->pairs);
	g_hash_table_unref(m->trials);
}

/* Notes the pair; false where it is known already. */
static bool pair_add(struct matching *m, const struct item *left, const struct item *right, const char *path,
		     bool queued)
{
	struct item_pair key = { left, right, path }, *pair;

	if (g_hash_table_contains(m->pairs, &key))
		return false;
	pair = g_new(struct item_pair, 1);
	*pair = key;
	g_hash_table_add(m->pairs, pair);
	if (queued)
		g_queue_push_tail(&m->queue, pair);
	return true;
}

/* ---- one result ---- */

static void add_counts(struct comparison_counts *sum, const struct comparison_counts *counts)
{
	sum->types += counts->types;
	sum->fields += counts->fields;
	sum->bitfields += counts->bitfields;
	sum->functions += counts->functions;
	sum->parameters += counts->parameters;
	sum->variables += counts->variables;
	sum->constants += counts->constants;
	sum->enumerators += counts->enumerators;
}

/* Takes over what was found, and queues what was met. */
static void commit(struct matching *m, struct findings *f)
{
	f->left->is_paired = f->right->is_paired = true;
	findings_seal(f);
	add_counts(&m->counts, &f->counts);
	for (guint i = 0; i < f->uses->len; i++) {
		const struct item_pair *use = &g_array_index(f->uses, struct item_pair, i);
		pair_add(m, use->left, use->right, use->path, true);
	}
	g_ptr_array_add(m->committed, f);
}

static struct findings *compare_entries(struct matching *m, struct entry *left, struct entry *right, const char *path)
{
	const struct item *named = right->item->kind == ITEM_CONSTANT ? right->item : left->item;
	struct findings *f = findings_new(m, left, right, subject_text(m, named, path));

	items_compare(f);
	return f;
}

/* Two tags that typedefs led to, or the entries themselves. */
static struct entry *entry_tag(const struct side *side, struct entry *entry)
{
	struct entry *tag = side_entry(side, item_tag(entry->item));

	return tag ? tag : entry;
}

/* The pair of all combinations that agrees, or else differs least; the first one of equals. */
static struct findings *compare_combinations(struct matching *m, const GPtrArray *lefts, const GPtrArray *rights)
{
	struct findings *best = NULL;
	unsigned tried = 0;

	for (guint i = 0; i < rights->len; i++) {
		for (guint k = 0; k < lefts->len && tried < COMBINATIONS_MAX; k++, tried++) {
			struct findings *f = compare_entries(m, lefts->pdata[k], rights->pdata[i], NULL);
			unsigned weight = findings_weight(f);

			if (best && weight >= findings_weight(best)) {
				findings_free(f);
				continue;
			}
			if (best)
				findings_free(best);
			best = f;
			if (!weight)
				return best;
		}
	}
	return best;
}

static void compare_groups(struct matching *m, const GPtrArray *lefts, const GPtrArray *rights)
{
	if (!lefts->len || !rights->len)
		return;
	for (guint i = 0; i < lefts->len; i++)
		((struct entry *)lefts->pdata[i])->is_paired = true;
	for (guint i = 0; i < rights->len; i++)
		((struct entry *)rights->pdata[i])->is_paired = true;
	struct findings *f = compare_combinations(m, lefts, rights);
	pair_add(m, f->left->item, f->right->item, NULL, false);
	commit(m, f);
}

/* ---- kinship ---- */

enum kinship items_kinship(const struct matching *m, const struct item *left, const struct item *right)
{
	const struct entry *entry = side_entry(&m->right, right);

	if (!entry || !entry_is_eligible(&m->right, entry) || !left->name || left->is_anonymous)
		return KINSHIP_NONE;
	if (names_agree(m, left, right))
		return KINSHIP_NAME;
	g_autoptr(GPtrArray) partners = g_ptr_array_new();
	side_find_types(m, entry, partners);
	const GPtrArray *others = side_find(&m->right, SPACE_TAG, name_canonical(m->strings, left->name));
	if (!partners->len || !others || !entry_is_eligible(&m->right, others->pdata[0]))
		return KINSHIP_NONE;
	return KINSHIP_OTHERS;
}

bool items_agree(struct matching *m, const struct item *left, const struct item *right)
{
	struct item_pair key = { left, right, NULL };
	struct entry *a = side_entry(&m->left, left), *b = side_entry(&m->right, right);
	gpointer known;

	if (m->trial || !a || !b)
		return true;
	if (g_hash_table_lookup_extended(m->trials, &key, NULL, &known))
		return GPOINTER_TO_INT(known);
	m->trial = true;
	struct findings *f = compare_entries(m, a, b, NULL);
	m->trial = false;
	bool agree = f->differences->len == 0;
	findings_free(f);
	struct item_pair *pair = g_new(struct item_pair, 1);
	*pair = key;
	g_hash_table_insert(m->trials, pair, GINT_TO_POINTER(agree));
	return agree;
}

/* ---- groups of one name ---- */

/* Leaves the entries of the first model that has any that is not left out. */
static void keep_best_rank(GPtrArray *entries)
{
	unsigned best = G_MAXUINT, any = G_MAXUINT;

	for (guint i = 0; i < entries->len; i++) {
		const struct entry *entry = entries->pdata[i];
		any = MIN(any, entry->rank);
		if (!entry->item->omitted)
			best = MIN(best, entry->rank);
	}
	best = best == G_MAXUINT ? any : best;
	for (guint i = 0; i < entries->len;) {
		const struct entry *entry = entries->pdata[i];
		if (entry->rank != best || (entry->item->omitted && entries->len > 1))
			g_ptr_array_remove_index(entries, i);
		else
			i++;
	}
}

/* Leaves those that code outside of their file can refer to: others only have the name by chance. */
static void keep_external(GPtrArray *entries)
{
	for (guint i = 0; i < entries->len;) {
		const struct item *item = ((const struct entry *)entries->pdata[i])->item;
		enum linkage linkage = item->kind == ITEM_FUNCTION ? item->function.linkage : item->variable.linkage;

		if (linkage == LINKAGE_INTERNAL)
			g_ptr_array_remove_index(entries, i);
		else
			i++;
	}
}

/* Typedefs of tags count as these. */
static void resolve_tags(const struct side *side, GPtrArray *entries)
{
	for (guint i = 0; i < entries->len;) {
		struct entry *tag = entry_tag(side, entries->pdata[i]);
		bool known = false;

		((struct entry *)entries->pdata[i])->is_paired = true;
		for (guint k = 0; k < i && !known; k++)
			known = entries->pdata[k] == tag;
		entries->pdata[i] = tag;
		if (known)
			g_ptr_array_remove_index(entries, i);
		else
			i++;
	}
}

/* Of several modules each may have a binding; but where the text of the bindings is known, one that fits it is enough. */
static bool same_scope(const struct side *side, const struct item *a, const struct item *b)
{
	return !side->is_rust || (side->has_text && !side->view->module) || g_strcmp0(a->scope, b->scope) == 0;
}

/* All types of the right side that have this one's name, and module. */
static void find_right_types(const struct matching *m, const struct entry *right, GPtrArray *found)
{
	const char *name = name_canonical(m->strings, right->item->name);
	enum space own = right->item->kind == ITEM_TYPEDEF ? SPACE_TYPEDEF : SPACE_TAG;

	for (enum space space = SPACE_TAG; space <= SPACE_TYPEDEF; space++) {
		const GPtrArray *list = side_find(&m->right, space, name);

		for (guint i = 0; list && i < list->len && (m->right.is_rust || space == own); i++) {
			struct entry *entry = list->pdata[i];
			if (entry_is_eligible(&m->right, entry) && !entry_is_hidden(&m->right, entry) &&
			    same_scope(&m->right, entry->item, right->item))
				g_ptr_array_add(found, entry);
		}
	}
}

static const char *symbol_of(GStringChunk *strings, const struct item *item)
{
	const char *symbol = item_link_name(item);

	return symbol ? symbol : name_canonical(strings, item->name);
}

bool entry_is_hidden(const struct side *side, const struct entry *entry)
{
	static const enum space types[] = { SPACE_TAG, SPACE_TYPEDEF }, symbols[] = { SPACE_ORDINARY, SPACE_SYMBOL },
				constants[] = { SPACE_CONSTANT, SPACE_CONSTANT };
	const struct item *item = entry->item;
	const enum space *spaces = item_is_tag(item) || item->kind == ITEM_TYPEDEF ? types :
				   item->kind == ITEM_CONSTANT                     ? constants :
										     symbols;

	for (unsigned s = 0; s < 2 && entry->rank > 0 && item->name; s++) {
		const char *key = spaces[s] == SPACE_SYMBOL ? symbol_of(side->strings, item) :
							      name_canonical(side->strings, item->name);
		const GPtrArray *list = side_find(side, spaces[s], key);

		for (guint i = 0; list && i < list->len; i++) {
			const struct entry *other = list->pdata[i];
			if (other->rank < entry->rank && !other->item->omitted && entry_is_eligible(side, other))
				return true;
		}
	}
	return false;
}

/* Whether the tags that typedefs led to have a name in common: they are compared under that one. */
static bool is_covered(const struct matching *m, const struct entry *right, const GPtrArray *lefts,
		       const GPtrArray *rights)
{
	if (right->item->kind != ITEM_TYPEDEF || !lefts->len || !rights->len)
		return false;
	const struct item *a = ((const struct entry *)lefts->pdata[0])->item,
			  *b = ((const struct entry *)rights->pdata[0])->item;
	return b != right->item && a->kind == b->kind && items_kinship(m, a, b) == KINSHIP_NAME;
}

static void pair_types(struct matching *m, struct entry *right)
{
	g_autoptr(GPtrArray) lefts = g_ptr_array_new(), rights = g_ptr_array_new();

	find_right_types(m, right, rights);
	side_find_types(m, right, lefts);
	if (!lefts->len || !rights->len)
		return;
	keep_best_rank(rights);
	keep_best_rank(lefts);
	resolve_tags(&m->right, rights);
	resolve_tags(&m->left, lefts);
	if (is_covered(m, right, lefts, rights))
		m->counts.types++;
	else
		compare_groups(m, lefts, rights);
}

static void append_visible(const struct side *side, GPtrArray *found, const GPtrArray *list)
{
	for (guint i = 0; list && i < list->len; i++)
		if (!entry_is_hidden(side, list->pdata[i]))
			g_ptr_array_add(found, list->pdata[i]);
}

static void pair_symbols(struct matching *m, struct entry *right)
{
	g_autoptr(GPtrArray) lefts = g_ptr_array_new(), rights = g_ptr_array_new();
	const char *symbol = symbol_of(m->strings, right->item), *name = name_canonical(m->strings, right->item->name);

	append_visible(&m->left, lefts, side_find(&m->left, SPACE_SYMBOL, symbol));
	if (!lefts->len)
		append_visible(&m->left, lefts, side_find(&m->left, SPACE_ORDINARY, symbol));
	if (m->right.is_rust)
		keep_external(lefts);
	/* a helper's symbol: the function that it is for, which may be static */
	if (!lefts->len && strcmp(symbol, name) != 0)
		append_visible(&m->left, lefts, side_find(&m->left, SPACE_ORDINARY, name));
	append_visible(&m->right, rights, side_find(&m->right, SPACE_SYMBOL, symbol));
	keep_best_rank(rights);
	keep_best_rank(lefts);
	compare_groups(m, lefts, rights);
}

static void pair_constants(struct matching *m, struct entry *right)
{
	g_autoptr(GPtrArray) lefts = g_ptr_array_new(), rights = g_ptr_array_new();
	const char *name = name_canonical(m->strings, right->item->name);
	const GPtrArray *ordinary = side_find(&m->left, SPACE_ORDINARY, name);

	append_visible(&m->left, lefts, side_find(&m->left, SPACE_CONSTANT, name));
	/* a macro may hide an enumerator of its name: the two have one value only if the other side has but one of them, too */
	const GPtrArray *values =
		side_find(&m->right, SPACE_ENUMERATOR, name) ? NULL : side_find(&m->left, SPACE_ENUMERATOR, name);
	for (guint i = 0; values && i < values->len; i++)
		g_ptr_array_add(lefts, values->pdata[i]);
	for (guint i = 0; ordinary && i < ordinary->len; i++) {
		struct entry *entry = ordinary->pdata[i];
		if (entry->item->kind == ITEM_VARIABLE && entry->item->variable.value)
			g_ptr_array_add(lefts, entry);
	}
	append_visible(&m->right, rights, side_find(&m->right, SPACE_CONSTANT, name));
	keep_best_rank(rights);
	compare_groups(m, lefts, rights);
}

/* Bindings give the enumerators of an enum without a name one of their own: it is known by the enumerators. */
static void pair_enumerators(struct matching *m, struct entry *right)
{
	const struct enumeration *enumeration = &right->item->enumeration;

	for (unsigned i = 0; i < enumeration->n_values; i++) {
		const char *name = enumeration->values[i].name;
		const GPtrArray *list =
			name ? side_find(&m->left, SPACE_ENUMERATOR, name_canonical(m->strings, name)) : NULL;

		for (guint k = 0; list && k < list->len; k++) {
			const struct entry *value = list->pdata[k];
			if (value->item->name && !value->item->is_anonymous)
				continue;
			pair_add(m, value->item, right->item, text(m, "of %s", name), true);
			return;
		}
	}
}

/* ---- the run ---- */

static void pair_entry(struct matching *m, struct entry *right)
{
	if (right->is_paired || !entry_is_eligible(&m->right, right) || entry_is_hidden(&m->right, right))
		return;
	switch (right->item->kind) {
	case ITEM_RECORD:
	case ITEM_ENUM:
	case ITEM_TYPEDEF:
		pair_types(m, right);
		break;
	case ITEM_FUNCTION:
	case ITEM_VARIABLE:
		pair_symbols(m, right);
		break;
	case ITEM_CONSTANT:
		pair_constants(m, right);
		break;
	case ITEM_KINDS:
		break;
	}
}

static void compare_queue(struct matching *m)
{
	for (struct item_pair *pair; (pair = g_queue_pop_head(&m->queue));) {
		struct entry *left = side_entry(&m->left, pair->left), *right = side_entry(&m->right, pair->right);

		if (left && right)
			commit(m, compare_entries(m, left, right, pair->path));
	}
}

void pairing_run(struct matching *m)
{
	pairing_init(m);
	for (guint i = 0; i < m->right.entries->len; i++)
		pair_entry(m, m->right.entries->pdata[i]);
	compare_queue(m);
	for (guint i = 0; i < m->right.entries->len; i++) {
		struct entry *entry = m->right.entries->pdata[i];
		if (!entry->is_paired && entry->item->kind == ITEM_ENUM && !entry_is_hidden(&m->right, entry))
			pair_enumerators(m, entry);
	}
	compare_queue(m);
	pairing_finish(m);
}
