/*
 * Two views of one C API in, their differences out. Knows nothing of DWARF, clang or files: models only.
 *
 *     compare.c  which items of both sides are the same one, by name and by use
 */
#pragma once

#include "api/api.h"
#include "api/comparison.h"

/*
 * One side: models in the order of their authority. Where the first one leaves something unknown (item->unknown: bitfields in Rust's debug
 * information), the next one that has the item is asked.
 */
struct view {
	const char *label;     /* "C (GNU C17 12.2.0)" */
	bool is_rust;
	GPtrArray *apis;       /* const struct api * */
	/* Rust: the module that its bindings are in, where the user has said so: what the models have is a binding, then. Or NULL */
	const char *module;
};

/* Adds a pair, its differences, layouts and gaps. left is what counts as right. */
void compare_views(struct comparison *comparison, const struct view *left, const struct view *right);

/* Computes and compares the identifiers of functions and function pointers that cross, see kcfi.c. */
void compare_kcfi(struct comparison *comparison, const struct view *left, const struct view *right);

/* What one side was built with. */
struct build {
	const struct view *view; /* producers and objects are in its models */
	GPtrArray *command; /* char *: the compiler's arguments where they were given, or NULL */
	GHashTable
		*target; /* rustc's target specification: key → text, flattened ("disable-redzone" → "true"); or NULL */
};

/*
 * Compares flags by the table in flags.def: adds flag pairs, a difference for each that is wrong and a gap for each that is not known. After
 * compare_views(): whether layouts agree decides what flags like -fpack-struct mean.
 */
void compare_flags(struct comparison *comparison, const struct build *left, const struct build *right);

/*
 * Marks the differences that the file allows, one rule a line: `ID SUBJECT[.MEMBER]  # reason`, with * and ? in both; warns of rules that
 * match nothing. False after errors, which were reported.
 */
bool compare_allow(struct comparison *comparison, const char *path);
