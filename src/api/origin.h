/*
 * Where the items of a model come from that is read out of object files: compilation units, and the ELF files that they are in.
 *
 *     gcc -g -mno-red-zone -c a.c; ar r liba.a a.o; braze check --c liba.a
 *
 * gives one origin, "liba.a(a.o)", source "a.c", producer "GNU C17 12.2.0 -mno-red-zone … -g", whose object says machine EM_X86_64,
 * 64 bits, and which sections and symbols it has. Items point to it by number (item->origin). All of it lives in the model's arena.
 */
#pragma once

#include "api/api.h"

enum language { LANGUAGE_C, LANGUAGE_RUST, LANGUAGE_OTHER };

/* A type identifier that the compiler put before a function for kernel control flow integrity. */
struct kcfi_entry {
	const char *symbol;
	uint32_t id;
};

/* What one ELF file, or member of an archive, says about how it was made. */
struct object {
	const char *path;          /* as the user gave it; "liba.a(a.o)" for a member */
	unsigned machine;          /* e_machine */
	unsigned bits;             /* 32 or 64 */
	bool big_endian;
	unsigned type;             /* e_type: ET_REL, ET_EXEC, ET_DYN */
	uint32_t flags;            /* e_flags */
	bool has_code;             /* a section with SHF_EXECINSTR that is not empty */
	bool has_property_note;    /* .note.gnu.property is there */
	uint32_t x86_features;     /* its GNU_PROPERTY_X86_FEATURE_1_AND: 1 IBT, 2 SHSTK */
	uint32_t aarch64_features; /* its GNU_PROPERTY_AARCH64_FEATURE_1_AND: 1 BTI, 2 PAC */
	/* .GCC.command.line (-frecord-gcc-switches, -frecord-command-line), one line per entry; or NULL */
	const char *command_line;
	const char *comment; /* .comment, entries joined by "; "; or NULL */
	GHashTable *sections; /* set of const char *: names of sections */
	GHashTable *undefined; /* set of const char *: symbols that it needs */
	GHashTable *defined; /* set of const char *: symbols that it has, local ones left out */
	GArray *kcfi; /* struct kcfi_entry, by address; empty where none were found */
	GPtrArray *
		attributes; /* const char *, sorted: "arm.Tag_ABI_VFP_args=1", "riscv.arch=rv64gc…", "gnu.4=1": build attributes */
};

/* One compilation unit. */
struct origin {
	const struct object *object;
	const char *source; /* DW_AT_name; NULL if unknown */
	const char *producer; /* DW_AT_producer; NULL if unknown: BTF */
	enum language language;
	unsigned version; /* of DWARF; 0: BTF */
};

/* Adds one; origins are numbered from 1, item->origin 0 is "headers or Rust text". The struct is copied. Returns the number. */
unsigned api_add_origin(struct api *api, const struct origin *origin);
/* NULL for 0. */
const struct origin *api_origin(const struct api *api, unsigned number);
/* A zeroed object with its tables, registered in api->objects; freed with the api. */
struct object *api_add_object(struct api *api, const char *path);
/* Frees the tables, not the object: for the list that the api keeps. */
void object_finish(void *object);
