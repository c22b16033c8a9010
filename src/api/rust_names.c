/*
 * Names of generated Rust, read backwards: rust_names.h says which.
 */
#include "api/rust_names.h"

#include <stdlib.h>
#include <string.h>

/* Strict and reserved keywords (Rust reference, "Keywords"), words that bindgen avoids, and the primitive types. */
static const char *const reserved[] = {
	"Self",   "_",       "abstract", "alignof",  "as",       "async",  "await", "become", "bool",    "box",
	"break",  "char",    "const",    "continue", "crate",    "do",     "dyn",   "else",   "enum",    "extern",
	"f32",    "f64",     "false",    "final",    "fn",       "for",    "gen",   "i128",   "i16",     "i32",
	"i64",    "i8",      "if",       "impl",     "in",       "isize",  "let",   "loop",   "macro",   "match",
	"mod",    "move",    "mut",      "offsetof", "override", "priv",   "proc",  "pub",    "pure",    "ref",
	"return", "self",    "sizeof",   "static",   "str",      "struct", "super", "trait",  "true",    "try",
	"type",   "typeof",  "u128",     "u16",      "u32",      "u64",    "u8",    "unsafe", "unsized", "use",
	"usize",  "virtual", "where",    "while",    "yield",
};

static int compare_word(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

bool rust_name_is_reserved(const char *name)
{
	return bsearch(name, reserved, G_N_ELEMENTS(reserved), sizeof(reserved[0]), compare_word) != NULL;
}

const char *rust_name_in_c(struct api *api, const char *name)
{
	size_t length = name ? strlen(name) : 0;
	if (length < 2 || name[length - 1] != '_')
		return name ? api_intern(api, name) : NULL;
	char *word = g_strndup(name, length - 1);
	const char *c_name = api_intern(api, rust_name_is_reserved(word) ? word : name);
	g_free(word);
	return c_name;
}

static bool is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

bool rust_name_is_anonymous(const char *name)
{
	static const char mark[] = "_bindgen_ty_";
	const char *last = g_strrstr(name, mark);
	return last && is_number(last + strlen(mark));
}

static bool is_numbered(const char *name, const char *prefix)
{
	return g_str_has_prefix(name, prefix) && is_number(name + strlen(prefix));
}

enum rust_member rust_name_of_member(const char *name)
{
	if (is_numbered(name, "__bindgen_anon_"))
		return RUST_MEMBER_ANONYMOUS;
	if (is_numbered(name, "_bitfield_"))
		return RUST_MEMBER_BITFIELDS;
	if (is_numbered(name, "__bindgen_padding_") || is_numbered(name, "_bitfield_align_") ||
	    g_str_has_prefix(name, "_phantom") || !strcmp(name, "__bindgen_align") || !strcmp(name, "_bindgen_align"))
		return RUST_MEMBER_HELPER;
	if (!strcmp(name, "_bindgen_opaque_blob") || !strcmp(name, "_address"))
		return RUST_MEMBER_BLOB;
	if (!strcmp(name, "_unused"))
		return RUST_MEMBER_FORWARD;
	if (!strcmp(name, "bindgen_union_field"))
		return RUST_MEMBER_UNION;
	return RUST_MEMBER_NAMED;
}
