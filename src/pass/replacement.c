/*
 * The word `replaces` of annotations: a type that is written under the name of another one, in its place.
 *
 *     struct buffer { char *data; };
 *     /// <div rustbindgen replaces="buffer"></div>
 *     struct buffer_view { struct view *data; };        pub struct buffer { pub data: *mut view }
 *
 * Both must be of one kind, size and alignment: what contains the one has the layout of the other. Where they are not, there is a warning and
 * both are written.
 */
#include "base/diag.h"
#include "pass/annotation.h"

#include <string.h>

static bool is_named_tag(const struct item *item)
{
	return item_is_tag(item) && item->name;
}

static bool can_replace(const struct item *item, const struct item *other)
{
	if (item->kind != other->kind)
		return false;
	if (item->kind == ITEM_ENUM)
		return item->enumeration.integer->size == other->enumeration.integer->size;
	return item->record.is_complete && (!other->record.is_complete || (item->record.size == other->record.size &&
									   item->record.align == other->record.align));
}

static void replace(const struct api *api, struct item *item)
{
	const char *name = item->annotation->replaces;
	struct place place = { g_ptr_array_index(api->files, item->loc.file), item->loc.line, item->loc.column };
	for (guint i = 0; i < api->items->len; i++) {
		struct item *other = g_ptr_array_index(api->items, i);
		if (other == item || !is_named_tag(other) || strcmp(other->name, name) != 0)
			continue;
		if (can_replace(item, other))
			other->replacement = item;
		else
			diag_report(SEVERITY_WARNING, place, "replaces",
				    "'%s' cannot replace '%s', which has another layout", item->name, name);
		return;
	}
	diag_report(SEVERITY_WARNING, place, "replaces", "there is no struct, union or enum '%s' to be replaced", name);
}

void replacements_find(struct api *api)
{
	for (guint i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		if (is_named_tag(item) && item->annotation && item->annotation->replaces)
			replace(api, item);
	}
	for (guint i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		if (item->replacement)
			item->replacement->name = item->name;
	}
}
