/*
 * Inside of the Rust FFI writer: the state that all of its files share, and what each of them offers to the others.
 *
 * Text is appended to GStrings, one for each section of the output. Unless --sort-semantically asks for an order by
 * kind, all sections are one and the same string, and the output has the order of the model.
 */
#pragma once

#include "api/api.h"
#include "base/config.h"

enum { RUST_LINE_WIDTH = 100 };

enum rust_section {
	RUST_ALIASES,
	RUST_STRUCTS,
	RUST_MACROS,
	RUST_CONSTANTS,
	RUST_ENUMS,
	RUST_UNIONS,
	RUST_IMPLS,
	RUST_MODULES,
	RUST_USES,
	RUST_EXTERNS,
	RUST_SECTIONS
};

/* Text of runtime/ that the output turned out to need. */
enum rust_runtime {
	RUST_BITFIELD_UNIT = 1 << 0,
	RUST_BITFIELD_WIDE = 1 << 1,
	RUST_INCOMPLETE_ARRAY = 1 << 2,
	RUST_UNION_FIELD = 1 << 3,
	RUST_COMPLEX = 1 << 4,
	RUST_FLOAT16 = 1 << 5
};

/* One `extern "ABI"` block of --merge-extern-blocks. */
struct rust_block {
	const char *abi;
	const char *import; /* wasm_import_module, or NULL */
	GString *text;
};

struct rust {
	const struct api *api;
	const struct config *config;
	const char *std;    /* "::std" or "::core" */
	const char *ctypes;    /* "::std::os::raw::", with its colons */
	const char *visibility;    /* of fields and accessors: "pub ", "pub(crate) " or "" */
	const char *constant;    /* "const " where the Rust version has const functions over `&mut self`, else "" */
	const char *default_trait; /* "Default", or its path where a C name hides it */
	GString *sections[RUST_SECTIONS];
	GArray *blocks;   /* struct rust_block */
	unsigned runtime; /* enum rust_runtime bits */
	const char *next_abi; /* --override-abi of a typedef: for the function type that is written next; or NULL */
};

/* Appends all texts up to a NULL. */
void rust_put_texts(GString *out, ...) G_GNUC_NULL_TERMINATED;
#define rust_put(out, ...) rust_put_texts((out), __VA_ARGS__, NULL)
void rust_put_unsigned(GString *out, uint64_t number);
void rust_put_indent(GString *out, unsigned columns);
/* A Rust string literal with its quotes. */
void rust_put_string_literal(GString *out, const char *text);
/* Columns of the last, unfinished line. */
unsigned rust_column(const GString *out);

/* rust_ffi.c */
/* `///` lines; nothing for NULL or under --no-doc-comments. */
void rust_put_comment(const struct rust *r, GString *out, unsigned indent, const char *comment);
/*
 * What --must-use-type, the --with-attribute-custom options and the annotation add to a type; one: the option for its
 * kind alone.
 */
void rust_put_attributes(const struct rust *r, GString *out, const struct item *item, const struct patterns *one);
/* The ABI that --override-abi gives the function, or the typedef of a function; NULL: none. */
const char *rust_overridden_abi(const struct rust *r, const struct item *item);
/* Whether an option or the item's comment asks for #[must_use]. */
bool rust_is_must_use(const struct rust *r, const struct item *item);
/* `#[derive(…)]` of enum derive bits, the --with-derive-custom options and the annotation; nothing where all are empty. */
void rust_put_derives(const struct rust *r, GString *out, const struct item *item, unsigned derives,
		      const struct patterns *one);

/* rust_type.c */
void rust_put_type(struct rust *r, GString *out, const struct type *type);
/* The same, broken into several lines indented by `indent` where `tail` more columns would not fit the line. */
void rust_put_type_at(struct rust *r, GString *out, const struct type *type, unsigned indent, unsigned tail);
/* `(a: T, b: U) -> R`, broken likewise. */
void rust_put_signature(struct rust *r, GString *out, const struct function_type *function, unsigned indent,
			unsigned tail);
/* `uW` or `[uW; size / W]`. */
void rust_put_blob(GString *out, int64_t size, unsigned unit);
/* Name of an item where it is used as a type: `name`, or `name::Type` of an enum that is a module. */
void rust_put_type_name(GString *out, const struct item *item);
/* "u32", "i64" …: Rust's own integer of that size. */
const char *rust_integer_name(int64_t size, bool is_signed);
bool rust_int_is_signed(const struct target *target, const struct type *type);
/* The string of the `extern` keyword, "C"; NULL for a convention that Rust does not have. */
const char *rust_abi(enum call_conv conv);
/* Const in the sense of `*const`: itself, through typedefs, or the elements of an array. */
bool rust_type_is_const(const struct type *type);
/*
 * False: a pointer to such a function is an opaque one, since a Rust caller would pass something else (pass types).
 */
bool rust_function_is_callable(const struct function_type *function);
/* True for a typedef that is a struct of its own in the output, not an alias. */
bool rust_is_new_type(const struct item *item);
/* True where a value of the type can be copied, as pass derive found. */
bool rust_type_is_copy(const struct type *type);

/* rust_access.c */
/* "pub ", "pub(crate) " or "" of the record's field, as annotations and options say; NULL: of what is not of C. */
const char *rust_visibility(const struct rust *r, const struct item *item, const struct field *field);
/* The same for the unit of several bitfields: private as soon as one of them is. */
const char *rust_unit_visibility(const struct rust *r, const struct item *item, const struct member *member);
/* The impl block with the `get_` methods that annotations ask for. */
void rust_put_getters(struct rust *r, const struct item *item);

/* rust_record.c */
/* The type of a field, broken into lines indented by `indent` where `tail` more columns would not fit the line. */
void rust_put_field_type(struct rust *r, GString *out, const struct item *item, const struct member *member,
			 unsigned indent, unsigned tail);
void rust_put_record(struct rust *r, const struct item *item);
/* The type with the generic argument that --flexarray-dst gives it, for impl blocks: `s` or `s<[T; 0]>`. */
void rust_put_self_type(struct rust *r, GString *out, const struct item *item);
/* Element type of the flexible member under --flexarray-dst, NULL otherwise. */
const struct type *rust_flexible_element(const struct rust *r, const struct item *item);

/* rust_flexible.c: the methods of a struct with a dynamically sized last field. */
void rust_put_flexible(struct rust *r, const struct item *item, const struct type *element);

/* rust_bytes.c: accessors of REPR_BYTES. */
void rust_put_bytes(struct rust *r, const struct item *item);

/* rust_bitfield.c */
/* The two fields of a unit. */
void rust_put_unit(struct rust *r, GString *out, const struct item *item, const struct member *member);
/* The impl block with the accessors of all units of a record. */
void rust_put_accessors(struct rust *r, const struct item *item);
/* Expressions between a bitfield's bits and its C type; see rust_bitfield.c. */
void rust_put_bits_get(struct rust *r, GString *out, const struct field *field, const char *head, const char *first,
		       int64_t offset);
void rust_put_bits_set(struct rust *r, GString *out, const struct field *field, const char *head, const char *first,
		       int64_t offset, const char *value);
/*
 * What comes after `set_` in a setter: the C name even where the getter has an underscore behind it for a keyword
 * (set_type).
 */
const char *rust_setter_name(const struct field *field);
/* The name, or with `_` behind it as often as `used` has it already; added to `used`, which owns it. */
const char *rust_unique_name(GHashTable *used, const char *prefix, const char *name, const char *suffix);

/* rust_impl.c: Default, Debug and PartialEq by hand. */
void rust_put_impls(struct rust *r, const struct item *item);

/* rust_enum.c */
void rust_put_enum(struct rust *r, const struct item *item);
/* The integer type of an enum as it is written: c_uint, or u32. */
void rust_put_enum_integer(struct rust *r, GString *out, const struct enumeration *enumeration);

/* rust_alias.c */
void rust_put_alias(struct rust *r, const struct item *item);

/* rust_function.c */
void rust_put_function(struct rust *r, const struct item *item);
void rust_put_static(struct rust *r, const struct item *item);
/* Closes the blocks of --merge-extern-blocks and frees them. */
void rust_put_blocks(struct rust *r);

/* rust_const.c */
void rust_put_constant(struct rust *r, const struct item *item);
/* A variable whose value is known: `pub const`. */
void rust_put_const_variable(struct rust *r, const struct item *item);

/* rust_assert.c */
void rust_put_assertions(struct rust *r, const struct item *item);
