/*
 * A unit of Rust to items in C's terms.
 *
 *     DW_TAG_namespace "bindings"  DW_TAG_structure_type "point"      ITEM_RECORD point, scope "crate::bindings"
 *     DW_TAG_structure_type "colour" with the member __0: u32         ITEM_ENUM colour
 *     DW_TAG_structure_type with DW_TAG_variant_part                  ITEM_RECORD with has_blob: an enum with data
 *     DW_TAG_subprogram "draw" without a linkage name                 ITEM_FUNCTION draw
 *
 * All types of the crates that are not Rust's own become items, or those of the module that was asked for; what these
 * refer to elsewhere becomes an item without a name. rustc erases aliases: there are no typedefs.
 */
#include "read/dwarf/rust.h"

#include <string.h>

static bool has_variants(struct reading *reading, Dwarf_Die *die)
{
	Dwarf_Die child;
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child))
		if (dwarf_tag(&child) == DW_TAG_variant_part)
			return true;
	return false;
}

/* Whether others can name it: it is in a module that was asked for, and no closure, tuple or pointer with a length. */
static bool is_wanted(struct reading *reading, const char *path, const char *name)
{
	return name && *path && !strchr("{<(&*[", *name) && !g_str_has_prefix(name, "dyn ") &&
	       !rust_path_is_standard(path) && rust_path_has(path, reading->request->module);
}

/* Whether it is one of the shapes that is looked through where it is used. */
static bool is_helper(Dwarf_Die *die)
{
	const char *name = die_name(die);
	return name && (rust_peel_is_helper(name) || !strcmp(name, "c_void"));
}

static struct item *add_item(struct reading *reading, Dwarf_Die *die, bool is_enum)
{
	const char *name = die_name(die), *path = rust_path(reading, die);
	bool is_named = is_wanted(reading, path, name) && !rust_name_is_anonymous(name);
	const char *c_name = is_named ? rust_name_in_c(reading->api, name) : NULL;
	struct item *item = reading_add_item(reading, is_enum ? ITEM_ENUM : ITEM_RECORD, c_name, die);
	item->rust_name = name ? api_intern(reading->api, name) : NULL;
	item->scope = rust_path_scope(reading->api, path);
	item->is_anonymous = !is_named;
	return item;
}

struct item *rust_item(struct reading *reading, Dwarf_Die *die)
{
	struct item *item = g_hash_table_lookup(reading->items, die->addr);
	Dwarf_Die integer;
	if (item)
		return item;
	uint64_t hash = rust_hash_definition(reading, die);
	item = reading_find(reading, hash);
	if (item) {
		g_hash_table_insert(reading->items, die->addr, item);
		return item;
	}
	bool is_enum = dwarf_tag(die) == DW_TAG_enumeration_type || rust_record_is_enum(reading, die, &integer);
	item = add_item(reading, die, is_enum);
	g_hash_table_insert(reading->items, die->addr, item);
	reading_define(reading, hash, item);
	if (is_enum) {
		rust_fill_enum(reading, item, die);
		return item;
	}
	item->record.is_union = dwarf_tag(die) == DW_TAG_union_type;
	item->record.has_blob = has_variants(reading, die);
	g_ptr_array_add(reading->pending, item);
	g_array_append_val(reading->pending_dies, *die);
	g_ptr_array_add(rust_unit(reading)->records, item);
	return item;
}

static void fill_pending(struct reading *reading)
{
	for (guint i = 0; i < reading->pending->len && !reading->is_broken; i++) {
		Dwarf_Die die = g_array_index(reading->pending_dies, Dwarf_Die, i);
		rust_fill_record(reading, g_ptr_array_index(reading->pending, i), &die);
	}
	g_ptr_array_set_size(reading->pending, 0);
	g_array_set_size(reading->pending_dies, 0);
}

static void read_found(struct reading *reading, const struct rust_found *found)
{
	Dwarf_Die die = found->die;
	switch (dwarf_tag(&die)) {
	case DW_TAG_subprogram:
		rust_read_function(reading, found);
		break;
	case DW_TAG_variable:
		rust_read_variable(reading, found);
		break;
	default:
		if (is_wanted(reading, found->path, die_name(&die)) && !is_helper(&die))
			rust_item(reading, &die);
		break;
	}
	fill_pending(reading);
}

void rust_read_unit(struct reading *reading)
{
	struct rust_unit unit = {
		.found = g_array_new(FALSE, FALSE, sizeof(struct rust_found)),
		.records = g_ptr_array_new(),
	};
	Dwarf_Die root = reading->unit.die;
	reading->language = &unit;
	reading->depth = 0;
	if (!rust_unit_is_standard(&root))
		rust_path_index(reading, &root, true);
	for (guint i = 0; i < unit.found->len && !reading->is_broken; i++)
		read_found(reading, &g_array_index(unit.found, struct rust_found, i));
	rust_record_finish(reading);
	reading->language = NULL;
	g_ptr_array_unref(unit.records);
	g_array_unref(unit.found);
}
