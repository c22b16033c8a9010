/*
 * What comparing two models gives: src/compare fills it, writers print it.
 *
 *     C:    struct point { int x; short y; };      Rust:    struct point { x: i32, y: i32 }
 *
 * is the difference {kind FIELD_SIZE, subject "struct point", member "y", left "2 bytes, short", right "4 bytes, int"}, which
 * refers to a drawn layout, in which the row of y is marked.
 *
 * Invariants: left is the side that counts as right (C as its compiler saw it), right is the one that is held against it; texts
 * live as long as the comparison, items as long as their models; differences, gaps and layouts are in the order of the left model, then of
 * the right one; what could not be compared is a gap, never left out in silence.
 */
#pragma once

#include "api/api.h"

enum difference_kind {
	DIFFERENCE_KIND,        /* struct against union, scalar against aggregate … */
	DIFFERENCE_SIZE,
	DIFFERENCE_ALIGNMENT,
	DIFFERENCE_FIELD_MISSING, /* the right side has no such field */
	DIFFERENCE_FIELD_EXTRA,   /* the left side has no such field */
	DIFFERENCE_FIELD_OFFSET,
	DIFFERENCE_FIELD_SIZE,
	DIFFERENCE_FIELD_TYPE,
	DIFFERENCE_FIELD_SIGN,
	DIFFERENCE_BITFIELD,    /* bit offset or width */
	DIFFERENCE_ARRAY_LENGTH,
	DIFFERENCE_ENUM_SIZE,
	DIFFERENCE_ENUM_SIGN,
	DIFFERENCE_ENUM_VALUE,
	DIFFERENCE_TYPEDEF,     /* what a typedef of a scalar, pointer or array stands for */
	DIFFERENCE_PARAMETER_COUNT,
	DIFFERENCE_PARAMETER_TYPE,
	DIFFERENCE_PARAMETER_SIGN,
	DIFFERENCE_RESULT_TYPE,
	DIFFERENCE_RESULT_SIGN,
	DIFFERENCE_VARIADIC,
	DIFFERENCE_CALLING_CONVENTION,
	DIFFERENCE_VARIABLE_TYPE,
	DIFFERENCE_CONSTANT_VALUE,
	DIFFERENCE_TARGET,      /* machine, word size or byte order of the two sides */
	DIFFERENCE_FLAG,        /* a flag of the compilers: wrong pairs of struct flag_pair */
	DIFFERENCE_KCFI,        /* identifiers of a function or of a pointer's type */
	DIFFERENCE_KINDS
};

/* "field-offset": what --allow and JSON call the kinds. */
extern const char *const difference_kind_names[DIFFERENCE_KINDS];

struct difference {
	enum difference_kind kind;
	unsigned pair;           /* index in comparison->pairs */
	const char *subject;     /* "struct device_driver", "function kmalloc", "flag red-zone" */
	const char *member;      /* "probe_type", "parameter 2 'flags'", "result"; NULL: the subject as a whole */
	const char *left, *right; /* what each side has, "offset 32, 4 bytes, unsigned int"; NULL: nothing */
	const char *left_place, *right_place; /* "a.h:12", "liba.a(a.o), a.c:3", "bindings.rs:10:5"; NULL: unknown */
	const char *consequence; /* one sentence without full stop: what goes wrong */
	int layout;              /* index in comparison->layouts; -1: none */
	const char *allowed;     /* what --allow's file says why, "" if nothing; NULL: not allowed */
};

/* What could not be compared, and why. */
struct gap {
	unsigned pair;
	/* "struct", "union", "enum", "typedef", "function", "variable", "constant", "field", "flag" … */
	const char *kind;
	const char *name; /* "foo", "foo.bar" */
	/* "only-right", "opaque", "bitfields-unknown", "alignment-unknown", "variadic-unknown", "incomplete" … */
	const char *id;
	const char *reason; /* one clause */
};

/* One leaf of a layout, anonymous members flattened; name NULL: there is none on this side. */
struct drawn_field {
	const char *name; /* "a.b" for what lies in an anonymous member: as one writes it in C, so "b" */
	const char *type; /* as its language spells it */
	int64_t offset, size; /* bits */
	bool is_bitfield;
	bool is_padding; /* a hole: name is NULL, type is NULL */
};

struct layout_row {
	struct drawn_field left, right;
	bool differs;
};

/* A record, drawn on both sides. */
struct layout {
	const char *subject;
	unsigned pair;
	int64_t left_size, right_size, left_align, right_align; /* bytes; -1: unknown */
	GArray *rows; /* struct layout_row, by offset */
};

/* One row of the lattice of flags with what both sides have. */
enum flag_verdict { FLAG_EQUAL, FLAG_HARMLESS, FLAG_WRONG, FLAG_UNKNOWN };

struct flag_pair {
	const char *property; /* "red-zone" */
	enum flag_verdict verdict;
	const char *left, *right; /* values, "off"; NULL: unknown */
	const char *left_evidence,
		*right_evidence; /* "-mno-red-zone in DW_AT_producer of a.o (12 units)"; NULL: none */
	const char *text; /* harmless: why; wrong: what breaks; unknown: what is needed to know */
};

/* A function pointer's type, or a function, whose identifiers were computed. */
struct kcfi_pair {
	const char *name; /* "file_operations.read", "function foo" */
	const char *left_type, *right_type; /* mangled: "_ZTSFimPKcE" */
	uint32_t left_id, right_id; /* 0: it depends on what is not known, but it is not the other one's */
	bool in_left_object, in_right_object; /* whether an object has an identifier for it … */
	uint32_t left_object_id, right_object_id; /* … and which */
	bool normalized; /* integers normalised */
	bool agrees;
	const char *needs; /* enums that need an encoding, "#[cfi_encoding = \"3foo\"] on enum foo"; NULL: none */
	const char *why; /* what tells them apart that no encoding helps; NULL: nothing does */
};

struct comparison_counts {
	unsigned types, fields, bitfields, functions, parameters, variables, constants, enumerators;
	unsigned only_left, only_right; /* items of one side only: left ones are no gaps, right ones are */
};

/* Two views that were held against each other. */
struct comparison_pair {
	const char *left,
		*right; /* "C (GNU C17 12.2.0)", "Rust (rustc 1.96.0)", "headers (clang 22.1.8)", "Rust text" */
	struct comparison_counts counts;
};

struct comparison {
	GArray *pairs; /* struct comparison_pair */
	GArray *differences; /* struct difference */
	GArray *gaps; /* struct gap */
	GArray *flags; /* struct flag_pair */
	GArray *kcfi; /* struct kcfi_pair */
	GPtrArray *layouts; /* struct layout *, owned */
	GPtrArray *notes; /* const char *: what the reader of the report should know, "types are assumed to be …" */
	GStringChunk *strings;
};

struct comparison *comparison_new(void);
void comparison_free(struct comparison *comparison);
/* Interned in the comparison. NULL gives NULL. */
const char *comparison_text(struct comparison *comparison, const char *text);
const char *comparison_format(struct comparison *comparison, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Differences that are not allowed. */
unsigned comparison_count_differences(const struct comparison *comparison);
