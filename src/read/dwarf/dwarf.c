/*
 * The reader of object files: each object's units to the reader of their language.
 *
 *     liba.a: a.o (C, assembler), b.o (Rust), c.o (no debug information)
 *
 * read for C gives the items of a.o's first unit; 3 objects, 1 unit, 2 other units, 1 without. Type units come last of an object, for what no
 * other unit refers to; partial units where they are imported.
 */
#include "read/dwarf/die.h"

#include "base/diag.h"

#include <string.h>

static enum language language_of(Dwarf_Die *unit)
{
	switch (dwarf_srclang(unit)) {
	case DW_LANG_C:
	case DW_LANG_C89:
	case DW_LANG_C99:
	case DW_LANG_C11:
	case 0x2c: /* C17 */
	case 0x3e: /* C23 */
		return LANGUAGE_C;
	case DW_LANG_Rust:
	case 0x9000: /* before it had a number */
		return LANGUAGE_RUST;
	default:
		return LANGUAGE_OTHER;
	}
}

/* ---- a unit ---- */

static void free_unit(struct reading *reading)
{
	g_hash_table_remove_all(reading->items);
	g_hash_table_remove_all(reading->types);
	g_hash_table_remove_all(reading->state);
	g_ptr_array_set_size(reading->pending, 0);
	g_array_set_size(reading->pending_dies, 0);
	g_hash_table_remove_all(reading->files);
}

static void read_unit(struct reading *reading, const struct object_unit *unit)
{
	reading->unit = *unit;
	if (reading->request->language == LANGUAGE_C)
		c_read_unit(reading);
	else
		rust_read_unit(reading);
	free_unit(reading);
}

static unsigned add_origin(struct reading *reading, struct object_unit *unit)
{
	struct api *api = reading->api;
	struct origin origin = {
		.object = reading->walk->object,
		.source = reading->request->language == LANGUAGE_RUST ? rust_unit_source(api, &unit->die) :
									api_intern(api, die_name(&unit->die)),
		.producer = api_intern(api, die_string(&unit->die, DW_AT_producer)),
		.language = reading->request->language,
		.version = unit->version,
	};
	return api_add_origin(api, &origin);
}

/* ---- an object ---- */

static bool check_machine(struct reading *reading)
{
	struct target *target = &reading->api->target;
	const struct object *object = reading->walk->object;
	struct target own = { 0 };
	target_set_machine(&own, object->machine, object->bits, object->big_endian);
	if (!target->arch) {
		*target = own;
		return true;
	}
	if (own.big_endian == target->big_endian && own.pointer_size == target->pointer_size &&
	    !g_strcmp0(own.arch, target->arch))
		return true;
	object_walk_fail(reading->walk, "is for %s (%u bits), but what was read before it for %s (%u bits)", own.arch,
			 own.pointer_size * 8, target->arch, target->pointer_size * 8);
	return false;
}

static void read_object(struct reading *reading, struct dwarf_summary *summary)
{
	GArray *type_units = g_array_new(FALSE, FALSE, sizeof(struct object_unit));
	struct object_unit unit;
	reading->is_broken = false;
	reading->origin = 0;
	while (!reading->is_broken && object_walk_next_unit(reading->walk, &unit)) {
		if (unit.type == DW_UT_partial || dwarf_tag(&unit.die) == DW_TAG_partial_unit)
			continue;
		if (language_of(&unit.die) != reading->request->language) {
			summary->other_units += unit.type != DW_UT_type && unit.type != DW_UT_split_type;
			continue;
		}
		if (unit.type == DW_UT_type || unit.type == DW_UT_split_type) {
			g_array_append_val(type_units, unit);
			continue;
		}
		summary->units++;
		reading->origin = add_origin(reading, &unit);
		read_unit(reading, &unit);
	}
	for (guint i = 0; i < type_units->len && reading->origin && !reading->is_broken; i++)
		read_unit(reading, &g_array_index(type_units, struct object_unit, i));
	g_array_unref(type_units);
	g_clear_pointer(&reading->symbols, g_hash_table_unref);
	g_clear_pointer(&reading->relocations, g_hash_table_unref);
	g_hash_table_remove_all(reading->scanned);
	g_hash_table_remove_all(reading->imported);
	g_hash_table_remove_all(reading->named);
	g_hash_table_remove_all(reading->modules);
}

/* ---- the file ---- */

static void reading_init(struct reading *reading, const struct dwarf_request *request, struct api *api)
{
	*reading = (struct reading){ .api = api, .request = request };
	reading->items = g_hash_table_new(NULL, NULL);
	reading->types = g_hash_table_new(NULL, NULL);
	reading->state = g_hash_table_new(NULL, NULL);
	reading->files = g_hash_table_new_full(NULL, NULL, NULL, die_files_free);
	reading->pending = g_ptr_array_new();
	reading->pending_dies = g_array_new(FALSE, FALSE, sizeof(Dwarf_Die));
	reading->scanned = g_hash_table_new(NULL, NULL);
	reading->imported = g_hash_table_new(NULL, NULL);
	reading->named = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	reading->modules = g_hash_table_new(NULL, NULL);
	reading->paths = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < api->files->len; i++)
		g_hash_table_insert(reading->paths, g_ptr_array_index(api->files, i), GUINT_TO_POINTER(i + 1));
	/* an earlier file has said it */
	reading->knows_char = api->origins->len > 0;
}

static void reading_finish(struct reading *reading)
{
	g_hash_table_unref(reading->items);
	g_hash_table_unref(reading->types);
	g_hash_table_unref(reading->state);
	g_hash_table_unref(reading->files);
	g_ptr_array_unref(reading->pending);
	g_array_unref(reading->pending_dies);
	g_hash_table_unref(reading->scanned);
	g_hash_table_unref(reading->imported);
	g_hash_table_unref(reading->named);
	g_hash_table_unref(reading->modules);
	g_hash_table_unref(reading->paths);
}

bool dwarf_read(const char *path, const struct dwarf_request *request, struct api *api, struct dwarf_summary *summary)
{
	struct object_walk walk;
	struct reading reading;
	struct dwarf_summary own = { 0 };
	reading_init(&reading, request, api);
	object_walk_init(&walk, path, api);
	reading.walk = &walk;
	bool fits = true;
	while (object_walk_next(&walk)) {
		own.objects++;
		own.without += walk.object->has_code && !walk.has_dwarf;
		if (check_machine(&reading))
			read_object(&reading, &own);
		else
			fits = false;
	}
	reading_finish(&reading);
	if (summary)
		*summary = own;
	return object_walk_finish(&walk) && fits;
}
