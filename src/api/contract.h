/*
 * The contract: what a project says about functions that their declarations do not, beside the model of its headers.
 *
 *     helpers:                                         name         mutex_assert_is_held
 *       mutex_assert_is_held:                          calls        lockdep_assert_held
 *         calls: lockdep_assert_held                   result       void
 *         signature: void (const struct mutex *lock)   parameters   const struct mutex *lock
 *     constants:                                       name         PAGE_SIZE
 *       PAGE_SIZE: size_t                              type         size_t
 *
 * docs/contract.md specifies the files; src/read/contract.c reads them. Here templates are filled in already: each helper
 * has one entry, in the order of the files and of the lines in them, and names are unique. Texts live as long as the
 * contract. Places point at the value (of a template: at the text that was filled in), for what is found out later, such
 * as a type that does not exist.
 */
#pragma once

#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>

struct contract_helper {
	const char *name;       /* of the function that Rust calls: a C identifier, which may be a keyword of Rust */
	const char *calls;      /* the function or macro of C behind it; the name where the contract says nothing */
	/* Of that call, as C text in terms of the parameters' names; NULL: the parameters as they are; "": none. Where
	 * there is one, there is a signature. */
	const char *arguments;
	/* The function's type as C text without a name, `result (parameters)`, and its halves without white space at their
	 * ends; NULL all three: to be found out. Brackets are balanced, each parameter has a name, there are none ("void")
	 * or some, no `...`; whether the types exist is for clang to say. */
	const char *signature, *result, *parameters;
	bool is_noreturn, must_use; /* false: as declared in C */
	bool is_optional; /* nothing is wrong where `calls` does not exist in this configuration */
	struct place place, calls_place, signature_place; /* where nothing is said: place */
};

/* A macro that is a constant, and the type that it shall have. */
struct contract_constant {
	const char *name; /* of the macro */
	/* C text: identifiers and keywords, with one space between two; whether it is a type is for clang to say */
	const char *type;
	bool is_optional; /* nothing is wrong where there is no such macro in this configuration */
	struct place place, type_place;
};

/* What the reader says of a helper that is tried, without a mistake being reported. */
struct contract_verdict {
	bool exists; /* there is what it calls */
	const char *fault; /* why the helper cannot be; NULL: it can. Of the api */
};

struct contract {
	GPtrArray *helpers; /* const struct contract_helper *, owned */
	GHashTable *by_name; /* const char * to the same */
	GPtrArray *constants; /* const struct contract_constant *, owned */
	GHashTable *constants_by_name; /* const char * to the same */
	GStringChunk *texts;
};

void contract_init(struct contract *contract);
/* Frees all entries and texts. */
void contract_finish(struct contract *contract);

/* A text that lives as long as the contract; equal texts are one. */
const char *contract_intern(struct contract *contract, const char *text);

/* Appends a copy. Its texts must be the contract's (contract_intern). NULL, or the entry that has this name already:
 * then nothing is appended. */
const struct contract_helper *contract_add(struct contract *contract, const struct contract_helper *helper);

/* The same for a constant. */
const struct contract_constant *contract_add_constant(struct contract *contract,
						      const struct contract_constant *constant);

/* The entry of this name, or NULL. */
const struct contract_helper *contract_find(const struct contract *contract, const char *name);
const struct contract_constant *contract_find_constant(const struct contract *contract, const char *name);
