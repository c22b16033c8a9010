/*
 * A compilation unit of C: its entries at file scope to items, each definition once.
 *
 *     a.o: struct point { int x, y; };   b.o: struct point { int x, y; };   c.o: struct point; struct other *p;
 *
 * gives one item "point". Its definition is known by a hash over all that makes it (c_hash.c); a declaration stands for the first definition of
 * that name, whichever unit has it, and is completed by it. A record without a tag is one by the typedef that names it, or else by what uses it:
 * GCC has such records beside the ones that they are members of. What is local to functions is passed over.
 */
#include "read/dwarf/c.h"

/* ---- names ---- */

static const struct c_typedef *naming_typedef(const struct reading *reading, const void *address)
{
	const struct c_typedef *found = g_hash_table_lookup(c_unit(reading)->named, address);
	return found ? found : g_hash_table_lookup(reading->named, address);
}

const char *c_tag_name(const struct reading *reading, struct entry *entry, bool *in_typedef)
{
	const char *name = entry_text(entry, ENTRY_NAME);
	*in_typedef = false;
	if (name)
		return name;
	const struct c_typedef *naming = naming_typedef(reading, entry->die.addr);
	*in_typedef = naming != NULL;
	return naming ? naming->name : NULL;
}

/* ---- items of records, enums and typedefs ---- */

static void push_pending(struct reading *reading, struct item *item, const Dwarf_Die *die)
{
	g_ptr_array_add(reading->pending, item);
	g_array_append_val(reading->pending_dies, *die);
}

static void fill_pending(struct reading *reading)
{
	for (guint i = 0; i < reading->pending->len && !reading->is_broken; i++) {
		struct item *item = g_ptr_array_index(reading->pending, i);
		Dwarf_Die die = g_array_index(reading->pending_dies, Dwarf_Die, i);
		if (item->kind == ITEM_RECORD)
			c_fill_record(reading, item, &die);
		else
			c_fill_enum(reading, item, &die);
	}
	g_ptr_array_set_size(reading->pending, 0);
	g_array_set_size(reading->pending_dies, 0);
}

static bool is_complete(const struct item *item)
{
	return item->kind == ITEM_RECORD ? item->record.is_complete : item->enumeration.is_complete;
}

static void begin_record(struct reading *reading, struct item *item, struct entry *entry)
{
	struct record *record = &item->record;
	record->is_union = entry->tag == DW_TAG_union_type;
	record->size = record->align = -1;
	if (entry_flag(entry, ENTRY_DECLARATION))
		return;
	record->size = entry_size(entry);
	if (entry_alignment(entry))
		record->align = entry_alignment(entry);
	else
		item->unknown |= UNKNOWN_ALIGNMENT;
	record->is_complete = record->size >= 0;
	if (record->is_complete)
		push_pending(reading, item, &entry->die);
	else
		api_omit_item(reading->api, item, "invalid-type", "its size is not a number in the debug information");
}

static void begin_enum(struct reading *reading, struct item *item, struct entry *entry)
{
	struct enumeration *enumeration = &item->enumeration;
	enumeration->integer = type_int(reading, INT_UINT, 4);
	const struct type *integer = c_enum_integer(reading, &entry->die);
	enumeration->is_complete = !entry_flag(entry, ENTRY_DECLARATION);
	if (integer)
		enumeration->integer = integer;
	else
		api_omit_item(reading->api, item, "invalid-type", "it has %" PRId64 " bytes, as no integer has",
			      entry_size(entry));
	if (enumeration->is_complete)
		push_pending(reading, item, &entry->die);
}

/* Makes the item, or makes what was only declared complete. */
static struct item *begin_tag(struct reading *reading, struct item *item, struct entry *entry, const char *name,
			      bool in_typedef)
{
	bool is_record = entry->tag != DW_TAG_enumeration_type;
	if (item) {
		item->origin = reading->origin;
		item->loc = die_location(reading, &entry->die);
	} else {
		item = reading_add_item(reading, is_record ? ITEM_RECORD : ITEM_ENUM, name, &entry->die);
	}
	g_hash_table_insert(reading->items, entry->die.addr, item);
	item->is_anonymous = !name;
	if (is_record) {
		begin_record(reading, item, entry);
		item->record.in_typedef = in_typedef;
	} else {
		begin_enum(reading, item, entry);
		item->enumeration.in_typedef = in_typedef;
	}
	return item;
}

static struct item *tag_item(struct reading *reading, struct entry *entry)
{
	bool in_typedef;
	const char *name = c_tag_name(reading, entry, &in_typedef);
	bool is_declaration = entry_flag(entry, ENTRY_DECLARATION), has_tag = name && !in_typedef;
	if (entry->die.cu != reading->unit.die.cu)
		g_hash_table_add(reading->imported, entry->die.addr);
	/* records without a name belong to one record, which is there once */
	bool is_shared = name || !c_unit(reading)->filling || entry->tag == DW_TAG_enumeration_type;
	uint64_t by_name = has_tag ? c_hash_declaration(entry->tag, name) : 0;
	uint64_t by_content = is_declaration ? by_name : c_hash_definition(reading, entry);
	struct item *declared = has_tag ? reading_find(reading, by_name) : NULL;
	struct item *known = is_shared && by_content ? reading_find(reading, by_content) : NULL;
	if (known) {
		g_hash_table_insert(reading->items, entry->die.addr, known);
		return known;
	}
	struct item *incomplete = declared && !is_complete(declared) && !is_declaration ? declared : NULL;
	struct item *item = begin_tag(reading, incomplete, entry, name, in_typedef);
	if (is_shared && by_content)
		reading_define(reading, by_content, item);
	if (has_tag && !declared && by_content != by_name)
		reading_define(reading, by_name, item);
	return item;
}

/* `typedef struct { … } name __attribute__((aligned(16)));` aligns the name, and the record has no other. */
static void use_typedef_alignment(const struct item *item, int64_t align)
{
	const struct type *type = item->typedef_.type;
	if (!align || type->kind != TYPE_RECORD)
		return;
	struct record *record = &type->item->record;
	if (!record->in_typedef || g_strcmp0(type->item->name, item->name) != 0 || align <= record->align)
		return;
	record->typedef_align = align;
	if (record->size % align == 0)
		record->align = align;
}

static struct item *typedef_item(struct reading *reading, struct entry *entry)
{
	const char *name = entry_text(entry, ENTRY_NAME);
	if (!name)
		return NULL;
	uint64_t hash = c_hash_definition(reading, entry);
	struct item *item = reading_find(reading, hash);
	if (!item) {
		item = reading_add_item(reading, ITEM_TYPEDEF, name, &entry->die);
		reading_define(reading, hash, item);
		g_hash_table_insert(reading->items, entry->die.addr, item);
		item->typedef_.type = c_type_of(reading, entry);
		use_typedef_alignment(item, entry_alignment(entry));
	}
	g_hash_table_insert(reading->items, entry->die.addr, item);
	return item;
}

struct item *c_item(struct reading *reading, Dwarf_Die *die)
{
	struct item *item = g_hash_table_lookup(reading->items, die->addr);
	struct entry entry;
	if (item)
		return item;
	entry_read_definition(reading, &entry, die);
	switch (entry.tag) {
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_enumeration_type:
		item = tag_item(reading, &entry);
		break;
	case DW_TAG_typedef:
		item = typedef_item(reading, &entry);
		break;
	default:
		return NULL;
	}
	if (item)
		g_hash_table_insert(reading->items, die->addr, item);
	return item;
}

/* ---- the walk ---- */

/* A partial unit that the entry imports, if it was not walked for this object yet. */
static bool imported_unit(struct reading *reading, GHashTable *seen, Dwarf_Die *die, Dwarf_Die *unit)
{
	return die_reference(die, DW_AT_import, unit) && dwarf_tag(unit) == DW_TAG_partial_unit &&
	       c_unit(reading)->depth < DIE_DEPTH_LIMIT && g_hash_table_add(seen, unit->addr);
}

/* A record or enum whose definition is in a unit of its own. */
static void follow_signature(Dwarf_Die *die)
{
	Dwarf_Die other;
	if (!dwarf_hasattr(die, DW_AT_name) && die_reference(die, DW_AT_signature, &other))
		*die = other;
}

static void name_by_typedef(struct reading *reading, GHashTable *named, Dwarf_Die *die)
{
	struct entry entry;
	Dwarf_Die type;
	uint64_t line = UINT64_MAX;
	entry_read(reading, &entry, die);
	const char *name = entry_text(&entry, ENTRY_NAME);
	if (!name || !entry_reference(&entry, ENTRY_TYPE, &type))
		return;
	follow_signature(&type);
	entry_unsigned(&entry, ENTRY_LINE, &line);
	struct c_typedef *known = g_hash_table_lookup(named, type.addr);
	if (known && known->line <= line)
		return;
	if (!known) {
		known = g_new(struct c_typedef, 1);
		g_hash_table_insert(named, type.addr, known);
	}
	*known = (struct c_typedef){ name, line };
}

/* What has to be known of the whole unit before the first item is made. */
static void scan(struct reading *reading, GHashTable *named, Dwarf_Die *parent)
{
	Dwarf_Die die, other;
	for (bool more = die_first(reading, parent, &die); more; more = die_next(reading, &die)) {
		switch (dwarf_tag(&die)) {
		case DW_TAG_typedef:
			name_by_typedef(reading, named, &die);
			break;
		case DW_TAG_subprogram:
		case DW_TAG_variable:
			if (dwarf_hasattr(&die, DW_AT_specification) &&
			    die_reference(&die, DW_AT_specification, &other))
				g_hash_table_add(c_unit(reading)->superseded, other.addr);
			break;
		case DW_TAG_imported_unit:
			if (imported_unit(reading, reading->scanned, &die, &other)) {
				c_unit(reading)->depth++;
				scan(reading, reading->named, &other);
				c_unit(reading)->depth--;
			}
			break;
		default:
			break;
		}
	}
}

static void read_symbol(struct reading *reading, Dwarf_Die *die)
{
	struct entry entry;
	if (g_hash_table_contains(c_unit(reading)->superseded, die->addr))
		return;
	entry_read(reading, &entry, die);
	if (entry.tag == DW_TAG_variable)
		c_read_variable(reading, &entry);
	else
		c_read_function(reading, &entry);
}

/* Records without a name are read where something uses them, enums at the end, so that they have got their records by then. */
static void read_tag(struct reading *reading, GArray *later, const Dwarf_Die *found, int tag)
{
	Dwarf_Die copy = *found, *die = &copy;
	follow_signature(die);
	if (!dwarf_hasattr(die, DW_AT_name) && !naming_typedef(reading, die->addr)) {
		if (tag == DW_TAG_enumeration_type && !g_hash_table_contains(reading->imported, die->addr))
			g_array_append_val(later, *die);
		return;
	}
	c_item(reading, die);
}

static void read_entries(struct reading *reading, GArray *later, Dwarf_Die *parent)
{
	Dwarf_Die die, other;
	for (bool more = die_first(reading, parent, &die); more; more = die_next(reading, &die)) {
		int tag = dwarf_tag(&die);
		switch (tag) {
		case DW_TAG_structure_type:
		case DW_TAG_union_type:
		case DW_TAG_enumeration_type:
			read_tag(reading, later, &die, tag);
			break;
		case DW_TAG_typedef:
			c_item(reading, &die);
			break;
		case DW_TAG_subprogram:
		case DW_TAG_variable:
			read_symbol(reading, &die);
			break;
		case DW_TAG_imported_unit:
			if (imported_unit(reading, reading->imported, &die, &other)) {
				c_unit(reading)->depth++;
				read_entries(reading, later, &other);
				c_unit(reading)->depth--;
			}
			break;
		default:
			break;
		}
		fill_pending(reading);
	}
}

void c_read_unit(struct reading *reading)
{
	struct c_unit unit = {
		.named = g_hash_table_new_full(NULL, NULL, NULL, g_free),
		.superseded = g_hash_table_new(NULL, NULL),
		.fresh = g_ptr_array_new(),
		.records = g_ptr_array_new(),
	};
	GArray *later = g_array_new(FALSE, FALSE, sizeof(Dwarf_Die));
	reading->language = &unit;
	align_begin(reading);
	scan(reading, unit.named, &reading->unit.die);
	read_entries(reading, later, &reading->unit.die);
	for (guint i = 0; i < later->len && !reading->is_broken; i++)
		c_item(reading, &g_array_index(later, Dwarf_Die, i));
	fill_pending(reading);
	align_finish(reading);
	reading->language = NULL;
	g_array_unref(later);
	g_hash_table_unref(unit.named);
	g_hash_table_unref(unit.superseded);
	g_ptr_array_unref(unit.fresh);
	g_ptr_array_unref(unit.records);
}
