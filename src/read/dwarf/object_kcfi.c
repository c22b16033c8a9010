/*
 * The identifiers of types that -fsanitize=kcfi puts before functions.
 *
 *     x86-64    __cfi_read:  nop …; mov $0xf4d0ac33, %eax; nop …     the symbol __cfi_NAME leads to it
 *               read:
 *     AArch64   $d:  .word 0xf4d0ac33                                data, says the mapping symbol $d, right before the function …
 *     RISC-V    $x:  nop …                                           … or before the room that -fpatchable-function-entry asked for
 *               read:
 *     all       __kcfi_typeid_read = 0xf4d0ac33                      of a function elsewhere whose address is taken
 *
 * Sources: LLVM's AsmPrinter::emitKCFITypeId, X86AsmPrinter::emitKCFITypeId and CodeGenModule::finalizeKCFITypes. Without symbols, or mapping
 * symbols, nothing is found: that bytes before a function are an identifier is never guessed.
 */
#include "read/dwarf/object_private.h"

#include <string.h>

enum {
	MOST_PADDING = 512, /* bytes of nops around an identifier */
	MOV_EAX = 0xb8,
};

static const uint32_t aarch64_nop = 0xd503201f, riscv_nop = 0x00000013, riscv_short_nop = 0x0001;

struct place {
	size_t section;
	uint64_t offset; /* in the section */
};

struct found {
	struct place place;
	struct kcfi_entry entry;
};

struct reader {
	const struct object_elf *elf;
	struct api *api;
	GArray *found;     /* struct found */
	GHashTable *data;  /* set of struct place: where mapping symbols say that data begin */
};

static guint hash_place(const void *key)
{
	const struct place *place = key;
	return (guint)(place->offset * 31 + place->section);
}

static gboolean places_equal(const void *a, const void *b)
{
	const struct place *one = a, *other = b;
	return one->section == other->section && one->offset == other->offset;
}

/* The bytes of a section with code from the offset on. */
static struct bytes code_at(const struct object_elf *elf, struct place place)
{
	const struct object_section *section = &elf->sections[place.section];
	if (!(section->header.sh_flags & SHF_EXECINSTR) || object_section_is_packed(section) ||
	    place.offset > section->raw.size)
		return (struct bytes){ 0 };
	return (struct bytes){ section->raw.data + place.offset, section->raw.size - place.offset };
}

static void add_entry(struct reader *reader, struct place place, const char *symbol, uint32_t id)
{
	char *valid = g_utf8_make_valid(symbol, -1);
	struct found found = { place, { api_intern(reader->api, valid), id } };
	g_free(valid);
	if (id)
		g_array_append_val(reader->found, found);
}

/* ---- x86-64 ---- */

/* Length of the nop that the bytes begin with; 0: none. Intel's manual, volume 2, NOP: 90, 0f 1f /0, with prefixes. */
static size_t x86_nop(struct bytes bytes)
{
	static const uint8_t lengths[4] = { 3, 4, 7, 0 }; /* by mod: displacements of 0, 1, 4 bytes */
	size_t prefixes = 0;
	while (prefixes < bytes.size && prefixes < 8 && (bytes.data[prefixes] == 0x66 || bytes.data[prefixes] == 0x2e))
		prefixes++;
	const uint8_t *data = bytes.data + prefixes;
	size_t left = bytes.size - prefixes;
	if (left >= 1 && data[0] == 0x90)
		return prefixes + 1;
	if (left < 3 || data[0] != 0x0f || data[1] != 0x1f)
		return 0;
	size_t length = lengths[data[2] >> 6];
	if (length && (data[2] & 7) == 4)
		length++; /* a SIB byte */
	return length && length <= left ? prefixes + length : 0;
}

static void read_x86(struct reader *reader, const char *symbol, struct place place)
{
	struct bytes code = code_at(reader->elf, place);
	size_t offset = 0;
	while (offset < code.size && offset < MOST_PADDING && code.data[offset] != MOV_EAX) {
		size_t length = x86_nop((struct bytes){ code.data + offset, code.size - offset });
		if (!length)
			return;
		offset += length;
	}
	if (offset < code.size && code.size - offset >= 5 && code.data[offset] == MOV_EAX)
		add_entry(reader, place, symbol + strlen("__cfi_"), object_get(reader->elf, code.data + offset + 1, 4));
}

/* ---- AArch64, RISC-V ---- */

/* Size of the nop that ends at the place, 0: none. */
static unsigned nop_before(const struct reader *reader, struct place place)
{
	bool is_riscv = reader->elf->header.e_machine == EM_RISCV;
	for (unsigned size = is_riscv ? 2 : 4; size <= 4 && size <= place.offset; size += 2) {
		struct bytes code = code_at(reader->elf, (struct place){ place.section, place.offset - size });
		uint32_t word = 0;
		for (unsigned i = 0; i < size && i < code.size; i++)
			word |= (uint32_t)code.data[i] << 8 * i; /* code is little endian, whatever data are */
		if (is_riscv ? word == (size == 2 ? riscv_short_nop : riscv_nop) : word == aarch64_nop)
			return size;
	}
	return 0;
}

static void read_word(struct reader *reader, const char *symbol, struct place function)
{
	struct place place = function;
	for (unsigned padding = 0; padding < MOST_PADDING && place.offset >= 4; padding++) {
		struct place word = { place.section, place.offset - 4 };
		struct bytes code = code_at(reader->elf, word);
		if (g_hash_table_contains(reader->data, &word) && code.size >= 4) {
			add_entry(reader, function, symbol, object_get(reader->elf, code.data, 4));
			return;
		}
		unsigned size = nop_before(reader, place);
		if (!size)
			return;
		place.offset -= size;
	}
}

/* ---- symbols ---- */

/* What is done with a symbol. */
typedef void read_fn(struct reader *reader, const GElf_Sym *symbol, const char *name, struct place place);

static void collect_data(struct reader *reader, const GElf_Sym *symbol, const char *name, struct place place)
{
	if (GELF_ST_TYPE(symbol->st_info) == STT_NOTYPE && name[0] == '$' && name[1] == 'd' &&
	    (name[2] == '\0' || name[2] == '.'))
		g_hash_table_add(reader->data, g_memdup2(&place, sizeof(place)));
}

static void read_function(struct reader *reader, const GElf_Sym *symbol, const char *name, struct place place)
{
	static const char abroad[] = "__kcfi_typeid_";
	if (symbol->st_shndx == SHN_ABS && g_str_has_prefix(name, abroad))
		add_entry(reader, (struct place){ 0, 0 }, name + strlen(abroad), (uint32_t)symbol->st_value);
	if (GELF_ST_TYPE(symbol->st_info) != STT_FUNC || place.section == 0)
		return;
	if (reader->elf->header.e_machine != EM_X86_64)
		read_word(reader, name, place);
	else if (g_str_has_prefix(name, "__cfi_"))
		read_x86(reader, name, place);
}

static void each_symbol(struct reader *reader, const struct object_section *section, read_fn *read)
{
	const struct object_elf *elf = reader->elf;
	Elf_Data *data = elf_getdata(section->scn, NULL), *extended = NULL;
	for (size_t i = 1; i < elf->n_sections; i++)
		if (elf->sections[i].header.sh_type == SHT_SYMTAB_SHNDX &&
		    &elf->sections[elf->sections[i].header.sh_link % elf->n_sections] == section)
			extended = elf_getdata(elf->sections[i].scn, NULL);
	size_t number = data ? data->d_size / gelf_fsize(elf->elf, ELF_T_SYM, 1, EV_CURRENT) : 0;
	for (size_t i = 1; i < number && i < INT_MAX; i++) {
		GElf_Sym symbol;
		Elf32_Word index = 0;
		if (!gelf_getsymshndx(data, extended, (int)i, &symbol, &index))
			return;
		size_t place = symbol.st_shndx == SHN_XINDEX ? index : symbol.st_shndx;
		const char *name = elf_strptr(elf->elf, section->header.sh_link, symbol.st_name);
		if (symbol.st_shndx == SHN_ABS)
			place = 0;
		if (!name || symbol.st_shndx == SHN_UNDEF || place >= elf->n_sections)
			continue;
		uint64_t base = elf->header.e_type == ET_REL ? 0 : elf->sections[place].header.sh_addr;
		read(reader, &symbol, name, (struct place){ place, symbol.st_value - base });
	}
}

static int compare_found(const void *a, const void *b)
{
	const struct found *one = a, *other = b;
	if (one->place.section != other->place.section)
		return one->place.section < other->place.section ? -1 : 1;
	if (one->place.offset != other->place.offset)
		return one->place.offset < other->place.offset ? -1 : 1;
	return strcmp(one->entry.symbol, other->entry.symbol);
}

void object_read_kcfi(const struct object_elf *elf, const struct object_section *symbols, struct object *object,
		      struct api *api)
{
	unsigned machine = elf->header.e_machine;
	if (machine != EM_X86_64 && machine != EM_AARCH64 && machine != EM_RISCV)
		return;
	struct reader reader = { elf, api, NULL, NULL };
	reader.found = g_array_new(FALSE, FALSE, sizeof(struct found));
	reader.data = g_hash_table_new_full(hash_place, places_equal, g_free, NULL);
	if (machine != EM_X86_64)
		each_symbol(&reader, symbols, collect_data);
	each_symbol(&reader, symbols, read_function);
	g_array_sort(reader.found, compare_found);
	for (unsigned i = 0; i < reader.found->len; i++)
		g_array_append_val(object->kcfi, g_array_index(reader.found, struct found, i).entry);
	g_hash_table_unref(reader.data);
	g_array_unref(reader.found);
}
