/*
 * What the user asked for: the command line (src/cli) fills it, every stage reads it, nobody else writes it.
 *
 * One field is one option; src/cli/options.def has the row that names the option, its help and the field. The defaults
 * are config_init()'s. Names and meanings follow bindgen 0.72.1 where it has the option.
 */
#pragma once

#include "base/pattern.h"

#include <glib.h>
#include <stdbool.h>

/* What the command line is that of: `braze bind`, bindgen's, `braze infer-macros`, `braze check`, or a command of `braze kmod`. */
enum personality {
	PERSONALITY_BIND,
	PERSONALITY_BINDGEN,
	PERSONALITY_INFER,
	PERSONALITY_CHECK,
	PERSONALITY_KMOD_NEW,
	PERSONALITY_KMOD_BUILD,
	PERSONALITY_KMOD_TEST,
	PERSONALITY_KMOD_DKMS,
	PERSONALITIES
};
enum macro_types { MACRO_TYPES_VALUE, MACRO_TYPES_C };
enum macro_sign { MACRO_UNSIGNED, MACRO_SIGNED };
enum message_format { MESSAGE_TEXT, MESSAGE_JSON };
enum check_format { CHECK_TEXT, CHECK_JSON, CHECK_HTML };
enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum visibility { VISIBILITY_PRIVATE, VISIBILITY_CRATE, VISIBILITY_PUBLIC };
enum union_style { UNION_BINDGEN_WRAPPER, UNION_MANUALLY_DROP };
/* What rust_minor is without --rust-target, the same for bindgen 0.72.1, and for --rust-target nightly. */
enum { RUST_MINOR_NEWEST = 96, RUST_MINOR_BINDGEN = 82, RUST_MINOR_NIGHTLY = 9999 };
/* Which kinds of item --generate asks for. */
enum generate { GENERATE_FUNCTIONS = 1, GENERATE_TYPES = 2, GENERATE_VARS = 4, GENERATE_ALL = 7 };

struct config {
	enum personality personality;

	/* input */
	GPtrArray *headers; /* char * */
	GPtrArray *clang_args; /* char *: those after --, those of --target, --pkg-config, -p: final, in order */
	char *compile_commands; /* -p DIR */
	GPtrArray *pkg_config; /* --pkg-config NAME */
	char *target; /* --target TRIPLE */
	GPtrArray *configurations; /* char *: files of arguments, of infer-macros */

	/* output */
	char *output; /* -o FILE; NULL: standard output */
	char *depfile, *report, *dump;
	enum message_format message_format;
	enum color_when color;
	bool verbose, quiet;
	GPtrArray *raw_lines; /* --raw-line */
	bool disable_header_comment;
	bool sort_semantically, merge_extern_blocks, explicit_padding;
	char *rust_target; /* --rust-target 1.xx; NULL: newest known */
	char *rust_edition; /* NULL: 2021 */
	unsigned rust_minor; /* parsed from rust_target */

	/* selection: patterns match the whole name */
	struct patterns allow_types, allow_functions, allow_vars, allow_items, allow_files;
	struct patterns block_types, block_functions, block_vars, block_items, block_files;
	struct patterns opaque_types;
	GPtrArray *used_by; /* char *: Rust files and folders; only what they name is written */
	char *used_module; /* the module that they name it in */
	bool no_recursive_allowlist;
	bool builtins;
	unsigned generate; /* enum generate bits */

	/* styles */
	char *default_enum_style; /* consts, moduleconsts, bitfield, newtype, newtype_global, rust, rust_non_exhaustive */
	struct patterns bitfield_enums, newtype_enums, newtype_global_enums, rustified_enums,
		rustified_non_exhaustive_enums, constified_enums, constified_enum_modules;
	bool no_prepend_enum_name, translate_enum_integer_types;
	char *default_alias_style; /* type_alias, new_type, new_type_deref */
	struct patterns normal_aliases, new_type_aliases, new_type_alias_derefs;
	enum union_style default_non_copy_union_style;
	struct patterns bindgen_wrapper_unions, manually_drop_unions;
	bool disable_untagged_union;
	bool flexarray_dst;

	/* derives and attributes */
	bool no_derive_copy, no_derive_debug, no_derive_default;
	bool derive_default, derive_hash, derive_partialeq, derive_eq, derive_partialord, derive_ord;
	bool impl_debug, impl_partialeq;
	struct patterns no_copy, no_debug, no_default, no_hash, no_partialeq, must_use_types;
	/* RE=LIST, split by the command line: patterns and texts run in parallel */
	struct patterns custom_derives, custom_derive_structs, custom_derive_enums, custom_derive_unions;
	struct patterns custom_attributes, custom_attribute_structs, custom_attribute_enums, custom_attribute_unions;

	/* names */
	char *ctypes_prefix; /* NULL: ::std::os::raw, or ::core::ffi under use_core */
	bool use_core;
	char *anon_fields_prefix; /* "__bindgen_anon_" */
	bool c_naming, disable_nested_struct_naming, disable_name_namespacing;
	bool stable_names;
	enum visibility default_visibility;
	bool no_size_t_is_usize, no_convert_floats;

	/* macros and constants */
	enum macro_types macro_types;
	enum macro_sign default_macro_constant_type;
	bool fit_macro_constant_types;
	bool generate_cstr;

	/* functions */
	char *helpers, *helper_prefix, *helper_attribute;
	bool selectable_helpers;
	GPtrArray *contracts; /* char *: files */
	GPtrArray *symbols; /* char *: files */
	bool generate_inline_functions;
	bool ignore_functions;
	struct patterns override_abi; /* RE=ABI */
	bool enable_function_attribute_detection;
	bool use_array_pointers_in_arguments;
	char *prefix_link_name;
	bool wrap_unsafe_ops;

	/* comments and assertions */
	bool no_doc_comments;
	bool no_layout_tests;

	/* braze check: check.def */
	GPtrArray *c_files, *rust_files; /* char *: objects and the like, and bindings */
	char *module; /* of the bindings in Rust's objects, or NULL */
	bool witness;
	char *cc, *rustc; /* commands, split as in a shell; NULL: cc, rustc */
	char *cc_flags, *rustc_flags; /* files with command lines */
	char *keep; /* folder for the witness files */
	GPtrArray *allow; /* char *: files */
	enum check_format check_format;

	/* braze kmod: kmod_*.def; output and rustc have the meaning that those say */
	GPtrArray *modules; /* char *: folders of modules; of `braze kmod new` the name */
	char *license;
	char *kernel, *release; /* NULL: the running kernel's */
	unsigned jobs; /* 0: as many as there are processors */
	char *image, *busybox, *log;
	bool no_build;
	unsigned rounds, timeout; /* in seconds */
	GPtrArray *qemu_args; /* char * */

	/* bindgen's own options: bindgen.def */
	char *formatter; /* none, rustfmt, prettyplease; NULL: our own format */
	bool no_rustfmt_bindings;
	char *rustfmt_configuration_file;
	char *wasm_import_module_name;
	bool clang_macro_fallback;
	bool wrap_static_fns;
	char *wrap_static_fns_path,
		*wrap_static_fns_suffix; /* path NULL: $TMPDIR/bindgen/extern; its suffix becomes .c */
	bool time_phases, emit_clang_ast, emit_ir, dump_preprocessed_input;
	char *emit_ir_graphviz;
	bool emit_diagnostics, experimental;
	char *generate_shell_completions;
	bool no_effect; /* of options that change nothing here */
	char *no_effect_text;
};

bool personality_is_kmod(enum personality personality);

/* Defaults of the personality; config_finish() frees everything in it. */
void config_init(struct config *config, enum personality personality);
void config_finish(struct config *config);
