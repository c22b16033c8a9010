/*
 * A file to the bytes of its BTF: the file itself, or the section .BTF of ELF of any machine.
 *
 *     /sys/kernel/btf/vmlinux     raw: 9f eb 01 00 …, in either byte order
 *     vmlinux, x.ko, prog.o       ELF: sections .BTF and, of modules, .BTF.base
 *
 * libbpf takes the header's offsets on trust, so they are checked here first.
 */
#include "read/btf/reader.h"
#include "base/diag.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Far above any kernel's: 2^20 types would be 24 MiB without their members. */
enum { BTF_BYTES_MAX = 512 * 1024 * 1024 };

/* ---- raw BTF ---- */

static bool has_magic(const unsigned char *bytes, size_t size)
{
	return size >= 2 && ((bytes[0] == 0x9f && bytes[1] == 0xeb) || (bytes[0] == 0xeb && bytes[1] == 0x9f));
}

static bool is_big_endian(GBytes *types)
{
	const unsigned char *bytes = g_bytes_get_data(types, NULL);
	return bytes && bytes[0] == 0xeb;
}

/* The header in the machine's byte order. False: there are too few bytes. */
static bool read_header(GBytes *types, struct btf_header *header)
{
	size_t size;
	const unsigned char *bytes = g_bytes_get_data(types, &size);
	if (size < sizeof(*header) || !has_magic(bytes, size))
		return false;
	memcpy(header, bytes, sizeof(*header));
	if (header->magic != BTF_MAGIC) {
		header->hdr_len = GUINT32_SWAP_LE_BE(header->hdr_len);
		header->type_off = GUINT32_SWAP_LE_BE(header->type_off);
		header->type_len = GUINT32_SWAP_LE_BE(header->type_len);
		header->str_off = GUINT32_SWAP_LE_BE(header->str_off);
		header->str_len = GUINT32_SWAP_LE_BE(header->str_len);
	}
	return true;
}

char *btf_header_fault(GBytes *types)
{
	struct btf_header header;
	if (!read_header(types, &header))
		return g_strdup("it has no BTF header");
	if (header.version != BTF_VERSION)
		return g_strdup_printf("it is of version %u, and known is %u", header.version, BTF_VERSION);
	uint64_t size = g_bytes_get_size(types), start = header.hdr_len;
	if (start < sizeof(header) || start > size)
		return g_strdup_printf("its header is said to have %u bytes", header.hdr_len);
	uint64_t types_end = start + header.type_off + header.type_len;
	uint64_t strings = start + header.str_off, strings_end = strings + header.str_len;
	if (types_end > size || strings_end > size)
		return g_strdup_printf("it ends after %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " bytes", size,
				       MAX(types_end, strings_end));
	if ((start + header.type_off) % 4 || header.type_len % 4)
		return g_strdup("its types are not aligned to four bytes");
	if (types_end > strings)
		return g_strdup("its types and strings overlap");
	const char *bytes = g_bytes_get_data(types, NULL);
	if (header.str_len && bytes[strings_end - 1])
		return g_strdup("its strings do not end");
	return NULL;
}

bool btf_header_is_split(GBytes *types)
{
	struct btf_header header;
	const char *bytes = g_bytes_get_data(types, NULL);
	return read_header(types, &header) && (!header.str_len || bytes[header.hdr_len + header.str_off]);
}

static uint32_t in_order(uint32_t value, bool is_swapped)
{
	return is_swapped ? GUINT32_SWAP_LE_BE(value) : value;
}

/* The bytes from offset in the part behind the header. */
static void append_part(GByteArray *joined, GBytes *bytes, const struct btf_header *header, uint32_t offset,
			uint32_t size)
{
	const guint8 *start = g_bytes_get_data(bytes, NULL);
	g_byte_array_append(joined, start + header->hdr_len + offset, size);
}

GBytes *btf_join(GBytes *base, GBytes *types)
{
	struct btf_header low, high, header;
	if (is_big_endian(base) != is_big_endian(types) || !read_header(base, &low) || !read_header(types, &high))
		return NULL;
	uint64_t type_len = (uint64_t)low.type_len + high.type_len, str_len = (uint64_t)low.str_len + high.str_len;
	if (type_len + str_len > BTF_BYTES_MAX)
		return NULL;
	memcpy(&header, g_bytes_get_data(base, NULL), sizeof(header));
	bool is_swapped = header.magic != BTF_MAGIC;
	header.hdr_len = in_order(sizeof(header), is_swapped);
	header.type_off = 0;
	header.type_len = header.str_off = in_order((uint32_t)type_len, is_swapped);
	header.str_len = in_order((uint32_t)str_len, is_swapped);
	GByteArray *joined = g_byte_array_new();
	g_byte_array_append(joined, (const guint8 *)&header, sizeof(header));
	append_part(joined, base, &low, low.type_off, low.type_len);
	append_part(joined, types, &high, high.type_off, high.type_len);
	append_part(joined, base, &low, low.str_off, low.str_len);
	append_part(joined, types, &high, high.str_off, high.str_len);
	return g_byte_array_free_to_bytes(joined);
}

/* ---- ELF ---- */

static GBytes *section_bytes(Elf_Scn *section, const GElf_Shdr *header, const char *name, char **error)
{
	if (header->sh_flags & SHF_COMPRESSED || header->sh_type == SHT_NOBITS) {
		*error = g_strdup_printf("section '%s' is %s", name,
					 header->sh_type == SHT_NOBITS ? "not in the file" : "compressed");
		return NULL;
	}
	Elf_Data *data = elf_rawdata(section, NULL);
	if (!data || !data->d_buf || data->d_size > BTF_BYTES_MAX) {
		*error = g_strdup_printf("section '%s' cannot be read%s", name, data ? "" : ": the file is truncated");
		return NULL;
	}
	return g_bytes_new(data->d_buf, data->d_size);
}

static bool read_sections(struct btf_source *source, Elf *elf, char **error)
{
	size_t names;
	if (elf_getshdrstrndx(elf, &names) != 0) {
		*error = g_strdup_printf("broken ELF: %s", elf_errmsg(-1));
		return false;
	}
	for (Elf_Scn *section = elf_nextscn(elf, NULL); section && !*error; section = elf_nextscn(elf, section)) {
		GElf_Shdr header;
		const char *name = gelf_getshdr(section, &header) ? elf_strptr(elf, names, header.sh_name) : NULL;
		if (!g_strcmp0(name, ".BTF") && !source->types)
			source->types = section_bytes(section, &header, name, error);
		else if (!g_strcmp0(name, ".BTF.base") && !source->base)
			source->base = section_bytes(section, &header, name, error);
	}
	return !*error;
}

static bool read_elf(struct btf_source *source, int file, char **error)
{
	GElf_Ehdr header;
	elf_version(EV_CURRENT);
	Elf *elf = elf_begin(file, ELF_C_READ, NULL);
	bool is_elf = elf && elf_kind(elf) == ELF_K_ELF && gelf_getehdr(elf, &header);
	if (!is_elf) {
		*error = g_strdup_printf("broken ELF: %s", elf ? "no header" : elf_errmsg(-1));
		elf_end(elf);
		return false;
	}
	source->is_elf = true;
	source->machine = header.e_machine;
	source->bits = header.e_ident[EI_CLASS] == ELFCLASS32 ? 32 : 64;
	source->type = header.e_type;
	source->flags = header.e_flags;
	bool done = read_sections(source, elf, error);
	elf_end(elf);
	return done;
}

/* ---- files ---- */

static bool read_raw(struct btf_source *source, int file, char **error)
{
	GByteArray *bytes = g_byte_array_new();
	unsigned char block[64 * 1024];
	ssize_t n;
	while ((n = read(file, block, sizeof(block))) > 0 && bytes->len <= BTF_BYTES_MAX)
		g_byte_array_append(bytes, block, (guint)n);
	if (n)
		*error = g_strdup(n < 0 ? diag_errno_text(errno) : "it is too large");
	source->types = g_byte_array_free_to_bytes(bytes);
	return !n;
}

static bool read_file(struct btf_source *source, int file, char **error)
{
	unsigned char magic[4];
	ssize_t n = pread(file, magic, sizeof(magic), 0);
	if (n < 0) {
		*error = g_strdup(diag_errno_text(errno));
		return false;
	}
	if (n == 4 && !memcmp(magic, ELFMAG, SELFMAG))
		return read_elf(source, file, error);
	return has_magic(magic, (size_t)n) ? read_raw(source, file, error) : true;
}

bool btf_source_open(struct btf_source *source, const char *path, char **error)
{
	struct stat status;
	*source = (struct btf_source){ .types = NULL };
	*error = NULL;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file < 0 || fstat(file, &status) != 0)
		*error = g_strdup(diag_errno_text(errno));
	else if (S_ISDIR(status.st_mode))
		*error = g_strdup("is a directory");
	else if (S_ISREG(status.st_mode))
		read_file(source, file, error);
	if (file >= 0)
		close(file);
	if (source->types)
		source->big_endian = is_big_endian(source->types);
	return !*error;
}

void btf_source_finish(struct btf_source *source)
{
	g_clear_pointer(&source->types, g_bytes_unref);
	g_clear_pointer(&source->base, g_bytes_unref);
}

bool btf_is_in(const char *path)
{
	struct btf_source source;
	char *error;
	bool found = btf_source_open(&source, path, &error) && source.types;
	btf_source_finish(&source);
	g_free(error);
	return found;
}
