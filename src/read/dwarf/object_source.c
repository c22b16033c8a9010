/*
 * An ELF file with DWARF to what libdw reads: the file itself or an image of its sections, and the files beside it that it names.
 *
 *     .gnu_debuglink       "x.debug", CRC-32     beside the file, in .debug/, in /usr/lib/debug/FOLDER/       object_source_separate()
 *     .note.gnu.build-id   ab cd …               /usr/lib/debug/.build-id/ab/cd….debug                        likewise
 *     .gnu_debugaltlink    "c.debug", build ID   from the file's folder, or by the ID                         object_source_open()
 *
 * .gnu_debuglink, .build-id: "Debugging Information in Separate Files" of GDB's manual; .gnu_debugaltlink: dwz(1).
 */
#include "read/dwarf/object_private.h"

#include <string.h>
#include <zlib.h>

#define DEBUG_FOLDER "/usr/lib/debug"

/* ---- the files ---- */

/* Content of a small section; freed by the caller. NULL if it is not there or broken. */
static uint8_t *content_of(const struct object_elf *elf, const char *name, struct bytes *bytes)
{
	const struct object_section *section = object_elf_find(elf, name);
	if (!section || section->raw.size == 0)
		return NULL;
	char *error = NULL;
	uint8_t *content = NULL;
	if (object_section_size(elf, section, &bytes->size, &error)) {
		content = g_malloc(bytes->size + 1);
		if (!object_section_read(elf, section, content, bytes->size, &error))
			g_clear_pointer(&content, g_free);
	}
	g_free(error);
	bytes->data = content;
	return content;
}

/* Where the file of this build ID is: "/usr/lib/debug/.build-id/ab/cd….debug". */
static char *build_id_path(struct bytes id)
{
	if (id.size < 2)
		return NULL;
	GString *path = g_string_new(DEBUG_FOLDER "/.build-id/");
	for (size_t i = 0; i < id.size; i++)
		g_string_append_printf(path, i == 0 ? "%02x/" : "%02x", id.data[i]);
	g_string_append(path, ".debug");
	return g_string_free(path, FALSE);
}

/* The build ID of the file: name size, ID size and type as words, "GNU", the ID. */
static struct bytes build_id_of(const struct object_elf *elf)
{
	const struct object_section *section = object_elf_find(elf, ".note.gnu.build-id");
	if (!section || section->raw.size < 16 || memcmp(section->raw.data + 12, "GNU", 4) != 0)
		return (struct bytes){ 0 };
	uint64_t size = object_get(elf, section->raw.data + 4, 4);
	return (struct bytes){ section->raw.data + 16, MIN(size, section->raw.size - 16) };
}

struct object_elf *object_open_path(const char *path, char **error)
{
	GMappedFile *mapping = object_map(path, error);
	if (!mapping)
		return NULL;
	struct object_elf *elf = object_elf_open(mapping, object_mapped_bytes(mapping), error);
	g_mapped_file_unref(mapping);
	return elf;
}

/* ---- sources ---- */

void object_source_close(struct object_source *source)
{
	if (!source)
		return;
	dwarf_end(source->dwarf);
	elf_end(source->image_elf);
	g_free(source->image);
	object_source_close(source->alternate);
	object_elf_close(source->elf);
	g_free(source->path);
	g_free(source);
}

struct object_source *object_source_open_image(struct object_elf *elf, const char *path, uint8_t *image, size_t size,
					       char **error)
{
	struct object_source *source = g_new0(struct object_source, 1);
	source->elf = elf;
	source->path = g_strdup(path);
	source->image = image;
	if (image)
		source->image_elf = elf_memory((char *)image, size);
	source->dwarf = dwarf_begin_elf(image ? source->image_elf : elf->elf, DWARF_C_READ, NULL);
	if (source->dwarf)
		return source;
	*error = g_strdup_printf("has broken DWARF: %s", dwarf_errmsg(-1));
	object_source_close(source);
	return NULL;
}

/* Without the file that .gnu_debugaltlink names. */
static struct object_source *open_alone(struct object_elf *elf, const char *path, bool split, char **error)
{
	uint8_t *image = NULL;
	size_t size = 0;
	if (!object_is_plain(elf, split)) {
		image = object_image_new(elf, split, &size, error);
		if (!image) {
			object_elf_close(elf);
			return NULL;
		}
	}
	return object_source_open_image(elf, path, image, size, error);
}

/* The first of the paths, each freed, that is an ELF file with DWARF which check agrees to. */
static struct object_elf *open_first(char **paths, bool (*check)(const struct object_elf *, struct bytes),
				     struct bytes expected, char **found)
{
	struct object_elf *elf = NULL;
	for (size_t i = 0; paths[i] && !elf; i++) {
		char *unused = NULL;
		elf = object_open_path(paths[i], &unused);
		g_free(unused);
		if (elf && !(object_has_dwarf(elf, false) && check(elf, expected)))
			g_clear_pointer(&elf, object_elf_close);
		if (elf)
			*found = g_strdup(paths[i]);
	}
	g_strfreev(paths);
	return elf;
}

static bool has_build_id(const struct object_elf *elf, struct bytes expected)
{
	struct bytes id = build_id_of(elf);
	return id.size == expected.size && (id.size == 0 || memcmp(id.data, expected.data, id.size) == 0);
}

static bool has_checksum(const struct object_elf *elf, struct bytes expected)
{
	uLong sum = crc32_z(crc32_z(0, NULL, 0), elf->bytes.data, elf->bytes.size);
	return sum == object_get(elf, expected.data, 4);
}

static void add_path(GPtrArray *paths, char *path)
{
	if (path)
		g_ptr_array_add(paths, path);
}

static char **finish_paths(GPtrArray *paths)
{
	g_ptr_array_add(paths, NULL);
	return (char **)g_ptr_array_free(paths, FALSE);
}

/* Sets source->alternate to what .gnu_debugaltlink names, a name and a build ID; true also where there is no such section. */
static bool open_alternate(struct object_source *source, char **error)
{
	struct bytes link;
	size_t offset = 0;
	uint8_t *content = content_of(source->elf, ".gnu_debugaltlink", &link);
	const char *name = content ? object_get_string(link, &offset) : NULL;
	if (!name) {
		g_free(content);
		return true;
	}
	struct bytes id = { link.data + offset, link.size - offset };
	GPtrArray *paths = g_ptr_array_new();
	char *folder = g_path_get_dirname(source->path), *found = NULL;
	add_path(paths, g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(folder, name, NULL));
	add_path(paths, build_id_path(id));
	struct object_elf *elf = open_first(finish_paths(paths), has_build_id, id, &found);
	if (elf)
		source->alternate = open_alone(elf, found, false, error);
	else
		*error = g_strdup_printf("has a part of its DWARF in '%s', which is not there", name);
	if (source->alternate)
		dwarf_setalt(source->dwarf, source->alternate->dwarf);
	g_free(found);
	g_free(folder);
	g_free(content);
	return source->alternate != NULL;
}

struct object_source *object_source_open(struct object_elf *elf, const char *path, bool split, char **error)
{
	struct object_source *source = open_alone(elf, path, split, error);
	if (source && !open_alternate(source, error))
		g_clear_pointer(&source, object_source_close);
	return source;
}

/* ---- separate debug files ---- */

static struct object_elf *find_by_link(const char *name, struct bytes sum, const char *path, char **found)
{
	GPtrArray *paths = g_ptr_array_new();
	char *folder = g_path_get_dirname(path), *whole = g_canonicalize_filename(folder, NULL);
	add_path(paths, g_build_filename(folder, name, NULL));
	add_path(paths, g_build_filename(folder, ".debug", name, NULL));
	add_path(paths, g_build_filename(DEBUG_FOLDER, whole, name, NULL));
	g_free(whole);
	g_free(folder);
	return open_first(finish_paths(paths), has_checksum, sum, found);
}

struct object_source *object_source_separate(const struct object_elf *elf, const char *path, char **error)
{
	struct bytes id = build_id_of(elf), link;
	struct object_elf *other = NULL;
	char *found = NULL;
	if (id.size) {
		GPtrArray *paths = g_ptr_array_new();
		add_path(paths, build_id_path(id));
		other = open_first(finish_paths(paths), has_build_id, id, &found);
	}
	size_t offset = 0;
	uint8_t *content = content_of(elf, ".gnu_debuglink", &link);
	const char *name = content ? object_get_string(link, &offset) : NULL;
	if (!other && name) {
		offset = (offset + 3) / 4 * 4;
		if (offset <= link.size && link.size - offset >= 4)
			other = find_by_link(name, (struct bytes){ link.data + offset, 4 }, path, &found);
		if (!other)
			*error = g_strdup_printf("has its DWARF in a file of its own, '%s', which is not there or not "
						 "that of this file",
						 name);
	}
	struct object_source *source = other ? object_source_open(other, found, false, error) : NULL;
	g_free(found);
	g_free(content);
	return source;
}
