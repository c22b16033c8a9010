/*
 * What the parts of the BTF reader share.
 */
#pragma once

#include "read/btf/btf.h"

#include <bpf/btf.h>

/* ---- section.c ---- */

/* BTF as it lies in a file. */
struct btf_source {
	GBytes *types; /* NULL: the file has none */
	GBytes *base;  /* .BTF.base: the little that a module's types need of the kernel's; NULL: none */
	bool is_elf;
	unsigned machine, bits, type; /* of the ELF header */
	uint32_t flags;
	bool big_endian; /* of the BTF */
};

/* False: it cannot be read, *error says why (freed by the caller). The source is to be finished in any case. */
bool btf_source_open(struct btf_source *source, const char *path, char **error);
void btf_source_finish(struct btf_source *source);
/* Why libbpf cannot be given these bytes, or NULL. Freed by the caller. */
char *btf_header_fault(GBytes *types);
/* Whether the strings of these bytes, which have no fault, go on from those of other BTF. */
bool btf_header_is_split(GBytes *types);
/*
 * A module's types behind those that they go on from, as one BTF: numbers of types and offsets of names go on, too. Both must have no fault.
 * NULL: their byte orders differ, or they are too large.
 */
GBytes *btf_join(GBytes *base, GBytes *types);

/* ---- valid.c ---- */

/* What is wrong with the types, or NULL. Freed by the caller. */
char *btf_find_fault(const struct btf *btf);

/* ---- types.c, items.c ---- */

struct btf_reader {
	struct api *api;
	const struct btf *btf;
	unsigned n_types, first; /* types 1 … first - 1 are another file's */
	unsigned origin;
	bool has_signs;          /* enums say whether they are signed */
	bool has_linkage;        /* functions say whether they are static */
	/* by type number */
	const struct type **types;
	struct item **items;
	const char **typedef_names; /* of tags without a name: that of their typedef, or NULL */
	uint32_t *aligns;           /* of structs and unions, 0: not known yet */
	/* name → number + 1 of a complete one; NULL until asked for */
	GHashTable *structs, *unions, *enums;
	GQueue pending; /* numbers of structs and unions whose item has no fields yet */
};

const struct btf_type *btf_reader_type(const struct btf_reader *reader, unsigned number);
/* The name at the offset, valid UTF-8, interned; NULL if empty. */
const char *btf_reader_name(const struct btf_reader *reader, uint32_t offset);
/* Types and items are made at the first question. */
const struct type *btf_reader_convert(struct btf_reader *reader, unsigned number);
struct item *btf_reader_item(struct btf_reader *reader, unsigned number);
/* An integer type of these bytes and sign. */
const struct type *btf_reader_integer(struct btf_reader *reader, unsigned size, bool is_signed);
/* The least alignment that the type can have in a struct, bytes. */
uint32_t btf_reader_align(struct btf_reader *reader, unsigned number);
/*
 * The width of a bitfield member, -1 for others. *offset: bits from the start of the record. *number: the member's type without an old
 * encoding's integer of too few bits.
 */
int btf_reader_member(const struct btf_reader *reader, const struct btf_type *record, unsigned member, int64_t *offset);
/* Adds the items of all types from reader->first on, and of those that they lead to. */
void btf_reader_run(struct btf_reader *reader);
