/*
 * What the files of the reader of bindings share. In the order of the work:
 *
 *     rust_bindings_scan.c      tokens to declarations in modules; nothing is looked up yet
 *     rust_bindings_cfg.c       attributes: which declarations there are on this target, and their repr
 *     rust_bindings_name.c      paths to declarations, or to what Rust has by itself (c_int, Option)
 *     rust_bindings_kind.c      declarations to items: what is an enum in C, names in C
 *     rust_bindings_type.c      types
 *     rust_bindings_layout.c    aliases, and what types are in memory
 *     rust_bindings_value.c     constant expressions
 *     rust_bindings_literal.c   numbers, strings, characters
 *     rust_bindings_record.c    members and their places
 *     rust_bindings_bits.c      what methods say of members: bitfields, bytes
 *     rust_bindings_enum.c      values of enums
 *     rust_bindings_assert.c    layout assertions of the text, against the layouts
 *
 * A declaration is filled when it is asked for, once; whoever asks while that is under way has found a circle. Depths are counted
 * (bindings->depth), so no text can make the reader recurse without end.
 */
#pragma once

#include "api/api.h"
#include "read/rust_token.h"

/* As deep as expressions, types and chains of declarations may nest. */
enum { BINDINGS_DEPTH = 200, BINDINGS_MODULE_DEPTH = 64, BINDINGS_SEGMENTS = 12 };

/* Tokens start..end-1. */
struct span {
	unsigned start, end;
};

/* Where the reader is, and what it must not go beyond. */
struct cursor {
	unsigned i, end;
};

enum number_kind { NUMBER_NONE, NUMBER_INT, NUMBER_FLOAT, NUMBER_BYTES };

struct number {
	enum number_kind kind;
	uint64_t bits;         /* two's complement */
	bool is_negative;
	unsigned size;         /* bytes of its type; 0: not said yet */
	bool is_signed;
	bool is_byte, is_bool; /* a literal u8, or true and false */
	double real;
	unsigned element_size;
	GByteArray *bytes;     /* NUMBER_BYTES: elements; owned by the number */
};

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

struct builtin;
struct decl;

struct attributes {
	bool is_absent;         /* a cfg says no */
	bool is_conditional;    /* a cfg cannot be decided here */
	bool is_doubtful;       /* … on which its representation depends */
	bool repr_c, repr_transparent, is_thread_local, is_exported, is_copy, must_use;
	unsigned packed, align; /* bytes; 0: none */
	const struct builtin *integer; /* repr(u8) */
	const char *link_name;  /* without \u{1}; or NULL */
	const char *cfi_encoding; /* name of the type for kernel control flow integrity; or NULL */
};

enum decl_kind {
	DECL_STRUCT,      /* body: what is in the braces */
	DECL_UNION,
	DECL_TUPLE,       /* body: what is in the parentheses */
	DECL_ENUM,
	DECL_ALIAS,       /* type */
	DECL_EXTERN_TYPE,
	DECL_FUNCTION,    /* body: parameters; type: result, empty if there is none */
	DECL_STATIC,      /* type */
	DECL_CONST,       /* type, value */
	DECL_MODULE,      /* inner */
	DECL_USE,         /* path */
};

enum state { STATE_NEW, STATE_BUSY, STATE_DONE };

struct layout {
	int64_t size, align;   /* bytes; size -1: not known */
	const char *reason;    /* why not */
};

struct module {
	const char *name;
	const char *path;      /* "root::inner"; NULL: the file itself */
	struct module *parent;
	struct decl *decl;     /* NULL: the file */
	bool is_wanted;
	GHashTable *types, *values; /* interned name → struct decl */
	GPtrArray *globs;      /* struct path *: use x::* */
	GPtrArray *opened;     /* struct module *: what they name; NULL until that was asked for */
};

struct path {
	const char *segments[BINDINGS_SEGMENTS]; /* interned */
	unsigned n_segments;
	bool is_global;        /* begins with :: */
	unsigned generics;     /* token of the '<' behind the last segment; 0: none */
};

struct decl {
	enum decl_kind kind;
	enum state state, layout_state;
	const char *name;      /* as in Rust, without r# */
	struct module *module; /* that it is in */
	struct attributes attributes;
	unsigned place;        /* token of the name */
	bool is_public;
	bool is_mutable;       /* static mut */
	bool is_enum;          /* a tuple struct, alias or module that is an enum in C */
	bool is_new_type;      /* a tuple struct that is passed as what it holds, and is no enum */
	bool is_helper;        /* of the generator: nothing that C has */
	bool is_definition;    /* function with a body */
	enum call_conv conv;
	const char *conv_name;
	struct span generics, body, type, value;
	struct module *inner;
	struct path *path;
	struct target_of {     /* use: what the path names as a type, as a value */
		bool is_known;
		struct decl *decl;
		const char *outside; /* last segment of a path that leads out of the file */
	} targets[2];
	const struct builtin *builtin; /* it is just another name of that */
	struct decl *owner;    /* constant: the enum that it is a value of */
	struct decl *value_type; /* enum: alias that its constants are declared with */
	GPtrArray *constants;  /* struct decl *: values of the enum that stand outside of it */
	GArray *impls;         /* struct span */
	struct item *item;
	struct layout layout;
	struct number number;  /* constant: its value, when it is filled */
	const struct type *integer; /* enum: its type, when that was asked for */
	GArray *enumerators;   /* struct enumerator: of an enum, as far as it is filled */
	GHashTable *values;    /* their Rust names → index + 1 */
	const struct type *end; /* alias: what it stands for in the end, when it is filled */
	GHashTable *offsets;   /* of a record's members: Rust name → bytes */
};

/* An impl block of a type that is looked up when all names are known. */
struct impl {
	struct module *module;
	unsigned name;         /* token of the path */
	struct span body;
};

struct bindings {
	struct rust_file file;
	struct api *api;
	const char *wanted;
	uint32_t file_number;
	struct module *root;
	GPtrArray *modules, *decls; /* in source order; owned */
	GPtrArray *paths;      /* owned */
	GPtrArray *pending;    /* struct decl *: items to be filled */
	GPtrArray *decl_of_item; /* by item id - first_item */
	unsigned first_item;
	GHashTable *earlier;   /* rust_name → struct item *: types of files that were read before */
	GArray *impls;         /* struct impl */
	GArray *assertions;    /* struct impl: text that may have layout assertions */
	GPtrArray *types;      /* struct type *: those whose sizes are set in the end */
	GArray *lines;         /* unsigned: where each line begins */
	unsigned depth;
	bool has_c_names;      /* "struct_foo" is struct foo */
	unsigned n_conditional, first_conditional; /* items under a cfg that is not known; token of the first one */
};

/* ---- shared small things ---- */

const char *bindings_word(struct bindings *b, unsigned token);     /* interned text of a name */
/* An interned copy of the text of the tokens, a blank where words would run together. */
const char *bindings_text(struct bindings *b, struct span span);
/* The same, however long it is: bindings_text() is for people. */
const char *bindings_source(struct bindings *b, struct span span);
struct location bindings_location(struct bindings *b, unsigned token);
unsigned bindings_line(struct bindings *b, unsigned token);
/* The token behind the group at i, or behind the one token; at most end. */
unsigned bindings_skip(const struct bindings *b, unsigned i, unsigned end);
/* The tokens within the group that opens at i, which ends at end at the latest. */
struct span bindings_inside(const struct bindings *b, unsigned i, unsigned end);
/* The token behind the generics that open with '<' at i. */
unsigned bindings_skip_angles(const struct bindings *b, unsigned i, unsigned end);
/* The first of these marks that stands between i and end outside of groups and generics; end if none does. */
unsigned bindings_find(const struct bindings *b, unsigned i, unsigned end, const char *marks);
/* Whether a name is the prefix and a number. */
bool bindings_is_numbered(const char *name, const char *prefix);
/* The digits at the end of a name that begins so, "_bitfield_" and "_bitfield_12": 12; 0 if it is no such name. */
unsigned bindings_numbered(const char *name, const char *prefix);

/* ---- scan ---- */

void bindings_scan(struct bindings *b);
/* The literal behind `extern`, if one is there. name: of a convention that the model does not have; else NULL. */
void bindings_read_convention(struct bindings *b, struct cursor *cursor, enum call_conv *conv, const char **name);
/* A new module, with its tables. */
struct module *bindings_add_module(struct bindings *b, struct module *parent, struct decl *decl);

/* ---- attributes ---- */

/* Reads the attributes that begin at *i into *attributes, and sets *i behind them. */
void bindings_read_attributes(struct bindings *b, unsigned *i, unsigned end, struct attributes *attributes);
/* The interned text of a string literal without its quotes and escapes, up to a zero byte; NULL if it is none. */
const char *bindings_string(struct bindings *b, unsigned token);
/* Counts what is taken although its condition is not known. */
void bindings_note_condition(struct bindings *b, const struct attributes *attributes, unsigned token);

/* ---- names ---- */

enum builtin_form {
	FORM_VOID,
	FORM_BOOL,
	FORM_INT,
	FORM_FLOAT,
	FORM_PEELED,      /* is in memory as its argument is */
	FORM_POINTER,     /* a pointer to its argument */
	FORM_OPTION,
	FORM_NOTHING,     /* has no size and no value */
	FORM_UNIT,        /* __BindgenBitfieldUnit<[u8; N]> */
	FORM_INCOMPLETE,  /* __IncompleteArrayField<T> */
	FORM_UNION_FIELD, /* __BindgenUnionField<T> */
	FORM_COMPLEX,
	FORM_FLOAT16,
	FORM_NON_ZERO,
};

enum builtin_width { WIDTH_POINTER = -1, WIDTH_LONG = -2 };

struct builtin {
	const char *name;
	enum builtin_form form;
	int kind;              /* enum int_kind or float_kind */
	int width;             /* bytes, or enum builtin_width */
	bool is_c;             /* a name for C's type: an alias of that name is the same */
	bool is_atomic;        /* aligned to its size */
	bool is_generator;     /* defined in the text by those who wrote it */
};

struct named {
	struct decl *decl;
	const struct builtin *builtin;
};

const struct builtin *bindings_builtin(const char *name);
unsigned bindings_builtin_size(const struct bindings *b, const struct builtin *builtin);
enum int_kind bindings_builtin_int_kind(const struct bindings *b, const struct builtin *builtin);
/* Reads a path. False if none is there. */
bool bindings_read_path(struct bindings *b, struct cursor *cursor, struct path *path);
/* What a path names as a type (or, with values, as a value). Both members are NULL for "nothing that is known". */
struct named bindings_resolve(struct bindings *b, struct module *module, const struct path *path, bool values);
/* What the tokens name, if they are a path and nothing else. */
struct named bindings_resolve_span(struct bindings *b, struct module *module, struct span span);

/* ---- items ---- */

/* Decides what every declaration is in C. */
void bindings_classify(struct bindings *b);
/* The item of a declaration; made if it is not there yet. NULL where it has none. */
struct item *bindings_item(struct bindings *b, struct decl *decl);
/* NULL: it is from a file that was read before this one. */
struct decl *bindings_decl_of(const struct bindings *b, const struct item *item);
/* The name in C: without the '_' that keywords get. */
const char *bindings_c_name(struct bindings *b, const char *name);
/* Marks the item as left out. Its own place is known: a reason that lies elsewhere says its line. */
void bindings_omit(struct bindings *b, struct item *item, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- types ---- */

/* What a name in generics stands for within a declaration. */
struct scope {
	struct module *module;
	struct decl *self;     /* what Self is; or NULL */
	const char *parameter; /* a type parameter … */
	const struct type *argument; /* … and its default; NULL: none */
};

/* The scope of a declaration's own types. */
struct scope bindings_scope(struct bindings *b, struct decl *decl);
/* The type that the tokens say; never NULL, TYPE_UNSUPPORTED with a reason where they are not understood. */
const struct type *bindings_type(struct bindings *b, const struct scope *scope, struct span span);
/* The type that a declaration is; token: where it is named. */
const struct type *bindings_decl_type(struct bindings *b, struct decl *decl, unsigned token);
/* TYPE_FUNCTION of a function's declaration. */
const struct type *bindings_signature(struct bindings *b, struct decl *decl);
/* What an alias stands for; the integer of an enum, or NULL where it has none. */
const struct type *bindings_behind(struct bindings *b, const struct item *item);
/* Strips aliases, which need not be filled yet. */
const struct type *bindings_strip(struct bindings *b, const struct type *type);
/* What an alias stands for, filled and free of circles. */
const struct type *bindings_alias(struct bindings *b, struct decl *decl);
/* Why the type cannot stand for a value: reason; NULL if it can. */
const char *bindings_type_problem(struct bindings *b, const struct type *type);
struct layout bindings_type_layout(struct bindings *b, const struct type *type);
const struct type *bindings_scalar(struct bindings *b, const struct builtin *builtin);
struct type *bindings_unsupported(struct bindings *b, unsigned token, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Whether the type is what PhantomData stands for. */
bool bindings_is_nothing(const struct type *type);

/* ---- values ---- */

/* The type that an integer is expected to have. */
struct expected {
	unsigned size;
	bool is_signed;
};

/* The value of an expression; kind NUMBER_NONE where it is not understood. */
struct number bindings_value(struct bindings *b, const struct scope *scope, struct span span, struct expected expected);
/* The same for an integer that must not be negative: a length. False if it is none. */
bool bindings_length(struct bindings *b, const struct scope *scope, struct span span, uint64_t *length);
/* The value of a constant, of the integer type it is declared with. */
struct number bindings_constant(struct bindings *b, struct decl *decl);
struct expected bindings_expect(struct bindings *b, const struct type *type);
/* Cuts a value to the type. */
struct number bindings_convert(struct number number, struct expected expected);
/* A literal at the cursor; kind NUMBER_NONE if none is there. */
struct number bindings_literal(struct bindings *b, struct cursor *cursor, struct expected expected);

/* ---- records and enums ---- */

struct layout bindings_layout(struct bindings *b, struct decl *decl);
void bindings_fill_record(struct bindings *b, struct decl *decl);
void bindings_fill_enum(struct bindings *b, struct decl *decl);
/* The name in C of a constant that stands outside of its enum: without the enum's name. */
const char *bindings_enumerator_name(struct bindings *b, const struct decl *owner, const struct decl *constant);
/* How much of a name is before "__bindgen_ty_1" or "_bindgen_ty_1"; -1: it is no anonymous type's. */
int bindings_anonymous_prefix(const char *name);
/* An array without length of these elements. */
const struct type *bindings_incomplete(struct bindings *b, const struct type *element);
/* The integer type of what is an enum in C; NULL if it is not understood. */
const struct type *bindings_enum_integer(struct bindings *b, struct decl *decl);
/* The value of an enum's variant or constant of that name. */
struct number bindings_enumerator(struct bindings *b, struct decl *decl, const char *name);

/* A member that has methods in the text. */
struct reached {
	const char *name;      /* as in Rust; NULL: the unit is there, and may have none */
	unsigned unit;         /* N of _bitfield_N; 0: the bytes of the whole record */
	int64_t offset;        /* bits in it */
	int width;             /* bits; -1: no bitfield */
	const struct type *type;
	unsigned next;         /* index of the next one with this unit; 0: none */
	bool is_address;       /* only its address is given */
};

/* Adds the accessors of a record's impl blocks to a list of struct reached. */
void bindings_read_accessors(struct bindings *b, struct decl *decl, GArray *accessors);

/* A `const` or `fn` in an impl block. */
struct associated {
	unsigned name;
	bool is_function;
	struct span type, value;      /* value: body of a function */
	struct span parameters;
};

/* The next one of an impl block at or behind the cursor, which is set behind it. False if there is none. */
bool bindings_next_associated(struct bindings *b, struct cursor *cursor, struct associated *associated);

void bindings_check_assertions(struct bindings *b);
