/*
 * What makes definitions in several units one: a hash of all that they say about themselves. Types that they mention
 * count by their names, with the modules that they are in; they have definitions, and hashes, of their own.
 */
#include "read/dwarf/rust.h"

enum { HASH_DEPTH = 32 };

static uint64_t hash_use(struct reading *reading, uint64_t hash, Dwarf_Die *die, unsigned depth);

static uint64_t hash_type(struct reading *reading, uint64_t hash, Dwarf_Die *die, unsigned depth)
{
	Dwarf_Die type;
	return die_type(die, &type, NULL) ? hash_use(reading, hash, &type, depth) : hash_number(hash, 0);
}

/* Arrays, and pointers of older compilers, have no names: they are what they consist of. */
static uint64_t hash_use(struct reading *reading, uint64_t hash, Dwarf_Die *die, unsigned depth)
{
	unsigned tag = dwarf_tag(die);
	const char *name = die_name(die);
	uint64_t number;
	Dwarf_Die child;
	hash = hash_number(hash, tag);
	if (name) {
		bool has_path =
			tag == DW_TAG_structure_type || tag == DW_TAG_union_type || tag == DW_TAG_enumeration_type;
		hash = has_path ? hash_text(hash, rust_path(reading, die)) : hash;
		return hash_number(hash_text(hash, name), (uint64_t)die_size(die));
	}
	if (depth >= HASH_DEPTH)
		return hash;
	hash = hash_type(reading, hash, die, depth + 1);
	if (tag != DW_TAG_array_type && tag != DW_TAG_subroutine_type)
		return hash;
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child)) {
		if (die_unsigned(&child, DW_AT_count, &number) || die_unsigned(&child, DW_AT_upper_bound, &number))
			hash = hash_number(hash, number);
		/* One level of parameters: a broken file could have more than there is time for. */
		else if (dwarf_tag(&child) == DW_TAG_formal_parameter)
			hash = hash_type(reading, hash, &child, HASH_DEPTH);
	}
	return hash;
}

uint64_t rust_hash_definition(struct reading *reading, Dwarf_Die *die)
{
	Dwarf_Die child;
	uint64_t number;
	uint64_t hash = hash_begin(dwarf_tag(die));
	hash = hash_text(hash, rust_path(reading, die));
	hash = hash_text(hash, die_name(die));
	hash = hash_number(hash, (uint64_t)die_size(die));
	hash = hash_number(hash, (uint64_t)die_alignment(die));
	hash = hash_type(reading, hash, die, 0);
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child)) {
		unsigned tag = dwarf_tag(&child);
		if (tag != DW_TAG_member && tag != DW_TAG_enumerator && tag != DW_TAG_variant_part)
			continue;
		hash = hash_text(hash_number(hash, tag), die_name(&child));
		if (die_unsigned(&child, DW_AT_data_member_location, &number) ||
		    die_unsigned(&child, DW_AT_const_value, &number))
			hash = hash_number(hash, number);
		hash = hash_type(reading, hash, &child, 0);
	}
	return hash;
}

uint64_t rust_hash_symbol(struct reading *reading, Dwarf_Die *die, const char *symbol)
{
	Dwarf_Die child;
	uint64_t hash = hash_text(hash_begin(dwarf_tag(die)), symbol);
	hash = hash_type(reading, hash, die, 0);
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child))
		if (dwarf_tag(&child) == DW_TAG_formal_parameter)
			hash = hash_type(reading, hash, &child, 0);
	return hash;
}
