/*
 * What the parts of compare_flags() share.
 *
 *     flags.c         the run: both sides' builds → rows of the report
 *     flags_side.c    a build → its variants: producers, command lines, objects
 *     flags_words.c   a producer or a command line → words in one spelling
 *     flags_value.c   words and objects → the values that a side has of a property
 *     flags_rules.c   two values → a verdict
 *     flags_cpu.c     -march and its kin → sets of instructions → a verdict
 *     flags_table.c   flags.def and targets.def as arrays
 *
 * "-mno-red-zone" in a producer and "target disable-redzone=on" in a target specification are both words; by flags.def each is the
 * value "off" of the property "red-zone". All texts live in the comparison.
 */
#pragma once

#include "api/origin.h"
#include "compare/compare.h"

enum flag_arch {
	X64 = 1 << 0,
	I386 = 1 << 1,
	AARCH64 = 1 << 2,
	ARM = 1 << 3,
	RISCV64 = 1 << 4,
	RISCV32 = 1 << 5,
	S390 = 1 << 6,
	PPC64 = 1 << 7,
	PPC32 = 1 << 8,
	LOONGARCH = 1 << 9,
	MIPS = 1 << 10,
	SPARC64 = 1 << 11,
	SPARC32 = 1 << 12,
	M68K = 1 << 13,
	SH = 1 << 14,
	OTHER_ARCH = 1 << 15,
	X86 = X64 | I386,
	RISCV = RISCV64 | RISCV32,
	PPC = PPC64 | PPC32,
	SPARC = SPARC64 | SPARC32,
	ANY = (1 << 16) - 1,
};

enum flag_id {
#define PROPERTY(id, ...) FLAG_##id,
#include "compare/flags.def"
	FLAG_IDS
};

enum flag_kind {
	KIND_VALUE,
	KIND_NUMBER, /* "16:11:8" is 16 */
	KIND_NOPS,   /* "5" is "5,0" */
	KIND_SET,
	KIND_CPU,    /* by flags_cpu.c */
};

struct flag_property {
	const char *name;
	unsigned arches;
	enum flag_kind kind;
	const char *what;
};

struct flag_option {
	enum flag_id id;
	unsigned arches;
	const char *pattern, *value;
};

struct flag_default {
	enum flag_id id;
	unsigned arches;
	const char *c, *rust;
};

enum evidence_side { FROM_C = 1, FROM_RUST = 2, EITHER = 3 };
enum evidence_kind { PROPERTY_X86, PROPERTY_AARCH64, SECTION, UNDEFINED, ELF_FLAGS, ATTRIBUTE, KCFI_IDS };

struct flag_evidence {
	enum flag_id id;
	unsigned arches;
	enum evidence_side side;
	enum evidence_kind kind;
	const char *what, *value;
};

struct flag_rule {
	enum flag_id id;
	const char *when, *c, *rust;
	enum flag_verdict verdict;
	const char *text;
};

extern const struct flag_property flag_properties[FLAG_IDS];
extern const struct flag_option flag_c_options[], flag_rust_options[];
extern const struct flag_default flag_defaults[];
extern const struct flag_evidence flag_evidences[];
extern const struct flag_rule flag_rules[];
extern const size_t flag_n_c_options, flag_n_rust_options, flag_n_defaults, flag_n_evidences, flag_n_rules;

/* The bit of an architecture by its name in triples. */
unsigned flag_arch_of(const char *arch);
/* "key=value; …" of a builtin target of rustc's; NULL if it has none of that name. */
const char *flag_builtin_target(const char *triple);
/* Whether a C compiler's option may be one of flags.def's, or names a CPU or a feature. */
bool flag_is_c_option(const char *text);
/* Whether text fits a pattern with at most one '*' or with several; *matched is what a last or only '*' stands for. */
bool flag_match(const char *pattern, const char *text, const char **matched);

/* One option in the spelling that flags.def has. */
struct flag_word {
	const char *text;  /* "-C no-redzone=on" */
	const char *shown; /* as it was written: "-Cno-redzone=y" */
	const char *from;  /* "the target 'x86_64-unknown-none'"; NULL: where the variant is from */
	bool is_default;   /* nobody wrote it: it is what a builtin target has */
};

/* Units that were compiled alike. */
struct flag_variant {
	GArray *words;      /* struct flag_word, in order; NULL: nothing was recorded */
	const char *source; /* "DW_AT_producer" */
	const char *first;  /* path of the first object; NULL: a command line */
	unsigned units;
	bool is_gcc, is_freestanding;
	const char *lacks;  /* the target that nothing is known of; NULL: nothing is missing */
};

/* What a side has of a property. */
struct flag_value {
	const char *text;  /* NULL: unknown */
	bool stated;       /* an option or an object says so, no default */
	const char *shown; /* "-mno-red-zone in DW_AT_producer of a.o"; without the count */
	const char *noun;  /* what units counts: "unit", "object"; NULL: no count is worth it */
	unsigned units;
};

struct flag_side {
	const struct build *build;
	struct comparison *out;
	bool is_rust;
	unsigned arch;                   /* enum flag_arch bit; 0: not known */
	GArray *variants;                /* struct flag_variant */
	GPtrArray *objects;              /* const struct object * with code */
	GArray *values[FLAG_IDS];        /* struct flag_value; NULL until they are asked for */
};

/* Fills the side; flag_side_finish() frees what it holds. */
void flag_side_init(struct flag_side *side, struct comparison *out, const struct build *build);
void flag_side_finish(struct flag_side *side);
/* Whether anything is known of how it was compiled, but for what objects tell. */
bool flag_side_has_words(const struct flag_side *side);

/* Appends the words of a C compiler's record or command line; words may be NULL-terminated command words. */
void flag_words_from_record(struct comparison *out, const char *record, GArray *words);
void flag_words_from_c(struct comparison *out, const GPtrArray *command, GArray *words);
/* Those of rustc: the target's first, the command's after them. Returns the target if nothing is known of it, else NULL. */
const char *flag_words_from_rustc(struct comparison *out, const struct build *build, GArray *words);

/* The values of the property, the most frequent first; never empty. */
const GArray *flag_side_values(struct flag_side *side, enum flag_id id);
/* Whether one of its values is text. */
bool flag_side_has_value(struct flag_side *side, enum flag_id id, const char *text);

/* Both sides by language; where both are C, rust is the right one. */
struct flag_sides {
	struct comparison *out;
	struct flag_side *c, *rust;
};

struct flag_finding {
	enum flag_verdict verdict;
	const char *text;
};

/* What follows from the two values, both of which are known. */
struct flag_finding flag_judge(const struct flag_sides *sides, enum flag_id id, const struct flag_value *c,
			       const struct flag_value *rust);

/* The values of FLAG_CPU. */
GArray *flag_cpu_values(struct flag_side *side);
struct flag_finding flag_judge_cpu(const struct flag_sides *sides, const struct flag_value *c,
				   const struct flag_value *rust);
