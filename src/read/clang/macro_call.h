/*
 * What the files that make functions of macros share.
 *
 *     macro_use.c     the text of a macro: what it does with each parameter
 *     macro_record.c  the text of the headers: records by their members, functions by the number of their parameters
 *     macro_call.c    a block for each macro that may be a function, and what comes of it
 *     macro_hole.c    a parsed block: the types that clang converts its arguments to
 */
#pragma once

#include "read/clang/reader.h"

/* Parameters of a macro that is tried, more are a sign of a generated table; members of one parameter that are looked at; types that are tried. */
enum { MOST_PARAMS = 9, MOST_MEMBERS = 12, MOST_CANDIDATES = 4 };

/* All that a macro, and the macros that it hands the parameter to, does with one parameter. */
struct param_use {
	const char *members[MOST_MEMBERS]; /* `p->a`, `(p).a`: unique pointers */
	unsigned n_members;
	bool by_arrow, by_dot;
	bool is_used;
	bool has_evidence; /* somewhere a conversion may tell its type */
	bool is_number; /* an operand of arithmetic */
	bool is_pointer; /* `*p`, `p[i]` */
	bool decides; /* a choice depends on its type */
	const char *why; /* it is no value of one type, or NULL */
	const char *right, *right_end; /* `*p = right;` in the macro itself, or NULL */
};

struct macro_uses {
	struct param_use params[MOST_PARAMS];
	/* `#define M(...) hook(real(a, __VA_ARGS__))`: real and 1; or NULL */
	const char *handed_to;
	unsigned n_before;
};

/* One block. */
struct call {
	struct macro *macro;
	unsigned n_params;
	const char *types[MOST_PARAMS]; /* of parameters that are tried with that type; NULL: holes … */
	bool is_number[MOST_PARAMS]; /* … which are numbers or pointers */
	bool is_by_value[MOST_PARAMS]; /* a record, which stands in the macro as an object */
	struct function_type *signature;
	const char *error; /* why it has no signature; NULL: its block was not seen */
};

static const char call_hole_prefix[] = "__braze_hole_";

/* Never NULL; belongs to the reader. The macro is function-like, with at most MOST_PARAMS parameters. */
const struct macro_uses *macro_uses(struct reader *reader, struct macro *macro);
/* text with the macro's parameters replaced by the holes' names. */
void macro_append_text(GString *text, const struct macro *macro, const char *from, const char *to);

struct record_search;
struct record_search *record_search_new(struct reader *reader);
void record_search_free(struct record_search *search);
/* What is to be found; before record_search_run(). The strings live as long as the search. */
void record_search_add_member(struct record_search *search, const char *name);
void record_search_add_function(struct record_search *search, const char *name);
void record_search_run(struct record_search *search);
/* Records with all members, as C spells them; freed by the caller, the texts belong to the reader. */
GPtrArray *record_search_find(struct record_search *search, const struct param_use *use);
/* The number of parameters of the function, or -1. */
int record_search_arity(struct record_search *search, const char *function);
/* Clang's records by the names of their members: first the members are added, then, when all declarations were read, the records. */
GHashTable *record_index_new(void);
void record_index_add(GHashTable *index, const struct param_use *use);
void record_index_fill(GHashTable *index, const struct api *api);
/* Whether there is a record with all these members that is not among the found ones, as C spells them. */
bool record_index_has_more(GHashTable *index, const struct param_use *use, const GPtrArray *found);

/* The block's signature, or why there is none. */
void hole_read_call(struct reader *reader, struct call *call, CXCursor block);
/* The same for an object-like macro, of its value. Sets macro->form and macro->signature, or macro->call_error. */
void hole_read_object(struct reader *reader, struct macro *macro, CXCursor value);
