/*
 * Names that generators of bindings give in Rust, and what they say about C.
 *
 *     type_               a keyword with a '_' behind it          → type
 *     foo__bindgen_ty_1   a struct, union or enum without a tag   → anonymous
 *     __bindgen_anon_1    a member without a name                 → anonymous
 *     _bitfield_1         the bytes of adjacent bitfields
 */
#pragma once

#include "api/api.h"

enum rust_member {
	RUST_MEMBER_NAMED,     /* a member of C */
	RUST_MEMBER_ANONYMOUS, /* likewise, without a name */
	RUST_MEMBER_BITFIELDS, /* bytes that hold bitfields */
	RUST_MEMBER_HELPER,    /* padding, alignment: nothing that C has */
	RUST_MEMBER_BLOB,      /* bytes for all that the record is */
	RUST_MEMBER_FORWARD,   /* of a struct that is only declared: `_unused: [u8; 0]` */
	RUST_MEMBER_UNION,     /* bytes of a union whose members are __BindgenUnionField */
};

/* Whether the word cannot be a name in Rust, or is one that generators avoid. */
bool rust_name_is_reserved(const char *name);
/* The name that stands in C for this one; interned. NULL for NULL. */
const char *rust_name_in_c(struct api *api, const char *name);
/* Whether a struct, union or enum of that name has none in C. */
bool rust_name_is_anonymous(const char *name);
/* What the name of a member says. */
enum rust_member rust_name_of_member(const char *name);
