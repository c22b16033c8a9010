/*
 * Bounded access to the attributes of DWARF entries, whatever form and version they are written in.
 *
 * libdw checks that what it reads lies in its section; here is checked what it means: sizes that are no sizes, references to nowhere, chains
 * without an end. A missing attribute is an ordinary answer, never an error.
 */
#include "read/dwarf/die.h"

#include <stdarg.h>
#include <string.h>

bool die_attribute(Dwarf_Die *die, unsigned name, Dwarf_Attribute *attribute)
{
	return dwarf_attr_integrate(die, name, attribute) != NULL;
}

bool die_flag(Dwarf_Die *die, unsigned name)
{
	Dwarf_Attribute attribute;
	bool flag = false;
	return die_attribute(die, name, &attribute) && dwarf_formflag(&attribute, &flag) == 0 && flag;
}

const char *die_string(Dwarf_Die *die, unsigned name)
{
	Dwarf_Attribute attribute;
	return die_attribute(die, name, &attribute) ? dwarf_formstring(&attribute) : NULL;
}

const char *die_name(Dwarf_Die *die)
{
	const char *name = die_string(die, DW_AT_name);
	return name && *name ? name : NULL;
}

bool die_unsigned(Dwarf_Die *die, unsigned name, uint64_t *value)
{
	Dwarf_Attribute attribute;
	Dwarf_Word word;
	if (!die_attribute(die, name, &attribute) || dwarf_formudata(&attribute, &word) != 0)
		return false;
	*value = word;
	return true;
}

bool die_signed(Dwarf_Die *die, unsigned name, int64_t *value)
{
	Dwarf_Attribute attribute;
	Dwarf_Sword word;
	if (!die_attribute(die, name, &attribute) || dwarf_formsdata(&attribute, &word) != 0)
		return false;
	*value = word;
	return true;
}

int64_t die_size(Dwarf_Die *die)
{
	uint64_t size;
	if (die_unsigned(die, DW_AT_byte_size, &size))
		return size <= INT64_MAX / 16 ? (int64_t)size : -1;
	if (die_unsigned(die, DW_AT_bit_size, &size))
		return size <= INT64_MAX / 16 ? (int64_t)(size + 7) / 8 : -1;
	return -1;
}

int64_t die_alignment(Dwarf_Die *die)
{
	uint64_t align;
	bool found = die_unsigned(die, DW_AT_alignment, &align);
	return found && align && align <= 1 << 28 && !(align & (align - 1)) ? (int64_t)align : 0;
}

bool die_reference(Dwarf_Die *die, unsigned name, Dwarf_Die *target)
{
	Dwarf_Attribute attribute;
	return die_attribute(die, name, &attribute) && dwarf_formref_die(&attribute, target);
}

bool die_type(Dwarf_Die *die, Dwarf_Die *type, bool *is_void)
{
	Dwarf_Attribute attribute;
	bool found = die_attribute(die, DW_AT_type, &attribute);
	if (is_void)
		*is_void = !found;
	return found && dwarf_formref_die(&attribute, type);
}

/* DW_AT_data_member_location: a number of bytes, or (DWARF 2) an expression that adds one. Missing in unions: 0. */
static bool member_location(Dwarf_Die *member, int64_t *bytes)
{
	Dwarf_Attribute attribute;
	Dwarf_Word word;
	Dwarf_Op *ops;
	size_t n;
	*bytes = 0;
	if (!dwarf_attr(member, DW_AT_data_member_location, &attribute))
		return true;
	if (dwarf_formudata(&attribute, &word) != 0) {
		if (dwarf_getlocation(&attribute, &ops, &n) != 0 || n != 1 ||
		    (ops->atom != DW_OP_plus_uconst && ops->atom != DW_OP_constu))
			return false;
		word = ops->number;
	}
	*bytes = (int64_t)word;
	return word <= INT64_MAX / 16;
}

bool die_member_offset(const struct reading *reading, Dwarf_Die *member, int64_t storage, int64_t *bits)
{
	uint64_t from, width = 0;
	int64_t bytes, before;
	if (die_unsigned(member, DW_AT_data_bit_offset, &from)) {
		*bits = (int64_t)from;
		return from <= INT64_MAX;
	}
	if (!member_location(member, &bytes))
		return false;
	*bits = 8 * bytes;
	/* DWARF 2 and 3: from the most significant bit of an integer of that many bytes to that of the field. */
	if (!die_signed(member, DW_AT_bit_offset, &before))
		return true;
	int64_t own = die_unsigned(member, DW_AT_byte_size, &from) && from <= 64 ? (int64_t)from : storage;
	if (!die_unsigned(member, DW_AT_bit_size, &width) || width > 1024 || before > 1024 || before < -1024 ||
	    own <= 0)
		return false;
	*bits += reading->api->target.big_endian ? before : 8 * own - before - (int64_t)width;
	return *bits >= 0;
}

bool die_address(Dwarf_Die *die, uint64_t *address, bool *is_thread_local)
{
	Dwarf_Attribute attribute, where;
	Dwarf_Op *ops;
	size_t n;
	*is_thread_local = false;
	if (!dwarf_attr(die, DW_AT_location, &attribute) || dwarf_getlocation(&attribute, &ops, &n) != 0 || !n)
		return false;
	for (size_t i = 1; i < n; i++)
		*is_thread_local |= ops[i].atom == DW_OP_GNU_push_tls_address || ops[i].atom == DW_OP_form_tls_address;
	if (n > 1 && !*is_thread_local)
		return false;
	switch (ops->atom) {
	case DW_OP_addr:
	case DW_OP_const4u:
	case DW_OP_const8u:
		*address = ops->number;
		return true;
	case DW_OP_addrx:
	case DW_OP_GNU_addr_index:
	case DW_OP_constx:
	case DW_OP_GNU_const_index:
		return dwarf_getlocation_attr(&attribute, ops, &where) == 0 && dwarf_formaddr(&where, address) == 0;
	default:
		return false;
	}
}

bool die_first(struct reading *reading, Dwarf_Die *die, Dwarf_Die *child)
{
	int found = dwarf_child(die, child);
	if (found < 0)
		reading_broken(reading, "entry at offset %#" PRIx64 ": %s", (uint64_t)dwarf_dieoffset(die),
			       dwarf_errmsg(-1));
	return found == 0 && !reading->is_broken;
}

bool die_next(struct reading *reading, Dwarf_Die *die)
{
	uint64_t offset = (uint64_t)dwarf_dieoffset(die);
	const void *address = die->addr;
	int found = dwarf_siblingof(die, die);
	if (found < 0 || (found == 0 && (char *)die->addr <= (char *)address))
		reading_broken(reading, "entry at offset %#" PRIx64 ": %s", offset,
			       found < 0 ? dwarf_errmsg(-1) : "the next one is not behind it");
	return found == 0 && !reading->is_broken;
}

/* ---- places ---- */

static const char *clean_path(const struct reading *reading, const char *path)
{
	const char *folder = reading->unit.folder;
	if (folder && g_str_has_prefix(path, folder) && path[strlen(folder)] == '/')
		path += strlen(folder) + 1;
	while (g_str_has_prefix(path, "./"))
		path += 2;
	return path;
}

static uint32_t file_of_path(struct reading *reading, const char *path)
{
	const char *name = api_intern(reading->api, clean_path(reading, path));
	uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(reading->paths, name));
	if (number)
		return number;
	g_ptr_array_add(reading->api->files, (void *)name);
	number = reading->api->files->len;
	g_hash_table_insert(reading->paths, (void *)name, GUINT_TO_POINTER(number));
	return number;
}

/* A unit's table of files. */
struct die_files {
	Dwarf_Files *files; /* NULL: it has none */
	size_t n;
	uint32_t *numbers; /* index in api->files + 1, by number in the table; 0: not asked for yet */
};

void die_files_free(void *data)
{
	struct die_files *files = data;
	g_free(files->numbers);
	g_free(files);
}

/* Read when the first of them is asked for: that takes going over the unit's whole table of lines. */
static struct die_files *files_of(struct reading *reading, Dwarf_Die *die)
{
	struct die_files *files = g_hash_table_lookup(reading->files, die->cu);
	Dwarf_Die root = reading->unit.files;
	if (files)
		return files;
	files = g_new0(struct die_files, 1);
	g_hash_table_insert(reading->files, die->cu, files);
	bool is_own = die->cu == reading->unit.die.cu;
	if ((is_own || dwarf_diecu(die, &root, NULL, NULL)) && dwarf_getsrcfiles(&root, &files->files, &files->n) == 0)
		files->numbers = g_new0(uint32_t, files->n + 1);
	else
		files->n = 0;
	return files;
}

struct location die_location(struct reading *reading, Dwarf_Die *die)
{
	struct location loc = { 0, 0, 0 };
	uint64_t file, line, column;
	if (!die_unsigned(die, DW_AT_decl_line, &line) || !line || line > UINT32_MAX ||
	    !die_unsigned(die, DW_AT_decl_file, &file))
		return loc;
	struct die_files *files = files_of(reading, die);
	/* up to DWARF 4 the first file has number 1 */
	if (file >= files->n || (!file && reading->unit.version < 5))
		return loc;
	if (!files->numbers[file]) {
		const char *path = dwarf_filesrc(files->files, file, NULL, NULL);
		if (!path)
			return loc;
		files->numbers[file] = file_of_path(reading, path);
	}
	loc.file = files->numbers[file] - 1;
	loc.line = (uint32_t)line;
	if (die_unsigned(die, DW_AT_decl_column, &column) && column <= UINT32_MAX)
		loc.column = (uint32_t)column;
	return loc;
}

/* ---- the reading ---- */

void reading_broken(struct reading *reading, const char *format, ...)
{
	va_list args;
	if (reading->is_broken)
		return;
	reading->is_broken = true;
	va_start(args, format);
	char *text = g_strdup_vprintf(format, args);
	va_end(args);
	object_walk_fail(reading->walk, "has broken debug information: %s", text);
	g_free(text);
}

/* Mixes well enough that 64 bits tell millions of definitions apart. */
uint64_t hash_number(uint64_t hash, uint64_t number)
{
	hash = (hash ^ number) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ (hash >> 29);
}

uint64_t hash_text(uint64_t hash, const char *text)
{
	uint64_t word;
	if (!text)
		return hash_number(hash, UINT64_C(0x5bd1e995));
	size_t length = strlen(text);
	hash = hash_number(hash, length);
	for (; length >= sizeof(word); length -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		hash = hash_number(hash, word);
	}
	word = 0;
	memcpy(&word, text, length);
	return hash_number(hash, word);
}

uint64_t hash_begin(unsigned tag)
{
	return hash_number(UINT64_C(0x2545f4914f6cdd1d), tag);
}

struct item *reading_find(const struct reading *reading, uint64_t hash)
{
	return g_hash_table_lookup(reading->api->definitions, &hash);
}

void reading_define(struct reading *reading, uint64_t hash, struct item *item)
{
	uint64_t *key = api_alloc(reading->api, sizeof(*key));
	*key = hash;
	g_hash_table_insert(reading->api->definitions, key, item);
}

struct item *reading_add_item(struct reading *reading, enum item_kind kind, const char *name, Dwarf_Die *die)
{
	struct item *item = api_add_item(reading->api, kind, name, die_location(reading, die));
	item->origin = reading->origin;
	return item;
}
