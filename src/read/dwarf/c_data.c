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

/* Several local symbols may have one name: which one is meant is not known then. */
static void add_symbol(GHashTable *symbols, const char *name, const GElf_Sym *symbol)
{
	GElf_Sym *known = g_hash_table_lookup(symbols, name);
	if (!known)
		g_hash_table_insert(symbols, (void *)name, g_memdup2(symbol, sizeof(*symbol)));
	else if (known->st_shndx != symbol->st_shndx || known->st_value != symbol->st_value)
		known->st_shndx = SHN_UNDEF;
}

/* Symbols of the object by name. */
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
			if (!gelf_getsym(data, (int)j, &symbol) ||
			    (GELF_ST_TYPE(symbol.st_info) != STT_OBJECT && GELF_ST_TYPE(symbol.st_info) != STT_TLS))
				continue;
			const char *name = elf_strptr(elf->elf, section->header.sh_link, symbol.st_name);
			if (name && *name)
				add_symbol(reading->symbols, name, &symbol);
		}
	}
	return reading->symbols;
}

static int compare_offsets(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

static void add_offsets(const struct object_elf *elf, const struct object_section *section, GArray *offsets)
{
	bool is_rela = section->header.sh_type == SHT_RELA;
	Elf_Data *data = elf_getdata(section->scn, NULL);
	size_t n = data ? data->d_size / gelf_fsize(elf->elf, is_rela ? ELF_T_RELA : ELF_T_REL, 1, EV_CURRENT) : 0;
	for (size_t i = 0; i < n && i < INT_MAX; i++) {
		GElf_Rela rela = { 0 };
		GElf_Rel rel = { 0 };
		if (is_rela ? !gelf_getrela(data, (int)i, &rela) : !gelf_getrel(data, (int)i, &rel))
			continue;
		uint64_t offset = is_rela ? rela.r_offset : rel.r_offset;
		g_array_append_val(offsets, offset);
	}
}

/* Where relocations are to be applied, sorted: in the section of a relocatable file, or (section 0) of a linked one when it is loaded. */
static GArray *relocations_of(struct reading *reading, const struct object_elf *elf, size_t section)
{
	if (!reading->relocations)
		reading->relocations = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	GArray *offsets = g_hash_table_lookup(reading->relocations, GSIZE_TO_POINTER(section));
	if (offsets)
		return offsets;
	offsets = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	for (size_t i = 0; i < elf->n_sections; i++) {
		const GElf_Shdr *header = &elf->sections[i].header;
		bool is_wanted = section ? header->sh_info == section : (header->sh_flags & SHF_ALLOC) != 0;
		if (is_wanted && (header->sh_type == SHT_RELA || header->sh_type == SHT_REL))
			add_offsets(elf, &elf->sections[i], offsets);
	}
	g_array_sort(offsets, compare_offsets);
	g_hash_table_insert(reading->relocations, GSIZE_TO_POINTER(section), offsets);
	return offsets;
}

/* Whether one of them, of up to 8 bytes, changes what is between from and end. */
static bool is_relocated(const GArray *offsets, uint64_t from, uint64_t end)
{
	guint low = 0, high = offsets->len;
	uint64_t first = from > 7 ? from - 7 : 0;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(offsets, uint64_t, middle) < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low < offsets->len && g_array_index(offsets, uint64_t, low) < end;
}

static bool read_section(struct reading *reading, const struct object_elf *elf, size_t number, uint64_t offset,
			 void *bytes, size_t size)
{
	const struct object_section *section = &elf->sections[number];
	if (!(section->header.sh_flags & SHF_ALLOC) || offset > section->header.sh_size ||
	    section->header.sh_size - offset < size)
		return false;
	if (section->header.sh_type == SHT_NOBITS) {
		memset(bytes, 0, size);
		return true;
	}
	if (section->header.sh_flags & SHF_COMPRESSED || offset > section->raw.size ||
	    section->raw.size - offset < size)
		return false;
	memcpy(bytes, section->raw.data + offset, size);
	bool is_linked = elf->header.e_type != ET_REL;
	uint64_t from = is_linked ? section->header.sh_addr + offset : offset;
	return !is_relocated(relocations_of(reading, elf, is_linked ? 0 : number), from, from + size);
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

bool c_data_is_thread_local(struct reading *reading, const char *symbol)
{
	const struct object_elf *elf = object_walk_elf(reading->walk);
	const GElf_Sym *found = elf ? g_hash_table_lookup(symbols_of(reading, elf), symbol) : NULL;
	return found && GELF_ST_TYPE(found->st_info) == STT_TLS;
}

bool c_data_read(struct reading *reading, const char *symbol, const uint64_t *address, void *bytes, size_t size)
{
	const struct object_elf *elf = object_walk_elf(reading->walk);
	if (!elf || !size)
		return false;
	bool is_linked = elf->header.e_type != ET_REL;
	if (is_linked && address) {
		size_t section = section_at(elf, *address);
		return section && read_section(reading, elf, section, *address - elf->sections[section].header.sh_addr,
					       bytes, size);
	}
	const GElf_Sym *found = g_hash_table_lookup(symbols_of(reading, elf), symbol);
	if (!found || GELF_ST_TYPE(found->st_info) != STT_OBJECT || found->st_size < size ||
	    found->st_shndx == SHN_UNDEF || found->st_shndx >= SHN_LORESERVE || found->st_shndx >= elf->n_sections)
		return false;
	uint64_t base = is_linked ? elf->sections[found->st_shndx].header.sh_addr : 0;
	return found->st_value >= base &&
	       read_section(reading, elf, found->st_shndx, found->st_value - base, bytes, size);
}
