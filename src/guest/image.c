/*
 * Image → payload → unpacked → BTF.
 *
 * An ELF says where its BTF is. In a raw image it is found by its header: the magic number, version 1, flags 0, the size of the header, types and
 * strings one behind the other, and strings that begin and end with NUL. Of several that look so (BPF programs within the kernel have some) the
 * kernel's own is by far the largest.
 *
 * Formats: Documentation/arch/x86/boot.rst, include/linux/pe.h with drivers/firmware/efi/libstub/zboot-header.S, include/uapi/linux/btf.h.
 */
#include "guest/image.h"

#include "base/diag.h"
#include "guest/elf_file.h"
#include "guest/unpack.h"

#include <string.h>

enum {
	SETUP_SECTS = 0x1f1,
	SETUP_MAGIC = 0x202,
	SETUP_VERSION = 0x206,
	SETUP_PAYLOAD_OFFSET = 0x248,
	SETUP_PAYLOAD_LENGTH = 0x24c,
	SETUP_PAYLOAD_SINCE = 0x208, /* version 2.08 has the two */
	SETUP_SECTS_DEFAULT = 4,
	SECTOR = 512,
	ZBOOT_MAGIC = 4,
	ZBOOT_OFFSET = 8,
	ZBOOT_LENGTH = 12,
	ZBOOT_END = 56,
	BTF_HEADER = 24,
	BTF_LEAST = 4096, /* bytes of a kernel's types */
};

static guint32 read_u32(const guint8 *p)
{
	return p[0] | (guint32)p[1] << 8 | (guint32)p[2] << 16 | (guint32)p[3] << 24;
}

/* The part of the image, or NULL where it does not lie within. */
static GBytes *part(GBytes *image, guint64 offset, guint64 length)
{
	gsize n = g_bytes_get_size(image);
	return offset <= n && length <= n - offset ? g_bytes_new_from_bytes(image, offset, length) : NULL;
}

/* What is compressed in a bzImage or an EFI program; the image itself where it is neither. */
static GBytes *find_payload(GBytes *image)
{
	gsize n;
	const guint8 *p = g_bytes_get_data(image, &n);
	if (n > SETUP_PAYLOAD_LENGTH + 4 && memcmp(p + SETUP_MAGIC, "HdrS", 4) == 0 &&
	    (p[SETUP_VERSION] | p[SETUP_VERSION + 1] << 8) >= SETUP_PAYLOAD_SINCE) {
		guint64 setup = ((p[SETUP_SECTS] ? p[SETUP_SECTS] : SETUP_SECTS_DEFAULT) + 1) * SECTOR;
		return part(image, setup + read_u32(p + SETUP_PAYLOAD_OFFSET), read_u32(p + SETUP_PAYLOAD_LENGTH));
	}
	if (n > ZBOOT_END && memcmp(p, "MZ", 2) == 0 && memcmp(p + ZBOOT_MAGIC, "zimg", 4) == 0)
		return part(image, read_u32(p + ZBOOT_OFFSET), read_u32(p + ZBOOT_LENGTH));
	return g_bytes_ref(image);
}

/* Kbuild puts four bytes with the unpacked size behind a payload, unless the format (gzip) ends in them by itself. */
static GBytes *without_size(GBytes *payload)
{
	gsize n;
	const guint8 *p = g_bytes_get_data(payload, &n);
	bool is_gzip = n > 2 && p[0] == 0x1f && p[1] == 0x8b;
	return unpack_is_packed(payload) && !is_gzip && n > 4 ? g_bytes_new_from_bytes(payload, 0, n - 4) :
								g_bytes_ref(payload);
}

/* The length of the BTF that begins at p with n bytes left; 0 where it is none. */
static gsize btf_length(const guint8 *p, gsize n)
{
	static const guint8 magic[] = { 0x9f, 0xeb, 1, 0, BTF_HEADER, 0, 0, 0, 0, 0, 0, 0 }; /* type_off is 0 */
	if (n < BTF_HEADER || memcmp(p, magic, sizeof magic) != 0)
		return 0;
	guint64 types = read_u32(p + 12), strings = read_u32(p + 16), length = read_u32(p + 20);
	if (strings != types || !length || types + length > n - BTF_HEADER)
		return 0;
	const guint8 *text = p + BTF_HEADER + strings;
	return text[0] == 0 && text[length - 1] == 0 ? BTF_HEADER + types + length : 0;
}

static GBytes *search_btf(GBytes *image)
{
	gsize n, at = 0, longest = 0;
	const guint8 *data = g_bytes_get_data(image, &n);
	for (const guint8 *p = data; n && (p = memchr(p, 0x9f, n - (gsize)(p - data))); p++) {
		gsize length = btf_length(p, n - (gsize)(p - data));
		if (length > longest) {
			longest = length;
			at = (gsize)(p - data);
		}
	}
	return longest >= BTF_LEAST ? g_bytes_new_from_bytes(image, at, longest) : NULL;
}

static GBytes *unpack_image(GBytes *image, const char *path)
{
	GBytes *payload = find_payload(image), *out = NULL;
	if (!payload) {
		diag_error("the kernel image '%s' is cut short", path);
		return NULL;
	}
	GBytes *packed = payload == image ? g_bytes_ref(image) : without_size(payload);
	unpack_bytes(packed, path, &out);
	g_bytes_unref(packed);
	g_bytes_unref(payload);
	return out;
}

bool image_read_btf(const char *path, GBytes **btf)
{
	GError *error = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &error);
	*btf = NULL;
	if (!file) {
		diag_error("'%s' cannot be read: %s", path, diag_file_error_text(error));
		g_error_free(error);
		return false;
	}
	GBytes *image = g_mapped_file_get_bytes(file), *kernel = unpack_image(image, path);
	if (kernel) {
		*btf = elf_file_section(kernel, ".BTF");
		if (!*btf)
			*btf = search_btf(kernel);
		if (!*btf)
			diag_error("'%s' has no description of its types (BTF): is it a kernel with "
				   "CONFIG_DEBUG_INFO_BTF?",
				   path);
		g_bytes_unref(kernel);
	}
	g_bytes_unref(image);
	g_mapped_file_unref(file);
	return *btf;
}
