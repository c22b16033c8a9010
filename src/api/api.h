/*
 * The model of a C API: what every reader fills, every pass refines and every writer prints.
 *
 * One `struct api` describes one translation unit for one target. It owns all its data: items, types and strings live
 * in its arena and are valid until api_free(); nothing in it points into clang, libdw or any other reader's memory.
 *
 *     struct point { int x; unsigned flag : 1; };
 *     void draw(const struct point *p);
 *
 * becomes two items, in source order:
 *
 *     ITEM_RECORD   "point"  size 8 align 4  fields: x @0 bits int, flag @32 bits width 1 unsigned int
 *     ITEM_FUNCTION "draw"   void (const struct point *)
 *
 * Invariants:
 *   - items are in source order; item->id is the index in api->items; side arrays are indexed by it;
 *   - sizes and alignments are bytes, field offsets and bitfield widths are bits, as the C compiler lays them out;
 *   - a type's qualifiers are those of that use of the type: `const char *` is a pointer to a const char;
 *   - what is left out stays in the list, with item->omitted set to the reason: writers skip it, reports name it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct contract;
struct item;
struct symbols;
struct type;
struct uses;

/* A place in a source file. file is an index into api->files; line 0 means "no place" (compiler built-ins). */
struct location {
	uint32_t file;
	uint32_t line;
	uint32_t column;
};

/* ---- the target: everything about the machine that the meaning of a declaration depends on ---- */

struct target {
	const char *triple;     /* as clang spells it: "x86_64-pc-linux-gnu" */
	const char *arch;       /* first component: "x86_64", "i686", "m68k" … */
	bool big_endian;
	bool char_is_signed;
	unsigned pointer_size;  /* bytes */
	unsigned long_size;     /* bytes */
	unsigned wchar_size;    /* bytes */
	bool wchar_is_signed;
	/* What rustc aligns its own scalars to on this target, bytes: layout is verified against these. */
	unsigned rust_align_16, rust_align_32, rust_align_64, rust_align_128, rust_align_f32, rust_align_f64,
		rust_align_pointer;
};

/* Sets rust_align_* from triple, arch and pointer_size. */
void target_set_rust_alignments(struct target *target);
/*
 * Sets everything about the target from an ELF header's machine (EM_*), class and byte order: for readers of objects. arch, triple: the name
 * that Rust and clang have for it, "x86_64", "s390x", "hppa". Sizes and signs are those of the psABI for Linux.
 */
void target_set_machine(struct target *target, unsigned machine, unsigned bits, bool big_endian);
/* The same from a triple, which must live as long as the target, as far as its architecture is known: false if it is not. */
bool target_set_triple(struct target *target, const char *triple);

/* ---- types ---- */

enum type_kind {
	TYPE_VOID,
	TYPE_BOOL,
	TYPE_INT,
	TYPE_FLOAT,
	TYPE_COMPLEX, /* .element: the floating type of both parts */
	TYPE_VECTOR, /* .array: GCC/ext vector; an array in Rust, which has no vectors in FFI signatures */
	TYPE_ATOMIC, /* .element: _Atomic(T) */
	TYPE_POINTER, /* .element: what it points to */
	TYPE_ARRAY, /* .array */
	TYPE_FUNCTION, /* .function */
	TYPE_RECORD, /* .item: struct or union */
	TYPE_ENUM, /* .item */
	TYPE_TYPEDEF, /* .item */
	TYPE_UNSUPPORTED, /* .reason: no counterpart in Rust; size and align are right: good for opaque bytes only */
};

enum int_kind {
	INT_CHAR,
	INT_SCHAR,
	INT_UCHAR,
	INT_SHORT,
	INT_USHORT,
	INT_INT,
	INT_UINT,
	INT_LONG,
	INT_ULONG,
	INT_LLONG,
	INT_ULLONG,
	INT_I128,
	INT_U128,
	INT_WCHAR,
	INT_CHAR16,
	INT_CHAR32,
	INT_KINDS
};

enum float_kind {
	FLOAT_FLOAT16,
	FLOAT_BFLOAT16,
	FLOAT_FLOAT,
	FLOAT_DOUBLE,
	FLOAT_LONG_DOUBLE,
	FLOAT_FLOAT128,
	FLOAT_KINDS
};

/* Calling conventions that C headers name. CALL_OTHER: one that Rust does not have. */
enum call_conv {
	CALL_C,
	CALL_STDCALL,
	CALL_FASTCALL,
	CALL_THISCALL,
	CALL_VECTORCALL,
	CALL_SYSV64,
	CALL_WIN64,
	CALL_AAPCS,
	CALL_EFIAPI,
	CALL_OTHER
};

enum array_bound {
	ARRAY_COUNTED, /* T a[n], n may be 0 (GNU) */
	ARRAY_INCOMPLETE, /* T a[]: a flexible array member, or extern T a[] */
	ARRAY_VARIABLE, /* T a[n] with n not constant (C99 6.7.6.2) */
};

struct param {
	const char *name; /* as in C; NULL if unnamed */
	const char *rust_name; /* set by pass names; never NULL after it */
	const struct type *type; /* as adjusted by C (arrays and functions are pointers), typedefs kept */
	const struct type *as_written; /* before the adjustment: differs from .type for arrays only */
};

struct function_type {
	const struct type *result;
	struct param *params;
	unsigned n_params;
	bool is_variadic;
	bool has_prototype; /* false: C90 `f()` */
	bool is_noreturn; /* __attribute__((noreturn)): also on pointers to functions */
	enum call_conv conv;
	const char *conv_name; /* CALL_OTHER: what clang calls it, "preserve_most"; else NULL */
	const char *omitted; /* pass types: why Rust has no such signature; a pointer to it is written as *mut c_void */
};

struct type {
	enum type_kind kind;
	bool is_const;
	bool is_volatile;
	bool is_restrict;
	bool has_lost_dimensions; /* array: it may have several, of count elements in all */
	bool has_lost_bounds; /* pointer to an array of variable length: element is what that consists of */
	int64_t size; /* bytes; -1: incomplete, void or function */
	int64_t align; /* bytes; -1 likewise */
	const char *spelling; /* C spelling as clang prints it, typedefs kept; for messages and helpers. May be NULL */
	union {
		enum int_kind int_kind;
		enum float_kind float_kind;
		const struct type *element;
		struct {
			const struct type *element;
			int64_t count; /* elements; 0 unless bound is ARRAY_COUNTED */
			enum array_bound bound;
		} array;
		struct function_type *function;
		struct item *item;
		const char *reason;
	};
};

/* ---- items ---- */

enum item_kind { ITEM_RECORD, ITEM_ENUM, ITEM_TYPEDEF, ITEM_FUNCTION, ITEM_VARIABLE, ITEM_CONSTANT, ITEM_KINDS };

enum linkage {
	LINKAGE_EXTERNAL,
	LINKAGE_INTERNAL, /* `static` */
	LINKAGE_INLINE, /* inline in any of its C and GNU forms that may emit no symbol */
};

/* ---- what a doc comment says to the generator: `<div rustbindgen nocopy private derive="Hash"></div>` ---- */

enum access { ACCESS_DEFAULT, ACCESS_PRIVATE, ACCESS_PUBLIC };
/* Methods that give references to a field: none, both, both of them unsafe, the one for reading. */
enum accessor { ACCESSOR_DEFAULT, ACCESSOR_NONE, ACCESSOR_SAFE, ACCESSOR_UNSAFE, ACCESSOR_IMMUTABLE };

struct annotation {
	bool hide, opaque, no_copy, no_debug, no_default, must_use, constant;
	const char *replaces; /* name of the type in whose place this one is written, or NULL */
	enum access access; /* of a field, or of all fields of a record */
	enum accessor accessor; /* likewise */
	const char *derives; /* "Foo,Bar"; NULL: none */
	const char *attributes; /* "#[a],#[b]"; NULL: none */
};

struct field {
	const char *name; /* NULL: anonymous member, unnamed bitfield */
	const char *rust_name; /* pass names; NULL for unnamed bitfields */
	const char *comment; /* raw, with its comment marks; NULL if none. After pass docs: Markdown */
	const struct annotation *annotation; /* pass select, from the comment; NULL: none */
	const struct type *type;
	struct location loc;
	int64_t offset; /* bits from the start of the record */
	int width; /* bits of a bitfield (0 possible), -1: not a bitfield */
};

enum derive {
	DERIVE_DEBUG = 1 << 0,
	DERIVE_DEFAULT = 1 << 1,
	DERIVE_COPY = 1 << 2,
	DERIVE_CLONE = 1 << 3,
	DERIVE_HASH = 1 << 4,
	DERIVE_PARTIAL_ORD = 1 << 5,
	DERIVE_ORD = 1 << 6,
	DERIVE_PARTIAL_EQ = 1 << 7,
	DERIVE_EQ = 1 << 8
};

/* How a record is expressed in Rust; decided and verified by pass layout. */
enum repr_kind {
	REPR_FIELDS, /* a struct or union with members that lie where C has them */
	REPR_WRAPPED, /* a union with members that are not Copy: struct of __BindgenUnionField<T> over an integer array */
	REPR_BYTES, /* Rust cannot express it: bytes of the right size and alignment, and an accessor pair per field */
	REPR_OPAQUE, /* bytes only: asked for by the user, or a member has no Rust type at all */
	REPR_FORWARD, /* incomplete in C: only pointers to it make sense */
};

enum member_kind {
	MEMBER_FIELD, /* fields[first] */
	MEMBER_BITFIELDS, /* the unit of fields[first .. first+count-1], unnamed ones included: `_bitfield_N` */
	MEMBER_PADDING, /* explicit: `__bindgen_padding_N` */
	MEMBER_FLEXIBLE, /* fields[first], flexible or zero-length array at the end: __IncompleteArrayField<T> */
};

struct member {
	enum member_kind kind;
	unsigned first, count; /* fields covered */
	unsigned number; /* N of `_bitfield_N` (from 1) and `__bindgen_padding_N` (from 0) */
	int64_t offset, size; /* bytes */
	/* bytes of the integer that the blob is made of: [uW; size/W]; for bitfields, of _bitfield_align_N */
	unsigned unit;
};

struct repr {
	enum repr_kind kind;
	unsigned packed; /* N of #[repr(packed(N))], 0: not packed */
	unsigned align; /* N of #[repr(align(N))], 0: natural */
	unsigned blob_unit; /* REPR_BYTES, REPR_OPAQUE, REPR_WRAPPED: bytes of the integer that the blob is made of */
	struct member *members;
	unsigned n_members;
	const char *why; /* REPR_BYTES, REPR_OPAQUE: reason in words, for the report; NULL when the user asked */
};

struct record {
	bool is_union;
	bool is_complete;
	bool is_packed; /* carries the packed attribute or lies under #pragma pack */
	bool is_transparent; /* Rust text: repr(transparent), passed as its only field is */
	bool has_blob; /* Rust: bytes stand for members that it does not express: size and alignment are all there is to compare */
	bool in_typedef; /* has no tag; named by `typedef struct { … } name` */
	int64_t size, align; /* bytes; of a complete record */
	int64_t typedef_align; /* of the typedef that names it, where that asks for more; else 0 */
	struct field *fields;
	unsigned n_fields;
	struct repr repr; /* pass layout */
	/* pass derive: enum derive bits to put into #[derive], and to write by hand (Default by zeroing, Debug, PartialEq on request) */
	unsigned derives, impls;
	bool is_copy; /* pass derive: Copy holds (derived or not) */
};

struct enumerator {
	const char *name;
	const char *rust_name; /* pass names: full constant name in the chosen style */
	const char *comment;
	struct location loc;
	uint64_t value; /* two's complement of the enum's integer type extended to 64 bits */
	bool wants_constant; /* its comment asks for a constant beside the variant … */
	const char *constant_name; /* … which pass names calls so; NULL: none */
	const char *omitted; /* reason, or NULL */
};

enum enum_style {
	ENUM_CONSTS,
	ENUM_MODULE_CONSTS,
	ENUM_BITFIELD,
	ENUM_NEWTYPE,
	ENUM_NEWTYPE_GLOBAL,
	ENUM_RUST,
	ENUM_RUST_NON_EXHAUSTIVE
};

struct enumeration {
	bool is_complete;
	bool in_typedef; /* no tag; named by its typedef */
	const struct type *integer; /* TYPE_INT or TYPE_BOOL that clang chose for it */
	struct enumerator *values;
	unsigned n_values;
	enum enum_style style; /* pass names */
	/* pass names: the typedef that constants are declared with, in the enum's place; or NULL */
	const char *value_type;
	unsigned derives; /* pass derive: enum derive bits; for the styles that are types of their own */
};

enum alias_style { ALIAS_TYPE, ALIAS_NEW_TYPE, ALIAS_NEW_TYPE_DEREF };

struct typedef_ {
	const struct type *type;
	enum alias_style style; /* pass names */
	/* u8, usize …: what uint8_t, size_t … are written as at every use, without an item of their own; or NULL */
	const char *rust_builtin;
	unsigned derives; /* pass derive: enum derive bits; for the new_type styles */
	bool is_redundant; /* pass names: `typedef struct s s`: the tag has the name already, no alias is written */
};

enum macro_form { NOT_A_MACRO, MACRO_LIKE_OBJECT, MACRO_LIKE_FUNCTION };

/* A symbol that a call of the function refers to. */
struct symbol_use {
	const char *symbol;
	/* the functions on the way to it, from the called one: "'a' → 'b'"; "": the called one itself */
	const char *through;
};

struct function {
	const struct type *type; /* TYPE_FUNCTION, never a typedef of one */
	enum linkage linkage;
	bool is_definition; /* has a body: known only where helpers are asked for */
	bool is_gnu_inline; /* its body is for inlining only */
	enum macro_form macro; /* it is a macro in truth */
	bool must_use; /* warn_unused_result, [[nodiscard]] */
	bool is_noreturn; /* _Noreturn, [[noreturn]]: of the declaration, not of its type */
	bool is_cold; /* __attribute__((cold)): of use where there is a helper */
	const char *link_name; /* asm label, or NULL when the symbol is the C name */
	/* pass select: the C function that is to be written for Rust to call in its place; or NULL */
	const char *helper;
	/* the call in that one, "READ_ONCE(*ptr)", where it is not that of its own name; or NULL */
	const char *calls;
	bool calls_by_name; /* the call has the parameters' names; otherwise api_helper_parameter()'s */
	bool may_be_macro; /* for another compiler it is one: an #if asks which compiler it is. Known for helpers only */
	const char *refused; /* why C compilers do not take a helper for it, or NULL … */
	bool needs_constant; /* … for one of its parameters would have to be a constant */
	const struct symbol_use *symbols; /* that a helper for it refers to; known only where there are --symbols */
	unsigned n_symbols;
};

struct variable {
	const struct type *type;
	enum linkage linkage;
	bool is_thread_local;
	bool is_register; /* `register … asm("rsp")` */
	bool is_hidden;
	const char *link_name;
	struct value *value; /* constant initialiser of a const scalar, or NULL */
};

enum value_kind { VALUE_INT, VALUE_FLOAT, VALUE_STRING };

/* A constant expression's value. */
struct value {
	enum value_kind kind;
	bool is_negative; /* VALUE_INT: integer is a two's complement int64_t below zero */
	uint64_t integer;
	double real;
	/* VALUE_STRING: elements with the terminating zero; each element_size bytes, in host order */
	unsigned element_size;
	uint64_t n_elements;
	const void *elements;
};

struct constant { /* an object-like macro that is a constant expression */
	const struct type *type; /* the expression's type; TYPE_TYPEDEF where C has one */
	struct value value;
	bool is_character; /* the expression is one character constant: bindgen types it u8 */
	bool keeps_type; /* the contract gave it: it is not chosen by the value */
};

/* What a reader's source does not tell about an item, so that nobody takes silence for an answer. */
enum unknown {
	/* record.align is what the fields have by nature: a record that is packed has less, none has more; 0: nor is that known */
	UNKNOWN_ALIGNMENT = 1 << 0,
	/* where there are bitfields, fields has the bytes that hold them ("_bitfield_N"), no single ones */
	UNKNOWN_BITFIELDS = 1 << 1,
	UNKNOWN_VARIADIC = 1 << 2, /* a function's `...` */
	UNKNOWN_TRANSPARENT = 1 << 3, /* whether the only field's ABI is that of the whole */
	UNKNOWN_VALUE = 1 << 4, /* of a constant or enumerator */
	UNKNOWN_CONVENTION = 1 << 5, /* calling convention */
	UNKNOWN_NORETURN = 1 << 6, /* whether a function returns */
	UNKNOWN_SIGNATURE = 1 << 7, /* BTF: void f(void) may be one in assembly, of which nothing is known */
};

struct item {
	enum item_kind kind;
	unsigned id;
	/* number of the compilation unit (api/origin.h) that it was read from; 0: headers or Rust text */
	unsigned origin;
	unsigned unknown; /* enum unknown bits */
	/* Rust: path of the module that it is in, "kernel::bindings"; NULL: C, or the crate's root */
	const char *scope;
	const char *name; /* C identifier; NULL for anonymous records and enums */
	const char *rust_name; /* pass names */
	const char *cfi_encoding; /* Rust text: what #[cfi_encoding = "…"] says; NULL: nothing */
	const char *comment; /* raw as in the source; Markdown after pass docs; NULL if none */
	const struct annotation *annotation; /* pass select, from the comment; NULL: none */
	struct location loc;
	struct item *parent; /* record that this record or enum is defined in; NULL at file scope */
	bool is_anonymous; /* no tag and no typedef that names it */
	bool is_local; /* a tag defined in a prototype: its name and its enumerators mean nothing outside (C 6.2.1) */
	bool is_builtin; /* made by the compiler: no location */
	bool is_opaque; /* pass select: the user wants bytes only */
	bool is_blocked; /* pass select: not written, but may be named: the user provides it */
	bool is_selected; /* pass select: written if not omitted */
	struct item *replacement; /* pass select: the type that is written in its place, under its name; or NULL */
	const char *omitted; /* why it is left out, or NULL */
	const char *omitted_id; /* diagnostic id of the reason: "unsupported-type" … (docs/errors) */
	union {
		struct record record;
		struct enumeration enumeration;
		struct typedef_ typedef_;
		struct function function;
		struct variable variable;
		struct constant constant;
	};
};

/* Something seen in the source that never became an item: function-like macro, macro that is no constant, … */
struct omission {
	const char *kind; /* "macro", "function", "variable", "enumerator", "field" … */
	const char *name;
	const char *id; /* diagnostic id: "function-like-macro" … (docs/errors) */
	const char *reason; /* one clause, lower case, no full stop */
	struct location loc;
};

struct api {
	struct target target;
	GPtrArray *items; /* struct item *, source order */
	GPtrArray *files; /* const char *: path as clang opened it; files[0] is "" for "no file" */
	GArray *omissions; /* struct omission */
	GPtrArray *headers; /* const char *: what the user named, in order */
	GPtrArray *origins, *objects; /* struct origin *, struct object *: of what was read from object files */
	GHashTable *definitions; /* uint64_t * → struct item *: what readers of many units know items by. Theirs */
	struct uses *uses; /* what Rust names of it, where that decides what is selected; or NULL. Not owned */
	/* const char *: with --helpers, names that stand for something else where C is compiled */
	GHashTable *object_macros;
	const struct contract *contract; /* what the project says about it; or NULL. Not owned */
	const struct symbols *symbols; /* what a helper may refer to; or NULL: anything. Not owned */
	/* by helper, where the contract is tried only: filled by the reader; or NULL. Not owned */
	struct contract_verdict *verdicts;
	GStringChunk *strings;
	GPtrArray *blocks; /* arena */
	char *block_next, *block_end;
};

/* Makes an empty model; owned by the caller, freed by api_free(), which also frees all that it holds. */
struct api *api_new(void);
void api_free(struct api *api);

/* Zeroed memory of the model's arena, aligned for any type; lives as long as the api. Never fails (aborts when out of memory). */
void *api_alloc(struct api *api, size_t size);
/* Interned copy: equal texts give equal pointers. NULL gives NULL. */
const char *api_intern(struct api *api, const char *text);
/* printf into an interned string. */
const char *api_format(struct api *api, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Appends an item of the kind; name may be NULL and is interned. */
struct item *api_add_item(struct api *api, enum item_kind kind, const char *name, struct location loc);
/* A fresh type of the kind, all else zero, size and align -1. */
struct type *api_new_type(struct api *api, enum type_kind kind);

/* Marks an item as left out. The first reason stays. id is a diagnostic id, a string literal. */
void api_omit_item(struct api *api, struct item *item, const char *id, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Records something that never became an item. */
void api_omit(struct api *api, const char *kind, const char *name, struct location loc, const char *id,
	      const char *format, ...) G_GNUC_PRINTF(6, 7);

/* What Rust calls the conventions, CALL_OTHER left out: "C", "stdcall". */
extern const char *const call_conv_names[CALL_OTHER];

/* What C calls the scalar types: "unsigned long", "_Float16". */
extern const char *const int_kind_names[INT_KINDS];
extern const char *const float_kind_names[FLOAT_KINDS];

/* "struct", "union", "enum", "typedef", "function", "variable", "macro". */
const char *item_kind_name(const struct item *item);
/* Strips typedefs and _Atomic-free sugar: never TYPE_TYPEDEF. Qualifiers of the typedef uses are lost. */
const struct type *type_resolve(const struct type *type);
/* Signedness of an integer kind; plain char and wchar_t as on the target. */
bool int_kind_is_signed(const struct target *target, enum int_kind kind);
/* `loc` as "file:line:col"; "<built-in>" if it has no place. Valid as long as the api. */
const char *api_location_text(struct api *api, struct location loc);
/* The symbol that a function or variable has in the place of its name; NULL: none, or another kind of item. */
const char *item_link_name(const struct item *item);
/* Whether the item is a struct, union or enum, with a name or without. */
bool item_is_tag(const struct item *item);
/* True where the item comes out in Rust: selected, not omitted, not blocked. */
bool item_is_written(const struct item *item);

/*
 * How Rust lays out what the writers print for a type on this target: the bytes that size_of and align_of give. size -1 where the type has
 * none. Scalars follow target.rust_align_*; records follow record.repr, which pass layout has made equal to C's.
 */
struct rust_layout {
	int64_t size, align;
};
/* Whether a vector is written as the array of its elements: it is, unless it has more room than they need. */
bool api_vector_is_array(const struct type *type);
/* The alignment that rustc gives to an integer of this size, both in bytes. */
int64_t api_rust_scalar_align(const struct target *target, int64_t size);
struct rust_layout api_rust_layout(const struct target *target, const struct type *type);

/*
 * Bytes of the unsigned integer that opaque memory of this size and C alignment is made of in Rust: `[uW; size / W]`, or uW
 * alone when size == W. The widest of 1, 2, 4, 8 (and 16 when size is a multiple of 16) whose Rust alignment does not exceed align.
 */
unsigned api_blob_unit(const struct target *target, int64_t size, int64_t align);

/*
 * The declaration of inner (a name, a declarator or "") with this type, as C source: "int (*f)(int)". NULL where C has no name for a part of the
 * type. Freed by the caller.
 */
char *api_c_declaration(const struct type *type, const char *inner);

/* What the helper for this function calls its parameter of that number, from 0: not what the header does, which may be a macro by now. Freed by the caller. */
char *api_helper_parameter(const char *function, unsigned number);

/* Whether two types, of this model or of two, are the same but for the names that typedefs give them; tags are so by their names. */
bool api_types_agree(const struct type *a, const struct type *b);
bool api_signatures_agree(const struct function_type *a, const struct function_type *b);

/*
 * The same for a parameter and for the result of a function whose only work is a call: without the qualifiers of the object itself, and with types
 * that can be said in this place only.
 */
char *api_c_parameter(const struct type *type, const char *name);
char *api_c_result(const struct type *type, const char *declarator);

/* Whether these can be said of all that goes in and out of the function, whatever its own calling convention. */
bool api_c_can_forward(const struct function_type *function);
