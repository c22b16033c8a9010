/*
 * Split DWARF: a skeleton unit in the object to the entries that it stands for, in a .dwo file or in a package of them.
 *
 *     a.o    DW_UT_skeleton  DW_AT_dwo_name "a.dwo"  DW_AT_comp_dir "/src"  id 0x1234
 *     a.dwo  DW_UT_split_compile  id 0x1234                            -gsplit-dwarf
 *     a.o    .debug_info.dwo                                           clang's -gsplit-dwarf=single: the object itself
 *     p.dwp  .debug_cu_index: id 0x1234 → parts of .debug_info.dwo …   dwp, llvm-dwp: beside the program p
 *
 * libdw has its own way to a .dwo, which knows neither packages (before elfutils 0.191) nor zstd, and none where it was given memory instead
 * of a file. The index of a package: DWARF 5, 7.3.5.3; the version before it, 2: gcc.gnu.org/wiki/DebugFissionDWP.
 */
#include "read/dwarf/object_private.h"

#include <dwarf.h>
#include <string.h>

/* ---- packages ---- */

enum {
	INDEX_HEADER = 16,
	SECTION_INFO = 1, /* DW_SECT_*, the same numbers in both versions as far as they are read */
	SECTION_ABBREV = 3,
	SECTION_LINE = 4,
	SECTION_STR_OFFSETS = 6,
};

/* The index, its parts known to lie in bytes. */
struct package {
	struct object_elf *elf;
	const uint8_t *hashes, *rows, *columns, *offsets, *sizes;
	uint64_t n_columns, n_units, n_slots;
};

static uint64_t word(const struct package *package, const uint8_t *table, uint64_t number)
{
	return object_get(package->elf, table + 4 * number, 4);
}

bool object_is_package(const struct object_elf *elf)
{
	return object_elf_find(elf, ".debug_cu_index") != NULL;
}

static bool read_index(struct object_elf *elf, struct package *package, char **error)
{
	const struct object_section *section = object_elf_find(elf, ".debug_cu_index");
	*package = (struct package){ .elf = elf };
	if (section && section->raw.size >= INDEX_HEADER && !object_section_is_packed(section)) {
		const uint8_t *data = section->raw.data;
		package->n_columns = word(package, data, 1);
		package->n_units = word(package, data, 2);
		package->n_slots = word(package, data, 3);
		uint64_t most = section->raw.size, size = INDEX_HEADER;
		if (package->n_columns <= 8 && package->n_units <= most && package->n_slots <= most)
			size += package->n_slots * 12 + package->n_columns * 4 +
				package->n_units * package->n_columns * 8;
		else
			size = UINT64_MAX;
		package->hashes = data + INDEX_HEADER;
		if (size <= most) {
			package->rows = package->hashes + package->n_slots * 8;
			package->columns = package->rows + package->n_slots * 4;
			package->offsets = package->columns + package->n_columns * 4;
			package->sizes = package->offsets + package->n_units * package->n_columns * 4;
			return true;
		}
	}
	*error = g_strdup("has a broken index of its units, '.debug_cu_index'");
	return false;
}

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

static bool add_slice(const struct package *package, GArray *slices, const char *name, size_t offset, size_t size)
{
	const struct object_section *section = object_elf_find(package->elf, name);
	if (!section || !object_section_is_dwarf(section, true))
		return false;
	struct object_slice slice = { (size_t)(section - package->elf->sections), offset, size };
	g_array_append_val(slices, slice);
	return true;
}

/* The unit of that row, from 0, as a source. */
static struct object_source *open_row(const struct package *package, uint64_t row, const char *path, char **error)
{
	GArray *slices = g_array_new(FALSE, FALSE, sizeof(struct object_slice));
	bool has_info = false;
	for (uint64_t column = 0; column < package->n_columns; column++) {
		uint64_t number = word(package, package->columns, column), cell = row * package->n_columns + column;
		const char *name = section_name(number);
		size_t offset = word(package, package->offsets, cell), size = word(package, package->sizes, cell);
		if (name && size && add_slice(package, slices, name, offset, size) && number == SECTION_INFO)
			has_info = true;
	}
	add_slice(package, slices, ".debug_str.dwo", 0, SIZE_MAX);
	uint8_t *image = NULL;
	size_t size;
	if (has_info)
		image = object_image_of_slices(package->elf, slices, &size, error);
	else
		*error = g_strdup("has a broken index of its units, '.debug_cu_index'");
	g_array_unref(slices);
	return image ? object_source_open_image(object_elf_share(package->elf), path, image, size, error) : NULL;
}

/* The row of the unit with that number; n_units if it is not there. */
static uint64_t find_row(const struct package *package, uint64_t id)
{
	for (uint64_t slot = 0; slot < package->n_slots; slot++) {
		uint64_t row = word(package, package->rows, slot);
		if (row && row <= package->n_units && object_get(package->elf, package->hashes + 8 * slot, 8) == id)
			return row - 1;
	}
	return package->n_units;
}

bool object_split_add_package(struct object_split *split, struct object_elf *elf, const char *path, char **error)
{
	struct package package;
	if (!read_index(elf, &package, error))
		return false;
	for (uint64_t row = 0; row < package.n_units; row++) {
		struct object_source *source = open_row(&package, row, path, error);
		if (!source)
			return false;
		g_ptr_array_add(split->sources, source);
	}
	return true;
}

void object_split_finish(struct object_split *split)
{
	object_elf_close(split->package);
	*split = (struct object_split){ 0 };
}

/* ---- skeletons ---- */

static const char *text_of(Dwarf_Die *die, unsigned name, unsigned other)
{
	Dwarf_Attribute attribute;
	if (dwarf_attr(die, name, &attribute) || (other && dwarf_attr(die, other, &attribute)))
		return dwarf_formstring(&attribute);
	return NULL;
}

static uint64_t id_of(Dwarf_CU *unit)
{
	uint64_t id = 0;
	dwarf_cu_info(unit, NULL, NULL, NULL, NULL, &id, NULL, NULL);
	return id;
}

/* Whether a unit of the source has the number: a .dwo may be older or newer than its object. */
static bool has_id(const struct object_source *source, uint64_t id)
{
	Dwarf_CU *unit = NULL;
	Dwarf_Half version;
	uint8_t type;
	while (dwarf_get_units(source->dwarf, unit, &unit, &version, &type, NULL, NULL) == 0)
		if (type == DW_UT_split_compile && id_of(unit) == id)
			return true;
	return false;
}

/* The places where the file of that name may be, the object's own folder last. */
static GPtrArray *list_paths(const char *name, const char *folder, const char *path)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	char *beside = g_path_get_dirname(path), *base = g_path_get_basename(name);
	if (g_path_is_absolute(name)) {
		g_ptr_array_add(paths, g_strdup(name));
	} else {
		if (folder)
			g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
		g_ptr_array_add(paths, g_build_filename(beside, name, NULL));
	}
	g_ptr_array_add(paths, g_build_filename(beside, base, NULL));
	g_free(base);
	g_free(beside);
	return paths;
}

static struct object_source *open_file(const char *name, const char *folder, uint64_t id, const char *path,
				       char **error)
{
	GPtrArray *paths = list_paths(name, folder, path);
	struct object_source *source = NULL;
	bool was_there = false;
	for (unsigned i = 0; i < paths->len && !source; i++) {
		char *problem = NULL;
		const char *file = g_ptr_array_index(paths, i);
		struct object_elf *elf = object_open_path(file, &problem);
		if (elf && object_has_dwarf(elf, true))
			source = object_source_open(elf, file, true, &problem);
		else if (elf)
			object_elf_close(elf);
		was_there = was_there || source;
		if (source && !has_id(source, id))
			g_clear_pointer(&source, object_source_close);
		g_free(problem);
	}
	if (!source && was_there)
		*error = g_strdup_printf("has split DWARF in '%s', which is of another compilation", name);
	else if (!source)
		*error = g_strdup_printf("has split DWARF in '%s', which is not there", name);
	g_ptr_array_unref(paths);
	return source;
}

/* The unit in the package beside the object, "p.dwp" for "p". */
static struct object_source *open_in_package(struct object_split *split, uint64_t id, const char *path)
{
	char *file = g_strconcat(path, ".dwp", NULL), *error = NULL;
	struct package package;
	struct object_source *source = NULL;
	if (!split->has_looked)
		split->package = object_open_path(file, &error);
	split->has_looked = true;
	if (split->package && !error && read_index(split->package, &package, &error)) {
		uint64_t row = find_row(&package, id);
		if (row < package.n_units)
			source = open_row(&package, row, file, &error);
	}
	g_free(error);
	g_free(file);
	return source;
}

bool object_split_add(struct object_split *split, Dwarf_Die *skeleton, Dwarf_CU *unit, const char *path, char **error)
{
	const char *name = text_of(skeleton, DW_AT_dwo_name, DW_AT_GNU_dwo_name);
	if (!name) {
		*error = g_strdup("has split DWARF without the name of a .dwo file");
		return false;
	}
	uint64_t id = id_of(unit);
	struct object_source *source = open_in_package(split, id, path);
	if (!source)
		source = open_file(name, text_of(skeleton, DW_AT_comp_dir, 0), id, path, error);
	if (!source)
		return false;
	source->is_split = true;
	source->skeleton = *skeleton;
	g_ptr_array_add(split->sources, source);
	return true;
}
