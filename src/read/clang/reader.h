/*
 * What the files of the clang reader share: the state of one run and the functions that turn clang's objects into the model's.
 */
#pragma once

#include "read/clang/clang.h"

#include <clang-c/Index.h>

/* What bindgen makes of a macro by itself: macro_plain.c. */
enum macro_kind { MACRO_NONE, MACRO_INTEGER, MACRO_FLOAT, MACRO_CHARACTER, MACRO_STRING };

/* One object-like macro and the declaration that asks clang for its value. */
struct macro {
	const char *name;
	struct location loc;
	const char *error;     /* clang's message on that line */
	const char *omit_id;   /* why it is not probed or has no value, or NULL */
	const char *omit_reason;
	GPtrArray *tokens;     /* const char *, identifiers in the body; NULL if none */
	const struct type *type; /* of the constant, once its probe was read … */
	struct value *value;     /* … with this value; NULL: none */
	enum macro_kind kind;    /* of the first definition that has one, if it matters */
	bool is_character;
	bool is_integer;         /* one integer constant and nothing else, with this value, suffix and base: */
	uint64_t integer;
	int integer_suffix;      /* enum suffix bits */
	bool integer_is_decimal;
	bool is_unbalanced, is_function, is_empty, varies, is_doubtful;
	bool is_itself; /* #define name name */
	bool is_list;   /* a, b */
	bool has_paste, is_variadic; /* # or ## in its body; ... among its parameters */
	unsigned n_params;
	const char **params;     /* their names; in the reader's memory: interned by who keeps them */
	const char *body;        /* behind the parameters, with --helpers; else NULL */
	size_t body_length;
	struct macro_uses *uses; /* macro_use.c; NULL: not asked yet */
	bool is_call;            /* its body begins with a word and a bracket */
	bool has_block;          /* ({ in its expansion */
	bool wants_object;       /* its probe is to make a function of it where it has no value */
	const char *call_error;  /* why it cannot be a function, or NULL */
	enum macro_form form;    /* as a function it is this … */
	struct function_type *signature; /* … and has this type; NULL: it is none */
};

struct macros {
	GPtrArray *list;     /* struct macro *, source order, one per name */
	GHashTable *by_name; /* const char * → struct macro * */
	GPtrArray *called;   /* struct call *: those that are tried as functions, in the order of their blocks */
	unsigned calls_line; /* line of the first block in the main file; 0: there are none … */
	unsigned n_untyped;  /* … after so many blocks … */
	unsigned typed_line; /* … the line of the first one that tries a type */
	GPtrArray *probed;   /* those that have a probe, in the order of the probes */
	unsigned first_line; /* line of the first probe in the main file */
	GHashTable *unstable; /* const char *: names behind any #undef or pop_macro in any file */
	struct type *types[INT_KINDS]; /* made by macro_integer_type() */
};

struct reader {
	const struct config *config;
	struct api *api;
	CXIndex index;
	CXTranslationUnit unit;
	/* the same with the bodies of functions: `unit`, or one with errors; NULL: not needed */
	CXTranslationUnit bodies;
	GStringChunk *names;    /* identifiers in macros, of no interest afterwards */
	GHashTable *items;      /* canonical cursor → struct item * */
	GHashTable *tags;       /* kind and name → struct item *: tags with a name of their own */
	GHashTable *file_index; /* CXFile → index into api->files + 1 */
	GHashTable *path_index; /* path → the same */
	GPtrArray *base_types;  /* by item id: const struct type *, unqualified */
	GQueue pending;         /* struct pending *: records and enums seen, not yet filled */
	const struct type *scalars[CXType_LastBuiltin + 1];
	struct macros macros;
	GHashTable *
		objects; /* name → struct item *: functions and variables; made by reader_object() when it is asked first */
	GHashTable *called; /* names that the contract's helpers call; made when it is asked first */
	unsigned contract_line; /* line of the contract's first helper in the main file; 0: there are none */
	GHashTable *blocks; /* name of a macro or helper → CXCursor *: the block that it was tried in; NULL: none */
	struct contract_probe *contract_probes; /* by helper; of contract_call.c */
	bool has_short_int; /* int has 16 bits */
	bool is_gnu_inline; /* -std=gnu89, -fgnu89-inline: every function is as if it had the attribute */
	bool doubtful_layouts; /* clang's layouts are not the platform's ABI; then sizeof in macros is not trusted either */
	unsigned pointer_align; /* in clang; known once the probes were read */
	CXFile main_file; /* the in-memory file that includes the headers, or … */
	bool header_is_main; /* … that is the one header */
	bool language_is_given; /* by -x */
	bool ends_early; /* the headers end inside of a declaration: reported */
	bool in_probes; /* the walk has come to the probes */
	unsigned probes_from; /* the main file's first line that is ours and not an #include */
};

/* An owned copy of clang's string in the api; NULL if it is empty. Disposes of the string. */
const char *reader_string(struct reader *reader, CXString string);
/* The path without a leading "./", which clang puts before names relative to our main file. Points into path. */
const char *reader_clean_path(const char *path);
/* Index of a file in api->files, added at its first mention. */
uint32_t reader_file(struct reader *reader, CXFile file);
/* asked.c: whether the options want what has this name and place: a function, or a macro as one. */
bool reader_is_asked_for(const struct reader *reader, const char *name, struct location loc);
/* Where a cursor stands: the place of the macro use where a macro made it. */
struct location reader_location(struct reader *reader, CXSourceLocation where);

/* decl.c: the item of a declaration, made at its first mention and filled later by decl_fill_pending(). Never NULL for tags and typedefs. */
struct item *decl_item(struct reader *reader, CXCursor cursor);
/* Reads all of the translation unit's declarations. */
void decl_read_unit(struct reader *reader);
/* Sets function.is_definition, for helpers. After decl_read_unit(). */
void decl_mark_definitions(struct reader *reader);
/* The declaration as clang prints it, without a body; freed by the caller. What libclang has no cursor for is found only here. */
char *decl_print(CXCursor cursor);

/* type.c: never NULL. names: a cursor whose ParmDecl children name the parameters of a function (pointer) type, or a null cursor. */
const struct type *type_convert(struct reader *reader, CXType type, CXCursor names);
/* Whether a function type with the result void carries __attribute__((noreturn)). */
bool type_is_noreturn(CXType clang);
/*
 * Whether a declaration as clang prints it says noreturn, by any of its names. What stands in parentheses behind the function's name is not
 * looked at: a parameter may point to a function that does not return. name may be NULL.
 */
bool type_text_is_noreturn(const char *text, const char *name);
/* The same for __attribute__((cold)). */
bool type_text_is_cold(const char *text, const char *name);
/* The unqualified type of a tag or typedef. */
const struct type *type_of_item(struct reader *reader, struct item *item);

/* Characters of identifiers, C 6.4.2 with '$', and of numbers that go on. */
static inline bool macro_is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}
/* macro_body.c: behind the white space, joined lines and comments at `at`. */
const char *macro_skip_space(const char *at, const char *end);
/* macro_body.c: what stands behind the macro's name; text is not terminated. */
void macro_read_body(struct reader *reader, struct macro *macro, const char *text, size_t length);

/* macro_plain.c: MACRO_NONE where bindgen would need clang. Looks at the macros seen before; text is not terminated. */
enum macro_kind macro_plain_kind(struct reader *reader, const char *text, size_t length);

/* macro_integer.c: false where the text is no integer constant of 64 bits, or one that only clang understands. */
bool macro_read_integer(struct macro *macro, const char *text);
const struct type *macro_integer_type(struct reader *reader, const struct macro *macro);
/* Adds the names that a file's text may undefine, or give an older definition back, to macros.unstable. */
void macro_find_unstable(struct reader *reader, const char *text, size_t length);

/* Lines of a macro's probe: #ifdef, the probe, #endif. */
enum { MACRO_PROBE_LINES = 3 };
/* macro.c: of the list's macros, whose probes begin at first, the one that has this line; NULL: none. first 0: there are no probes. */
struct macro *macro_at_line(const GPtrArray *list, unsigned first, unsigned line);
void macro_collect(struct reader *reader, CXTranslationUnit unit);
/* Appends one probe per macro to the main file's text; line is the number of the next line and is moved on. */
void macro_write_probes(struct reader *reader, GString *text, unsigned *line);
/* An error on a line of the main file: false if no probe stands there. */
bool macro_note_error(struct reader *reader, unsigned line, const char *message);
/* A variable of the main file: true if it was a probe; adds the constant or the omission. */
bool macro_read_probe(struct reader *reader, CXCursor cursor, unsigned line);
/* macro_call.c: the same for the blocks that try macros as functions, where --helpers is given. */
void macro_write_calls(struct reader *reader, GString *text, unsigned *line);
bool macro_note_call_error(struct reader *reader, unsigned line, const char *message);
bool macro_read_call(struct reader *reader, CXCursor cursor, unsigned line);
/* Sets the macros' signature or call_error. After all declarations were read. */
void macro_finish_calls(struct reader *reader);
/* What to write in place of a macro that has a call_error. */
const char *macro_call_advice(const struct macro *macro);
/* macro.c: C's function or variable of this name, or NULL. After all declarations were read. */
struct item *reader_object(struct reader *reader, const char *name);
/* contract_call.c: the same for the helpers of the contract. */
void contract_write_calls(struct reader *reader, GString *text, unsigned *line);
bool contract_note_error(struct reader *reader, unsigned line, const char *message);
bool contract_read_call(struct reader *reader, CXCursor cursor, unsigned line);
/* Helpers without a signature of their own; reports what does not fit. After the macros have their types. */
void contract_finish_calls(struct reader *reader);
/* Whether a helper of the contract calls what has this name. */
bool contract_calls(struct reader *reader, const char *name);
/* contract_constant.c: the type that the contract gives a macro, as C text; NULL: none. */
const char *contract_constant_type(const struct reader *reader, const char *name);
/* Reports what the contract says about macros that are no such constants. After the probes were read. */
void contract_finish_constants(struct reader *reader);
/* Adds the function of a macro that has a signature. */
void macro_add_function(struct reader *reader, const struct macro *macro);
/* Everything that has no value is added to the omissions; frees the lists. */
void macro_finish(struct reader *reader);
/* The value of a constant expression or of a variable's initialiser; NULL if it is none that Rust can hold. *why is set then. */
struct value *macro_evaluate(struct reader *reader, CXCursor cursor, CXCursor initialiser, const struct type *type,
			     const char **why);

/* header.c: false, with an error, where the path names something that cannot be a header. */
bool header_check(const char *path);

/* literal.c: the elements of a string literal, terminating zeros included; NULL if the cursor is none, *why tells. */
struct value *literal_read(struct reader *reader, CXCursor cursor, const char **why);

/* target.c */
void target_write_probes(GString *text, unsigned *line);
bool target_read_probe(struct reader *reader, CXCursor cursor);
/* Triple, pointer size and Rust's alignments; before any type is converted. */
void target_begin(struct reader *reader);
/* What has to be known of the target before macros are looked at: reader->has_short_int and reader->doubtful_layouts. */
void target_look_ahead(struct reader *reader, CXTranslationUnit unit);
/* Makes the records concerned incomplete, with the reason in the report. */
void target_drop_doubtful(struct reader *reader);

/* body.c: keeps the block that a macro, or a helper of the contract, was tried in: the value of this variable. owner: the name of that. */
void body_note_block(struct reader *reader, const char *owner, CXCursor variable);
/* For functions that may get helpers: function.refused and .symbols. In macro_finish(), while the macros are there. */
void body_judge(struct reader *reader);

/* ast.c: prints the declarations of the second unit to standard output. */
void ast_print(struct reader *reader);
