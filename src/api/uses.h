/*
 * The names that Rust uses: what --used-by found in Rust's sources, and whether the API has it.
 *
 *     bindings::kmalloc                       an exact name that must exist
 *     bindings::[<atomic_ $op _return>]       the pattern "atomic_*_return"
 *     use bindings::*; … kfree(p)             an exact name that may exist: it can be Rust's own
 *
 * The reader (src/read/rust) adds, the selection asks for each name that Rust would see, and what was never matched but must
 * exist can be reported at its place. Asking never depends on the order of a hash table.
 */
#pragma once

#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>

struct use {
	char *name;            /* exact, or a pattern's text: '*' stands for any text */
	GPatternSpec *pattern; /* NULL: exact */
	/* of a pattern without any text of its own: char *, sorted: what its names are put together from; else NULL */
	GPtrArray *words;
	char *file; /* the first place */
	unsigned line, column;
	bool must_exist; /* named by a path through the module, in code that no cfg can leave out */
	bool matched; /* set by uses_match() */
};

struct uses {
	GHashTable *exact; /* name: struct use */
	GPtrArray *patterns; /* struct use */
	/* struct use, owned, in the order of files and places; what must exist stands at its first place as such */
	GPtrArray *all;
	GPtrArray *files; /* char *: the Rust files that were read, in order: what the output depends on */
};

void uses_init(struct uses *uses);
void uses_finish(struct uses *uses);

/* Adds a name, unless it is there already. A name that may exist becomes one that must, at the new place. Everything is copied. */
void uses_add(struct uses *uses, const char *name, struct place place, bool must_exist);
/*
 * Adds a pattern, or an exact name where text has no '*'. words, if not NULL: a name must also be a sequence of these (char *;
 * each may occur several times). Everything is copied.
 */
void uses_add_pattern(struct uses *uses, const char *text, const GPtrArray *words, struct place place, bool must_exist);

/* Whether Rust uses the name, as Rust spells it. Marks the name and every pattern that matches. */
bool uses_match(struct uses *uses, const char *name);
/* The same for a name of C: a keyword of Rust has a `_` behind it there. */
bool uses_match_c(struct uses *uses, const char *name);
/* As uses_match(), without a mark: somebody only wants to know. */
bool uses_have(const struct uses *uses, const char *name);
