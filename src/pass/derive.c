/*
 * Pass derive: which traits each type gets, derived or written by hand.
 *
 *     struct a { int x; };            Debug, Copy, Clone (and with the options Default, Hash, PartialEq, Eq …)
 *     struct b { char *p; };          the same, but Default is written by hand: a pointer has none
 *     struct c { int n; int d[]; };   Debug; not Copy, since a copy would lose the array
 *     union u { int i; float f; };    Copy, Clone; Default by hand
 *
 * The answers are bindgen 0.72.1's, and rustc accepts all of them. What a type can do is a set of bits, worked out
 * once for each item from its members; records nest without cycles, so plain recursion gets there. Types that the
 * user provides (blocked ones) can do nothing as far as is known here.
 */
#include "pass/pass.h"

enum can {
	CAN_COPY = 1 << 0,
	CAN_DEBUG = 1 << 1,
	CAN_DEFAULT = 1 << 2,
	CAN_HASH = 1 << 3,
	CAN_EQ = 1 << 4,
	CAN_ORD = 1 << 5,
	CAN_TOTAL = 1 << 6,   /* no floating point inside: PartialEq may be Eq, PartialOrd may be Ord */
	CAN_COMPARE = 1 << 7, /* `==` works, with a PartialEq that is written by hand where need be */
	CAN_ZERO = 1 << 8,    /* zero bytes are a value */
	CAN_ALL = (1 << 9) - 1,
	CAN_KNOWN = 1 << 9, /* worked out already */
};

/*
 * std has Default for arrays up to this length, and traits of function pointers were long limited to so many
 * parameters.
 */
enum { DEFAULT_ARRAY_LIMIT = 32, FUNCTION_LIMIT = 12 };

struct deriver {
	const struct config *config;
	const struct target *target;
	unsigned *known; /* by item id: enum can bits with CAN_KNOWN */
};

static unsigned type_can(struct deriver *d, const struct type *type);

static bool matches(const struct patterns *patterns, const struct item *item)
{
	struct patterns *list = (struct patterns *)patterns; /* matching marks a pattern as used */
	if (patterns_empty(patterns))
		return false;
	return (item->rust_name && patterns_match(list, item->rust_name)) ||
	       (item->name && patterns_match(list, item->name));
}

/* Never NULL. An alias is what its target is, whatever its comment says. */
static const struct annotation *annotation_of(const struct item *item)
{
	static const struct annotation none;
	bool is_alias = item->kind == ITEM_TYPEDEF && item->typedef_.style == ALIAS_TYPE;
	return item->annotation && !is_alias ? item->annotation : &none;
}

/* Whether somebody else writes the type: nothing is known of it then. */
static bool is_foreign(const struct config *config, const struct item *item)
{
	return item->is_blocked || (config->no_recursive_allowlist && !item->is_selected);
}

static bool forbids_copy(const struct config *config, const struct item *item)
{
	return matches(&config->no_copy, item) || annotation_of(item)->no_copy;
}

static bool forbids_debug(const struct config *config, const struct item *item)
{
	return matches(&config->no_debug, item) || annotation_of(item)->no_debug;
}

static bool forbids_default(const struct config *config, const struct item *item)
{
	return matches(&config->no_default, item) || annotation_of(item)->no_default;
}

/* What the --no-… options and the item's annotation leave of the bits. */
static unsigned allowed_by_name(const struct deriver *d, const struct item *item)
{
	const struct config *config = d->config;
	unsigned allowed = CAN_ALL;
	if (forbids_copy(config, item))
		allowed &= ~CAN_COPY;
	if (forbids_debug(config, item))
		allowed &= ~CAN_DEBUG;
	if (forbids_default(config, item))
		allowed &= ~CAN_DEFAULT;
	if (matches(&config->no_hash, item))
		allowed &= ~CAN_HASH;
	if (matches(&config->no_partialeq, item))
		allowed &= ~(CAN_EQ | CAN_ORD | CAN_COMPARE);
	return allowed;
}

/* ---- what a type can do ---- */

/* Integers that stand for what Rust lacks: bytes that need not be compared as a whole. */
static unsigned blob_can(int64_t size, unsigned unit)
{
	unsigned can = CAN_ALL & ~(CAN_HASH | CAN_EQ | CAN_ORD | CAN_COMPARE);
	return size > (int64_t)unit * DEFAULT_ARRAY_LIMIT ? can & ~CAN_DEFAULT : can;
}

static unsigned float_can(const struct deriver *d, const struct type *type)
{
	unsigned can = CAN_ALL & ~(CAN_HASH | CAN_TOTAL);
	if (type->float_kind == FLOAT_FLOAT || type->float_kind == FLOAT_DOUBLE || type->float_kind == FLOAT_FLOAT16)
		return type->float_kind == FLOAT_FLOAT16 ? can & ~CAN_ORD : can;
	return blob_can(type->size, api_blob_unit(d->target, type->size, type->align)) & can;
}

static unsigned function_pointer_can(const struct function_type *function)
{
	if (function->omitted)
		return CAN_ALL & ~CAN_DEFAULT; /* a plain pointer */
	if (function->n_params <= FUNCTION_LIMIT && function->conv == CALL_C)
		return CAN_ALL;
	return CAN_COPY | CAN_DEFAULT | CAN_ZERO | CAN_COMPARE;
}

static unsigned pointer_can(const struct type *target)
{
	target = type_resolve(target);
	if (target->kind == TYPE_FUNCTION)
		return function_pointer_can(target->function);
	return CAN_ALL & ~CAN_DEFAULT;
}

static unsigned array_can(struct deriver *d, const struct type *type)
{
	unsigned can = type_can(d, type->array.element);
	if (type->array.bound != ARRAY_COUNTED || !type->array.count)
		return can & (CAN_DEBUG | CAN_DEFAULT | CAN_TOTAL | CAN_ZERO);
	return type->array.count > DEFAULT_ARRAY_LIMIT ? can & ~CAN_DEFAULT : can;
}

static bool has_zero(const struct enumeration *enumeration)
{
	for (unsigned i = 0; i < enumeration->n_values; i++)
		if (!enumeration->values[i].omitted && !enumeration->values[i].value)
			return true;
	return !enumeration->n_values;
}

static unsigned enum_can(const struct deriver *d, const struct item *item)
{
	const struct enumeration *enumeration = &item->enumeration;
	if (is_foreign(d->config, item))
		return CAN_ZERO;
	unsigned can = CAN_ALL & ~CAN_DEFAULT & allowed_by_name(d, item);
	bool is_rust = enumeration->style == ENUM_RUST || enumeration->style == ENUM_RUST_NON_EXHAUSTIVE;
	return is_rust && enumeration->is_complete && !has_zero(enumeration) ? can & ~CAN_ZERO : can;
}

/* What the bytes that members leave, and the units of bitfields, stand in the way of. */
static unsigned members_can(const struct deriver *d, const struct repr *repr)
{
	unsigned can = CAN_ALL;
	for (unsigned i = 0; i < repr->n_members; i++) {
		const struct member *member = &repr->members[i];
		int64_t unit = member->kind == MEMBER_PADDING && member->unit ? member->unit : 1;
		bool is_array = member->kind == MEMBER_PADDING || member->kind == MEMBER_BITFIELDS;
		if (is_array && member->size / unit > DEFAULT_ARRAY_LIMIT)
			can &= ~CAN_DEFAULT;
		if (member->kind == MEMBER_FLEXIBLE)
			can &= ~(CAN_COPY | CAN_HASH | CAN_EQ | CAN_ORD | CAN_COMPARE);
		if (member->kind == MEMBER_FLEXIBLE && d->config->flexarray_dst)
			can &= ~CAN_DEFAULT; /* only the form without elements has it */
	}
	return can;
}

static unsigned fields_can(struct deriver *d, const struct record *record)
{
	unsigned can = CAN_ALL;
	for (unsigned i = 0; i < record->n_fields; i++)
		if (record->fields[i].width < 0 || record->fields[i].name)
			can &= type_can(d, record->fields[i].type);
	return can;
}

static unsigned union_can(struct deriver *d, const struct record *record)
{
	unsigned fields = fields_can(d, record) & members_can(d, &record->repr);
	unsigned can = fields & (CAN_COPY | CAN_ZERO);
	if (record->repr.kind != REPR_WRAPPED)
		return can;
	can |= CAN_COMPARE;
	if (!d->config->disable_untagged_union)
		return can;
	/* The members are views without content; the integers beneath are what has the traits. */
	unsigned unit = record->repr.blob_unit ? record->repr.blob_unit : 1;
	can |= CAN_DEBUG | CAN_HASH | CAN_EQ | CAN_TOTAL;
	return record->size > (int64_t)unit * DEFAULT_ARRAY_LIMIT ? can : can | CAN_DEFAULT;
}

/* How the user wants unions whose members are not all Copy, which Rust's own unions cannot hold as they are. */
static bool wants_wrapper(const struct config *config, const struct item *item)
{
	if (matches(&config->manually_drop_unions, item))
		return false;
	return config->default_non_copy_union_style == UNION_BINDGEN_WRAPPER ||
	       matches(&config->bindgen_wrapper_unions, item);
}

/* Turns a union into a struct of __BindgenUnionField views where its members, or the options, ask for that. */
static void choose_union_form(struct deriver *d, struct item *item)
{
	struct record *record = &item->record;
	if (!record->is_union || record->repr.kind != REPR_FIELDS)
		return;
	bool is_copy = !d->config->no_derive_copy && fields_can(d, record) & members_can(d, &record->repr) & CAN_COPY;
	/* A view of a packed union's member may be a misaligned reference: only for who wants no union at all. */
	bool wrapped = !is_copy && !record->repr.packed && wants_wrapper(d->config, item);
	if (d->config->disable_untagged_union || wrapped)
		layout_wrap_union(d->target, record);
}

/* bindgen derives nothing for long bytes that the user has asked for; a union has little to derive. */
static unsigned opaque_can(const struct config *config, const struct record *record, unsigned unit)
{
	bool is_short = record->size <= (int64_t)unit * DEFAULT_ARRAY_LIMIT;
	unsigned can = is_short ? CAN_ALL : record->repr.why ? CAN_ALL & ~CAN_DEFAULT : CAN_ZERO;
	return record->is_union && !config->disable_untagged_union ? can & (CAN_COPY | CAN_ZERO) : can;
}

static unsigned record_can(struct deriver *d, struct item *item)
{
	const struct record *record = &item->record;
	if (is_foreign(d->config, item))
		return CAN_ZERO;
	choose_union_form(d, item);
	unsigned unit = record->repr.blob_unit ? record->repr.blob_unit : 1;
	unsigned can;
	switch (record->repr.kind) {
	case REPR_FORWARD:
		can = record->is_union ? CAN_COPY : item->is_opaque ? CAN_DEBUG : CAN_COPY | CAN_DEBUG;
		break;
	case REPR_OPAQUE:
		can = opaque_can(d->config, record, unit);
		break;
	case REPR_BYTES:
		can = blob_can(record->size, unit) & (fields_can(d, record) | ~(unsigned)CAN_COPY);
		break;
	default:
		can = record->is_union ? union_can(d, record) : fields_can(d, record) & members_can(d, &record->repr);
	}
	can &= allowed_by_name(d, item);
	/* Derives of a packed type copy its fields. */
	if (record->repr.packed && !(can & CAN_COPY))
		can &= CAN_ZERO;
	return can;
}

static unsigned item_can(struct deriver *d, struct item *item)
{
	if (d->known[item->id])
		return d->known[item->id];
	unsigned can = 0;
	if (item->replacement) {
		can = item_can(d, item->replacement);
	} else if (item->kind == ITEM_RECORD) {
		can = record_can(d, item);
	} else if (item->kind == ITEM_ENUM) {
		can = enum_can(d, item);
	} else if (item->kind == ITEM_TYPEDEF) {
		/* size_t is usize, whatever stands behind it and whoever provides that */
		can = item->typedef_.rust_builtin ? CAN_ALL : type_can(d, item->typedef_.type);
		if (!item->typedef_.rust_builtin)
			can &= is_foreign(d->config, item) ? CAN_ZERO : allowed_by_name(d, item);
		/* A new type has what is derived for it and nothing else. */
		if (item->typedef_.style != ALIAS_TYPE && !(can & CAN_EQ))
			can &= ~(unsigned)CAN_COMPARE;
	}
	return d->known[item->id] = can | CAN_KNOWN;
}

static unsigned type_can(struct deriver *d, const struct type *type)
{
	switch (type->kind) {
	case TYPE_VOID:
		return CAN_ALL & ~CAN_DEFAULT;
	case TYPE_BOOL:
	case TYPE_INT:
		return CAN_ALL;
	case TYPE_FLOAT:
		return float_can(d, type);
	case TYPE_COMPLEX:
		return type_can(d, type->element) & ~(unsigned)(CAN_ORD | CAN_HASH);
	case TYPE_ATOMIC:
		return type_can(d, type->element);
	case TYPE_POINTER:
		return pointer_can(type->element);
	case TYPE_FUNCTION:
		return function_pointer_can(type->function);
	case TYPE_ARRAY:
		return array_can(d, type);
	case TYPE_RECORD:
	case TYPE_ENUM:
	case TYPE_TYPEDEF:
		return item_can(d, type->item);
	case TYPE_VECTOR:
		if (api_vector_is_array(type))
			return array_can(d, type);
		/* fall through */
	case TYPE_UNSUPPORTED:
		return blob_can(type->size, api_blob_unit(d->target, type->size, type->align));
	}
	return 0;
}

/* ---- what the options make of it ---- */

static unsigned wanted_derives(const struct config *config, unsigned can)
{
	unsigned derives = 0;
	/* Rust's traits build upon each other: Ord on Eq and PartialOrd, those on PartialEq. */
	bool partial_ord = config->derive_partialord || config->derive_ord;
	bool eq = config->derive_eq || config->derive_ord;
	bool partial_eq = config->derive_partialeq || eq || partial_ord;
	if (can & CAN_COPY && !config->no_derive_copy)
		derives |= DERIVE_COPY | DERIVE_CLONE;
	if (can & CAN_DEBUG && !config->no_derive_debug)
		derives |= DERIVE_DEBUG;
	if (can & CAN_DEFAULT && config->derive_default && !config->no_derive_default)
		derives |= DERIVE_DEFAULT;
	if (can & CAN_HASH && config->derive_hash)
		derives |= DERIVE_HASH;
	if (can & CAN_EQ && partial_eq)
		derives |= DERIVE_PARTIAL_EQ | (eq && can & CAN_TOTAL ? DERIVE_EQ : 0);
	if (can & CAN_ORD && can & CAN_EQ && partial_ord)
		derives |= DERIVE_PARTIAL_ORD | (config->derive_ord && can & CAN_TOTAL ? DERIVE_ORD : 0);
	return derives;
}

static unsigned wanted_impls(const struct config *config, const struct item *item, unsigned can)
{
	const struct record *record = &item->record;
	unsigned impls = 0;
	if (record->repr.kind == REPR_FORWARD)
		return 0;
	if (config->derive_default && !config->no_derive_default && can & CAN_ZERO && !forbids_default(config, item))
		impls |= DERIVE_DEFAULT;
	if (config->impl_debug && !config->no_derive_debug && !forbids_debug(config, item))
		impls |= DERIVE_DEBUG;
	if (config->impl_partialeq && config->derive_partialeq && can & CAN_COMPARE)
		impls |= DERIVE_PARTIAL_EQ;
	return impls & ~record->derives;
}

static void derive_record(struct deriver *d, struct item *item)
{
	struct record *record = &item->record;
	unsigned can = item_can(d, item);
	record->derives = wanted_derives(d->config, can);
	/* Deriving for a packed type needs Copy, asked for or not. */
	if (record->repr.packed && !(record->derives & DERIVE_COPY))
		record->derives = 0;
	record->impls = wanted_impls(d->config, item, can);
	record->is_copy = record->derives & DERIVE_COPY;
}

/* A newtype or Rust enum is as good as its integer, whatever the options say. */
static void derive_enum(struct deriver *d, struct item *item)
{
	item->enumeration.derives = wanted_derives(d->config, item_can(d, item)) | DERIVE_CLONE | DERIVE_HASH |
				    DERIVE_PARTIAL_EQ | DERIVE_EQ;
}

void pass_derive(struct api *api, const struct config *config)
{
	struct deriver d = { config, &api->target, g_new0(unsigned, api->items->len + 1) };
	for (unsigned i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		if (item->kind == ITEM_RECORD)
			derive_record(&d, item);
		else if (item->kind == ITEM_ENUM)
			derive_enum(&d, item);
		else if (item->kind == ITEM_TYPEDEF)
			item->typedef_.derives = wanted_derives(config, item_can(&d, item));
	}
	g_free(d.known);
}
