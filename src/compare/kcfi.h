/*
 * What the parts of compare_kcfi() share.
 *
 *     kcfi.c          what crosses, both sides' identifiers, the objects' own, the verdict
 *     kcfi_mangle.c   C's function types, as clang mangles them; what both languages share
 *     kcfi_rust.c     Rust's, as rustc does
 *     kcfi_view.c     a view: items by name, identifiers by symbol, the settings that its objects show
 */
#pragma once

#include "compare/compare.h"

/* Settings of the compilers that go into an identifier. */
enum kcfi_mode {
	KCFI_PLAIN = 0,
	KCFI_NORMALIZED = 1 << 0,  /* -fsanitize-cfi-icall-experimental-normalize-integers */
	KCFI_GENERALIZED = 1 << 1, /* -fsanitize-cfi-icall-generalize-pointers */
	KCFI_MODES = 1 << 2
};

/* What a signature has in it that one language says otherwise than the other, or not at all. */
enum kcfi_trait {
	KCFI_OPTION = 1 << 0,        /* Rust: Option<fn>, a type of the library for rustc */
	KCFI_NEVER = 1 << 1,         /* Rust: -> ! */
	KCFI_ARRAY = 1 << 2,         /* a pointer to an array */
	KCFI_REFERENCE = 1 << 3,     /* Rust: &T */
	KCFI_RUST_ENUM = 1 << 4,     /* Rust: an enum of the language */
	KCFI_VOLATILE = 1 << 5,      /* C: volatile, restrict or _Atomic behind a pointer */
	KCFI_NO_PROTOTYPE = 1 << 6,  /* C: f() */
	KCFI_CONST_RESULT = 1 << 7,  /* C: const int f(void) */
	KCFI_FUNCTION = 1 << 8,      /* a function pointer that is more than the whole */
	KCFI_WIDE = 1 << 9,          /* C: long double, vectors, complex numbers */
	KCFI_INTEGER = 1 << 10,
	KCFI_TWINS = 1 << 11, /* C: two integer types of one size and sign, char and signed char */
};

/* What goes into a mangled name, and what is found out on the way. */
struct kcfi_mangler {
	const struct target *target;
	unsigned mode;
	const char *core;        /* Rust: path of the crate core in its names, "CscoScM8QT1vI_4core"; NULL: unknown */
	GHashTable *encodings;   /* Rust: name of a type → what its cfi_encoding says; NULL: none */
	bool takes_c_enums;      /* Rust: an enum that C has in the same place is encoded as C's */
	/* of the signature in hand */
	GHashTable *dictionary;  /* component, as it would be without substitutions → number + 1 */
	unsigned traits;         /* enum kcfi_trait bits */
	GPtrArray *enums;        /* takes_c_enums: const struct item * of C's enums, each once */
	uint32_t integers
		[2][8]; /* C: kinds of integers that were met, by sign and size: enum int_kind bits, bool the highest */
	unsigned budget; /* components that may still come */
	char *unknown; /* why there is no name; NULL: there is one. Owned */
	bool is_c; /* Rust: the function in hand has C's convention */
	bool is_own; /* Rust: there is none, and it cannot be that of any type of C's */
};

/* A piece of a name. key is what text would be if nothing had been said before. */
struct kcfi_part {
	GString *text, *key;
};

/*
 * The whole name, "_ZTSFimPKcE", or NULL: mangler->unknown says why. Freed by the caller. other: C's type that a Rust one is held against,
 * or NULL. The mangler is ready for the next one.
 */
char *kcfi_mangle_c(struct kcfi_mangler *mangler, const struct function_type *function);
char *kcfi_mangle_rust(struct kcfi_mangler *mangler, const struct function_type *function,
		       const struct function_type *other);
uint32_t kcfi_hash(const char *mangled);

void kcfi_mangler_init(struct kcfi_mangler *mangler, const struct target *target);
void kcfi_mangler_finish(struct kcfi_mangler *mangler);

/* ---- kcfi_mangle.c: for kcfi_rust.c ---- */

void kcfi_begin(struct kcfi_mangler *mangler);
/* The name out of the function's "F…E", which is freed; NULL if something in it is unknown. */
char *kcfi_end(struct kcfi_mangler *mangler, struct kcfi_part *function);
struct kcfi_part kcfi_part(const char *text);
void kcfi_put(struct kcfi_part *part, const char *text);
/* Moves the second to the end of the first. */
void kcfi_join(struct kcfi_part *part, struct kcfi_part *more);
/* The part becomes S_, S0_ … where it has been before; else it can be referred to from now on. */
void kcfi_substitute(struct kcfi_mangler *mangler, struct kcfi_part *part);
/* "u3u64", to be substituted. */
struct kcfi_part kcfi_integer(struct kcfi_mangler *mangler, int64_t size, bool is_signed);
/* "3foo", to be substituted. */
struct kcfi_part kcfi_name(struct kcfi_mangler *mangler, const char *name);
/* Notes the first reason. The part that it gives is worth nothing. */
struct kcfi_part kcfi_give_up(struct kcfi_mangler *mangler, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* False: the signature has more components than anyone would write; the reason is noted. */
bool kcfi_spend(struct kcfi_mangler *mangler);

/* ---- kcfi_view.c ---- */

struct kcfi_view {
	const struct view *view;
	const struct target *target;
	GHashTable *functions, *variables,
		*records; /* name → GPtrArray of const struct item *, in order; tags as "struct foo" */
	GHashTable *identifiers; /* symbol → struct kcfi_entry *, of the objects */
	GHashTable *encodings; /* Rust: of types with cfi_encoding; may be empty */
	const char *core; /* Rust: of the objects' symbols; NULL: unknown */
	bool is_built; /* the objects were built with it */
	int mode; /* enum kcfi_mode bits; -1: the objects do not tell */
	GStringChunk *strings;
};

void kcfi_view_init(struct kcfi_view *side, const struct view *view);
void kcfi_view_finish(struct kcfi_view *side);
/* The item that the other side's one of that name is held against, or NULL. */
const struct item *kcfi_view_find(const struct kcfi_view *side, const struct item *item);
/* The object's identifier for the symbol; false: there is none. */
bool kcfi_view_identifier(const struct kcfi_view *side, const char *symbol, uint32_t *id);
