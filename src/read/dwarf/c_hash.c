/*
 * What makes two definitions the same one, as a number of 64 bits.
 *
 *     struct list { struct list *next; unsigned flag : 1; };
 *
 * hashes as: struct, "list", 16 bytes; member "next" at 0, a pointer to struct "list"; member "flag" at 64, 1 bit, "unsigned int". What a type
 * refers to counts by its name, so that every unit of a program is gone over once, whatever its types' relations are; only what has no
 * name counts by its content.
 */
#include "read/dwarf/c.h"

/* Stands in the table for a hash that is being computed: no compiler writes a type that consists of itself. */
enum { HASH_OPEN = 1 };

static uint64_t hash_flags(uint64_t hash, const struct entry *entry)
{
	uint32_t flags = UINT32_C(1) << ENTRY_DECLARATION | UINT32_C(1) << ENTRY_PROTOTYPED |
			 UINT32_C(1) << ENTRY_NORETURN | UINT32_C(1) << ENTRY_VECTOR | UINT32_C(1) << ENTRY_EXTERNAL;
	return hash_number(hash, entry->has & flags);
}

static uint64_t hash_value(uint64_t hash, struct entry *entry, enum entry_slot slot)
{
	int64_t value = 0;
	return entry_has(entry, slot) && entry_integer(entry, slot, &value) ?
		       hash_number(hash, (uint64_t)value + slot) :
		       hash_number(hash, slot);
}

static uint64_t hash_member(struct reading *reading, uint64_t hash, struct entry *member)
{
	hash = hash_text(hash, entry_text(member, ENTRY_NAME));
	if (entry_has(member, ENTRY_MEMBER_LOCATION) || entry_has(member, ENTRY_DATA_BIT_OFFSET)) {
		int64_t bits = -1;
		entry_member_offset(reading, member, 0, &bits);
		hash = hash_number(hash, (uint64_t)bits);
	}
	if (entry_has(member, ENTRY_BIT_SIZE))
		hash = hash_value(hash_value(hash, member, ENTRY_BIT_SIZE), member, ENTRY_BIT_OFFSET);
	if (entry_has(member, ENTRY_ALIGNMENT))
		hash = hash_value(hash, member, ENTRY_ALIGNMENT);
	return hash_number(hash, c_hash_type(reading, member));
}

/* Members, enumerators, parameters and dimensions; all else that may lie in an entry is none of its own. */
static uint64_t hash_children(struct reading *reading, uint64_t hash, Dwarf_Die *die)
{
	struct entry child;
	Dwarf_Die at;
	for (bool more = die_first(reading, die, &at); more; more = die_next(reading, &at)) {
		entry_read(reading, &child, &at);
		switch (child.tag) {
		case DW_TAG_member:
			hash = hash_member(reading, hash, &child);
			break;
		case DW_TAG_enumerator:
			hash = hash_value(hash_text(hash, entry_text(&child, ENTRY_NAME)), &child, ENTRY_CONST_VALUE);
			break;
		case DW_TAG_formal_parameter:
			hash = hash_number(hash, c_hash_type(reading, &child));
			break;
		case DW_TAG_unspecified_parameters:
			hash = hash_number(hash, DW_TAG_unspecified_parameters);
			break;
		case DW_TAG_subrange_type:
			hash = hash_value(hash_value(hash, &child, ENTRY_COUNT), &child, ENTRY_UPPER_BOUND);
			break;
		default:
			break;
		}
	}
	return hash;
}

uint64_t c_hash_definition(struct reading *reading, struct entry *entry)
{
	bool in_typedef = false;
	uint64_t hash = hash_begin(entry->tag);
	switch (entry->tag) {
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_enumeration_type:
		hash = hash_text(hash, c_tag_name(reading, entry, &in_typedef));
		hash = hash_number(hash, in_typedef);
		break;
	default:
		hash = hash_text(hash, entry_text(entry, ENTRY_NAME));
		break;
	}
	hash = hash_value(hash_flags(hash, entry), entry, ENTRY_BYTE_SIZE);
	hash = hash_value(hash, entry, ENTRY_ALIGNMENT);
	if (entry->tag != DW_TAG_structure_type && entry->tag != DW_TAG_union_type)
		hash = hash_number(hash, c_hash_type(reading, entry));
	return entry->tag == DW_TAG_typedef ? hash : hash_children(reading, hash, &entry->die);
}

uint64_t c_hash_declaration(unsigned tag, const char *name)
{
	return hash_text(hash_number(hash_begin(tag), DW_AT_declaration), name);
}

static uint32_t qualifier(unsigned tag)
{
	switch (tag) {
	case DW_TAG_const_type:
		return 1;
	case DW_TAG_volatile_type:
		return 2;
	case DW_TAG_restrict_type:
		return 4;
	case DW_TAG_atomic_type:
		return 8;
	default:
		return 0;
	}
}

/* `const volatile` is `volatile const`: both orders are there. */
static uint64_t hash_qualified(struct reading *reading, struct entry *entry)
{
	uint32_t qualifiers = qualifier(entry->tag);
	Dwarf_Die die;
	for (unsigned i = 0; i < 4 && entry_reference(entry, ENTRY_TYPE, &die) && qualifier((unsigned)dwarf_tag(&die));
	     i++) {
		entry_read(reading, entry, &die);
		qualifiers |= qualifier(entry->tag);
	}
	return hash_number(hash_number(hash_begin(DW_TAG_const_type), qualifiers), c_hash_type(reading, entry));
}

/* The name counts for what has one; a base type's encoding and a pointer's or an array's size for the others. */
static uint64_t hash_of_use(struct reading *reading, struct entry *entry)
{
	bool in_typedef;
	const char *name;
	switch (entry->tag) {
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_enumeration_type:
		name = c_tag_name(reading, entry, &in_typedef);
		return name ? hash_number(hash_text(hash_begin(entry->tag), name), in_typedef) :
			      c_hash_definition(reading, entry);
	case DW_TAG_typedef:
		/* with what it stands for: time_t may have 4 bytes in one unit and 8 in another */
		name = entry_text(entry, ENTRY_NAME);
		return hash_number(hash_text(hash_begin(entry->tag), name), c_hash_type(reading, entry));
	case DW_TAG_base_type:
		return hash_value(hash_value(c_hash_definition(reading, entry), entry, ENTRY_ENCODING), entry,
				  ENTRY_ENDIANITY);
	case DW_TAG_const_type:
	case DW_TAG_volatile_type:
	case DW_TAG_restrict_type:
	case DW_TAG_atomic_type:
		return hash_qualified(reading, entry);
	default:
		return c_hash_definition(reading, entry);
	}
}

uint64_t c_hash_use(struct reading *reading, const Dwarf_Die *die)
{
	struct entry entry;
	gsize known = GPOINTER_TO_SIZE(g_hash_table_lookup(reading->state, die->addr));
	if (known)
		return known;
	if (c_unit(reading)->depth >= DIE_DEPTH_LIMIT)
		return hash_begin(HASH_OPEN);
	g_hash_table_insert(reading->state, die->addr, GSIZE_TO_POINTER(HASH_OPEN));
	c_unit(reading)->depth++;
	entry_read_definition(reading, &entry, die);
	known = (gsize)hash_of_use(reading, &entry) | 2;
	c_unit(reading)->depth--;
	g_hash_table_insert(reading->state, die->addr, GSIZE_TO_POINTER(known));
	return known;
}

uint64_t c_hash_type(struct reading *reading, struct entry *entry)
{
	Dwarf_Die type;
	if (!entry_has(entry, ENTRY_TYPE))
		return hash_begin(DW_TAG_unspecified_type);
	return entry_reference(entry, ENTRY_TYPE, &type) ? c_hash_use(reading, &type) : hash_begin(0);
}

uint64_t c_hash_function(struct reading *reading, struct entry *entry)
{
	uint64_t hash = hash_text(hash_begin(DW_TAG_subprogram), entry_text(entry, ENTRY_NAME));
	hash = hash_text(hash, entry_text(entry, ENTRY_LINKAGE_NAME));
	uint32_t flags = UINT32_C(1) << ENTRY_PROTOTYPED | UINT32_C(1) << ENTRY_EXTERNAL;
	hash = hash_number(hash, entry->has & flags);
	hash = hash_value(hash, entry, ENTRY_CONVENTION);
	hash = hash_number(hash, c_hash_type(reading, entry));
	return hash_children(reading, hash, &entry->die);
}
