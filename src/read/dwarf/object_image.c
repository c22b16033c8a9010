/*
 * The DWARF sections of a file to an ELF file in memory that has nothing else, as libdw wants to read them.
 *
 *     a.o: .text .debug_info (zstd) .rela.debug_info .debug_abbrev .debug_info (of a COMDAT group) …
 *     image: .debug_info (both, decompressed, relocated) .debug_abbrev .shstrtab
 *
 * libdw relocates nothing, knows no zstd before elfutils 0.189, and takes the first of several sections of one name; and a small file of our
 * own making has no headers that could lead it astray. What the readers never ask for (frames, ranges, locations, macros) is left out.
 * The image has 64 bits whatever the file: DWARF's own numbers say how wide they are.
 */
#include "read/dwarf/object_private.h"

#include <string.h>

/* Sections that are kept, without ".debug_" and, of split units, ".dwo". */
static const char *const kinds[] = { "info", "types", "abbrev", "str", "line", "line_str", "str_offsets", "addr" };

enum {
	KINDS = G_N_ELEMENTS(kinds),
	KINDS_SPLIT = 2 * KINDS, /* the second half are those of .dwo files */
	ALIGNMENT = 16,
};

/* Index of the section's name, or -1. */
static int kind_of(const struct object_section *section)
{
	const char *name = section->name;
	if (g_str_has_prefix(name, ".debug_"))
		name += strlen(".debug_");
	else if (g_str_has_prefix(name, ".zdebug_"))
		name += strlen(".zdebug_");
	else
		return -1;
	size_t length = strlen(name);
	bool split = g_str_has_suffix(name, ".dwo");
	if (split)
		length -= strlen(".dwo");
	for (unsigned i = 0; i < KINDS; i++)
		if (strlen(kinds[i]) == length && strncmp(kinds[i], name, length) == 0)
			return (int)(split ? KINDS + i : i);
	return -1;
}

bool object_section_is_dwarf(const struct object_section *section, bool split)
{
	int kind = kind_of(section);
	return kind >= 0 && (kind >= KINDS) == split && section->raw.size > 0;
}

bool object_has_dwarf(const struct object_elf *elf, bool split)
{
	for (size_t i = 1; i < elf->n_sections; i++)
		if (object_section_is_dwarf(&elf->sections[i], split) && kind_of(&elf->sections[i]) % KINDS <= 1)
			return true;
	return false;
}

bool object_is_plain(const struct object_elf *elf, bool split)
{
	unsigned seen = 0;
	if (elf->header.e_type == ET_REL)
		return false;
	for (size_t i = 1; i < elf->n_sections; i++) {
		const struct object_section *section = &elf->sections[i];
		if (object_section_is_dwarf(section, !split))
			return false;
		if (!object_section_is_dwarf(section, split))
			continue;
		unsigned bit = 1U << kind_of(section);
		if (object_section_is_packed(section) || seen & bit)
			return false;
		seen |= bit;
	}
	return true;
}

/* ---- layout ---- */

struct image {
	const struct object_elf *elf;
	const GArray *slices;
	size_t *sizes; /* of the slices */
	size_t offset[KINDS_SPLIT], size[KINDS_SPLIT];
	uint64_t *bases; /* by number of section in elf: where it begins in the image's section */
	size_t headers, names; /* offsets */
	size_t total;
	unsigned n_sections; /* with the empty one and .shstrtab */
	uint8_t *bytes;
};

static const struct object_slice *slice_at(const struct image *image, size_t number)
{
	return &g_array_index(image->slices, struct object_slice, number);
}

static bool measure_slices(struct image *image, char **error)
{
	for (size_t i = 0; i < image->slices->len; i++) {
		const struct object_slice *slice = slice_at(image, i);
		const struct object_section *section = &image->elf->sections[slice->section];
		size_t size = slice->size;
		if (!slice->instead && !object_section_size(image->elf, section, &size, error))
			return false;
		if (slice->offset > size || (slice->size != SIZE_MAX && slice->size > size - slice->offset)) {
			*error = g_strdup_printf("has a broken index: its parts do not lie in section '%s'",
						 section->name);
			return false;
		}
		image->sizes[i] = slice->size == SIZE_MAX ? size - slice->offset : slice->size;
		int kind = kind_of(section);
		image->bases[slice->section] = image->size[kind];
		image->size[kind] += image->sizes[i];
	}
	return true;
}

static size_t align(size_t offset)
{
	return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* A name in the image, and in its table of names. */
static char *kind_name(unsigned kind)
{
	return g_strconcat(".debug_", kinds[kind % KINDS], kind >= KINDS ? ".dwo" : NULL, NULL);
}

static void lay_out(struct image *image)
{
	size_t end = align(sizeof(Elf64_Ehdr)), names = sizeof(".shstrtab") + 1;
	image->n_sections = 2;
	for (unsigned kind = 0; kind < KINDS_SPLIT; kind++) {
		if (!image->size[kind])
			continue;
		image->offset[kind] = end;
		end = align(end + image->size[kind]);
		char *name = kind_name(kind);
		names += strlen(name) + 1;
		g_free(name);
		image->n_sections++;
	}
	image->names = end;
	image->headers = align(end + names);
	image->total = image->headers + image->n_sections * sizeof(Elf64_Shdr);
}

/* ---- content ---- */

static bool fill_slice(struct image *image, size_t number, size_t *done, char **error)
{
	const struct object_slice *slice = slice_at(image, number);
	const struct object_section *section = &image->elf->sections[slice->section];
	int kind = kind_of(section);
	uint8_t *out = image->bytes + image->offset[kind] + done[kind];
	size_t size = image->sizes[number];
	done[kind] += size;
	if (slice->instead) {
		memcpy(out, slice->instead, size);
		return true;
	}
	if (slice->offset == 0 && slice->size == SIZE_MAX)
		return object_section_read(image->elf, section, out, size, error);
	size_t whole;
	if (!object_section_size(image->elf, section, &whole, error))
		return false;
	uint8_t *content = g_malloc(whole);
	bool fine = object_section_read(image->elf, section, content, whole, error);
	if (fine && size)
		memcpy(out, content + slice->offset, size);
	g_free(content);
	return fine;
}

static bool relocate_slice(const struct image *image, size_t number, const struct relocation_rules *rules, char **error)
{
	const struct object_elf *elf = image->elf;
	const struct object_slice *slice = slice_at(image, number);
	const struct object_section *section = &elf->sections[slice->section];
	uint8_t *content = image->bytes + image->offset[kind_of(section)] + image->bases[slice->section];
	for (size_t i = 1; i < elf->n_sections; i++) {
		const struct object_section *relocations = &elf->sections[i];
		unsigned type = relocations->header.sh_type;
		if ((type == SHT_REL || type == SHT_RELA) && relocations->header.sh_info == slice->section &&
		    !object_relocate(elf, rules, relocations, section->name, content, image->sizes[number],
				     image->bases, error))
			return false;
	}
	return true;
}

static bool relocate(const struct image *image, char **error)
{
	if (image->elf->header.e_type != ET_REL)
		return true;
	struct relocation_rules *rules = relocation_rules_new(image->elf);
	bool fine = true;
	for (size_t i = 0; fine && i < image->slices->len; i++)
		fine = relocate_slice(image, i, rules, error);
	g_free(rules);
	return fine;
}

/* ---- headers ---- */

static void put_section(const struct image *image, unsigned number, unsigned name, unsigned type, size_t offset,
			size_t size)
{
	const struct object_elf *elf = image->elf;
	uint8_t *header = image->bytes + image->headers + number * sizeof(Elf64_Shdr);
	object_put(elf, header + offsetof(Elf64_Shdr, sh_name), 4, name);
	object_put(elf, header + offsetof(Elf64_Shdr, sh_type), 4, type);
	object_put(elf, header + offsetof(Elf64_Shdr, sh_offset), 8, offset);
	object_put(elf, header + offsetof(Elf64_Shdr, sh_size), 8, size);
	object_put(elf, header + offsetof(Elf64_Shdr, sh_addralign), 8, 1);
}

static void put_headers(const struct image *image)
{
	const struct object_elf *elf = image->elf;
	uint8_t *header = image->bytes;
	memcpy(header, ELFMAG, SELFMAG);
	header[EI_CLASS] = ELFCLASS64;
	header[EI_DATA] = elf->big_endian ? ELFDATA2MSB : ELFDATA2LSB;
	header[EI_VERSION] = EV_CURRENT;
	object_put(elf, header + offsetof(Elf64_Ehdr, e_type), 2, ET_EXEC);
	object_put(elf, header + offsetof(Elf64_Ehdr, e_machine), 2, elf->header.e_machine);
	object_put(elf, header + offsetof(Elf64_Ehdr, e_version), 4, EV_CURRENT);
	object_put(elf, header + offsetof(Elf64_Ehdr, e_shoff), 8, image->headers);
	object_put(elf, header + offsetof(Elf64_Ehdr, e_ehsize), 2, sizeof(Elf64_Ehdr));
	object_put(elf, header + offsetof(Elf64_Ehdr, e_shentsize), 2, sizeof(Elf64_Shdr));
	object_put(elf, header + offsetof(Elf64_Ehdr, e_shnum), 2, image->n_sections);
	object_put(elf, header + offsetof(Elf64_Ehdr, e_shstrndx), 2, image->n_sections - 1);

	unsigned number = 1;
	size_t end = 1; /* of the names; the first is empty */
	for (unsigned kind = 0; kind < KINDS_SPLIT; kind++) {
		if (!image->size[kind])
			continue;
		put_section(image, number++, end, SHT_PROGBITS, image->offset[kind], image->size[kind]);
		char *name = kind_name(kind);
		memcpy(image->bytes + image->names + end, name, strlen(name) + 1);
		end += strlen(name) + 1;
		g_free(name);
	}
	memcpy(image->bytes + image->names + end, ".shstrtab", sizeof(".shstrtab"));
	put_section(image, number, end, SHT_STRTAB, image->names, end + sizeof(".shstrtab"));
}

uint8_t *object_image_of_slices(const struct object_elf *elf, const GArray *slices, size_t *size, char **error)
{
	struct image image = { .elf = elf, .slices = slices };
	image.sizes = g_new0(size_t, slices->len + 1);
	image.bases = g_new0(uint64_t, elf->n_sections);
	bool fine = measure_slices(&image, error);
	if (fine) {
		lay_out(&image);
		image.bytes = g_try_malloc0(image.total);
		if (!image.bytes)
			*error = g_strdup_printf("needs %zu bytes of memory, which are not there", image.total);
		fine = image.bytes != NULL;
	}
	size_t done[KINDS_SPLIT] = { 0 };
	for (size_t i = 0; fine && i < slices->len; i++)
		fine = fill_slice(&image, i, done, error);
	fine = fine && relocate(&image, error);
	if (fine)
		put_headers(&image);
	else
		g_clear_pointer(&image.bytes, g_free);
	g_free(image.sizes);
	g_free(image.bases);
	*size = image.total;
	return image.bytes;
}

uint8_t *object_image_new(const struct object_elf *elf, bool split, size_t *size, char **error)
{
	GArray *slices = g_array_new(FALSE, FALSE, sizeof(struct object_slice));
	for (size_t i = 1; i < elf->n_sections; i++) {
		struct object_slice slice = { i, 0, SIZE_MAX, NULL };
		if (object_section_is_dwarf(&elf->sections[i], split))
			g_array_append_val(slices, slice);
	}
	uint8_t *image = object_image_of_slices(elf, slices, size, error);
	g_array_unref(slices);
	return image;
}
