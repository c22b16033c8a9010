/*
 * Witness variables to the items that they stand for; witness.h has the forms.
 *
 * An item that is made here has the place and the compilation unit of its variable, and knows as much as that one's type: a pointer to a function has
 * no names of parameters.
 */
#include "pass/witness.h"

#include <string.h>

static const char prefix[] = "__braze_";

/* What stands behind "__braze_" and the word in a name, or NULL. */
static const char *behind(const char *name, const char *word)
{
	if (!name || !g_str_has_prefix(name, prefix) || !g_str_has_prefix(name + strlen(prefix), word))
		return NULL;
	return name + strlen(prefix) + strlen(word);
}

static struct item *add_item(struct api *api, enum item_kind kind, const char *name, const struct item *witness)
{
	struct item *item = api_add_item(api, kind, name, witness->loc);
	item->origin = witness->origin;
	item->unknown = witness->unknown;
	return item;
}

/* What a pointer in the witness points to, or NULL. */
static const struct type *pointee(const struct item *witness)
{
	const struct type *type = type_resolve(witness->variable.type);
	return type->kind == TYPE_POINTER ? type->element : NULL;
}

static void add_function(struct api *api, const char *name, const struct item *witness)
{
	const struct type *type = pointee(witness);
	type = type ? type_resolve(type) : NULL;
	if (!type || type->kind != TYPE_FUNCTION)
		return;
	struct item *item = add_item(api, ITEM_FUNCTION, name, witness);
	item->function.type = type;
	item->function.is_noreturn = type->function->is_noreturn;
	if (!item->function.is_noreturn) /* pointers to functions do not record it */
		item->unknown |= UNKNOWN_NORETURN;
}

static void add_variable(struct api *api, const char *name, const struct item *witness)
{
	const struct type *type = pointee(witness);
	if (!type)
		return;
	struct item *item = add_item(api, ITEM_VARIABLE, name, witness);
	item->variable.type = type;
}

static void add_constant(struct api *api, const char *name, const struct item *witness)
{
	if (!witness->variable.value)
		return;
	struct item *item = add_item(api, ITEM_CONSTANT, name, witness);
	item->constant.type = witness->variable.type;
	item->constant.value = *witness->variable.value;
}

static void add_value(struct api *api, const char *name, const struct enumerator *value, const struct item *witness)
{
	const struct type *type = witness->enumeration.integer;
	struct item *item = add_item(api, ITEM_CONSTANT, name, witness);
	bool is_signed = type && type->kind == TYPE_INT && int_kind_is_signed(&api->target, type->int_kind);
	item->constant.type = type;
	item->constant.value = (struct value){
		.kind = VALUE_INT,
		.integer = value->value,
		.is_negative = is_signed && (int64_t)value->value < 0,
	};
}

/* ---- alignments ---- */

/* By "struct point" the witnesses of alignments. */
static void set_alignment(struct item *item, GHashTable *alignments)
{
	char *name = g_strdup_printf("%s_%s", item->record.in_typedef ? "typedef" : item_kind_name(item), item->name);
	const struct item *witness = g_hash_table_lookup(alignments, name);
	g_free(name);
	if (!witness || !item->record.is_complete)
		return;
	const struct type *type = type_resolve(witness->variable.type);
	if (type->kind != TYPE_ARRAY || type->array.bound != ARRAY_COUNTED || type->array.count <= 0)
		return;
	item->record.align = type->array.count;
	item->unknown &= ~(unsigned)UNKNOWN_ALIGNMENT;
}

static void set_alignments(struct api *api, GHashTable *alignments)
{
	for (guint i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		if (item->kind == ITEM_RECORD && item->name)
			set_alignment(item, alignments);
	}
}

/* ---- all of it ---- */

/* True: the item was a witness, and is not kept. */
static bool unfold_variable(struct api *api, const struct item *item, GHashTable *alignments)
{
	const char *name;
	if ((name = behind(item->name, "fn_")))
		add_function(api, name, item);
	else if ((name = behind(item->name, "var_")))
		add_variable(api, name, item);
	else if ((name = behind(item->name, "const_")))
		add_constant(api, name, item);
	else if ((name = behind(item->name, "align_")))
		g_hash_table_insert(alignments, (char *)name, (void *)item);
	return behind(item->name, "");
}

static bool unfold_enum(struct api *api, const struct item *item)
{
	bool is_witness = false;
	for (unsigned i = 0; i < item->enumeration.n_values; i++) {
		const struct enumerator *value = &item->enumeration.values[i];
		const char *name = behind(value->name, "value_");
		if (name)
			add_value(api, name, value, item);
		is_witness |= name != NULL;
	}
	return is_witness;
}

void witness_unfold(struct api *api)
{
	GPtrArray *items = api->items;
	GHashTable *alignments = g_hash_table_new(g_str_hash, g_str_equal);
	guint n = items->len, kept = 0;
	for (guint i = 0; i < n; i++) {
		struct item *item = g_ptr_array_index(items, i);
		bool is_witness = false;
		if (item->kind == ITEM_VARIABLE)
			is_witness = unfold_variable(api, item, alignments);
		else if (item->kind == ITEM_ENUM && !item->name)
			is_witness = unfold_enum(api, item);
		if (!is_witness)
			items->pdata[kept++] = item;
	}
	g_ptr_array_remove_range(items, kept, n - kept);
	for (guint i = 0; i < items->len; i++)
		((struct item *)g_ptr_array_index(items, i))->id = i;
	set_alignments(api, alignments);
	g_hash_table_unref(alignments);
}

/* ---- places ---- */

/* "f" and the symbol, or the kind of tag and its name: what an item is known by in both models. Freed by the caller; NULL: it has no name. */
static char *key_of(const struct item *item)
{
	const char *link_name = item_link_name(item);
	return item->name ? g_strdup_printf("%d %s", (int)item->kind, link_name ? link_name : item->name) : NULL;
}

static GHashTable *index_items(const struct api *source)
{
	GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < source->items->len; i++) {
		struct item *item = g_ptr_array_index(source->items, i);
		char *key = item->loc.line ? key_of(item) : NULL;
		if (key && !g_hash_table_contains(items, key))
			g_hash_table_insert(items, key, item);
		else
			g_free(key);
	}
	return items;
}

/* The number that the model has for a file of the other one. */
static uint32_t take_file(struct api *api, GHashTable *numbers, const char *path)
{
	gpointer number;
	if (g_hash_table_lookup_extended(numbers, path, NULL, &number))
		return GPOINTER_TO_UINT(number);
	g_ptr_array_add(api->files, (void *)api_intern(api, path));
	g_hash_table_insert(numbers, (void *)path, GUINT_TO_POINTER(api->files->len - 1));
	return api->files->len - 1;
}

void witness_place(struct api *api, const char *path, const struct api *source)
{
	GHashTable *items = index_items(source), *numbers = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		/* a macro is what its compiler has of it: the other model may be that of another one */
		bool is_here =
			item->kind != ITEM_CONSTANT && strcmp(g_ptr_array_index(api->files, item->loc.file), path) == 0;
		char *key = is_here ? key_of(item) : NULL;
		const struct item *known = key ? g_hash_table_lookup(items, key) : NULL;
		if (known) {
			const char *file = g_ptr_array_index(source->files, known->loc.file);
			item->loc =
				(struct location){ take_file(api, numbers, file), known->loc.line, known->loc.column };
		}
		g_free(key);
	}
	g_hash_table_unref(items);
	g_hash_table_unref(numbers);
}
