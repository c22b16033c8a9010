/*
 * What object*.c share: an ELF file whose parts are checked, and where units come from.
 *
 *     bytes → object_elf (sections in bounds) → object_source (what libdw reads: decompressed, relocated) → units
 *
 * Functions that can fail set *error to a clause that follows the file's name, "is truncated: …", which the caller frees.
 */
#pragma once

#include "read/dwarf/object.h"

#include <gelf.h>

struct bytes {
	const uint8_t *data;
	size_t size;
};

struct object_section {
	const char *name; /* "" where it has none */
	GElf_Shdr header;
	struct bytes raw; /* as in the file, maybe compressed; empty for SHT_NOBITS */
	Elf_Scn *scn;
};

struct object_elf {
	unsigned n_users;
	GMappedFile *mapping; /* holds the bytes; a reference */
	Elf *elf;
	GElf_Ehdr header;
	unsigned bits;
	bool big_endian;
	struct object_section *sections; /* by number; [0] has no name and no bytes */
	size_t n_sections;
	struct bytes bytes;
};

/* ---- object_elf.c ---- */

/* Maps a file for reading: NULL with *error, "does not exist" and the like. */
GMappedFile *object_map(const char *path, char **error);
struct bytes object_mapped_bytes(GMappedFile *mapping);
/* The ELF file that the bytes are; they belong to mapping. NULL with *error. */
struct object_elf *object_elf_open(GMappedFile *mapping, struct bytes bytes, char **error);
void object_elf_close(struct object_elf *elf);
/* Counts its users: each of them closes it. */
struct object_elf *object_elf_share(struct object_elf *elf);
/* The first section of that name; NULL if there is none. */
const struct object_section *object_elf_find(const struct object_elf *elf, const char *name);
/* Size of the section's content when decompressed. */
bool object_section_size(const struct object_elf *elf, const struct object_section *section, size_t *size,
			 char **error);
/* Writes that many bytes, the content, to out. */
bool object_section_read(const struct object_elf *elf, const struct object_section *section, uint8_t *out, size_t size,
			 char **error);
bool object_section_is_packed(const struct object_section *section);
/* Unsigned integer of 1 to 8 bytes in the file's byte order. */
uint64_t object_get(const struct object_elf *elf, const uint8_t *data, unsigned width);
void object_put(const struct object_elf *elf, uint8_t *data, unsigned width, uint64_t value);
/* Reads a ULEB128 at *offset and moves that behind it; false at the end of the bytes or beyond 64 bits. */
bool object_get_uleb(struct bytes bytes, size_t *offset, uint64_t *value);
/* A string with its zero at *offset, which moves behind it. NULL: there is no zero. */
const char *object_get_string(struct bytes bytes, size_t *offset);

/* ---- object_archive.c ---- */

struct object_archive;

struct object_member {
	const char *name;     /* "a.o"; valid until the next */
	GMappedFile *mapping; /* holds the bytes; not owned */
	struct bytes bytes;
};

enum object_step { OBJECT_STEP_MEMBER, OBJECT_STEP_BAD, OBJECT_STEP_END };

bool object_is_archive(struct bytes bytes);
struct object_archive *object_archive_open(const char *path, GMappedFile *mapping);
void object_archive_close(struct object_archive *archive);
/*
 * The next member that is no table of the archive's own. OBJECT_STEP_BAD: *error says why; member->name is set if it is about a
 * member, and the walk can go on then; it is NULL if the archive ends there.
 */
enum object_step object_archive_next(struct object_archive *archive, struct object_member *member, char **error);

/* ---- object_relocate.c ---- */

struct relocation_rules;

/* The rules for the file's machine; NULL: none are known. Freed by g_free(). */
struct relocation_rules *relocation_rules_new(const struct object_elf *elf);
/*
 * Applies the relocations in section relocations to content, size bytes, that of the section it is for. bases: for each section of the file,
 * where its content begins in the section that it became a part of.
 */
bool object_relocate(const struct object_elf *elf, const struct relocation_rules *known,
		     const struct object_section *relocations, const char *section, uint8_t *content, size_t size,
		     const uint64_t *bases, char **error);

/* ---- object_image.c ---- */

/* A part of a section of the file that becomes a part of a section of an image. */
struct object_slice {
	size_t section;         /* index in elf->sections */
	size_t offset, size;    /* SIZE_MAX: to the end */
	const uint8_t *instead; /* NULL, or other content, of that size */
};

/* Whether the section has DWARF that is read; split: of those in a .dwo file, ".debug_info.dwo". */
bool object_section_is_dwarf(const struct object_section *section, bool split);
/* Whether the file has units: in .debug_info, or in .debug_info.dwo. */
bool object_has_dwarf(const struct object_elf *elf, bool split);
/* Whether libdw can read these from the file as it is: with nothing compressed, nothing to relocate and only one kind of section. */
bool object_is_plain(const struct object_elf *elf, bool split);
/*
 * A new ELF file that has these sections only, decompressed and relocated; parts that belong to sections of one name follow one
 * another in it. NULL with *error. Freed by g_free().
 */
uint8_t *object_image_new(const struct object_elf *elf, bool split, size_t *size, char **error);
uint8_t *object_image_of_slices(const struct object_elf *elf, const GArray *slices, size_t *size, char **error);

/* ---- object_source.c ---- */

/* A place that units come from. */
struct object_source {
	struct object_elf *elf;
	char *path; /* of the file, for what lies beside it */
	uint8_t *image; /* NULL: elf itself is read */
	Elf *image_elf;
	Dwarf *dwarf;
	struct object_source *alternate; /* of .gnu_debugaltlink; or NULL */
	bool is_split; /* read for a unit elsewhere: */
	Dwarf_Die skeleton;
};

struct object_elf *object_open_path(const char *path, char **error);
/* split: reads .debug_info.dwo and the like. Takes elf, also on failure. */
struct object_source *object_source_open(struct object_elf *elf, const char *path, bool split, char **error);
/* The same for an image, which it takes too. */
struct object_source *object_source_open_image(struct object_elf *elf, const char *path, uint8_t *image, size_t size,
					       char **error);
void object_source_close(struct object_source *source);
/* The debug file that an object without DWARF points to. NULL without *error: it points to none; with: it is not there or broken. */
struct object_source *object_source_separate(const struct object_elf *elf, const char *path, char **error);

/* ---- object_package.c ---- */

struct object_package;

bool object_is_package(const struct object_elf *elf);
/* Takes elf, also on failure. */
struct object_package *object_package_open(struct object_elf *elf, char **error);
void object_package_close(struct object_package *package);
/* The unit of that row, from 0, or of that number; path: of the package. NULL with *error; without: it is not there. */
struct object_source *object_package_source(const struct object_package *package, uint64_t row, const char *path,
					    char **error);
struct object_source *object_package_find(const struct object_package *package, uint64_t id, const char *path,
					  char **error);
/* Appends all units. Takes elf. */
bool object_package_add_all(GPtrArray *sources, struct object_elf *elf, const char *path, char **error);

/* ---- object_split.c ---- */

/* What the skeletons of one object lead to. */
struct object_split {
	GPtrArray *sources; /* struct object_source: new ones are appended; not owned */
	GMappedFile
		*archive; /* that the object is a member of, beside its .dwo: Rust's libraries; or NULL. Not owned */
	struct object_package *package; /* beside the object; NULL: none was found … */
	bool has_looked; /* … or it was not looked for */
};

/* Adds what the skeleton unit stands for. path: of the file that it is in. */
bool object_split_add(struct object_split *split, Dwarf_Die *skeleton, Dwarf_CU *unit, const char *path, char **error);
/* Before the next object. */
void object_split_finish(struct object_split *split);

/* ---- object_evidence.c, object_attributes.c, object_kcfi.c ---- */

/* Fills all of object but its path. */
void object_read_evidence(const struct object_elf *elf, struct object *object, struct api *api);
void object_read_attributes(const struct object_elf *elf, const struct object_section *section, struct object *object,
			    struct api *api);
void object_read_kcfi(const struct object_elf *elf, const struct object_section *symbols, struct object *object,
		      struct api *api);
/* .symtab, or .dynsym where that is all; NULL: neither. */
const struct object_section *object_symbol_section(const struct object_elf *elf);
/* Whether the object has nothing but the bytecode of link-time optimisation of GCC. */
bool object_is_slim_lto(const struct object_elf *elf);
