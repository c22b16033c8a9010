/*
 * What an ELF file tells of how it was made: struct object of api/origin.h.
 *
 *     e_machine, e_flags     header
 *     .note.gnu.property     "x86 feature: IBT, SHSTK", "AArch64 feature: BTI, PAC"
 *     .GCC.command.line      -frecord-gcc-switches, -frecord-command-line: strings, one behind the other
 *     .comment               "GCC: (Debian 12.2.0-14) 12.2.0": likewise
 *     .symtab, or .dynsym    what it has and what it needs: __stack_chk_fail, __x86_indirect_thunk_rax
 *
 * Notes: System V ABI, "Note Section"; properties: "Linux Extensions to gABI" (H. J. Lu) and "ELF for the Arm 64-bit Architecture", 6.2.
 * What is broken here is passed over: it is evidence only, and the DWARF of the same file will say it.
 */
#include "read/dwarf/object_private.h"

#include <string.h>

/* GNU_PROPERTY_AARCH64_FEATURE_1_AND, GNU_PROPERTY_X86_FEATURE_1_AND, NT_GNU_PROPERTY_TYPE_0 */
static const uint32_t aarch64_feature_and = 0xc0000000, x86_feature_and = 0xc0000002, note_properties = 5;

/* ---- .note.gnu.property ---- */

static size_t round_up(size_t offset, size_t alignment)
{
	return (offset + alignment - 1) / alignment * alignment;
}

static void read_property(const struct object_elf *elf, struct object *object, uint32_t type, struct bytes value)
{
	if (value.size < 4)
		return;
	if (type == x86_feature_and && (object->machine == EM_X86_64 || object->machine == EM_386))
		object->x86_features = object_get(elf, value.data, 4);
	if (type == aarch64_feature_and && object->machine == EM_AARCH64)
		object->aarch64_features = object_get(elf, value.data, 4);
}

/* The description of one note: type, size and value of each, padded to the class's word. */
static void read_properties(const struct object_elf *elf, struct object *object, struct bytes note)
{
	size_t offset = 0, alignment = elf->bits / 8;
	while (offset <= note.size && note.size - offset >= 8) {
		uint32_t type = object_get(elf, note.data + offset, 4);
		size_t size = object_get(elf, note.data + offset + 4, 4);
		offset += 8;
		if (size > note.size - offset)
			return;
		read_property(elf, object, type, (struct bytes){ note.data + offset, size });
		offset += round_up(size, alignment);
	}
}

static void read_notes(const struct object_elf *elf, struct object *object, const struct object_section *section)
{
	struct bytes bytes = section->raw;
	size_t offset = 0, alignment = section->header.sh_addralign == 8 ? 8 : 4;
	object->has_property_note = true;
	while (offset <= bytes.size && bytes.size - offset >= 12) {
		size_t name = object_get(elf, bytes.data + offset, 4),
		       size = object_get(elf, bytes.data + offset + 4, 4);
		uint32_t type = object_get(elf, bytes.data + offset + 8, 4);
		size_t start = round_up(offset + 12 + name, alignment);
		if (start > bytes.size || size > bytes.size - start)
			return;
		if (type == note_properties && name == 4 && memcmp(bytes.data + offset + 12, "GNU", 4) == 0)
			read_properties(elf, object, (struct bytes){ bytes.data + start, size });
		offset = round_up(start + size, alignment);
	}
}

/* ---- strings ---- */

/* Interned: the strings in the section, those that are not empty, joined. NULL if there are none. */
static const char *join_strings(const struct object_section *section, const char *separator, struct api *api)
{
	GString *text = g_string_new(NULL);
	const char *string;
	size_t offset = 0;
	if (object_section_is_packed(section))
		return NULL;
	while ((string = object_get_string(section->raw, &offset)) != NULL)
		if (*string)
			g_string_append_printf(text, "%s%s", text->len ? separator : "", string);
	char *valid = g_utf8_make_valid(text->str, (gssize)text->len);
	const char *interned = text->len ? api_intern(api, valid) : NULL;
	g_free(valid);
	g_string_free(text, TRUE);
	return interned;
}

/* ---- symbols ---- */

static void add_name(GHashTable *set, const char *name, size_t length, struct api *api)
{
	char *valid = g_utf8_make_valid(name, (gssize)length);
	g_hash_table_add(set, (char *)api_intern(api, valid));
	g_free(valid);
}

static void read_symbols(const struct object_elf *elf, const struct object_section *section, struct object *object,
			 struct api *api)
{
	Elf_Data *data = elf_getdata(section->scn, NULL);
	size_t entry = gelf_fsize(elf->elf, ELF_T_SYM, 1, EV_CURRENT), number = data ? data->d_size / entry : 0;
	for (size_t i = 1; i < number && i < INT_MAX; i++) {
		GElf_Sym symbol;
		if (!gelf_getsym(data, (int)i, &symbol))
			return;
		unsigned type = GELF_ST_TYPE(symbol.st_info), binding = GELF_ST_BIND(symbol.st_info);
		if (type == STT_SECTION || type == STT_FILE || binding == STB_LOCAL)
			continue;
		const char *name = elf_strptr(elf->elf, section->header.sh_link, symbol.st_name);
		size_t length = name ? strcspn(name, "@") : 0; /* "read@GLIBC_2.2.5" in what was linked */
		if (length)
			add_name(symbol.st_shndx == SHN_UNDEF ? object->undefined : object->defined, name, length, api);
	}
}

static const struct object_section *find_type(const struct object_elf *elf, unsigned type)
{
	for (size_t i = 1; i < elf->n_sections; i++)
		if (elf->sections[i].header.sh_type == type)
			return &elf->sections[i];
	return NULL;
}

const struct object_section *object_symbol_section(const struct object_elf *elf)
{
	const struct object_section *section = find_type(elf, SHT_SYMTAB);
	if (!section || section->raw.size == 0)
		section = find_type(elf, SHT_DYNSYM);
	return section && section->raw.size ? section : NULL;
}

/* ---- all of it ---- */

static bool is_code(const struct object_section *section)
{
	return section->header.sh_flags & SHF_EXECINSTR && section->header.sh_size > 0;
}

static void read_section(const struct object_elf *elf, const struct object_section *section, struct object *object,
			 struct api *api)
{
	const char *name = section->name;
	object->has_code = object->has_code || is_code(section);
	if (*name)
		add_name(object->sections, name, strlen(name), api);
	if (g_str_equal(name, ".note.gnu.property"))
		read_notes(elf, object, section);
	else if (g_str_equal(name, ".GCC.command.line"))
		object->command_line = join_strings(section, "\n", api);
	else if (g_str_equal(name, ".comment"))
		object->comment = join_strings(section, "; ", api);
	else if (g_str_has_suffix(name, ".attributes"))
		object_read_attributes(elf, section, object, api);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void object_read_evidence(const struct object_elf *elf, struct object *object, struct api *api)
{
	object->machine = elf->header.e_machine;
	object->bits = elf->bits;
	object->big_endian = elf->big_endian;
	object->type = elf->header.e_type;
	object->flags = elf->header.e_flags;
	for (size_t i = 1; i < elf->n_sections; i++)
		read_section(elf, &elf->sections[i], object, api);
	g_ptr_array_sort(object->attributes, compare_texts);
	const struct object_section *symbols = object_symbol_section(elf);
	if (symbols) {
		read_symbols(elf, symbols, object, api);
		object_read_kcfi(elf, symbols, object, api);
	}
}

/*
 * gcc/lto-streamer.h: ".gnu.lto_.lto.HASH" begins with struct lto_section { int16_t major, minor; unsigned char slim_object; … }; before GCC 10,
 * slim objects had the symbol __gnu_lto_slim.
 */
bool object_is_slim_lto(const struct object_elf *elf)
{
	bool has_lto = false, has_code = false;
	for (size_t i = 1; i < elf->n_sections; i++) {
		const struct object_section *section = &elf->sections[i];
		has_code = has_code || is_code(section);
		has_lto = has_lto || g_str_has_prefix(section->name, ".gnu.lto_");
		if (g_str_has_prefix(section->name, ".gnu.lto_.lto.") && section->raw.size > 4 && section->raw.data[4])
			return true;
	}
	return has_lto && !has_code;
}
