/*
 * A path to its objects, and the units of each: the walk of object.h.
 *
 *     file → archive? members : itself → object_elf → evidence, source of units → units, skeletons followed
 *
 * One object is open at a time; what a unit needs from other files is a source of its own, appended to the list that the walk
 * goes through, so that the order of units is that of the file.
 */
#include "read/dwarf/object_private.h"

#include "base/diag.h"

#include <dwarf.h>
#include <string.h>

enum { MOST_NAMESPACES = 16 }; /* inside one another */

struct object_file {
	struct api *api;
	char *path;
	bool has_failed, has_ended;
	GMappedFile *mapping;
	struct object_archive *archive; /* NULL: one object */
	unsigned n_objects;

	/* the current object */
	char *name; /* "liba.a(a.o)" */
	char *file; /* that it is in, for what lies beside it */
	struct object_elf *elf;
	GPtrArray *sources; /* struct object_source */
	struct object_split split;
	bool lacks_split; /* one unit's was not there: that of the others is not told */
	unsigned source; /* whose units come next … */
	Dwarf_CU *unit;  /* … after this one; NULL: its first */
};

static void report(struct object_file *file, const char *name, const char *what)
{
	diag_error("'%s' %s", name, what);
	file->has_failed = true;
}

void object_walk_fail(struct object_walk *walk, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	report(walk->file, walk->file->name ? walk->file->name : walk->file->path, what);
	g_free(what);
}

static void close_source(void *source)
{
	object_source_close(source);
}

void object_walk_init(struct object_walk *walk, const char *path, struct api *api)
{
	struct object_file *file = g_new0(struct object_file, 1);
	*walk = (struct object_walk){ .file = file };
	file->api = api;
	file->path = g_strdup(path);
	file->sources = g_ptr_array_new_with_free_func(close_source);
	file->split.sources = file->sources;
	char *error = NULL;
	file->mapping = object_map(path, &error);
	if (!file->mapping) {
		report(file, path, error);
		g_free(error);
		file->has_ended = true;
	} else if (object_is_archive(object_mapped_bytes(file->mapping))) {
		file->archive = object_archive_open(path, file->mapping);
		file->split.archive = file->mapping;
	}
}

/* ---- the current object ---- */

static void close_object(struct object_walk *walk)
{
	struct object_file *file = walk->file;
	/* Those opened later refer to earlier ones. */
	while (file->sources->len)
		g_ptr_array_remove_index(file->sources, file->sources->len - 1);
	object_split_finish(&file->split);
	file->source = 0;
	file->unit = NULL;
	file->lacks_split = false;
	g_clear_pointer(&file->name, g_free);
	g_clear_pointer(&file->file, g_free);
	g_clear_pointer(&file->elf, object_elf_close);
	walk->object = NULL;
	walk->has_dwarf = false;
}

/* Opens what its units are read from. */
static void open_sources(struct object_walk *walk, struct object_elf *elf)
{
	struct object_file *file = walk->file;
	struct object_source *source = NULL;
	char *error = NULL;
	bool split = !object_has_dwarf(elf, false) && object_has_dwarf(elf, true);
	if (split && object_is_package(elf))
		object_package_add_all(file->sources, object_elf_share(elf), file->file, &error);
	else if (split || object_has_dwarf(elf, false))
		source = object_source_open(object_elf_share(elf), file->file, split, &error);
	else if (object_is_slim_lto(elf))
		error = g_strdup("has LTO bytecode only: compile it with -ffat-lto-objects or without -flto");
	else
		source = object_source_separate(elf, file->file, &error);
	if (source)
		g_ptr_array_add(file->sources, source);
	if (error)
		report(file, file->name, error);
	g_free(error);
	walk->has_dwarf = file->sources->len > 0;
}

/* False if the bytes are no ELF file that can be read; reported. Takes name. */
static bool open_object(struct object_walk *walk, char *name, const char *path, GMappedFile *mapping,
			struct bytes bytes)
{
	struct object_file *file = walk->file;
	char *error = NULL;
	struct object_elf *elf = object_elf_open(mapping, bytes, &error);
	file->name = name;
	file->file = g_strdup(path);
	if (!elf) {
		report(file, name, error);
		g_free(error);
		return false;
	}
	file->n_objects++;
	walk->object = api_add_object(file->api, name);
	object_read_evidence(elf, walk->object, file->api);
	open_sources(walk, elf);
	file->elf = elf;
	return true;
}

const struct object_elf *object_walk_elf(const struct object_walk *walk)
{
	return walk->file->elf;
}

/* ---- the walk over objects ---- */

/*
 * Whether a member of an archive is meant to be an object of its own: rlibs have a lib.rmeta beside their objects, and .dwo files for these; others a
 * text.
 */
static bool is_own_object(const char *name, struct bytes bytes)
{
	if (g_str_equal(name, "lib.rmeta") || g_str_has_suffix(name, ".dwo"))
		return false;
	static const char *const magics[] = { ELFMAG, "BC\xc0\xde", "\xde\xc0\x17\x0b" };
	for (size_t i = 0; i < G_N_ELEMENTS(magics); i++)
		if (bytes.size >= 4 && memcmp(bytes.data, magics[i], 4) == 0)
			return true;
	return false;
}

static bool next_member(struct object_walk *walk)
{
	struct object_file *file = walk->file;
	struct object_member member;
	char *error = NULL;
	enum object_step step;
	while ((step = object_archive_next(file->archive, &member, &error)) != OBJECT_STEP_END) {
		char *name = g_strdup_printf("%s(%s)", file->path, member.name ? member.name : "");
		if (step == OBJECT_STEP_BAD) {
			report(file, member.name ? name : file->path, error);
			g_clear_pointer(&error, g_free);
			g_free(name);
		} else if (!is_own_object(member.name, member.bytes)) {
			diag_note("'%s' is no object: passed over", name);
			g_free(name);
		} else if (open_object(walk, name, file->path, member.mapping, member.bytes)) {
			return true;
		} else {
			close_object(walk);
		}
	}
	if (!file->n_objects && !file->has_failed)
		report(file, file->path, "has no ELF files in it");
	return false;
}

bool object_walk_next(struct object_walk *walk)
{
	struct object_file *file = walk->file;
	close_object(walk);
	if (file->has_ended)
		return false;
	if (file->archive && next_member(walk))
		return true;
	file->has_ended = true;
	return !file->archive &&
	       open_object(walk, g_strdup(file->path), file->path, file->mapping, object_mapped_bytes(file->mapping));
}

bool object_walk_finish(struct object_walk *walk)
{
	struct object_file *file = walk->file;
	close_object(walk);
	bool fine = !file->has_failed;
	g_ptr_array_unref(file->sources);
	object_archive_close(file->archive);
	if (file->mapping)
		g_mapped_file_unref(file->mapping);
	g_free(file->path);
	g_free(file);
	*walk = (struct object_walk){ 0 };
	return fine;
}

/* ---- the walk over units ---- */

static const char *folder_of(Dwarf_Die *die)
{
	Dwarf_Attribute attribute;
	return dwarf_attr(die, DW_AT_comp_dir, &attribute) ? dwarf_formstring(&attribute) : NULL;
}

static void fill_unit(struct object_source *source, struct object_unit *unit)
{
	unit->dwarf = source->dwarf;
	unit->files = source->is_split ? source->skeleton : unit->die;
	unit->folder = folder_of(&unit->files);
}

/* Follows a skeleton: its units come at the end. */
static void follow(struct object_walk *walk, Dwarf_Die *skeleton, Dwarf_CU *unit, const char *path)
{
	char *error = NULL;
	if (!object_split_add(&walk->file->split, skeleton, unit, path, &error) && !walk->file->lacks_split)
		report(walk->file, walk->file->name, error);
	walk->file->lacks_split = walk->file->lacks_split || error;
	g_free(error);
}

/*
 * -g1 leaves functions and variables without types: as if each function were `void f()`. Whether the unit, or the namespace, has no more; what
 * K&R says of functions that take and give nothing looks the same, and is missed.
 */
static bool has_only_lines(Dwarf_Die *parent, unsigned depth)
{
	Dwarf_Die die;
	int status = dwarf_child(parent, &die);
	if (status != 0 || depth > MOST_NAMESPACES)
		return status > 0;
	do {
		int tag = dwarf_tag(&die);
		if (tag == DW_TAG_namespace ? !has_only_lines(&die, depth + 1) :
					      tag != DW_TAG_subprogram && tag != DW_TAG_variable)
			return false;
		if (dwarf_hasattr(&die, DW_AT_prototyped) || dwarf_hasattr(&die, DW_AT_abstract_origin) ||
		    dwarf_hasattr(&die, DW_AT_specification) || dwarf_hasattr(&die, DW_AT_type))
			return false;
	} while (dwarf_siblingof(&die, &die) == 0);
	return true;
}

bool object_walk_next_unit(struct object_walk *walk, struct object_unit *unit)
{
	struct object_file *file = walk->file;
	while (file->source < file->sources->len) {
		struct object_source *source = g_ptr_array_index(file->sources, file->source);
		Dwarf_CU *next = NULL;
		Dwarf_Half version = 0;
		uint8_t type = 0;
		*unit = (struct object_unit){ 0 };
		int status = dwarf_get_units(source->dwarf, file->unit, &next, &version, &type, &unit->die, NULL);
		if (status != 0) {
			if (status < 0) {
				char *error = g_strdup_printf("has broken DWARF: %s", dwarf_errmsg(-1));
				report(file, file->name, error);
				g_free(error);
			}
			file->source++;
			file->unit = NULL;
			continue;
		}
		file->unit = next;
		unit->version = version;
		unit->type = type;
		if (type == DW_UT_skeleton && !source->is_split) {
			follow(walk, &unit->die, next, source->path);
			continue;
		}
		if (has_only_lines(&unit->die, 0))
			continue;
		fill_unit(source, unit);
		return true;
	}
	return false;
}
