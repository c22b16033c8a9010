/*
 * What the parts of compare_views() share.
 *
 *     compare.c    the run, and what is left over in the end
 *     target.c     whether the two sides are for the same machine
 *     pairing.c    items of one name, items found by use
 *     names.c      a side: its models' items by name
 *     finding.c    the buffer for what one pair of items gives, places, subjects
 *     spelling.c   a type in its language's words
 *     scalar.c     a type as the machine sees it: width, sign, what it points to
 *     type.c       two types
 *     leaves.c     a record → its members, anonymous ones flattened
 *     record.c     two records; member.c: two members; extent.c: size and alignment; drawing.c: both drawn
 *     consequence.c    what goes wrong
 *     enum.c, signature.c, function.c, constant.c, typedef.c    two items of that kind
 *
 * Items are compared into a struct findings first. Of several items of one name only the pair that agrees best is taken over,
 * so that what is found before is nobody's business until findings_commit().
 */
#pragma once

#include "compare/compare.h"

#include <string.h>

enum { DEPTH_MAX = 24, LAYERS_MAX = 256, COMBINATIONS_MAX = 256, BUDGET = 2000 };

/* Which table an item's name is in. SPACE_RUST: types by their names in Rust, which those have that have none in C. */
enum space {
	SPACE_TAG,
	SPACE_TYPEDEF,
	SPACE_SYMBOL,
	SPACE_ORDINARY,
	SPACE_CONSTANT,
	SPACE_ENUMERATOR,
	SPACE_RUST,
	SPACES
};

/* An item and where it is from. */
struct entry {
	const struct item *item;
	const struct api *api;
	unsigned rank;    /* of its model in the view */
	unsigned order;   /* of all entries of the side */
	unsigned value;   /* SPACE_ENUMERATOR: which of the enum's */
	bool is_paired;
};

struct side {
	const struct view *view;
	const struct target *target; /* of its first model */
	const char *who;   /* in sentences: "C", "Rust", "clang" */
	bool is_rust;
	bool has_text;     /* a model of Rust text stands beside that of the debug information */
	GStringChunk *strings; /* of canonical names */
	GPtrArray *entries; /* struct entry *, owned, in order */
	GPtrArray *values;  /* struct entry *, owned: enumerators */
	GHashTable *by_item; /* struct item * → struct entry * */
	GHashTable *names[SPACES]; /* canonical name → GPtrArray of struct entry * */
};

struct matching {
	struct comparison *out;
	struct side left, right;
	unsigned pair;
	GHashTable *pairs;    /* set of struct item_pair *: compared, or in the queue */
	GQueue queue;         /* struct item_pair *, found by use */
	GHashTable *trials;   /* struct item_pair * → whether they agree */
	GPtrArray *committed; /* struct findings * */
	GStringChunk *strings;
	struct comparison_counts counts;
	bool trial;           /* comparing only to know whether two differ: nothing is followed */
};

struct item_pair {
	const struct item *left, *right;
	const char *path; /* of what has no name: how it was come by, "outer.inner"; or NULL */
};

/* What comparing two items gives. */
struct findings {
	struct matching *m;
	struct entry *left, *right;
	const char *subject;
	GArray *differences; /* struct difference */
	GArray *gaps;        /* struct gap */
	GArray *uses;        /* struct item_pair, by which further items are compared */
	struct comparison_counts counts;
	struct layout *layout; /* or NULL */
	unsigned budget;       /* parts of a type that may still be looked at: types may contain themselves */
	bool is_cut;           /* … or nested deeper than is looked at */
};

/* ---- names.c ---- */

/* Reads the view's models into tables. other: the opposite view, to tell the two apart in sentences. */
void side_init(struct side *side, const struct view *view, const struct view *other, GStringChunk *strings);
void side_finish(struct side *side);
/* Entries of that name, or NULL. */
const GPtrArray *side_find(const struct side *side, enum space space, const char *name);
struct entry *side_entry(const struct side *side, const struct item *item);
/* The item of the same name and kind in a model of less authority in which that is known; or NULL. */
const struct item *side_complete(const struct side *side, const struct item *item, unsigned unknown);
/* The name as both languages have it: r# and the underscore behind a keyword are dropped. Interned. */
const char *name_canonical(GStringChunk *strings, const char *name);
/* Whether the item may be paired because of its name: none of Rust's own library, none that the text of the bindings does not have. */
bool entry_is_eligible(const struct side *side, const struct entry *entry);
/* Whether nothing but its name says that the Rust type is a binding. */
bool entry_is_guess(const struct side *side, const struct entry *entry);
/* Appends to found the left side's entries that a right type of this name may be: tags first, then typedefs. */
void side_find_types(const struct matching *m, const struct entry *right, GPtrArray *found);
/* Whether the left item has the right one's name. */
bool names_agree(const struct matching *m, const struct item *left, const struct item *right);

/* ---- pairing.c ---- */

/* Compares what has one name on both sides, then what is met in doing so. */
void pairing_run(struct matching *m);
/* Whether a model of more authority has an item of the same name. */
bool entry_is_hidden(const struct side *side, const struct entry *entry);

/* ---- target.c ---- */

/* False where the two are so different that nothing else is worth comparing; that is a difference, then. */
bool targets_compare(struct matching *m);

/* ---- finding.c ---- */

struct findings *findings_new(struct matching *m, struct entry *left, struct entry *right, const char *subject);
void findings_free(void *findings);
/* Adds a difference; texts are formatted by the caller with text() and live in the comparison. */
void findings_add(struct findings *f, enum difference_kind kind, const char *member, const char *left,
		  const char *right, const char *consequence);
/* member NULL: the subject itself. */
void findings_gap(struct findings *f, const char *member, const char *id, const char *reason);
/* Once all are there: says of each difference what it rests on, if that is not certain. */
void findings_seal(struct findings *f);
/* Moves the places of the last difference to those of members, where they are known. */
void findings_place(struct findings *f, struct location left, struct location right);
/* How much two items differ: 0, not at all; most where nothing of them could be compared. */
unsigned findings_weight(const struct findings *f);
const char *text(const struct matching *m, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* "struct foo"; path: how an item without a name was come by. */
const char *subject_text(const struct matching *m, const struct item *item, const char *path);
const char *place_text(const struct matching *m, const struct entry *entry, struct location loc);
/* "4 bytes", "1 byte" */
const char *bytes_text(const struct matching *m, int64_t bytes);
/* "offset 4", "bit 37" */
const char *offset_text(const struct matching *m, int64_t bits);

/* ---- spelling.c ---- */

/* The type as that side's language writes it: "unsigned int", "*mut foo". */
const char *type_text(const struct matching *m, const struct side *side, const struct type *type);

/* ---- scalar.c ---- */

enum scalar_class {
	SCALAR_VOID,
	SCALAR_INTEGER,
	SCALAR_FLOAT,
	SCALAR_POINTER,
	SCALAR_FUNCTION,
	SCALAR_ARRAY,
	SCALAR_RECORD,
	SCALAR_COMPLEX,
	SCALAR_VECTOR,
	SCALAR_OTHER
};

/* A type without its names. */
struct scalar {
	enum scalar_class class;
	const struct type *type; /* neither typedef nor _Atomic */
	int64_t size; /* bytes; -1: none, or unknown */
	bool is_signed, is_bool, is_char, is_enum;
};

struct scalar scalar_of(const struct side *side, const struct type *type);
/* Behind typedefs and _Atomic; never NULL. */
const struct type *type_strip(const struct type *type);
int64_t type_bytes(const struct type *type);
/* The type of the only member of a record, which is as large as that; NULL where there is none such. */
const struct type *record_only_type(const struct item *item);
/* Bits of so many bytes, and where a member at one offset within another is: of sizes as files may claim them, so that sums never overflow. */
int64_t bits_of(int64_t bytes);
int64_t bits_add(int64_t base, int64_t offset);
/* A record of which nothing is known but that it exists: incomplete, or Rust's stand-in for that. */
bool record_is_forward(const struct item *item);

/* ---- type.c ---- */

enum relation { RELATION_SAME, RELATION_SIGN, RELATION_LENGTH, RELATION_SIZE, RELATION_TYPE };

/* How two types relate, and what in them differs: "what it points to"; NULL: they themselves. */
struct verdict {
	enum relation relation;
	const char *where;
	/* sizes differ because the records do, which is reported with them */
	bool by_record;
};

/*
 * How values get from one side to the other: in memory, which both read and write; or as parameters and results, in a call that either side may
 * make, or from the right side to the left one, or the other way.
 */
enum flow { FLOW_MEMORY, FLOW_CALL, FLOW_TO_LEFT, FLOW_TO_RIGHT };

/* member: for gaps and the names of types without one. */
struct verdict types_compare(struct findings *f, const struct type *left, const struct type *right, enum flow flow,
			     const char *member);

/* The same inside of another type. */
struct verdict types_compare_below(struct findings *f, const struct type *left, const struct type *right,
				   enum flow flow, const char *member, unsigned depth);

/* ---- consequence.c ---- */

/* What a side has, for a difference of that kind: "unsigned int, 4 bytes". */
const char *side_text(const struct matching *m, const struct side *side, const struct type *type,
		      enum relation relation);
/* What becomes of values that writer hands to reader. */
const char *sign_consequence(const struct matching *m, const struct side *writer, const struct type *type,
			     const struct side *reader, const char *what);
/* A value, or what it points to, is not what the reader thinks. */
const char *type_consequence(const struct matching *m, const struct side *writer, const struct type *written,
			     const struct side *reader, const struct type *read, struct verdict verdict,
			     const char *what);

/* ---- leaves.c ---- */

/* A member that is no anonymous record. */
struct leaf {
	const char *name; /* NULL: an unnamed member of a type that is no record */
	const char *key; /* canonical */
	const struct field *field;
	int64_t offset, size; /* bits; size -1: unknown */
	bool is_bitfield;
	bool is_unit; /* bytes that hold bitfields of which nothing is known */
	bool in_union;
	int other; /* index of the other side's leaf that it is compared with; -1: none */
	bool differs;
};

/* Leaves of a complete record, by offset; freed with g_array_unref(). */
GArray *record_leaves(const struct matching *m, const struct side *side, const struct item *item);

/* ---- items ---- */

void items_compare(struct findings *f);
void records_compare(struct findings *f);
void enums_compare(struct findings *f);
void functions_compare(struct findings *f);
/* The first difference between the two types of functions, in words; NULL: none. *sign: whether it is one of sign only. */
const char *function_types_compare(struct findings *f, const struct function_type *left,
				   const struct function_type *right, const char *member, unsigned depth, bool *sign);
void variables_compare(struct findings *f);
void constants_compare(struct findings *f);
void typedefs_compare(struct findings *f);
/* How the pair of items is related by name: covered there, not at all, or each has another partner. */
enum kinship { KINSHIP_NAME, KINSHIP_NONE, KINSHIP_OTHERS };
enum kinship items_kinship(const struct matching *m, const struct item *left, const struct item *right);
/* Whether the two would give no difference. Looks no further than these two. */
bool items_agree(struct matching *m, const struct item *left, const struct item *right);
/* The record or enum that a typedef names in the end, or the item itself. */
const struct item *item_tag(const struct item *item);

/* ---- drawing.c ---- */

struct layout *layout_draw(const struct findings *f, const GArray *left, const GArray *right);
