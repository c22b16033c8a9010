/*
 * Witness files: C and Rust that make the compilers describe in their debug information all that an API has. Compilers drop the types, functions and
 * variables that nothing uses; a header by itself leaves no trace, and neither do bindings.
 *
 *     char __braze_align_struct_point[_Alignof(struct point)]; struct point *__braze_type_struct_point;
 *     __typeof__(&(draw)) __braze_fn_draw;
 *
 * pass/witness.h reads them back. Each thing stands on a line of its own, so that what a compiler refuses can be found by its line, and left out.
 */
#pragma once

#include "api/api.h"
#include "base/writer.h"

struct witness_line {
	char *text;
	const char *kind; /* "function" … ; NULL: what the file cannot do without */
	const char *name;
	bool is_dropped;
};

/* Owned by the caller. */
struct witness {
	GArray *lines; /* struct witness_line: number n is in line n + 1 of the file */
};

void witness_init(struct witness *witness);
/* kind, name: of what it uses, or NULL. Takes the text, which has no line end. */
void witness_add_line(struct witness *witness, const char *kind, const char *name, char *text);
void witness_finish(struct witness *witness);

/*
 * Uses all records, enums and typedefs of the headers, and those functions, variables and constants of which one of the texts (const struct api *:
 * bindings) has the name or the symbol. Headers are included by the paths in `headers`.
 */
void witness_add_c(struct witness *witness, const struct api *headers, const GPtrArray *paths, const GPtrArray *texts);
/* A file of bindings. */
struct witness_source {
	const char *path; /* as text->files has it */
	char *text;
};

/* The crate that includes them. */
struct witness_root {
	const char *text;   /* of its root; NULL: there is none */
	const char *folder; /* where paths in include! begin */
	char **environment; /* what env! asks */
};

/*
 * The same for the bindings in text: their sources (struct witness_source, in the order in which they were read), each with the lines that use what it
 * has at its end, in the place of the `include!` that the root has for it; without a root, one behind the other.
 */
void witness_add_rust(struct witness *witness, const struct api *text, const GArray *sources,
		      const struct witness_root *root);

void write_witness(const struct witness *witness, struct writer *out);
