/*
 * Pass layout: how each record is expressed in Rust, so that every field lies where C has it.
 *
 * For a struct the members are laid out by Rust's rules for repr(C) (Rust reference, "Type layout") in up to two ways, natural
 * and packed(N) with N the C alignment; where a field should lie further on, explicit padding goes before it. The first way
 * that gives C's offsets, size and alignment wins:
 *
 *     struct { char c; int x; } packed               → packed:  c @0, x @1
 *     struct { char c; int x aligned(16); }          → align(16): c @0, __bindgen_padding_0: [u32; 3] @4, x @16
 *     struct { char c; int x; } packed, aligned(4)   → bytes: Rust has no type that is both packed and aligned
 *
 * What Rust cannot express becomes bytes with accessors. The chosen plan is verified once more by a second routine that
 * knows nothing of how it was made; whatever the options say, nothing that fails it is written.
 */
#include "base/diag.h"
#include "pass/pass.h"

#include <string.h>

/* bindgen writes padding in front of what is aligned to more than this, bytes. */
enum { WIDEST_TRUSTED = 8 };

struct planner {
	struct api *api;
	const struct config *config;
	const struct item *item;
	const struct record *record;
	GArray *members;     /* struct member */
	unsigned packed;     /* N of packed(N), 0: natural */
	unsigned n_paddings, n_units;
	int64_t offset;      /* end of the last member */
	int64_t align;       /* largest alignment of a member */
	bool after_bitfields; /* the last member is a unit of bitfields … */
	int64_t unit_align;   /* … that bindgen gives this alignment, in bytes */
};

static int64_t align_up(int64_t offset, int64_t align)
{
	return align > 1 ? (offset + align - 1) / align * align : offset;
}

static bool is_flexible(const struct type *type)
{
	const struct type *resolved = type_resolve(type);
	return resolved->kind == TYPE_ARRAY &&
	       (resolved->array.bound == ARRAY_INCOMPLETE || resolved->array.count == 0);
}

/* Size and alignment in Rust of what is written for a field that is no bitfield. */
static struct rust_layout field_layout(const struct planner *p, const struct field *field)
{
	struct rust_layout layout;
	const struct type *resolved = type_resolve(field->type);
	if (is_flexible(field->type)) {
		layout = api_rust_layout(&p->api->target, resolved->array.element);
		layout.size = 0;
	} else {
		layout = api_rust_layout(&p->api->target, field->type);
	}
	if (p->packed && layout.align > p->packed)
		layout.align = p->packed;
	return layout;
}

static bool contains_align(const struct type *type);

static bool record_contains_align(const struct record *record)
{
	if (record->repr.align)
		return true;
	for (unsigned i = 0; record->repr.kind == REPR_FIELDS && i < record->n_fields; i++)
		if (contains_align(record->fields[i].type))
			return true;
	return false;
}

/* Whether rustc would refuse a packed type with this in it: E0588. */
static bool contains_align(const struct type *type)
{
	type = type_resolve(type);
	if (type->kind == TYPE_ARRAY)
		return contains_align(type->array.element);
	return type->kind == TYPE_RECORD && record_contains_align(&type->item->record);
}

/* ---- members of a struct ---- */

static int64_t unit_rust_align(const struct planner *p, unsigned unit)
{
	struct type integer = { .kind = TYPE_INT, .size = unit, .align = unit };
	return unit > 1 ? api_rust_layout(&p->api->target, &integer).align : 1;
}

static void put_padding(struct planner *p, int64_t offset, int64_t size, unsigned unit)
{
	struct member member = {
		.kind = MEMBER_PADDING,
		.number = p->n_paddings++,
		.offset = offset,
		.size = size,
		.unit = unit,
	};
	g_array_append_val(p->members, member);
}

/* Integers as wide as the alignment, up to eight bytes, that end where the next member begins. */
static void put_padding_before(struct planner *p, int64_t wanted, int64_t align)
{
	unsigned unit = (unsigned)MIN(align, WIDEST_TRUSTED);
	while ((wanted - align_up(p->offset, unit_rust_align(p, unit))) % unit)
		unit /= 2;
	int64_t from = align_up(p->offset, unit_rust_align(p, unit));
	put_padding(p, from, wanted - from, unit);
}

/*
 * Explicit padding up to `wanted`, made of integers of the next member's alignment, as bindgen does; it is there as well where rustc would
 * come to the same offset for an alignment of more than eight bytes, which old releases did not keep.
 */
static bool pad_to(struct planner *p, int64_t wanted, int64_t align)
{
	int64_t natural = align_up(p->offset, align);
	bool want_all = p->config->explicit_padding && p->offset < wanted;
	if (natural > wanted)
		return false;
	if (want_all)
		put_padding(p, p->offset, wanted - p->offset, 1);
	else if (natural < wanted || (align > WIDEST_TRUSTED && p->offset < wanted && !p->packed))
		put_padding_before(p, wanted, align);
	p->align = MAX(p->align, align);
	p->offset = wanted;
	return true;
}

static unsigned next_power_of_two(unsigned n)
{
	unsigned power = 1;
	while (power < n)
		power *= 2;
	return power;
}

/* The run of bitfields from `first` on: its end in the list, and the bits that it covers. */
static unsigned bitfield_run(const struct record *record, unsigned first, int64_t *from, int64_t *to, unsigned *widest)
{
	unsigned i;
	*from = INT64_MAX;
	*to = -1;
	*widest = 1;
	for (i = first; i < record->n_fields && record->fields[i].width >= 0; i++) {
		const struct field *field = &record->fields[i];
		if (field->width == 0)
			continue;
		*from = MIN(*from, field->offset / 8);
		*to = MAX(*to, (field->offset + field->width + 7) / 8);
		if (field->name)
			*widest = MAX(*widest, (unsigned)field->width);
	}
	return i;
}

/* `[uW; 0]` before a unit: bindgen takes W from the widest bitfield; here only where it moves nothing. */
static unsigned unit_alignment(const struct planner *p, int64_t offset, unsigned widest)
{
	unsigned unit = MIN(next_power_of_two((widest + 7) / 8), 8);
	while (unit > 1) {
		struct type integer = { .kind = TYPE_INT, .size = unit, .align = unit };
		int64_t align = api_rust_layout(&p->api->target, &integer).align;
		if (!p->packed && offset % align == 0 && align <= p->record->align)
			return unit;
		unit /= 2;
	}
	return 1;
}

static bool plan_bitfields(struct planner *p, unsigned *index)
{
	int64_t from, to;
	unsigned widest, first = *index, end = bitfield_run(p->record, first, &from, &to, &widest);
	*index = end - 1;
	if (to < 0)
		return true; /* nothing but zero-width ones */
	struct member member = {
		.kind = MEMBER_BITFIELDS, .first = first, .count = end - first, .offset = from, .size = to - from
	};
	member.number = ++p->n_units;
	member.unit = unit_alignment(p, from, widest);
	if (!p->record->is_union) {
		if (from < p->offset || !pad_to(p, from, unit_rust_align(p, member.unit)))
			return false;
		p->offset = to;
	} else {
		if (from != 0)
			return false;
		p->align = MAX(p->align, unit_rust_align(p, member.unit));
		p->offset = MAX(p->offset, to);
	}
	p->after_bitfields = true;
	p->unit_align = MIN(next_power_of_two((widest + 7) / 8), 8);
	g_array_append_val(p->members, member);
	return true;
}

static bool plan_field(struct planner *p, unsigned index)
{
	const struct field *field = &p->record->fields[index];
	struct rust_layout layout = field_layout(p, field);
	int64_t c_size = is_flexible(field->type) ? 0 : field->type->size;
	struct member member = {
		.kind = is_flexible(field->type) ? MEMBER_FLEXIBLE : MEMBER_FIELD,
		.first = index,
		.count = 1,
		.offset = field->offset / 8,
		.size = c_size,
	};
	if (layout.size < 0 || layout.size != c_size || field->offset % 8)
		return false;
	if (p->packed && contains_align(field->type))
		return false;
	if (p->record->is_union) {
		if (member.offset != 0)
			return false;
		p->align = MAX(p->align, layout.align);
		p->offset = MAX(p->offset, c_size);
	} else {
		if (!pad_to(p, member.offset, layout.align))
			return false;
		p->offset = member.offset + c_size;
	}
	p->after_bitfields = false;
	g_array_append_val(p->members, member);
	return true;
}

/* The integers of the padding behind the last member, in bytes: bindgen's choice where it moves nothing. */
static unsigned end_unit(const struct planner *p, int64_t missing, int64_t align)
{
	unsigned unit = 8;
	if (p->packed || p->config->explicit_padding)
		return 1;
	if (!p->after_bitfields && align <= WIDEST_TRUSTED)
		unit = (unsigned)align;
	while (missing % unit || p->offset % unit_rust_align(p, unit) || unit_rust_align(p, unit) > p->record->align)
		unit /= 2;
	return unit;
}

/* Bytes behind the last member: Rust's own rounding does, but for bitfields, after which bindgen writes them down. */
static bool plan_end(struct planner *p)
{
	int64_t size = p->record->size, align = MAX(p->align, p->packed ? 1 : p->record->align);
	int64_t missing = size - p->offset;
	if (missing < 0)
		return false;
	if (p->record->is_union)
		return align_up(p->offset, align) == size;
	bool shown = p->after_bitfields && missing >= p->unit_align;
	if (missing && (shown || align_up(p->offset, align) != size || p->config->explicit_padding)) {
		put_padding(p, p->offset, missing, end_unit(p, missing, align));
		p->offset = size;
	}
	return true;
}

/*
 * A record whose alignment comes from its bitfields alone gets it from `[uW; 0]`, not from repr(align), where a unit stands right: only so can
 * it be a member of a packed record (E0588).
 */
static void raise_unit(struct planner *p)
{
	for (unsigned i = 0; i < p->members->len && p->align < p->record->align && !p->packed; i++) {
		struct member *member = &g_array_index(p->members, struct member, i);
		if (member->kind != MEMBER_BITFIELDS || member->offset % p->record->align)
			continue;
		for (unsigned unit = 2; unit <= 8; unit *= 2) {
			if (unit_rust_align(p, unit) == p->record->align) {
				member->unit = unit;
				p->align = p->record->align;
			}
		}
	}
}

static bool plan_members(struct planner *p)
{
	for (unsigned i = 0; i < p->record->n_fields; i++) {
		bool fits = p->record->fields[i].width >= 0 ? plan_bitfields(p, &i) : plan_field(p, i);
		if (!fits)
			return false;
	}
	raise_unit(p);
	return plan_end(p);
}

/* ---- verification ---- */

static bool verify_member(const struct planner *p, const struct repr *repr, const struct member *m, int64_t *offset,
			  int64_t *align)
{
	int64_t natural = 1;
	if (m->kind == MEMBER_FIELD || m->kind == MEMBER_FLEXIBLE) {
		struct rust_layout layout = field_layout(p, &p->record->fields[m->first]);
		natural = layout.align;
		if (layout.size != m->size || p->record->fields[m->first].offset != m->offset * 8)
			return false;
	} else {
		natural = unit_rust_align(p, m->unit);
		if (repr->packed)
			natural = MIN(natural, (int64_t)repr->packed);
		if (m->kind == MEMBER_PADDING && m->size % m->unit)
			return false;
	}
	for (unsigned i = 0; m->kind == MEMBER_BITFIELDS && i < m->count; i++) {
		const struct field *field = &p->record->fields[m->first + i];
		if (field->width > 0 &&
		    (field->offset < m->offset * 8 || field->offset + field->width > (m->offset + m->size) * 8))
			return false;
	}
	int64_t at = p->record->is_union ? 0 : align_up(*offset, natural);
	*offset = p->record->is_union ? MAX(*offset, m->size) : at + m->size;
	*align = MAX(*align, natural);
	return at == m->offset;
}

/* Lays the plan out by Rust's rules from nothing and compares every offset, the size and the alignment with C's. */
static bool verify(const struct planner *p, const struct repr *repr)
{
	int64_t offset = 0, align = MAX((int64_t)repr->align, 1);
	for (unsigned i = 0; i < repr->n_members; i++)
		if (!verify_member(p, repr, &repr->members[i], &offset, &align))
			return false;
	return align == p->record->align && align_up(offset, align) == p->record->size;
}

/* ---- records ---- */

static bool try_fields(struct api *api, const struct config *config, struct item *item, unsigned packed)
{
	struct record *record = &item->record;
	struct planner p = {
		.api = api,
		.config = config,
		.item = item,
		.record = record,
		.packed = packed,
		.align = 1,
		.members = g_array_new(FALSE, TRUE, sizeof(struct member)),
	};
	struct repr repr = { .kind = REPR_FIELDS, .packed = packed };
	bool fits = plan_members(&p) && p.align <= record->align;
	if (fits) {
		repr.n_members = p.members->len;
		repr.members = api_alloc(api, (p.members->len + 1) * sizeof(struct member));
		if (p.members->len)
			memcpy(repr.members, p.members->data, p.members->len * sizeof(struct member));
		if (!packed && p.align < record->align)
			repr.align = (unsigned)record->align;
		fits = verify(&p, &repr);
	}
	if (fits)
		record->repr = repr;
	g_array_unref(p.members);
	return fits;
}

/* Integers for the record's bytes, and repr(align) where these are not aligned enough. */
static void set_blob(const struct target *target, struct record *record, unsigned unit)
{
	struct type blob = { .kind = TYPE_INT, .size = unit, .align = unit };
	int64_t natural = unit > 1 ? api_rust_layout(target, &blob).align : 1;
	record->repr.blob_unit = unit;
	record->repr.align = record->align > natural ? (unsigned)record->align : 0;
}

static void use_bytes(struct api *api, struct item *item, enum repr_kind kind, const char *why)
{
	struct record *record = &item->record;
	/* bindgen's integers have the alignment of the type, up to 16 */
	enum { WIDEST = 16 };
	bool is_bytes = kind == REPR_BYTES || record->align > WIDEST;
	record->repr = (struct repr){ .kind = kind, .why = why };
	set_blob(&api->target, record, is_bytes ? 1 : api_blob_unit(&api->target, record->size, record->align));
}

/*
 * bindgen makes the integers at most eight bytes wide. The records around the union are laid out already: it must not get a repr(align)
 * that it has not had, which packed ones cannot contain (E0588).
 */
bool layout_wrap_union(const struct target *target, struct record *record)
{
	struct repr before = record->repr;
	bool may_align = record_contains_align(record);
	for (int64_t widest = 8; widest <= 16; widest *= 2) {
		record->repr.kind = REPR_WRAPPED;
		set_blob(target, record, api_blob_unit(target, record->size, MIN(record->align, widest)));
		if (!record->repr.align || may_align)
			return true;
		record->repr = before;
	}
	return false;
}

static bool is_power_of_two(int64_t n)
{
	return n > 0 && (n & (n - 1)) == 0;
}

static void plan_record(struct api *api, const struct config *config, struct item *item)
{
	struct record *record = &item->record;
	if (!record->is_complete)
		record->repr.kind = REPR_FORWARD;
	else if (record->size < 0 || !is_power_of_two(record->align))
		api_omit_item(api, item, "invalid-type", "clang gives it no layout");
	else if (item->is_opaque)
		use_bytes(api, item, REPR_OPAQUE, NULL);
	else if (!try_fields(api, config, item, 0) && !try_fields(api, config, item, (unsigned)record->align))
		use_bytes(api, item, REPR_BYTES,
			  "Rust cannot lay it out: a member is packed and aligned at once, or not aligned as its type "
			  "asks");
}

/* Members by value come first: whether they contain an alignment decides whether the outer one can be packed. */
static void plan_inner_first(struct api *api, const struct config *config, struct item *item, GHashTable *done)
{
	if (!g_hash_table_add(done, item))
		return;
	for (unsigned i = 0; i < item->record.n_fields; i++) {
		const struct type *type = type_resolve(item->record.fields[i].type);
		while (type->kind == TYPE_ARRAY)
			type = type_resolve(type->array.element);
		if (type->kind == TYPE_RECORD)
			plan_inner_first(api, config, type->item, done);
	}
	plan_record(api, config, item);
}

void pass_layout(struct api *api, const struct config *config)
{
	GHashTable *done = g_hash_table_new(NULL, NULL);
	for (unsigned i = 0; i < api->items->len; i++) {
		struct item *item = g_ptr_array_index(api->items, i);
		if (item->kind == ITEM_RECORD)
			plan_inner_first(api, config, item, done);
	}
	g_hash_table_unref(done);
}
