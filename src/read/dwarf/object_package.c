/*
 * A package of split DWARF, .dwp: its index, and each unit as a source of its own.
 *
 *     .debug_cu_index   id 0x1234 → .debug_info.dwo 0…500, .debug_abbrev.dwo 40…90, .debug_str_offsets.dwo 80…120
 *     .debug_str.dwo    strings of all units                           only those that the unit's offsets lead to are taken
 *
 * A unit's numbers count from the start of its own parts, so that libdw reads it as if it were a .dwo file. The index: DWARF 5, 7.3.5.3; the
 * version before it, 2: gcc.gnu.org/wiki/DebugFissionDWP. Units of types (.debug_tu_index) are not looked up.
 */
#include "read/dwarf/object_private.h"

#include <string.h>

enum {
	INDEX_HEADER = 16,
	SECTION_INFO = 1, /* DW_SECT_*, the same numbers in both versions as far as they are read */
	SECTION_ABBREV = 3,
	SECTION_LINE = 4,
	SECTION_STR_OFFSETS = 6,
	MOST_COLUMNS = 8,
};

/* The tables of the index, which lie in the file. */
struct object_package {
	struct object_elf *elf;
	unsigned version;
	const uint8_t *hashes, *rows, *columns, *offsets, *sizes;
	uint64_t n_columns, n_units, n_slots;
};

static uint64_t word(const struct object_package *package, const uint8_t *table, uint64_t number)
{
	return object_get(package->elf, table + 4 * number, 4);
}

bool object_is_package(const struct object_elf *elf)
{
	return object_elf_find(elf, ".debug_cu_index") != NULL;
}

static bool read_index(struct object_package *package)
{
	const struct object_section *section = object_elf_find(package->elf, ".debug_cu_index");
	if (!section || section->raw.size < INDEX_HEADER || object_section_is_packed(section))
		return false;
	const uint8_t *data = section->raw.data;
	uint64_t most = section->raw.size;
	/* 5 and zero as half words, or 2 as a word */
	package->version = object_get(package->elf, data, 2) == 5 ? 5 : (unsigned)word(package, data, 0);
	package->n_columns = word(package, data, 1);
	package->n_units = word(package, data, 2);
	package->n_slots = word(package, data, 3);
	if (package->n_columns > MOST_COLUMNS || package->n_units > most || package->n_slots > most)
		return false;
	package->hashes = data + INDEX_HEADER;
	package->rows = package->hashes + package->n_slots * 8;
	package->columns = package->rows + package->n_slots * 4;
	package->offsets = package->columns + package->n_columns * 4;
	package->sizes = package->offsets + package->n_units * package->n_columns * 4;
	return package->n_slots * 12 + package->n_columns * 4 + package->n_units * package->n_columns * 8 <=
	       most - INDEX_HEADER;
}

struct object_package *object_package_open(struct object_elf *elf, char **error)
{
	struct object_package *package = g_new0(struct object_package, 1);
	package->elf = elf;
	if (read_index(package))
		return package;
	*error = g_strdup("has a broken index of its units, '.debug_cu_index'");
	object_package_close(package);
	return NULL;
}

void object_package_close(struct object_package *package)
{
	if (!package)
		return;
	object_elf_close(package->elf);
	g_free(package);
}

/* ---- one unit ---- */

/* What a DW_SECT number is called; NULL: not read. */
static const char *section_name(uint64_t number)
{
	switch (number) {
	case SECTION_INFO:
		return ".debug_info.dwo";
	case SECTION_ABBREV:
		return ".debug_abbrev.dwo";
	case SECTION_LINE:
		return ".debug_line.dwo";
	case SECTION_STR_OFFSETS:
		return ".debug_str_offsets.dwo";
	}
	return NULL;
}

static bool add_slice(const struct object_package *package, GArray *slices, const char *name, struct object_slice slice)
{
	const struct object_section *section = object_elf_find(package->elf, name);
	if (!section || !object_section_is_dwarf(section, true))
		return false;
	slice.section = (size_t)(section - package->elf->sections);
	g_array_append_val(slices, slice);
	return true;
}

/*
 * The strings of one unit: its offsets, with the header that version 5 has before them, made to count in strings, which are filled. False where
 * they cannot be taken apart: in sections that are compressed, or with offsets of 8 bytes.
 */
static bool take_strings(const struct object_package *package, size_t offset, size_t size, GByteArray *offsets,
			 GByteArray *strings)
{
	const struct object_elf *elf = package->elf;
	const struct object_section *table = object_elf_find(elf, ".debug_str_offsets.dwo");
	const struct object_section *texts = object_elf_find(elf, ".debug_str.dwo");
	size_t header = package->version == 5 ? 8 : 0;
	if (!table || !texts || object_section_is_packed(table) || object_section_is_packed(texts) ||
	    offset > table->raw.size || size > table->raw.size - offset || size < header || size % 4)
		return false;
	g_byte_array_append(offsets, table->raw.data + offset, (guint)size);
	if (header && object_get(elf, offsets->data, 4) == UINT32_MAX)
		return false;
	for (size_t at = header; at < size; at += 4) {
		size_t place = object_get(elf, offsets->data + at, 4);
		const char *text = object_get_string(texts->raw, &place);
		object_put(elf, offsets->data + at, 4, text ? strings->len : UINT32_MAX);
		if (text)
			g_byte_array_append(strings, (const uint8_t *)text, (guint)strlen(text) + 1);
	}
	return true;
}

static void add_strings(const struct object_package *package, GArray *slices, size_t offset, size_t size,
			GByteArray *offsets, GByteArray *strings)
{
	struct object_slice table = { 0, offset, size, NULL }, texts = { 0, 0, SIZE_MAX, NULL };
	if (size <= G_MAXINT && take_strings(package, offset, size, offsets, strings)) {
		table = (struct object_slice){ 0, 0, offsets->len, offsets->data };
		texts = (struct object_slice){ 0, 0, strings->len, strings->len ? strings->data : offsets->data };
	}
	add_slice(package, slices, section_name(SECTION_STR_OFFSETS), table);
	add_slice(package, slices, ".debug_str.dwo", texts);
}

struct object_source *object_package_source(const struct object_package *package, uint64_t row, const char *path,
					    char **error)
{
	GArray *slices = g_array_new(FALSE, FALSE, sizeof(struct object_slice));
	GByteArray *offsets = g_byte_array_new(), *strings = g_byte_array_new();
	bool has_info = false;
	for (uint64_t column = 0; column < package->n_columns; column++) {
		uint64_t number = word(package, package->columns, column), cell = row * package->n_columns + column;
		const char *name = section_name(number);
		size_t offset = word(package, package->offsets, cell), size = word(package, package->sizes, cell);
		if (!name || !size)
			continue;
		if (number == SECTION_STR_OFFSETS && !offsets->len)
			add_strings(package, slices, offset, size, offsets, strings);
		else if (add_slice(package, slices, name, (struct object_slice){ 0, offset, size, NULL }))
			has_info = has_info || number == SECTION_INFO;
	}
	uint8_t *image = NULL;
	size_t size;
	if (has_info)
		image = object_image_of_slices(package->elf, slices, &size, error);
	else
		*error = g_strdup("has a broken index of its units, '.debug_cu_index'");
	g_byte_array_unref(strings);
	g_byte_array_unref(offsets);
	g_array_unref(slices);
	return image ? object_source_open_image(object_elf_share(package->elf), path, image, size, error) : NULL;
}

struct object_source *object_package_find(const struct object_package *package, uint64_t id, const char *path,
					  char **error)
{
	for (uint64_t slot = 0; slot < package->n_slots; slot++) {
		uint64_t row = word(package, package->rows, slot);
		if (row && row <= package->n_units && object_get(package->elf, package->hashes + 8 * slot, 8) == id)
			return object_package_source(package, row - 1, path, error);
	}
	return NULL;
}

bool object_package_add_all(GPtrArray *sources, struct object_elf *elf, const char *path, char **error)
{
	struct object_package *package = object_package_open(elf, error);
	bool fine = package != NULL;
	for (uint64_t row = 0; fine && row < package->n_units; row++) {
		struct object_source *source = object_package_source(package, row, path, error);
		fine = source != NULL;
		if (source)
			g_ptr_array_add(sources, source);
	}
	object_package_close(package);
	return fine;
}
