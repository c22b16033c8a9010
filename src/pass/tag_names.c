/*
 * What tags and anonymous types are called before keywords are avoided and clashes are settled: what patterns match, and what the
 * names of nested types are made of.
 *
 *     struct outer { struct inner { int x; } a; union { int y; } b; };    outer, outer_inner, outer__bindgen_ty_1
 *     enum { A };                                                         _bindgen_ty_1, or _bindgen_ty_A with --stable-names
 *
 * Anonymous types are numbered in the order of the source, in the record around them or in the file.
 */
#include "pass/pass.h"

struct tag_namer {
	struct api *api;
	const struct config *config;
	const char **names; /* by item id */
	unsigned *counts;   /* by item id: anonymous types in this record; the last: at file scope */
};

/* The first name in an anonymous type that tells it from others: its first enumerator or field. */
static const char *first_member(const struct item *item)
{
	if (item->kind == ITEM_ENUM)
		return item->enumeration.n_values ? item->enumeration.values[0].name : "empty";
	for (unsigned i = 0; i < item->record.n_fields; i++)
		if (item->record.fields[i].name)
			return item->record.fields[i].name;
	return "empty";
}

static const char *anonymous_name(struct tag_namer *n, const struct item *item)
{
	if (item->parent)
		return api_format(n->api, "%s__bindgen_ty_%u", n->names[item->parent->id],
				  ++n->counts[item->parent->id]);
	if (n->config->stable_names)
		return api_format(n->api, "_bindgen_ty_%s", first_member(item));
	return api_format(n->api, "_bindgen_ty_%u", ++n->counts[n->api->items->len]);
}

/* The records around the item come first. */
static void name_tag(struct tag_namer *n, const struct item *item)
{
	if (n->names[item->id])
		return;
	if (item->parent)
		name_tag(n, item->parent);
	if (item->is_anonymous)
		n->names[item->id] = anonymous_name(n, item);
	else if (item->parent && !n->config->disable_nested_struct_naming)
		n->names[item->id] = api_format(n->api, "%s_%s", n->names[item->parent->id], item->name);
	else
		n->names[item->id] = item->name;
}

const char **names_of_tags(struct api *api, const struct config *config)
{
	struct tag_namer n = {
		.api = api,
		.config = config,
		.names = g_new0(const char *, api->items->len + 1),
		.counts = g_new0(unsigned, api->items->len + 1),
	};
	for (unsigned i = 0; i < api->items->len; i++)
		if (item_is_tag(g_ptr_array_index(api->items, i)))
			name_tag(&n, g_ptr_array_index(api->items, i));
	g_free(n.counts);
	return n.names;
}
