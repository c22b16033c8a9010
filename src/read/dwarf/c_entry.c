/*
 * The attributes of one entry, read in one go: debug information of a kernel has tens of millions of entries, and looking for each
 * attribute by itself would go over all of them once more.
 */
#include "read/dwarf/c.h"

#include <string.h>

static int slot_of(unsigned name)
{
	switch (name) {
	case DW_AT_name:
		return ENTRY_NAME;
	case DW_AT_linkage_name:
	case DW_AT_MIPS_linkage_name:
		return ENTRY_LINKAGE_NAME;
	case DW_AT_type:
		return ENTRY_TYPE;
	case DW_AT_byte_size:
		return ENTRY_BYTE_SIZE;
	case DW_AT_bit_size:
		return ENTRY_BIT_SIZE;
	case DW_AT_data_member_location:
		return ENTRY_MEMBER_LOCATION;
	case DW_AT_data_bit_offset:
		return ENTRY_DATA_BIT_OFFSET;
	case DW_AT_bit_offset:
		return ENTRY_BIT_OFFSET;
	case DW_AT_encoding:
		return ENTRY_ENCODING;
	case DW_AT_endianity:
		return ENTRY_ENDIANITY;
	case DW_AT_alignment:
		return ENTRY_ALIGNMENT;
	case DW_AT_declaration:
		return ENTRY_DECLARATION;
	case DW_AT_external:
		return ENTRY_EXTERNAL;
	case DW_AT_prototyped:
		return ENTRY_PROTOTYPED;
	case DW_AT_noreturn:
		return ENTRY_NORETURN;
	case DW_AT_inline:
		return ENTRY_INLINE;
	case DW_AT_calling_convention:
		return ENTRY_CONVENTION;
	case DW_AT_const_value:
		return ENTRY_CONST_VALUE;
	case DW_AT_count:
		return ENTRY_COUNT;
	case DW_AT_upper_bound:
		return ENTRY_UPPER_BOUND;
	case DW_AT_lower_bound:
		return ENTRY_LOWER_BOUND;
	case DW_AT_bit_stride:
	case DW_AT_byte_stride:
		return ENTRY_STRIDE;
	case DW_AT_GNU_vector:
		return ENTRY_VECTOR;
	case DW_AT_specification:
		return ENTRY_SPECIFICATION;
	case DW_AT_abstract_origin:
		return ENTRY_ORIGIN;
	case DW_AT_signature:
		return ENTRY_SIGNATURE;
	case DW_AT_decl_line:
		return ENTRY_LINE;
	case DW_AT_low_pc:
		return ENTRY_LOW_PC;
	case DW_AT_ranges:
		return ENTRY_RANGES;
	default:
		return -1;
	}
}

static int keep(Dwarf_Attribute *attribute, void *data)
{
	struct entry *entry = data;
	int slot = slot_of(dwarf_whatattr(attribute));
	if (slot >= 0 && !(entry->has >> slot & 1)) {
		entry->attributes[slot] = *attribute;
		entry->has |= UINT32_C(1) << slot;
	}
	return DWARF_CB_OK;
}

void entry_read(const struct reading *reading, struct entry *entry, const Dwarf_Die *die)
{
	entry->big_endian = reading->api->target.big_endian;
	entry->die = *die;
	entry->has = 0;
	int tag = dwarf_tag(&entry->die);
	entry->tag = tag > 0 ? (unsigned)tag : 0;
	dwarf_getattrs(&entry->die, keep, entry, 0);
}

void entry_read_definition(const struct reading *reading, struct entry *entry, const Dwarf_Die *die)
{
	Dwarf_Die other;
	entry_read(reading, entry, die);
	if (entry_has(entry, ENTRY_SIGNATURE) && entry_reference(entry, ENTRY_SIGNATURE, &other))
		entry_read(reading, entry, &other);
}

bool entry_flag(struct entry *entry, enum entry_slot slot)
{
	bool flag = false;
	return entry_has(entry, slot) && dwarf_formflag(&entry->attributes[slot], &flag) == 0 && flag;
}

const char *entry_text(struct entry *entry, enum entry_slot slot)
{
	const char *text = entry_has(entry, slot) ? dwarf_formstring(&entry->attributes[slot]) : NULL;
	return text && *text ? text : NULL;
}

bool entry_unsigned(struct entry *entry, enum entry_slot slot, uint64_t *value)
{
	Dwarf_Word word;
	if (!entry_has(entry, slot) || dwarf_formudata(&entry->attributes[slot], &word) != 0)
		return false;
	*value = word;
	return true;
}

/* A block of up to 16 bytes as a number, if 64 bits hold it. */
static bool block_integer(Dwarf_Attribute *attribute, bool big_endian, int64_t *value)
{
	Dwarf_Block block;
	uint64_t number = 0;
	if (dwarf_formblock(attribute, &block) != 0 || block.length == 0 || block.length > 16)
		return false;
	for (size_t i = 0; i < block.length; i++) {
		uint8_t byte = block.data[big_endian ? block.length - 1 - i : i];
		if (i < 8)
			number |= (uint64_t)byte << (8 * i);
		else if (byte != (number >> 63 ? 0xff : 0) && byte != 0)
			return false;
	}
	*value = (int64_t)number;
	return true;
}

bool entry_integer(struct entry *entry, enum entry_slot slot, int64_t *value)
{
	Dwarf_Attribute *attribute = &entry->attributes[slot];
	Dwarf_Sword sword;
	Dwarf_Word word;
	if (!entry_has(entry, slot))
		return false;
	unsigned form = dwarf_whatform(attribute);
	if (form == DW_FORM_sdata || form == DW_FORM_implicit_const) {
		if (dwarf_formsdata(attribute, &sword) != 0)
			return false;
		*value = sword;
		return true;
	}
	if (dwarf_formudata(attribute, &word) != 0)
		return block_integer(attribute, entry->big_endian, value);
	*value = (int64_t)word;
	return true;
}

int64_t entry_size(struct entry *entry)
{
	uint64_t size;
	if (entry_unsigned(entry, ENTRY_BYTE_SIZE, &size))
		return size <= INT64_MAX / 16 ? (int64_t)size : -1;
	if (entry_unsigned(entry, ENTRY_BIT_SIZE, &size))
		return size <= INT64_MAX / 16 ? (int64_t)(size + 7) / 8 : -1;
	return -1;
}

int64_t entry_alignment(struct entry *entry)
{
	uint64_t align;
	bool found = entry_unsigned(entry, ENTRY_ALIGNMENT, &align);
	return found && align && align <= 1 << 28 && !(align & (align - 1)) ? (int64_t)align : 0;
}

bool entry_reference(struct entry *entry, enum entry_slot slot, Dwarf_Die *target)
{
	return entry_has(entry, slot) && dwarf_formref_die(&entry->attributes[slot], target);
}

bool entry_member_offset(const struct reading *reading, struct entry *member, int64_t storage, int64_t *bits)
{
	uint64_t number;
	if (entry_unsigned(member, ENTRY_DATA_BIT_OFFSET, &number)) {
		*bits = (int64_t)number;
		return number <= INT64_MAX;
	}
	if (entry_has(member, ENTRY_BIT_OFFSET))
		return die_member_offset(reading, &member->die, storage, bits);
	if (entry_unsigned(member, ENTRY_MEMBER_LOCATION, &number)) {
		*bits = (int64_t)(number * 8);
		return number <= INT64_MAX / 16;
	}
	return die_member_offset(reading, &member->die, storage, bits);
}
