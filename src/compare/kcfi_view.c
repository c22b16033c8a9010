/*
 * A view, as compare_kcfi() asks for it: items by name, identifiers by symbol, and the settings of the compiler that made them.
 *
 *     __cfi_read: mov $0xf4d0ac33, %eax      the objects have 0xf4d0ac33 for "read"
 *     read: long (struct file *, …)          that is its name hashed with integers normalised: so were all
 *     _RNvNtCscoScM8QT1vH_4core6option…      the crate core is "CscoScM8QT1vI_4core" in rustc's names
 */
#include "compare/kcfi.h"

#include "api/origin.h"

#include <string.h>

/* Functions whose identifiers are computed in all modes to see which one fits. */
enum { SAMPLES = 300, CRATE_DIGITS_MAX = 11 };

/* ---- items by name ---- */

static void add(GHashTable *table, const char *name, const struct item *item)
{
	GPtrArray *list = g_hash_table_lookup(table, name);
	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(table, (void *)name, list);
	}
	g_ptr_array_add(list, (void *)item);
}

static GHashTable *table_of(const struct kcfi_view *side, const struct item *item)
{
	switch (item->kind) {
	case ITEM_FUNCTION:
		return item->function.linkage == LINKAGE_INTERNAL ? NULL : side->functions;
	case ITEM_VARIABLE:
		return side->variables;
	case ITEM_RECORD:
		return item->record.is_complete ? side->records : NULL;
	default:
		return NULL;
	}
}

static void add_item(struct kcfi_view *side, const struct item *item)
{
	GHashTable *table = item->name && !item->omitted ? table_of(side, item) : NULL;
	if (table)
		add(table, item->name, item);
	const char *name = item->rust_name ? item->rust_name : item->name;
	if (item->cfi_encoding && name)
		g_hash_table_insert(side->encodings, (void *)name, (void *)item->cfi_encoding);
}

/* Of several, the one in the bindings, which others only wrap. */
static unsigned rank(const struct kcfi_view *side, const struct item *item)
{
	if (!item->scope)
		return 1;
	return strstr(item->scope, side->view->module ? side->view->module : "bindings") ? 0 : 2;
}

const struct item *kcfi_view_find(const struct kcfi_view *side, const struct item *item)
{
	GHashTable *table = table_of(side, item);
	const GPtrArray *list = table ? g_hash_table_lookup(table, item->name) : NULL;
	const struct item *best = NULL;
	for (guint i = 0; list && i < list->len; i++) {
		const struct item *candidate = g_ptr_array_index(list, i);
		if (!best || rank(side, candidate) < rank(side, best))
			best = candidate;
	}
	return best;
}

/* ---- objects ---- */

/* One more, in the digits that rustc numbers crates with: "9" → "a", "1Z" → "20". */
static void increment(GString *number)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	gsize i = number->len;
	for (; i; i--) {
		const char *digit = strchr(digits, number->str[i - 1]);
		number->str[i - 1] = digit[1] ? digit[1] : '0';
		if (digit[1])
			return;
	}
	g_string_prepend_c(number, number->len ? '1' : '0');
}

/*
 * "CscoScM8QT1vI_4core" out of a symbol in rustc's own mangling, which has CscoScM8QT1vH_4core: there the crate's number is less by one. Freed by
 * the caller; NULL: it is not in there.
 */
static char *find_core(const char *symbol)
{
	const char *end = g_str_has_prefix(symbol, "_R") ? strstr(symbol, "_4core") : NULL, *start = end;
	while (start && start > symbol && g_ascii_isalnum(start[-1]))
		start--;
	for (; start && start + 2 <= end; start++) {
		if (start[0] != 'C' || start[1] != 's' || end - start > 2 + CRATE_DIGITS_MAX)
			continue;
		GString *number = g_string_new_len(start + 2, end - start - 2);
		increment(number);
		char *core = g_strdup_printf("Cs%s_4core", number->str);
		g_string_free(number, TRUE);
		return core;
	}
	return NULL;
}

/* Where objects know several, none is taken. */
static void read_core(struct kcfi_view *side, GHashTable *symbols, bool *is_ambiguous)
{
	GHashTableIter iter;
	gpointer symbol;
	g_hash_table_iter_init(&iter, symbols);
	while (g_hash_table_iter_next(&iter, &symbol, NULL)) {
		char *core = find_core(symbol);
		if (core && side->core && strcmp(core, side->core))
			*is_ambiguous = true;
		if (core && !side->core)
			side->core = g_string_chunk_insert_const(side->strings, core);
		g_free(core);
	}
}

static void add_identifiers(struct kcfi_view *side, const GArray *entries)
{
	for (guint i = 0; i < entries->len; i++) {
		struct kcfi_entry *entry = &g_array_index(entries, struct kcfi_entry, i);
		if (!g_hash_table_contains(side->identifiers, entry->symbol))
			g_hash_table_insert(side->identifiers, (void *)entry->symbol, entry);
	}
}

static void read_flags(struct kcfi_view *side, const char *command)
{
	if (!command || !strstr(command, "sanitize=kcfi"))
		return;
	side->is_built = true;
	side->mode = KCFI_PLAIN;
	if (strstr(command, "-normalize-integers"))
		side->mode |= KCFI_NORMALIZED;
	if (strstr(command, "-generalize-pointers"))
		side->mode |= KCFI_GENERALIZED;
}

static void add_objects(struct kcfi_view *side, const struct api *api, bool *is_ambiguous)
{
	for (guint i = 0; i < api->objects->len; i++) {
		const struct object *object = g_ptr_array_index(api->objects, i);
		add_identifiers(side, object->kcfi);
		read_flags(side, object->command_line);
		if (!side->view->is_rust)
			continue;
		read_core(side, object->defined, is_ambiguous);
		read_core(side, object->undefined, is_ambiguous);
	}
	for (guint i = 0; i < api->origins->len; i++)
		read_flags(side, ((const struct origin *)g_ptr_array_index(api->origins, i))->producer);
}

bool kcfi_view_identifier(const struct kcfi_view *side, const char *symbol, uint32_t *id)
{
	const struct kcfi_entry *entry = g_hash_table_lookup(side->identifiers, symbol);
	if (entry)
		*id = entry->id;
	return entry != NULL;
}

/* ---- the mode ---- */

static void try_modes(const struct kcfi_view *side, struct kcfi_mangler *m, const struct item *item, uint32_t id,
		      unsigned hits[KCFI_MODES])
{
	for (unsigned mode = 0; mode < KCFI_MODES; mode++) {
		const struct function_type *function = item->function.type->function;
		m->mode = mode;
		char *name = side->view->is_rust ? kcfi_mangle_rust(m, function, NULL) : kcfi_mangle_c(m, function);
		hits[mode] += name && kcfi_hash(name) == id;
		g_free(name);
	}
}

/* The mode in which the functions' own identifiers come out; a name without integers fits two. */
static void find_mode(struct kcfi_view *side)
{
	unsigned hits[KCFI_MODES] = { 0 }, best = KCFI_NORMALIZED, n = 0;
	struct kcfi_mangler m;
	kcfi_mangler_init(&m, side->target);
	m.core = side->core;
	m.encodings = side->encodings;
	for (guint i = 0; i < side->view->apis->len; i++) {
		const struct api *api = g_ptr_array_index(side->view->apis, i);
		for (guint k = 0; k < api->items->len && n < SAMPLES; k++) {
			const struct item *item = g_ptr_array_index(api->items, k);
			uint32_t id;
			if (item->kind != ITEM_FUNCTION || !item->name || item->omitted ||
			    !kcfi_view_identifier(side, item->name, &id))
				continue;
			try_modes(side, &m, item, id, hits);
			n++;
		}
	}
	for (unsigned mode = 0; mode < KCFI_MODES; mode++)
		if (hits[mode] > hits[best])
			best = mode;
	if (hits[best])
		side->mode = (int)best;
	kcfi_mangler_finish(&m);
}

/* ---- all ---- */

void kcfi_view_init(struct kcfi_view *side, const struct view *view)
{
	bool is_ambiguous = false;
	*side = (struct kcfi_view){ .view = view, .mode = -1, .strings = g_string_chunk_new(256) };
	side->functions = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	side->variables = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	side->records = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	side->identifiers = g_hash_table_new(g_str_hash, g_str_equal);
	side->encodings = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < view->apis->len; i++) {
		const struct api *api = g_ptr_array_index(view->apis, i);
		if (!side->target)
			side->target = &api->target;
		for (guint k = 0; k < api->items->len; k++)
			add_item(side, g_ptr_array_index(api->items, k));
		add_objects(side, api, &is_ambiguous);
	}
	if (is_ambiguous)
		side->core = NULL;
	side->is_built |= g_hash_table_size(side->identifiers) > 0;
	if (side->is_built)
		find_mode(side);
}

void kcfi_view_finish(struct kcfi_view *side)
{
	g_hash_table_unref(side->functions);
	g_hash_table_unref(side->variables);
	g_hash_table_unref(side->records);
	g_hash_table_unref(side->identifiers);
	g_hash_table_unref(side->encodings);
	g_string_chunk_free(side->strings);
}
