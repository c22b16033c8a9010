/*
 * libelf over bytes in memory. It checks what the headers say against the size.
 */
#include "guest/elf_file.h"

#include <gelf.h>
#include <string.h>

/* libelf reads from the image only, but does not say so in its types. */
static Elf *open_elf(GBytes *file)
{
	gsize n;
	const char *data = g_bytes_get_data(file, &n);
	elf_version(EV_CURRENT);
	Elf *elf = n ? elf_memory((char *)data, n) : NULL;
	if (elf && elf_kind(elf) == ELF_K_ELF)
		return elf;
	elf_end(elf);
	return NULL;
}

static GBytes *section_bytes(GBytes *file, Elf_Scn *section)
{
	GElf_Shdr header;
	gsize size = g_bytes_get_size(file);
	if (!gelf_getshdr(section, &header) || header.sh_type == SHT_NOBITS || header.sh_offset > size ||
	    header.sh_size > size - header.sh_offset)
		return NULL;
	return g_bytes_new_from_bytes(file, header.sh_offset, header.sh_size);
}

/* The section of this name; NULL where there is none. */
static Elf_Scn *find_section(Elf *elf, const char *name)
{
	size_t names;
	if (elf_getshdrstrndx(elf, &names) != 0)
		return NULL;
	for (Elf_Scn *section = NULL; (section = elf_nextscn(elf, section));) {
		GElf_Shdr header;
		const char *its = gelf_getshdr(section, &header) ? elf_strptr(elf, names, header.sh_name) : NULL;
		if (its && strcmp(its, name) == 0)
			return section;
	}
	return NULL;
}

GBytes *elf_file_section(GBytes *file, const char *name)
{
	Elf *elf = open_elf(file);
	Elf_Scn *section = elf ? find_section(elf, name) : NULL;
	GBytes *found = section ? section_bytes(file, section) : NULL;
	elf_end(elf);
	return found;
}

unsigned elf_file_machine(GBytes *file)
{
	Elf *elf = open_elf(file);
	GElf_Ehdr header;
	unsigned machine = elf && gelf_getehdr(elf, &header) ? header.e_machine : 0;
	elf_end(elf);
	return machine;
}

bool elf_file_is_static_program(GBytes *file)
{
	Elf *elf = open_elf(file);
	size_t n = 0;
	bool is_static = elf && elf_getphdrnum(elf, &n) == 0 && n > 0;
	for (size_t i = 0; is_static && i < n; i++) {
		GElf_Phdr header;
		is_static = gelf_getphdr(elf, (int)i, &header) && header.p_type != PT_INTERP;
	}
	elf_end(elf);
	return is_static;
}

char *elf_file_function(GBytes *file, const char *section, guint64 offset)
{
	Elf *elf = open_elf(file);
	Elf_Scn *code = elf ? find_section(elf, section) : NULL, *symbols = elf ? find_section(elf, ".symtab") : NULL;
	Elf_Data *data = code && symbols ? elf_getdata(symbols, NULL) : NULL;
	GElf_Shdr header;
	GElf_Sym symbol;
	char *name = NULL;
	for (int i = 0; data && !name && gelf_getsym(data, i, &symbol); i++)
		if (GELF_ST_TYPE(symbol.st_info) == STT_FUNC && symbol.st_shndx == elf_ndxscn(code) &&
		    symbol.st_value <= offset && offset - symbol.st_value < symbol.st_size &&
		    gelf_getshdr(symbols, &header))
			name = g_strdup(elf_strptr(elf, header.sh_link, symbol.st_name));
	elf_end(elf);
	return name;
}
