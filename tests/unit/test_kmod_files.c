/*
 * What a guest is given and what a kernel's files hold: archives, images, modules. Files are made here, of the form that the formats' documents ask for.
 */
#include "base/diag.h"
#include "guest/archive.h"
#include "guest/dependencies.h"
#include "guest/elf_file.h"
#include "guest/image.h"
#include "guest/unpack.h"

#include <elf.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- archives ---- */

static guint32 number(const guint8 *header, unsigned field)
{
	char *digits = g_strndup((const char *)header + 6 + 8 * field, 8);
	guint32 value = (guint32)strtoul(digits, NULL, 16);
	g_free(digits);
	return value;
}

/* The entries, "mode name size content", one a line; device nodes with their numbers. */
static char *list_archive(const GByteArray *bytes)
{
	GString *text = g_string_new(NULL);
	const guint8 *p = bytes->data, *end = p + bytes->len;
	while (p < end) {
		g_assert_cmpint((p - bytes->data) % 4, ==, 0);
		g_assert_cmpint(end - p, >=, 110);
		g_assert_cmpmem(p, 6, "070701", 6);
		guint32 size = number(p, 6), name = number(p, 11);
		const char *its = (const char *)p + 110;
		gsize content = (110 + name + 3) & ~3u;
		g_assert_cmpuint(strlen(its), ==, name - 1);
		g_string_append_printf(text, "%o %s %u %u,%u %.*s\n", number(p, 1), its, size, number(p, 9),
				       number(p, 10), (int)size, (const char *)p + content);
		p += content + ((size + 3) & ~3u);
	}
	g_assert_true(p == end);
	return g_string_free(text, FALSE);
}

static void test_archive(void)
{
	struct archive archive;
	GBytes *script = g_bytes_new_static("echo", 4), *nothing = g_bytes_new_static("", 0);
	archive_init(&archive);
	archive_add_file(&archive, "init", 0755, script);
	archive_add_device(&archive, "dev/console", 0600, 5, 1);
	archive_add_file(&archive, "a/b/c", 0644, nothing);
	archive_add_file(&archive, "a/b/c", 0644, script);
	archive_add_folder(&archive, "a/b");
	archive_end(&archive);
	char *list = list_archive(archive.bytes);
	g_assert_cmpstr(list, ==,
			"100755 init 4 0,0 echo\n"
			"40755 dev 0 0,0 \n"
			"20600 dev/console 0 5,1 \n"
			"40755 a 0 0,0 \n"
			"40755 a/b 0 0,0 \n"
			"100644 a/b/c 0 0,0 \n"
			"0 TRAILER!!! 0 0,0 \n");
	g_free(list);
	archive_finish(&archive);
	g_bytes_unref(script);
	g_bytes_unref(nothing);
}

/* ---- ELF ---- */

/* An object file for x86_64 with one section more than the names' own. */
static GByteArray *make_elf(const char *name, const void *content, gsize n)
{
	GByteArray *file = g_byte_array_new();
	GByteArray *strings = g_byte_array_new();
	g_byte_array_append(strings, (const guint8 *)"\0.shstrtab", 11);
	g_byte_array_append(strings, (const guint8 *)name, (guint)strlen(name) + 1);
	Elf64_Ehdr header = {
		.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
		.e_type = ET_REL,
		.e_machine = EM_X86_64,
		.e_version = EV_CURRENT,
		.e_ehsize = sizeof(Elf64_Ehdr),
		.e_shentsize = sizeof(Elf64_Shdr),
		.e_shnum = 3,
		.e_shstrndx = 1,
		.e_shoff = sizeof(Elf64_Ehdr),
	};
	gsize data = sizeof header + 3 * sizeof(Elf64_Shdr);
	Elf64_Shdr sections[3] = {
		{ 0 },
		{ .sh_name = 1, .sh_type = SHT_STRTAB, .sh_offset = data, .sh_size = strings->len, .sh_addralign = 1 },
		{ .sh_name = 11,
		  .sh_type = SHT_PROGBITS,
		  .sh_offset = data + strings->len,
		  .sh_size = n,
		  .sh_addralign = 1 },
	};
	g_byte_array_append(file, (const guint8 *)&header, sizeof header);
	g_byte_array_append(file, (const guint8 *)sections, sizeof sections);
	g_byte_array_append(file, strings->data, strings->len);
	g_byte_array_append(file, content, (guint)n);
	g_byte_array_unref(strings);
	return file;
}

static GBytes *make_module(const char *depends)
{
	char *info = g_strdup_printf("license=GPL#retpoline=Y#depends=%s#vermagic=6.12 SMP#", depends);
	gsize n = strlen(info);
	g_strdelimit(info, "#", '\0');
	GByteArray *file = make_elf(".modinfo", info, n);
	g_free(info);
	return g_byte_array_free_to_bytes(file);
}

static void assert_depends(const char *depends, const char *want)
{
	GBytes *module = make_module(depends);
	char **names = dependencies_of(module), *got = g_strjoinv(" ", names);
	g_assert_cmpstr(got, ==, want);
	g_free(got);
	g_strfreev(names);
	g_bytes_unref(module);
}

static void test_depends(void)
{
	assert_depends("", "");
	assert_depends("irq_sim", "irq_sim");
	assert_depends("a,b-c,d", "a b-c d");
}

/* Every shortened file, and every file with one byte changed in its headers: whatever comes of it, nothing is read outside. */
static void test_broken_elf(void)
{
	GBytes *whole = make_module("a,b");
	gsize n;
	const guint8 *data = g_bytes_get_data(whole, &n);
	for (gsize length = 0; length < n; length++) {
		GBytes *cut = g_bytes_new(data, length);
		g_strfreev(dependencies_of(cut));
		elf_file_is_static_program(cut);
		g_free(elf_file_function(cut, ".modinfo", 0));
		g_bytes_unref(cut);
	}
	for (gsize i = 0; i < n; i++) {
		guint8 *copy = g_memdup2(data, n);
		copy[i] ^= 0xff;
		GBytes *changed = g_bytes_new_take(copy, n);
		g_strfreev(dependencies_of(changed));
		elf_file_machine(changed);
		elf_file_is_static_program(changed);
		g_bytes_unref(changed);
	}
	g_assert_cmpuint(elf_file_machine(whole), ==, EM_X86_64);
	g_assert_false(elf_file_is_static_program(whole));
	g_bytes_unref(whole);
}

/* ---- the kernel's modules ---- */

static GBytes *gzipped(GBytes *bytes)
{
	GConverter *converter = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
	GError *error = NULL;
#if GLIB_CHECK_VERSION(2, 82, 0)
	GBytes *out = g_converter_convert_bytes(converter, bytes, &error);
#else
	GOutputStream *memory = g_memory_output_stream_new_resizable();
	GOutputStream *stream = g_converter_output_stream_new(memory, converter);
	gsize n;
	const void *data = g_bytes_get_data(bytes, &n);
	g_assert_true(g_output_stream_write_all(stream, data, n, NULL, NULL, &error));
	g_assert_true(g_output_stream_close(stream, NULL, &error));
	GBytes *out = g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory));
	g_object_unref(stream);
	g_object_unref(memory);
#endif
	g_assert_no_error(error);
	g_object_unref(converter);
	return out;
}

static void write_bytes(const char *folder, const char *name, GBytes *bytes)
{
	char *path = g_build_filename(folder, name, NULL), *parent = g_path_get_dirname(path);
	gsize n;
	const char *data = g_bytes_get_data(bytes, &n);
	g_assert_cmpint(g_mkdir_with_parents(parent, 0777), ==, 0);
	g_assert_true(g_file_set_contents(path, data, (gssize)n, NULL));
	g_free(parent);
	g_free(path);
}

static void write_module(const char *folder, const char *name, const char *depends, bool is_packed)
{
	GBytes *module = make_module(depends), *file = is_packed ? gzipped(module) : g_bytes_ref(module);
	write_bytes(folder, name, file);
	g_bytes_unref(file);
	g_bytes_unref(module);
}

static void remove_tree(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	for (const char *entry; dir && (entry = g_dir_read_name(dir));) {
		char *inside = g_build_filename(path, entry, NULL);
		remove_tree(inside);
		g_free(inside);
	}
	if (dir)
		g_dir_close(dir);
	g_remove(path);
}

static char *find(const struct kernel *kernel, const char *wanted)
{
	GPtrArray *files = dependencies_new(), *names = g_ptr_array_new_with_free_func(g_free);
	char **words = g_strsplit(wanted, " ", -1);
	for (char **word = words; *word; word++)
		g_ptr_array_add(names, g_strdup(*word));
	GString *got = g_string_new(NULL);
	if (!dependencies_find(kernel, names, files))
		g_string_append(got, "error");
	else
		for (guint i = 0; i < files->len; i++) {
			const struct dependency *file = g_ptr_array_index(files, i);
			g_assert_cmpuint(elf_file_machine(file->ko), ==, EM_X86_64);
			g_string_append_printf(got, "%s%s", i ? " " : "", file->name);
		}
	g_strfreev(words);
	g_ptr_array_unref(names);
	g_ptr_array_unref(files);
	return g_string_free(got, FALSE);
}

/* As unpacked packages have it: the modules' folder beside the headers', without modules.dep. */
static void test_dependencies(void)
{
	char *top = g_dir_make_tmp(NULL, NULL), *headers = g_build_filename(top, "usr/src/headers", NULL);
	char *modules = g_build_filename(top, "usr/lib/modules/6.12-test", NULL);
	struct kernel kernel = { .folder = headers, .release = (char *)"6.12-test" };
	GBytes *builtin = g_bytes_new_static("kernel/drivers/gpio/gpio-pl061.ko\n", 34);
	g_mkdir_with_parents(headers, 0777);
	write_module(modules, "kernel/a.ko", "b-1,c", false);
	write_module(modules, "kernel/drivers/b_1.ko.gz", "c", true);
	write_module(modules, "kernel/drivers/deep/c.ko", "", false);
	write_module(modules, "kernel/loop1.ko", "loop2", false);
	write_module(modules, "kernel/loop2.ko", "loop1", false);
	write_module(modules, "kernel/needs.ko", "gone", false);
	write_bytes(modules, "modules.builtin", builtin);
	static const struct {
		const char *wanted, *want;
	} cases[] = {
		{ "c", "c" },         { "a", "c b_1 a" },         { "c b-1", "c b_1" },   { "b_1 a b-1", "c b_1 a" },
		{ "gpio-pl061", "" }, { "loop1", "loop2 loop1" }, { "unknown", "error" }, { "needs", "error" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *got = find(&kernel, cases[i].wanted);
		g_assert_cmpstr(got, ==, cases[i].want);
		g_free(got);
	}
	remove_tree(top);
	g_bytes_unref(builtin);
	g_free(modules);
	g_free(headers);
	g_free(top);
}

/* ---- images ---- */

static void append_u32(GByteArray *bytes, guint32 value)
{
	guint8 four[] = { value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >> 24 };
	g_byte_array_append(bytes, four, 4);
}

/* BTF with so many bytes of types. */
static GByteArray *make_btf(gsize types)
{
	GByteArray *btf = g_byte_array_new();
	append_u32(btf, 0x1eb9f);
	append_u32(btf, 24);
	append_u32(btf, 0);
	append_u32(btf, (guint32)types);
	append_u32(btf, (guint32)types);
	append_u32(btf, 6);
	for (gsize i = 0; i < types; i++)
		g_byte_array_append(btf, (const guint8 *)"t", 1);
	g_byte_array_append(btf, (const guint8 *)"\0name", 6);
	return btf;
}

static GByteArray *padding(gsize n)
{
	GByteArray *bytes = g_byte_array_new();
	g_byte_array_set_size(bytes, (guint)n);
	if (n)
		memset(bytes->data, 0x9f, n);
	return bytes;
}

static void append_all(GByteArray *bytes, const GByteArray *more)
{
	g_byte_array_append(bytes, more->data, more->len);
}

static void poke_u32(GByteArray *bytes, gsize at, guint32 value)
{
	GByteArray *four = g_byte_array_new();
	append_u32(four, value);
	memcpy(bytes->data + at, four->data, 4);
	g_byte_array_unref(four);
}

/* A raw image: a small program's BTF, and then the kernel's own. */
static GByteArray *make_raw(const GByteArray *btf)
{
	GByteArray *raw = padding(100), *small = make_btf(50), *gap = padding(33);
	append_all(raw, small);
	append_all(raw, gap);
	append_all(raw, btf);
	append_all(raw, gap);
	g_byte_array_unref(small);
	g_byte_array_unref(gap);
	return raw;
}

static GByteArray *packed(const GByteArray *raw)
{
	GBytes *bytes = g_bytes_new(raw->data, raw->len), *out = gzipped(bytes);
	g_bytes_unref(bytes);
	return g_bytes_unref_to_array(out);
}

/* x86: two sectors of setup code, 100 bytes, the payload, what comes behind. */
static GByteArray *make_bzimage(const GByteArray *payload)
{
	GByteArray *image = padding(3 * 512 + 100);
	image->data[0x1f1] = 2;
	memcpy(image->data + 0x202, "HdrS\x0f\x02", 6);
	poke_u32(image, 0x248, 100);
	poke_u32(image, 0x24c, payload->len);
	append_all(image, payload);
	g_byte_array_append(image, (const guint8 *)"behind", 6);
	return image;
}

static GByteArray *make_zboot(const GByteArray *payload)
{
	GByteArray *image = padding(256);
	memcpy(image->data, "MZ\0\0zimg", 8);
	poke_u32(image, 8, 256);
	poke_u32(image, 12, payload->len);
	memcpy(image->data + 24, "gzip", 5);
	append_all(image, payload);
	return image;
}

/* The BTF that is found in a file with these bytes is the wanted one; NULL: an error. Frees the image. */
static void assert_btf(GByteArray *image, const GByteArray *want)
{
	char *folder = g_dir_make_tmp(NULL, NULL), *path = g_build_filename(folder, "vmlinuz", NULL);
	GBytes *btf = NULL;
	unsigned errors = diag_count(SEVERITY_ERROR);
	g_assert_true(g_file_set_contents(path, (const char *)image->data, image->len, NULL));
	g_assert_true(image_read_btf(path, &btf) == (want != NULL));
	g_assert_cmpuint(diag_count(SEVERITY_ERROR) - errors, ==, want ? 0 : 1);
	if (want) {
		gsize n;
		const void *data = g_bytes_get_data(btf, &n);
		g_assert_cmpmem(data, n, want->data, want->len);
		g_bytes_unref(btf);
	}
	remove_tree(folder);
	g_free(path);
	g_free(folder);
	g_byte_array_unref(image);
}

static void test_images(void)
{
	GByteArray *btf = make_btf(5000), *raw = make_raw(btf), *gzip = packed(raw), *small = make_btf(100);
	assert_btf(make_raw(btf), btf);
	assert_btf(packed(raw), btf);
	assert_btf(make_bzimage(gzip), btf);
	assert_btf(make_zboot(gzip), btf);
	assert_btf(make_elf(".BTF", btf->data, btf->len), btf);
	/* none, or none that could be a kernel's */
	assert_btf(padding(10000), NULL);
	assert_btf(padding(0), NULL);
	assert_btf(make_raw(small), NULL);
	g_byte_array_unref(small);
	g_byte_array_unref(gzip);
	g_byte_array_unref(raw);
	g_byte_array_unref(btf);
}

/* Lengths that lead outside, and a payload that does not unpack. */
static void test_broken_images(void)
{
	GByteArray *btf = make_btf(5000), *raw = make_raw(btf), *gzip = packed(raw), *image;
	for (gsize at = 0x248; at <= 0x24c; at += 4) {
		image = make_bzimage(gzip);
		poke_u32(image, at, 0xffffffff);
		assert_btf(image, NULL);
	}
	image = make_zboot(gzip);
	poke_u32(image, 12, gzip->len + 1);
	assert_btf(image, NULL);
	image = make_bzimage(gzip);
	memset(image->data + 3 * 512 + 100 + 20, 0, gzip->len - 40);
	assert_btf(image, NULL);
	for (gsize cut = 1; cut < 30; cut++) {
		image = g_byte_array_new();
		g_byte_array_append(image, btf->data, (guint)(btf->len - cut));
		assert_btf(image, NULL);
	}
	for (gsize field = 12; field <= 20; field += 4) {
		image = g_byte_array_new();
		append_all(image, btf);
		poke_u32(image, field, 0xfffffff0);
		assert_btf(image, NULL);
	}
	g_byte_array_unref(gzip);
	g_byte_array_unref(raw);
	g_byte_array_unref(btf);
}

static void test_unpack(void)
{
	GBytes *plain = g_bytes_new_static("plain text", 10), *out;
	g_assert_true(unpack_bytes(plain, "x", &out));
	g_assert_true(g_bytes_equal(plain, out));
	g_bytes_unref(out);
	GBytes *gzip = gzipped(plain);
	g_assert_true(unpack_bytes(gzip, "x", &out));
	g_assert_true(g_bytes_equal(plain, out));
	g_bytes_unref(out);
	g_bytes_unref(gzip);
	g_bytes_unref(plain);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kmod/archive", test_archive);
	g_test_add_func("/kmod/dependencies/depends", test_depends);
	g_test_add_func("/kmod/dependencies/find", test_dependencies);
	g_test_add_func("/kmod/elf/broken", test_broken_elf);
	g_test_add_func("/kmod/image/kinds", test_images);
	g_test_add_func("/kmod/image/broken", test_broken_images);
	g_test_add_func("/kmod/unpack", test_unpack);
	return g_test_run();
}
