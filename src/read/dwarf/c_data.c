/*
 * What an object's data sections have for a variable: the values of constants, which witness files hold so.
 *
 *     const unsigned long __braze_x = 4096;     symbol "__braze_x" in .rodata, 8 bytes: 00 10 00 …
 *
 * In a relocatable file the symbol says where it is, in a linked one DW_AT_location may do so, too. Bytes that a relocation is still to change,
 * and those of symbols that are defined elsewhere, are not known.
 */
#include "read/dwarf/c.h"
#include "read/dwarf/object_private.h"

#include <string.h>

/* Symbols of the object by name; of several local ones with one name the last. */
static GHashTable *symbols_of(struct reading *reading, const struct object_elf *elf)
{
	if (reading->symbols)
		return reading->symbols;
	reading->symbols = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	for (size_t i = 0; i < elf->n_sections; i++) {
		const struct object_section *section = &elf->sections[i];
		Elf_Data *data = section->header.sh_type == SHT_SYMTAB ? elf_getdata(section->scn, NULL) : NULL;
		size_t n = data ? data->d_size / gelf_fsize(elf->elf, ELF_T_SYM, 1, EV_CURRENT) : 0;
		for (size_t j = 0; j < n && j < INT_MAX; j++) {
			GElf_Sym symbol;
			if (!gelf_getsym(data, (int)j, &symbol) || GELF_ST_TYPE(symbol.st_info) != STT_OBJECT)
				continue;
			const char *name = elf_strptr(elf->elf, section->header.sh_link, symbol.st_name);
			if (name && *name)
				g_hash_table_replace(reading->symbols, (void *)name,
						     g_memdup2(&symbol, sizeof(symbol)));
		}
	}
	return reading->symbols;
}

/* Whether a relocation is to be applied between these offsets in the section. */
static bool is_relocated(const struct object_elf *elf, size_t section, uint64_t from, uint64_t end)
{
	for (size_t i = 0; i < elf->n_sections; i++) {
		const GElf_Shdr *header = &elf->sections[i].header;
		bool is_rela = header->sh_type == SHT_RELA;
		if ((!is_rela && header->sh_type != SHT_REL) || header->sh_info != section)
			continue;
		Elf_Data *data = elf_getdata(elf->sections[i].scn, NULL);
		size_t n = data ? data->d_size / gelf_fsize(elf->elf, is_rela ? ELF_T_RELA : ELF_T_REL, 1, EV_CURRENT) : 0;
		for (size_t j = 0; j < n && j < INT_MAX; j++) {
			GElf_Rela rela = { 0 };
			GElf_Rel rel = { 0 };
			if (is_rela ? !gelf_getrela(data, (int)j, &rela) : !gelf_getrel(data, (int)j, &rel))
				continue;
			uint64_t at = is_rela ? rela.r_offset : rel.r_offset;
			if (at < end && at + 8 > from)
				return true;
		}
	}
	return false;
}

static bool read_section(const struct object_elf *elf, size_t number, uint64_t offset, void *bytes, size_t size)
{
	const struct object_section *section = &elf->sections[number];
	if (!(section->header.sh_flags & SHF_ALLOC) || offset > section->header.sh_size ||
	    section->header.sh_size - offset < size)
		return false;
	if (section->header.sh_type == SHT_NOBITS) {
		memset(bytes, 0, size);
		return true;
	}
	if (section->header.sh_flags & SHF_COMPRESSED || offset > section->raw.size || section->raw.size - offset < size)
		return false;
	memcpy(bytes, section->raw.data + offset, size);
	return elf->header.e_type != ET_REL || !is_relocated(elf, number, offset, offset + size);
}

/* The section that an address of a linked file lies in; 0: none. */
static size_t section_at(const struct object_elf *elf, uint64_t address)
{
	for (size_t i = 1; i < elf->n_sections; i++) {
		const GElf_Shdr *header = &elf->sections[i].header;
		if (header->sh_flags & SHF_ALLOC && !(header->sh_flags & SHF_TLS) && address >= header->sh_addr &&
		    address - header->sh_addr < header->sh_size)
			return i;
	}
	return 0;
}

bool c_data_read(struct reading *reading, const char *symbol, const uint64_t *address, void *bytes, size_t size)
{
	const struct object_elf *elf = object_walk_elf(reading->walk);
	if (!elf || !size)
		return false;
	bool is_linked = elf->header.e_type != ET_REL;
	if (is_linked && address) {
		size_t section = section_at(elf, *address);
		return section && read_section(elf, section, *address - elf->sections[section].header.sh_addr, bytes, size);
	}
	const GElf_Sym *found = g_hash_table_lookup(symbols_of(reading, elf), symbol);
	if (!found || found->st_size < size || found->st_shndx == SHN_UNDEF || found->st_shndx >= SHN_LORESERVE ||
	    found->st_shndx >= elf->n_sections)
		return false;
	uint64_t base = is_linked ? elf->sections[found->st_shndx].header.sh_addr : 0;
	return found->st_value >= base && read_section(elf, found->st_shndx, found->st_value - base, bytes, size);
}
