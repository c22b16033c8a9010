/*
 * Bytes to an ELF file whose parts are known to lie in it.
 *
 * libelf reads the headers, of either class and byte order; every section is then checked against the end of the file, so that all
 * others of object*.c may take section->raw as it is. Compressed sections are those of the ELF specification (SHF_COMPRESSED: Elf32_Chdr and
 * Elf64_Chdr before a zlib or zstd stream) and GNU's older ones (".zdebug_info": "ZLIB", the size as 8 bytes, big endian, zlib stream).
 */
#include "base/diag.h"
#include "read/dwarf/object_private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#ifndef ELFCOMPRESS_ZSTD
#define ELFCOMPRESS_ZSTD 2
#endif

enum {
	PACKED_HEADER = 12, /* of .zdebug_* */
	ZLIB_RATIO = 1032,  /* a deflate stream does not expand more (zlib's technical notes) … */
	ZSTD_RATIO = 65536, /* … nor a zstd one: 128 KiB from a block of 4 bytes (RFC 8878, 3.1.1.2) */
	MOST_CONTENT = 1 << 30, /* of a compressed section that is small */
};

GMappedFile *object_map(const char *path, char **error)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &status) < 0) {
		*error = g_strdup_printf("cannot be read: %s", diag_errno_text(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	GMappedFile *mapping = NULL;
	if (!S_ISREG(status.st_mode)) {
		*error = g_strdup(S_ISDIR(status.st_mode) ? "is a folder" : "is no regular file");
	} else {
		GError *problem = NULL;
		mapping = g_mapped_file_new_from_fd(fd, FALSE, &problem);
		if (!mapping)
			*error = g_strdup_printf("cannot be read: %s", diag_file_error_text(problem));
		g_clear_error(&problem);
	}
	close(fd);
	return mapping;
}

struct bytes object_mapped_bytes(GMappedFile *mapping)
{
	return (struct bytes){ (const uint8_t *)g_mapped_file_get_contents(mapping),
			       g_mapped_file_get_length(mapping) };
}

/* ---- numbers and strings ---- */

uint64_t object_get(const struct object_elf *elf, const uint8_t *data, unsigned width)
{
	uint64_t value = 0;
	for (unsigned i = 0; i < width; i++)
		value = value << 8 | data[elf->big_endian ? i : width - 1 - i];
	return value;
}

void object_put(const struct object_elf *elf, uint8_t *data, unsigned width, uint64_t value)
{
	for (unsigned i = 0; i < width; i++, value >>= 8)
		data[elf->big_endian ? width - 1 - i : i] = value & 0xff;
}

bool object_get_uleb(struct bytes bytes, size_t *offset, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; *offset < bytes.size && shift < 64; shift += 7) {
		uint8_t byte = bytes.data[(*offset)++];
		*value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return true;
	}
	return false;
}

const char *object_get_string(struct bytes bytes, size_t *offset)
{
	if (*offset >= bytes.size)
		return NULL;
	const char *text = (const char *)bytes.data + *offset;
	const char *end = memchr(text, 0, bytes.size - *offset);
	if (end)
		*offset += (size_t)(end - text) + 1;
	return end ? text : NULL;
}

/* ---- headers ---- */

/* What other files begin with, for the message. */
static const struct {
	const char *magic;
	unsigned size;
	const char *what;
} magics[] = {
	{ "BC\xc0\xde", 4,
	  "is LLVM bitcode only: compile it to an object file, without -flto and without linker-plugin-lto" },
	{ "\xde\xc0\x17\x0b", 4, "is LLVM bitcode only: compile it to an object file, without -flto" },
	{ "\0asm", 4, "is WebAssembly: only ELF files can be read" },
	{ "\xcf\xfa\xed\xfe", 4, "is a Mach-O file: only ELF files can be read" },
	{ "\xce\xfa\xed\xfe", 4, "is a Mach-O file: only ELF files can be read" },
	{ "\xca\xfe\xba\xbe", 4, "is a Mach-O file: only ELF files can be read" },
	{ "MZ", 2, "is a Windows program: only ELF files can be read" },
};

/* The magic, the class and the size of the header, before libelf sees it. */
static bool check_ident(struct bytes bytes, char **error)
{
	if (bytes.size < SELFMAG || memcmp(bytes.data, ELFMAG, SELFMAG) != 0) {
		for (size_t i = 0; i < G_N_ELEMENTS(magics); i++)
			if (bytes.size >= magics[i].size && memcmp(bytes.data, magics[i].magic, magics[i].size) == 0) {
				*error = g_strdup(magics[i].what);
				return false;
			}
		*error = g_strdup(bytes.size ? "is no ELF file and no archive of them" : "is empty");
		return false;
	}
	unsigned class = bytes.size > EI_CLASS ? bytes.data[EI_CLASS] : ELFCLASS32;
	if (class != ELFCLASS32 && class != ELFCLASS64) {
		*error = g_strdup_printf("has a broken ELF header: no class %u", class);
		return false;
	}
	size_t needed = class == ELFCLASS64 ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr);
	if (bytes.size < needed) {
		*error = g_strdup_printf("is truncated: it has %zu of the %zu bytes of an ELF header", bytes.size,
					 needed);
		return false;
	}
	if (bytes.data[EI_DATA] != ELFDATA2LSB && bytes.data[EI_DATA] != ELFDATA2MSB) {
		*error = g_strdup_printf("has a broken ELF header: no byte order %u", bytes.data[EI_DATA]);
		return false;
	}
	if (bytes.data[EI_VERSION] != EV_CURRENT) {
		*error = g_strdup_printf("has a broken ELF header: no version %u", bytes.data[EI_VERSION]);
		return false;
	}
	return true;
}

static bool check_header(const struct object_elf *elf, char **error)
{
	const GElf_Ehdr *header = &elf->header;
	unsigned type = header->e_type;
	size_t entry = elf->bits == 64 ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr);
	if (type != ET_REL && type != ET_EXEC && type != ET_DYN) {
		*error = g_strdup(type == ET_CORE ? "is a core dump" : "is no object file, library or program");
	} else if (header->e_shoff == 0) {
		*error = g_strdup("has no section headers: they were stripped, and all debug information with them");
	} else if (header->e_shentsize != entry) {
		*error = g_strdup_printf("has a broken ELF header: section headers of %u bytes", header->e_shentsize);
	} else if (header->e_shoff > elf->bytes.size ||
		   (elf->bytes.size - header->e_shoff) / entry < MAX(header->e_shnum, 1)) {
		*error = g_strdup_printf("is truncated: its section headers begin at byte %" G_GUINT64_FORMAT
					 ", the file ends at %zu",
					 header->e_shoff, elf->bytes.size);
	}
	return *error == NULL;
}

static bool read_section(struct object_elf *elf, size_t number, size_t names, char **error)
{
	struct object_section *section = &elf->sections[number];
	section->name = "";
	section->scn = elf_getscn(elf->elf, number);
	if (!section->scn || !gelf_getshdr(section->scn, &section->header)) {
		*error = g_strdup_printf("has a broken section header %zu: %s", number, elf_errmsg(-1));
		return false;
	}
	if (number == 0)
		return true;
	const char *name = elf_strptr(elf->elf, names, section->header.sh_name);
	if (name)
		section->name = name;
	const GElf_Shdr *header = &section->header;
	if (header->sh_type == SHT_NOBITS || header->sh_type == SHT_NULL || header->sh_size == 0)
		return true;
	if (header->sh_offset > elf->bytes.size || header->sh_size > elf->bytes.size - header->sh_offset) {
		*error = g_strdup_printf("is truncated: section '%s' has %" G_GUINT64_FORMAT
					 " bytes from byte %" G_GUINT64_FORMAT " on, the file ends at %zu",
					 section->name, header->sh_size, header->sh_offset, elf->bytes.size);
		return false;
	}
	section->raw = (struct bytes){ elf->bytes.data + header->sh_offset, header->sh_size };
	return true;
}

static bool read_sections(struct object_elf *elf, char **error)
{
	size_t names, entry = elf->header.e_shentsize;
	if (elf_getshdrnum(elf->elf, &elf->n_sections) < 0 ||
	    elf->n_sections > (elf->bytes.size - elf->header.e_shoff) / entry) {
		*error = g_strdup("is truncated or broken: its section headers do not lie in the file");
		return false;
	}
	/* A file cut off in the middle of its sections still has a number of them. */
	if (elf->n_sections == 0 || elf_getshdrstrndx(elf->elf, &names) < 0) {
		*error = g_strdup("has a broken ELF header: the names of its sections are not there");
		return false;
	}
	elf->sections = g_new0(struct object_section, elf->n_sections);
	for (size_t i = 0; i < elf->n_sections; i++)
		if (!read_section(elf, i, names, error))
			return false;
	return true;
}

struct object_elf *object_elf_open(GMappedFile *mapping, struct bytes bytes, char **error)
{
	if (!check_ident(bytes, error))
		return NULL;
	elf_version(EV_CURRENT);
	struct object_elf *elf = g_new0(struct object_elf, 1);
	elf->n_users = 1;
	elf->bytes = bytes;
	elf->mapping = g_mapped_file_ref(mapping);
	/* libelf does not write to what it was told to read only. */
	elf->elf = elf_memory((char *)(uintptr_t)bytes.data, bytes.size);
	if (!elf->elf || !gelf_getehdr(elf->elf, &elf->header)) {
		*error = g_strdup_printf("has a broken ELF header: %s", elf_errmsg(-1));
	} else {
		elf->bits = bytes.data[EI_CLASS] == ELFCLASS64 ? 64 : 32;
		elf->big_endian = bytes.data[EI_DATA] == ELFDATA2MSB;
		if (check_header(elf, error) && read_sections(elf, error))
			return elf;
	}
	object_elf_close(elf);
	return NULL;
}

struct object_elf *object_elf_share(struct object_elf *elf)
{
	elf->n_users++;
	return elf;
}

void object_elf_close(struct object_elf *elf)
{
	if (!elf || --elf->n_users)
		return;
	elf_end(elf->elf);
	g_free(elf->sections);
	g_mapped_file_unref(elf->mapping);
	g_free(elf);
}

const struct object_section *object_elf_find(const struct object_elf *elf, const char *name)
{
	for (size_t i = 1; i < elf->n_sections; i++)
		if (g_str_equal(elf->sections[i].name, name))
			return &elf->sections[i];
	return NULL;
}

/* ---- content ---- */

struct packed {
	unsigned method; /* ELFCOMPRESS_*; 0: none */
	size_t size;     /* when unpacked */
	struct bytes stream;
};

static bool is_old(const struct object_section *section)
{
	return g_str_has_prefix(section->name, ".zdebug") && section->raw.size >= PACKED_HEADER &&
	       memcmp(section->raw.data, "ZLIB", 4) == 0;
}

bool object_section_is_packed(const struct object_section *section)
{
	return section->raw.size && (section->header.sh_flags & SHF_COMPRESSED || is_old(section));
}

static struct bytes skip(struct bytes bytes, size_t size)
{
	return (struct bytes){ bytes.data + size, bytes.size - size };
}

/* What the section's content is packed with. */
static bool read_packed(const struct object_elf *elf, const struct object_section *section, struct packed *packed,
			char **error)
{
	const uint8_t *data = section->raw.data;
	*packed = (struct packed){ 0, section->raw.size, section->raw };
	if (!object_section_is_packed(section))
		return true;
	if (is_old(section)) {
		uint64_t size;
		memcpy(&size, data + 4, sizeof(size));
		*packed = (struct packed){ ELFCOMPRESS_ZLIB, GUINT64_FROM_BE(size), skip(section->raw, PACKED_HEADER) };
	} else {
		size_t header = elf->bits == 64 ? sizeof(Elf64_Chdr) : sizeof(Elf32_Chdr);
		if (section->raw.size < header) {
			*error = g_strdup_printf("has a broken compressed section '%s'", section->name);
			return false;
		}
		packed->method = object_get(elf, data, 4);
		packed->size = elf->bits == 64 ? object_get(elf, data + 8, 8) : object_get(elf, data + 4, 4);
		packed->stream = skip(section->raw, header);
	}
	if (packed->method != ELFCOMPRESS_ZLIB && packed->method != ELFCOMPRESS_ZSTD) {
		*error = g_strdup_printf("has section '%s' compressed by method %u, which is neither zlib nor zstd",
					 section->name, packed->method);
		return false;
	}
	size_t ratio = packed->method == ELFCOMPRESS_ZLIB ? ZLIB_RATIO : ZSTD_RATIO;
	if (packed->size / ratio > packed->stream.size ||
	    (packed->size > MOST_CONTENT && packed->size / ZLIB_RATIO > packed->stream.size)) {
		*error = g_strdup_printf("has a broken compressed section '%s': %zu bytes cannot become %zu",
					 section->name, packed->stream.size, packed->size);
		return false;
	}
	return true;
}

bool object_section_size(const struct object_elf *elf, const struct object_section *section, size_t *size, char **error)
{
	struct packed packed;
	bool fine = read_packed(elf, section, &packed, error);
	*size = fine ? packed.size : 0;
	return fine;
}

bool object_section_read(const struct object_elf *elf, const struct object_section *section, uint8_t *out, size_t size,
			 char **error)
{
	struct packed packed;
	if (!read_packed(elf, section, &packed, error))
		return false;
	size = MIN(size, packed.size);
	if (packed.method == ELFCOMPRESS_ZLIB) {
		uLongf length = size;
		if (uncompress(out, &length, packed.stream.data, packed.stream.size) == Z_OK && length == size)
			return true;
	} else if (packed.method == ELFCOMPRESS_ZSTD) {
		if (ZSTD_decompress(out, size, packed.stream.data, packed.stream.size) == size)
			return true;
	} else {
		if (size)
			memcpy(out, packed.stream.data, size);
		return true;
	}
	*error = g_strdup_printf("has a broken compressed section '%s'", section->name);
	return false;
}
