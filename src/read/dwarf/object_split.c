/*
 * Split DWARF: a skeleton unit in the object to the entries that it stands for, in a .dwo file or in a package of them.
 *
 *     a.o    DW_UT_skeleton  DW_AT_dwo_name "a.dwo"  DW_AT_comp_dir "/src"  id 0x1234
 *     a.dwo  DW_UT_split_compile  id 0x1234                            -gsplit-dwarf
 *     a.o    .debug_info.dwo                                           clang's -gsplit-dwarf=single: the object itself
 *     l.rlib a.o, a.dwo                                                rustc's -Csplit-debuginfo=packed: both are members
 *     p.dwp  .debug_cu_index: id 0x1234 → parts of .debug_info.dwo …   dwp, llvm-dwp: beside the program p
 *
 * libdw has its own way to a .dwo, which knows no zstd, and none at all where it was given memory instead of a file.
 */
#include "read/dwarf/object_private.h"

#include <dwarf.h>
#include <string.h>

void object_split_finish(struct object_split *split)
{
	g_clear_pointer(&split->package, object_package_close);
	split->has_looked = false;
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

/* The unit in a .dwo that is a member of the same archive. */
static struct object_source *open_member(const struct object_split *split, const char *name, uint64_t id,
					 const char *path)
{
	if (!split->archive)
		return NULL;
	struct object_archive *archive = object_archive_open(path, split->archive);
	struct object_member member;
	struct object_source *source = NULL;
	char *base = g_path_get_basename(name), *error = NULL;
	while (!source && object_archive_next(archive, &member, &error) == OBJECT_STEP_MEMBER) {
		if (!g_str_equal(member.name, base))
			continue;
		struct object_elf *elf = object_elf_open(member.mapping, member.bytes, &error);
		if (elf)
			source = object_source_open(elf, path, true, &error);
		if (source && !has_id(source, id))
			g_clear_pointer(&source, object_source_close);
		g_clear_pointer(&error, g_free);
	}
	g_free(error);
	g_free(base);
	object_archive_close(archive);
	return source;
}

/* The unit in the package beside the object, "p.dwp" for "p". */
static struct object_source *open_in_package(struct object_split *split, uint64_t id, const char *path)
{
	char *file = g_strconcat(path, ".dwp", NULL), *error = NULL;
	if (!split->has_looked) {
		struct object_elf *elf = object_open_path(file, &error);
		if (elf)
			split->package = object_package_open(elf, &error);
	}
	split->has_looked = true;
	struct object_source *source = NULL;
	if (split->package)
		source = object_package_find(split->package, id, file, &error);
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
		source = open_member(split, name, id, path);
	if (!source)
		source = open_file(name, text_of(skeleton, DW_AT_comp_dir, 0), id, path, error);
	if (!source)
		return false;
	source->is_split = true;
	source->skeleton = *skeleton;
	g_ptr_array_add(split->sources, source);
	return true;
}
