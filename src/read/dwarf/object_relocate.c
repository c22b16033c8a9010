/*
 * Relocations of DWARF sections in relocatable files, for every machine: what the linker would do, with all sections at address 0.
 *
 *     .rela.debug_info:  offset 6  R_X86_64_32  .debug_abbrev + 0      the 4 bytes at 6 become the offset in .debug_abbrev
 *
 * Compilers need but two kinds of relocation in DWARF, an address or offset of 4 or of 8 bytes; RISC-V and LoongArch, whose linkers make code
 * shorter, write differences as pairs that add and subtract. A kind that is not in the table is an error: the DWARF would read wrong.
 *
 * The numbers are those of glibc's elf.h where that has them; the others are from the psABI documents named beside them.
 */
#include "read/dwarf/object_private.h"

enum operation {
	RELOCATION_UNKNOWN,
	RELOCATION_NONE,     /* a hint for the linker */
	RELOCATION_SET,      /* S + A */
	RELOCATION_ADD,      /* what is there + S + A */
	RELOCATION_SUB,      /* what is there - S - A */
	RELOCATION_SET6,     /* the low 6 bits of a byte */
	RELOCATION_SUB6,
	RELOCATION_SET_ULEB, /* a ULEB128 of the length that is there */
	RELOCATION_SUB_ULEB,
};

struct rule {
	uint16_t machine, type;
	uint8_t operation, width; /* bytes */
};

#define SET32(machine, type) { machine, type, RELOCATION_SET, 4 }
#define SET64(machine, type) { machine, type, RELOCATION_SET, 8 }
#define ADD(machine, type, width) { machine, type, RELOCATION_ADD, width }
#define SUB(machine, type, width) { machine, type, RELOCATION_SUB, width }
#define NONE(machine, type) { machine, type, RELOCATION_NONE, 0 }

enum {
	MACHINE_ARC_OLD = 93,
	MACHINE_HEXAGON = 164,
	MACHINE_LOONGARCH = 258,
	MACHINE_ALPHA = 0x9026,
	MACHINE_VE = 251,
	MACHINE_AVR = 83,
	MACHINE_MSP430 = 105,
	MACHINE_XTENSA = 94,
};

static const struct rule rules[] = {
	SET32(EM_X86_64, R_X86_64_32),
	SET32(EM_X86_64, R_X86_64_32S),
	SET64(EM_X86_64, R_X86_64_64),
	SET32(EM_X86_64, R_X86_64_DTPOFF32),
	SET64(EM_X86_64, R_X86_64_DTPOFF64),
	NONE(EM_X86_64, R_X86_64_NONE),
	SET32(EM_386, R_386_32),
	SET32(EM_386, R_386_TLS_LDO_32),
	NONE(EM_386, R_386_NONE),
	SET32(EM_AARCH64, R_AARCH64_ABS32),
	SET64(EM_AARCH64, R_AARCH64_ABS64),
	SET32(EM_AARCH64, R_AARCH64_P32_ABS32),
	SET64(EM_AARCH64, R_AARCH64_TLS_DTPREL),
	NONE(EM_AARCH64, R_AARCH64_NONE),
	SET32(EM_ARM, R_ARM_ABS32),
	SET32(EM_ARM, R_ARM_TLS_LDO32),
	NONE(EM_ARM, R_ARM_NONE),
	SET32(EM_S390, R_390_32),
	SET64(EM_S390, R_390_64),
	SET32(EM_S390, R_390_TLS_LDO32),
	SET64(EM_S390, R_390_TLS_LDO64),
	NONE(EM_S390, R_390_NONE),
	SET32(EM_68K, R_68K_32),
	SET32(EM_68K, R_68K_TLS_LDO32),
	NONE(EM_68K, R_68K_NONE),
	SET32(EM_PARISC, R_PARISC_DIR32),
	SET32(EM_PARISC, R_PARISC_SECREL32),
	SET64(EM_PARISC, R_PARISC_DIR64),
	SET64(EM_PARISC, R_PARISC_SECREL64),
	SET32(EM_PARISC, R_PARISC_TLS_DTPOFF32),
	SET64(EM_PARISC, R_PARISC_TLS_DTPOFF64),
	NONE(EM_PARISC, R_PARISC_NONE),
	SET32(EM_MIPS, R_MIPS_32),
	SET64(EM_MIPS, R_MIPS_64),
	SET32(EM_MIPS, R_MIPS_TLS_DTPREL32),
	SET64(EM_MIPS, R_MIPS_TLS_DTPREL64),
	NONE(EM_MIPS, R_MIPS_NONE),
	SET32(EM_PPC, R_PPC_ADDR32),
	SET32(EM_PPC, R_PPC_UADDR32),
	SET32(EM_PPC, R_PPC_DTPREL32),
	NONE(EM_PPC, R_PPC_NONE),
	SET32(EM_PPC64, R_PPC64_ADDR32),
	SET32(EM_PPC64, R_PPC64_UADDR32),
	SET64(EM_PPC64, R_PPC64_ADDR64),
	SET64(EM_PPC64, R_PPC64_UADDR64),
	SET64(EM_PPC64, R_PPC64_DTPREL64),
	NONE(EM_PPC64, R_PPC64_NONE),
	SET32(EM_SPARC, R_SPARC_32),
	SET32(EM_SPARC, R_SPARC_UA32),
	SET32(EM_SPARC, R_SPARC_TLS_DTPOFF32),
	NONE(EM_SPARC, R_SPARC_NONE),
	SET32(EM_SPARC32PLUS, R_SPARC_32),
	SET32(EM_SPARC32PLUS, R_SPARC_UA32),
	SET32(EM_SPARC32PLUS, R_SPARC_TLS_DTPOFF32),
	NONE(EM_SPARC32PLUS, R_SPARC_NONE),
	SET32(EM_SPARCV9, R_SPARC_32),
	SET32(EM_SPARCV9, R_SPARC_UA32),
	SET64(EM_SPARCV9, R_SPARC_64),
	SET64(EM_SPARCV9, R_SPARC_UA64),
	SET64(EM_SPARCV9, R_SPARC_TLS_DTPOFF64),
	NONE(EM_SPARCV9, R_SPARC_NONE),
	SET32(MACHINE_ALPHA, R_ALPHA_REFLONG),
	SET64(MACHINE_ALPHA, R_ALPHA_REFQUAD),
	SET64(MACHINE_ALPHA, R_ALPHA_DTPREL64),
	NONE(MACHINE_ALPHA, R_ALPHA_NONE),
	SET32(EM_SH, R_SH_DIR32),
	SET32(EM_SH, R_SH_TLS_LDO_32),
	NONE(EM_SH, R_SH_NONE),
	SET32(EM_IA_64, R_IA64_DIR32LSB),
	SET64(EM_IA_64, R_IA64_DIR64LSB),
	SET32(EM_IA_64, R_IA64_SECREL32LSB),
	SET64(EM_IA_64, R_IA64_SECREL64LSB),
	SET32(EM_IA_64, R_IA64_DTPREL32LSB),
	SET64(EM_IA_64, R_IA64_DTPREL64LSB),
	SET32(EM_IA_64, R_IA64_DIR32MSB),
	SET64(EM_IA_64, R_IA64_DIR64MSB),
	SET32(EM_IA_64, R_IA64_SECREL32MSB),
	SET64(EM_IA_64, R_IA64_SECREL64MSB),
	NONE(EM_IA_64, R_IA64_NONE),
	SET32(EM_CSKY, R_CKCORE_ADDR32),
	SET32(EM_CSKY, R_CKCORE_TLS_LDO32),
	NONE(EM_CSKY, R_CKCORE_NONE),
	SET32(EM_MICROBLAZE, R_MICROBLAZE_32),
	NONE(EM_MICROBLAZE, R_MICROBLAZE_NONE),
	SET32(EM_ALTERA_NIOS2, R_NIOS2_BFD_RELOC_32),
	NONE(EM_ALTERA_NIOS2, R_NIOS2_NONE),

	/* llvm/BinaryFormat/ELFRelocs/VE.def of LLVM */
	SET32(MACHINE_VE, 1),
	SET64(MACHINE_VE, 2),
	NONE(MACHINE_VE, 0),

	/* elf/or1k.h, elf/arc-reloc.def, elf/hexagon.h, elf/avr.h, elf/msp430.h, elf/xtensa.h of GNU binutils */
	SET32(EM_OPENRISC, 1),
	NONE(EM_OPENRISC, 0),
	SET32(EM_ARCV2, 4),
	NONE(EM_ARCV2, 0),
	SET32(MACHINE_ARC_OLD, 4),
	NONE(MACHINE_ARC_OLD, 0),
	SET32(MACHINE_HEXAGON, 6),
	NONE(MACHINE_HEXAGON, 0),
	SET32(MACHINE_AVR, 1),
	{ MACHINE_AVR, 4, RELOCATION_SET, 2 },
	NONE(MACHINE_AVR, 0),
	NONE(MACHINE_AVR, 31),
	NONE(MACHINE_AVR, 32), /* R_AVR_DIFF16, 32: the assembler has put the difference there */
	SET32(MACHINE_MSP430, 1),
	{ MACHINE_MSP430, 5, RELOCATION_SET, 2 },
	NONE(MACHINE_MSP430, 0),
	SET32(MACHINE_XTENSA, 1),
	NONE(MACHINE_XTENSA, 0),
	NONE(MACHINE_XTENSA, 17),
	NONE(MACHINE_XTENSA, 18),
	NONE(MACHINE_XTENSA, 19), /* R_XTENSA_DIFF8, 16, 32 likewise */
	NONE(MACHINE_XTENSA, 57),
	NONE(MACHINE_XTENSA, 58),
	NONE(MACHINE_XTENSA, 59), /* R_XTENSA_PDIFF8, 16, 32 */
	NONE(MACHINE_XTENSA, 60),
	NONE(MACHINE_XTENSA, 61),
	NONE(MACHINE_XTENSA, 62), /* R_XTENSA_NDIFF8, 16, 32 */

	/* Documentation/bpf/llvm_reloc.rst of Linux: R_BPF_64_ABS64, R_BPF_64_ABS32, R_BPF_64_NODYLD32 */
	SET64(EM_BPF, 2),
	SET32(EM_BPF, 3),
	SET32(EM_BPF, 4),
	NONE(EM_BPF, 0),

	/* RISC-V ELF psABI 1.0, "Relocations": 60 is R_RISCV_SET_ULEB128, 61 R_RISCV_SUB_ULEB128 */
	SET32(EM_RISCV, R_RISCV_32),
	SET64(EM_RISCV, R_RISCV_64),
	SET32(EM_RISCV, R_RISCV_TLS_DTPREL32),
	SET64(EM_RISCV, R_RISCV_TLS_DTPREL64),
	SET32(EM_RISCV, R_RISCV_SET32),
	{ EM_RISCV, R_RISCV_SET16, RELOCATION_SET, 2 },
	{ EM_RISCV, R_RISCV_SET8, RELOCATION_SET, 1 },
	ADD(EM_RISCV, R_RISCV_ADD8, 1),
	ADD(EM_RISCV, R_RISCV_ADD16, 2),
	ADD(EM_RISCV, R_RISCV_ADD32, 4),
	ADD(EM_RISCV, R_RISCV_ADD64, 8),
	SUB(EM_RISCV, R_RISCV_SUB8, 1),
	SUB(EM_RISCV, R_RISCV_SUB16, 2),
	SUB(EM_RISCV, R_RISCV_SUB32, 4),
	SUB(EM_RISCV, R_RISCV_SUB64, 8),
	{ EM_RISCV, R_RISCV_SET6, RELOCATION_SET6, 1 },
	{ EM_RISCV, R_RISCV_SUB6, RELOCATION_SUB6, 1 },
	{ EM_RISCV, 60, RELOCATION_SET_ULEB, 1 },
	{ EM_RISCV, 61, RELOCATION_SUB_ULEB, 1 },
	NONE(EM_RISCV, R_RISCV_NONE),
	NONE(EM_RISCV, R_RISCV_RELAX),
	NONE(EM_RISCV, R_RISCV_ALIGN),

	/* "ELF for the LoongArch Architecture", "Relocations"; 8 and 9 are R_LARCH_TLS_DTPREL32 and 64 */
	SET32(MACHINE_LOONGARCH, 1),
	SET64(MACHINE_LOONGARCH, 2),
	SET32(MACHINE_LOONGARCH, 8),
	SET64(MACHINE_LOONGARCH, 9),
	ADD(MACHINE_LOONGARCH, 47, 1),
	ADD(MACHINE_LOONGARCH, 48, 2),
	ADD(MACHINE_LOONGARCH, 49, 3),
	ADD(MACHINE_LOONGARCH, 50, 4),
	ADD(MACHINE_LOONGARCH, 51, 8),
	SUB(MACHINE_LOONGARCH, 52, 1),
	SUB(MACHINE_LOONGARCH, 53, 2),
	SUB(MACHINE_LOONGARCH, 54, 3),
	SUB(MACHINE_LOONGARCH, 55, 4),
	SUB(MACHINE_LOONGARCH, 56, 8),
	{ MACHINE_LOONGARCH, 105, RELOCATION_SET6, 1 },
	{ MACHINE_LOONGARCH, 106, RELOCATION_SUB6, 1 },
	{ MACHINE_LOONGARCH, 107, RELOCATION_SET_ULEB, 1 },
	{ MACHINE_LOONGARCH, 108, RELOCATION_SUB_ULEB, 1 },
	NONE(MACHINE_LOONGARCH, 0),
	NONE(MACHINE_LOONGARCH, 100),
	NONE(MACHINE_LOONGARCH, 102),
};

enum { MOST_TYPES = 1280 };

struct relocation_rules {
	struct rule by_type[MOST_TYPES];
};

struct relocation_rules *relocation_rules_new(const struct object_elf *elf)
{
	struct relocation_rules *own = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		if (rules[i].machine != elf->header.e_machine)
			continue;
		if (!own)
			own = g_new0(struct relocation_rules, 1);
		own->by_type[rules[i].type] = rules[i];
	}
	return own;
}

/* One relocation, read from either kind of section. */
struct relocation {
	uint64_t offset;
	size_t symbol;
	uint64_t type;
	int64_t addend; /* 0 where it is in the content */
};

/* Splits r_info, which two machines with 64 bits do otherwise than all others. */
static void split_info(const struct object_elf *elf, uint64_t info, struct relocation *relocation)
{
	relocation->symbol = GELF_R_SYM(info);
	relocation->type = GELF_R_TYPE(info);
	if (elf->header.e_machine == EM_SPARCV9) {
		relocation->type = info & 0xff; /* the rest is data of R_SPARC_OLO10 */
	} else if (elf->header.e_machine == EM_MIPS && elf->bits == 64 && elf->big_endian) {
		relocation->type = info & 0xff; /* r_sym, r_ssym, r_type3, r_type2, r_type, in this order of bytes */
	} else if (elf->header.e_machine == EM_MIPS && elf->bits == 64) {
		relocation->symbol = info & 0xffffffff;
		relocation->type = info >> 56;
	}
}

static bool read_relocation(const struct object_elf *elf, Elf_Data *data, unsigned kind, int number,
			    struct relocation *relocation)
{
	GElf_Rela rela = { 0 };
	GElf_Rel rel = { 0 };
	if (kind == SHT_RELA && gelf_getrela(data, number, &rela)) {
		relocation->offset = rela.r_offset;
		relocation->addend = rela.r_addend;
		split_info(elf, rela.r_info, relocation);
		return true;
	}
	if (kind == SHT_REL && gelf_getrel(data, number, &rel)) {
		relocation->offset = rel.r_offset;
		relocation->addend = 0;
		split_info(elf, rel.r_info, relocation);
		return true;
	}
	return false;
}

/* The symbols that a section of relocations refers to. */
struct symbol_table {
	Elf_Data *symbols, *extended;
	const uint64_t *bases;
	size_t n_sections;
};

static bool find_symbols(const struct object_elf *elf, size_t number, struct symbol_table *table)
{
	if (number == 0 || number >= elf->n_sections || elf->sections[number].header.sh_type != SHT_SYMTAB)
		return false;
	table->symbols = elf_getdata(elf->sections[number].scn, NULL);
	for (size_t i = 1; i < elf->n_sections; i++)
		if (elf->sections[i].header.sh_type == SHT_SYMTAB_SHNDX && elf->sections[i].header.sh_link == number)
			table->extended = elf_getdata(elf->sections[i].scn, NULL);
	return table->symbols != NULL;
}

static bool read_symbol(const struct symbol_table *table, size_t number, uint64_t *value)
{
	GElf_Sym symbol;
	Elf32_Word extended = 0;
	if (number > INT_MAX || !gelf_getsymshndx(table->symbols, table->extended, (int)number, &symbol, &extended))
		return false;
	size_t section = symbol.st_shndx == SHN_XINDEX ? extended : symbol.st_shndx;
	*value = 0;
	if (section == SHN_UNDEF)
		return true;
	*value = symbol.st_value;
	if (section < table->n_sections && (section < SHN_LORESERVE || symbol.st_shndx == SHN_XINDEX))
		*value += table->bases[section];
	return true;
}

static bool apply_uleb(uint8_t *place, size_t room, uint64_t value, bool subtract)
{
	size_t offset = 0;
	uint64_t old;
	if (!object_get_uleb((struct bytes){ place, room }, &offset, &old))
		return false;
	if (subtract)
		value = old - value;
	for (size_t i = 0; i < offset; i++, value >>= 7)
		place[i] = (value & 0x7f) | (i + 1 < offset ? 0x80 : 0);
	return true;
}

/* False where it does not lie in the section. */
static bool apply(const struct object_elf *elf, const struct rule *rule, const struct relocation *relocation,
		  uint64_t value, bool addend_in_place, uint8_t *content, size_t size)
{
	if (relocation->offset > size || size - relocation->offset < rule->width)
		return false;
	uint8_t *place = content + relocation->offset;
	uint64_t old = object_get(elf, place, rule->width);
	switch (rule->operation) {
	case RELOCATION_SET:
		object_put(elf, place, rule->width, addend_in_place ? value + old : value);
		break;
	case RELOCATION_ADD:
		object_put(elf, place, rule->width, old + value);
		break;
	case RELOCATION_SUB:
		object_put(elf, place, rule->width, old - value);
		break;
	case RELOCATION_SET6:
		*place = (*place & 0xc0) | (value & 0x3f);
		break;
	case RELOCATION_SUB6:
		*place = (*place & 0xc0) | ((*place - value) & 0x3f);
		break;
	case RELOCATION_SET_ULEB:
	case RELOCATION_SUB_ULEB:
		return apply_uleb(place, size - relocation->offset, value, rule->operation == RELOCATION_SUB_ULEB);
	}
	return true;
}

bool object_relocate(const struct object_elf *elf, const struct relocation_rules *known,
		     const struct object_section *relocations, const char *section, uint8_t *content, size_t size,
		     const uint64_t *bases, char **error)
{
	const GElf_Shdr *header = &relocations->header;
	size_t entry = gelf_fsize(elf->elf, header->sh_type == SHT_RELA ? ELF_T_RELA : ELF_T_REL, 1, EV_CURRENT);
	Elf_Data *data = elf_getdata(relocations->scn, NULL);
	struct symbol_table table = { .bases = bases, .n_sections = elf->n_sections };
	if (!data || header->sh_entsize != entry || relocations->raw.size / entry > INT_MAX ||
	    !find_symbols(elf, header->sh_link, &table)) {
		*error = g_strdup_printf("has broken relocations for section '%s'", section);
		return false;
	}
	for (int i = 0; i < (int)(relocations->raw.size / entry); i++) {
		struct relocation relocation;
		uint64_t value;
		bool fine = read_relocation(elf, data, header->sh_type, i, &relocation);
		if (fine && (relocation.type >= MOST_TYPES || !known ||
			     known->by_type[relocation.type].operation == RELOCATION_UNKNOWN)) {
			*error = g_strdup_printf("has a relocation of type %" G_GUINT64_FORMAT
						 " in section '%s', which is not known for machine %u",
						 relocation.type, section, elf->header.e_machine);
			return false;
		}
		const struct rule *rule = fine ? &known->by_type[relocation.type] : NULL;
		if (fine && rule->operation == RELOCATION_NONE)
			continue;
		fine = fine && read_symbol(&table, relocation.symbol, &value) &&
		       apply(elf, rule, &relocation, value + (uint64_t)relocation.addend, header->sh_type == SHT_REL,
			     content, size);
		if (!fine) {
			*error = g_strdup_printf("has a broken relocation %d for section '%s'", i, section);
			return false;
		}
	}
	return true;
}
