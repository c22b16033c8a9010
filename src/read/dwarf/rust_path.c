/*
 * The modules that entries are in.
 *
 *     DW_TAG_namespace "core"  DW_TAG_namespace "option"  DW_TAG_structure_type "Option<u32>"      path "core::option"
 *
 * libdw has no way up from an entry, so a unit's namespaces are walked once, and the path of each type in them is
 * remembered; a unit that another one refers to (after link-time optimisation) is walked when it is first asked for.
 */
#include "read/dwarf/rust.h"

#include <string.h>

/* Crates of Rust's library, and what it is made of: none of them is anybody's interface to C. */
static const char *const standard[] = {
	"addr2line",
	"adler",
	"adler2",
	"alloc",
	"compiler_builtins",
	"core",
	"gimli",
	"hashbrown",
	"miniz_oxide",
	"panic_abort",
	"panic_unwind",
	"proc_macro",
	"rustc_demangle",
	"rustc_literal_escaper",
	"std",
	"std_detect",
};

/* Where the library was compiled that comes with rustc, of whoever distributes it. */
static const char *const library_folders[] = { "/rustc/", "/rust/deps/", "/usr/src/rustc-" };

static bool is_standard(const char *crate, size_t length)
{
	for (size_t i = 0; i < G_N_ELEMENTS(standard); i++)
		if (strlen(standard[i]) == length && !strncmp(standard[i], crate, length))
			return true;
	return false;
}

bool rust_path_is_standard(const char *path)
{
	const char *end = strstr(path, "::");
	return is_standard(path, end ? (size_t)(end - path) : strlen(path));
}

const char *rust_path_scope(struct api *api, const char *path)
{
	const char *end = strstr(path, "::{");
	end = end ? end : path + strlen(path);
	return g_strstr_len(path, end - path, "::") ? api_format(api, "%.*s", (int)(end - path), path) : NULL;
}

bool rust_path_is_foreign(const char *path)
{
	const char *last = g_strrstr(path, "::");
	return last && g_str_has_prefix(last, "::{extern#");
}

bool rust_path_has(const char *path, const char *name)
{
	size_t length = name ? strlen(name) : 0;
	for (const char *part = path; name && part; part = part ? part + 2 : NULL) {
		const char *end = strstr(part, "::");
		if ((end ? (size_t)(end - part) : strlen(part)) == length && !strncmp(part, name, length))
			return true;
		part = end;
	}
	return !name;
}

/* Between a unit's source, and the crate and number that rustc gives it. */
static const char mark[] = "/@/";

const char *rust_unit_source(struct api *api, Dwarf_Die *root)
{
	const char *name = die_name(root);
	const char *end = name ? strstr(name, mark) : NULL;
	return end ? api_format(api, "%.*s", (int)(end - name), name) : api_intern(api, name);
}

bool rust_unit_is_standard(Dwarf_Die *root)
{
	const char *name = die_name(root);
	const char *crate = name ? strstr(name, mark) : NULL;
	if (!crate)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(library_folders); i++)
		if (g_str_has_prefix(name, library_folders[i]))
			return true;
	crate += strlen(mark);
	return is_standard(crate, strcspn(crate, "."));
}

/* ---- the walk ---- */

static void index_children(struct reading *reading, Dwarf_Die *parent, const char *path, bool collect);

static void index_namespace(struct reading *reading, Dwarf_Die *die, const char *path, bool collect)
{
	const char *name = die_name(die);
	name = name ? name : "";
	if (*path)
		path = api_format(reading->api, "%s::%s", path, name);
	else
		path = api_intern(reading->api, name);
	if (++reading->depth < DIE_DEPTH_LIMIT)
		index_children(reading, die, path, collect && !rust_path_is_standard(path));
	reading->depth--;
}

/* What dwz has moved to a unit of its own. */
static void index_import(struct reading *reading, Dwarf_Die *die, bool collect)
{
	Dwarf_Die root;
	if (!die_reference(die, DW_AT_import, &root))
		return;
	if (++reading->depth < DIE_DEPTH_LIMIT)
		rust_path_index(reading, &root, collect);
	reading->depth--;
}

static void collect_entry(struct reading *reading, const Dwarf_Die *die, const char *path)
{
	struct rust_found found = { *die, path };
	g_array_append_val(rust_unit(reading)->found, found);
}

/* Methods stand in their types, where older compilers also have their bodies. */
static void collect_methods(struct reading *reading, Dwarf_Die *type, const char *path)
{
	Dwarf_Die die;
	for (bool more = die_first(reading, type, &die); more; more = die_next(reading, &die))
		if (dwarf_tag(&die) == DW_TAG_subprogram)
			collect_entry(reading, &die, path);
}

static void index_children(struct reading *reading, Dwarf_Die *parent, const char *path, bool collect)
{
	Dwarf_Die die;
	for (bool more = die_first(reading, parent, &die); more; more = die_next(reading, &die)) {
		switch (dwarf_tag(&die)) {
		case DW_TAG_namespace:
			index_namespace(reading, &die, path, collect);
			break;
		case DW_TAG_imported_unit:
			index_import(reading, &die, collect);
			break;
		case DW_TAG_structure_type:
		case DW_TAG_union_type:
		case DW_TAG_enumeration_type:
			g_hash_table_insert(reading->modules, die.addr, (void *)path);
			if (collect && *path) {
				collect_entry(reading, &die, path);
				collect_methods(reading, &die, path);
			}
			break;
		case DW_TAG_subprogram:
		case DW_TAG_variable:
			if (collect)
				collect_entry(reading, &die, path);
			break;
		default:
			break;
		}
	}
}

void rust_path_index(struct reading *reading, Dwarf_Die *root, bool collect)
{
	bool is_known = !g_hash_table_add(reading->scanned, root->addr);
	if (collect ? g_hash_table_add(reading->imported, root->addr) : !is_known)
		index_children(reading, root, "", collect);
}

const char *rust_path(struct reading *reading, Dwarf_Die *die)
{
	Dwarf_Die root;
	const char *path = g_hash_table_lookup(reading->modules, die->addr);
	if (!path && dwarf_diecu(die, &root, NULL, NULL) && !g_hash_table_contains(reading->scanned, root.addr)) {
		rust_path_index(reading, &root, false);
		path = g_hash_table_lookup(reading->modules, die->addr);
	}
	return path ? path : "";
}
