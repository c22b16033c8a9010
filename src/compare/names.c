/*
 * A side: the items of a view's models by name, so that those of the other side find them.
 *
 *     C:     struct type { … };  enum state;  typedef int foo_t;
 *     Rust:  type_, r#type       state        foo_t, struct_type (bindgen's --c-naming)
 *
 * C has two namespaces for types, Rust one: a Rust name is C's tag first and its typedef otherwise. Functions and variables
 * have their symbol as name, too. Tables list entries in the order of the models; nothing is ever read out of them in another order.
 */
#include "compare/matching.h"

#include "api/rust_names.h"

const char *name_canonical(GStringChunk *strings, const char *name)
{
	if (g_str_has_prefix(name, "r#"))
		name += 2;
	size_t length = strlen(name);
	if (length < 2 || name[length - 1] != '_')
		return g_string_chunk_insert_const(strings, name);
	g_autofree char *bare = g_strndup(name, length - 1);
	if (rust_name_is_reserved(bare))
		return g_string_chunk_insert_const(strings, bare);
	return g_string_chunk_insert_const(strings, name);
}

/* ---- tables ---- */

static void table_add(struct side *side, enum space space, const char *key, struct entry *entry)
{
	GPtrArray *list = g_hash_table_lookup(side->names[space], key);

	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(side->names[space], (gpointer)key, list);
	}
	g_ptr_array_add(list, entry);
}

static void index_enumerators(struct side *side, const struct entry *entry, GStringChunk *strings)
{
	const struct item *item = entry->item;

	for (unsigned i = 0; i < item->enumeration.n_values; i++) {
		struct entry *value = g_new0(struct entry, 1);
		const char *name = item->enumeration.values[i].name;

		*value = *entry;
		value->value = i;
		g_ptr_array_add(side->values, value);
		if (!name)
			continue;
		table_add(side, SPACE_ENUMERATOR, name_canonical(strings, name), value);
		/* as bindings name them: enum_NAME */
		if (item->name) {
			g_autofree char *joined = g_strconcat(item->name, "_", name, NULL);

			table_add(side, SPACE_ENUMERATOR, g_string_chunk_insert_const(strings, joined), value);
		}
	}
}

static void index_item(struct side *side, struct entry *entry, GStringChunk *strings)
{
	const struct item *item = entry->item;

	if (item->kind == ITEM_ENUM && !item->is_local)
		index_enumerators(side, entry, strings);
	if (side->is_rust && item_is_tag(item) && item->rust_name)
		table_add(side, SPACE_RUST, item->rust_name, entry);
	if (!item->name || item->is_anonymous)
		return;
	const char *key = name_canonical(strings, item->name);
	switch (item->kind) {
	case ITEM_RECORD:
	case ITEM_ENUM:
		if (!item->is_local)
			table_add(side, SPACE_TAG, key, entry);
		break;
	case ITEM_TYPEDEF:
		table_add(side, SPACE_TYPEDEF, key, entry);
		break;
	case ITEM_FUNCTION:
	case ITEM_VARIABLE: {
		const char *symbol = item_link_name(item);

		table_add(side, SPACE_SYMBOL, symbol ? g_string_chunk_insert_const(strings, symbol) : key, entry);
		table_add(side, SPACE_ORDINARY, key, entry);
		break;
	}
	case ITEM_CONSTANT:
		table_add(side, SPACE_CONSTANT, key, entry);
		break;
	case ITEM_KINDS:
		break;
	}
}

/* "C (GNU C17 12.2.0)" is C beside Rust, but GCC beside clang. */
static const char *short_name(const struct view *view, const struct view *other)
{
	if (view->is_rust)
		return "Rust";
	if (other->is_rust)
		return "C";
	return strstr(view->label, "clang") ? "clang" : strstr(view->label, "GNU") ? "GCC" : "C";
}

void side_init(struct side *side, const struct view *view, const struct view *other, GStringChunk *strings)
{
	side->view = view;
	side->is_rust = view->is_rust;
	side->strings = strings;
	side->who = short_name(view, other);
	side->entries = g_ptr_array_new_with_free_func(g_free);
	side->values = g_ptr_array_new_with_free_func(g_free);
	side->by_item = g_hash_table_new(NULL, NULL);
	for (unsigned i = 0; i < SPACES; i++)
		side->names[i] =
			g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	for (unsigned rank = 0; rank < view->apis->len; rank++) {
		const struct api *api = g_ptr_array_index(view->apis, rank);

		if (rank == 0)
			side->target = &api->target;
		else if (api->objects->len == 0 && view->is_rust)
			side->has_text = true;
		for (unsigned i = 0; i < api->items->len; i++) {
			struct entry *entry = g_new0(struct entry, 1);

			entry->item = g_ptr_array_index(api->items, i);
			entry->api = api;
			entry->rank = rank;
			entry->order = side->entries->len;
			g_ptr_array_add(side->entries, entry);
			g_hash_table_insert(side->by_item, (gpointer)entry->item, entry);
			index_item(side, entry, strings);
		}
	}
}

void side_finish(struct side *side)
{
	for (unsigned i = 0; i < SPACES; i++)
		g_hash_table_unref(side->names[i]);
	g_hash_table_unref(side->by_item);
	g_ptr_array_unref(side->values);
	g_ptr_array_unref(side->entries);
}

const GPtrArray *side_find(const struct side *side, enum space space, const char *name)
{
	return g_hash_table_lookup(side->names[space], name);
}

struct entry *side_entry(const struct side *side, const struct item *item)
{
	return g_hash_table_lookup(side->by_item, item);
}

/* ---- which of them may pair ---- */

static enum space item_space(const struct item *item)
{
	switch (item->kind) {
	case ITEM_RECORD:
	case ITEM_ENUM:
		return SPACE_TAG;
	case ITEM_TYPEDEF:
		return SPACE_TYPEDEF;
	case ITEM_CONSTANT:
		return SPACE_CONSTANT;
	default:
		return SPACE_ORDINARY;
	}
}

const struct item *side_complete(const struct side *side, const struct item *item, unsigned unknown)
{
	const struct entry *entry = side_entry(side, item);
	const GPtrArray *list = NULL;

	if (entry && item->name)
		list = side_find(side, item_space(item), name_canonical(side->strings, item->name));
	else if (entry && item->rust_name)
		list = side_find(side, SPACE_RUST, item->rust_name);
	for (unsigned i = 0; list && i < list->len; i++) {
		const struct entry *other = g_ptr_array_index(list, i);

		if (other->rank > entry->rank && other->item->kind == item->kind && !other->item->omitted &&
		    !(other->item->unknown & unknown))
			return other->item;
	}
	return NULL;
}

/* Rust's own libraries, and those that they are made of. */
static bool scope_is_standard(const char *scope)
{
	static const char *const crates[] = { "core",         "alloc",          "std",         "compiler_builtins",
					      "hashbrown",    "gimli",          "addr2line",   "object",
					      "std_detect",   "rustc_demangle", "miniz_oxide", "memchr",
					      "panic_unwind", "unwind" };
	size_t length = strcspn(scope, ":");

	for (unsigned i = 0; i < G_N_ELEMENTS(crates); i++)
		if (strlen(crates[i]) == length && strncmp(crates[i], scope, length) == 0)
			return true;
	return false;
}

static bool text_has(const struct side *side, const struct item *item)
{
	static const enum space spaces[] = { SPACE_TAG, SPACE_TYPEDEF, SPACE_ORDINARY, SPACE_CONSTANT };

	for (unsigned s = 0; s < G_N_ELEMENTS(spaces); s++) {
		const GPtrArray *list = side_find(side, spaces[s], name_canonical(side->strings, item->name));

		for (unsigned i = 0; list && i < list->len; i++)
			if (((const struct entry *)g_ptr_array_index(list, i))->rank > 0)
				return true;
	}
	return false;
}

bool entry_is_eligible(const struct side *side, const struct entry *entry)
{
	const struct item *item = entry->item;

	if (!item->name || item->is_anonymous || item->is_local)
		return false;
	if (!side->is_rust || !item_is_tag(item))
		return true;
	if (item->scope && scope_is_standard(item->scope))
		return false;
	return entry->rank > 0 || !side->has_text || text_has(side, item);
}

bool entry_is_guess(const struct side *side, const struct entry *entry)
{
	return side->is_rust && entry->item->kind == ITEM_RECORD && entry->item->origin && !side->has_text &&
	       !side->view->module;
}

static void append_all(GPtrArray *found, const struct side *side, enum space space, const char *name)
{
	const GPtrArray *list = side_find(side, space, name);

	for (unsigned i = 0; list && i < list->len; i++)
		g_ptr_array_add(found, g_ptr_array_index(list, i));
}

/* struct_foo: foo, where the left side has no struct_foo of its own */
static const char *strip_keyword(const struct item *item)
{
	static const char *const prefixes[] = { "struct_", "union_", "enum_" };

	for (unsigned i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(item->name, prefixes[i]))
			return item->name + strlen(prefixes[i]);
	return NULL;
}

void side_find_types(const struct matching *m, const struct entry *right, GPtrArray *found)
{
	const char *name = name_canonical(m->strings, right->item->name);

	if (!m->right.is_rust && !m->left.is_rust) {
		append_all(found, &m->left, right->item->kind == ITEM_TYPEDEF ? SPACE_TYPEDEF : SPACE_TAG, name);
		if (found->len)
			return;
	}
	append_all(found, &m->left, SPACE_TAG, name);
	append_all(found, &m->left, SPACE_TYPEDEF, name);
	if (!found->len && m->right.is_rust && strip_keyword(right->item))
		append_all(found, &m->left, SPACE_TAG, strip_keyword(right->item));
}

bool names_agree(const struct matching *m, const struct item *left, const struct item *right)
{
	if (!left->name || !right->name || left->is_anonymous || right->is_anonymous)
		return false;
	const char *name = name_canonical(m->strings, right->name);
	if (strcmp(name_canonical(m->strings, left->name), name) == 0)
		return true;
	return m->right.is_rust && strip_keyword(right) && strcmp(left->name, strip_keyword(right)) == 0;
}
