/*
 * Types to their first fault: what libbpf does not check, and what would lead a reader of the model astray.
 *
 *     [5] CONST → 5                       a type that is made of itself
 *     [7] STRUCT with a member → 7        a record that contains itself
 *     [9] PTR → 1000000                   a type that is not there
 *     256 pointers to pointers            nobody writes that; it would be deep recursion everywhere
 *
 * Two graphs must have no cycle and no long path: of what a type is made of, where records are leaves, and of what a record holds
 * by value, where pointers and functions are. Sizes stay so small that their bits can be counted in 64 bits.
 */
#include "read/btf/reader.h"

enum { DEPTH_MAX = 256, OPEN = UINT16_MAX, LEAVES_MAX = 1 << 20 };

static const int64_t size_max = INT64_MAX / 16;

struct check {
	const struct btf *btf;
	unsigned n_types;
	bool by_value; /* which graph */
	uint16_t *depths; /* of the longest path from here; 0: unknown; OPEN: on the way to here */
	int64_t *sizes; /* by value: bytes */
	uint32_t *leaves; /* by value: fields when all anonymous members are opened */
	char *fault;
};

static bool set_fault(struct check *check, unsigned number, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool set_fault(struct check *check, unsigned number, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = g_strdup_vprintf(format, args);
	va_end(args);
	if (!check->fault)
		check->fault = g_strdup_printf("type %u %s", number, text);
	g_free(text);
	return false;
}

/* ---- one type ---- */

/* What a type may be used for: as that of a member, an element, a parameter. */
static bool is_plain(unsigned kind)
{
	switch (kind) {
	case BTF_KIND_FUNC:
	case BTF_KIND_VAR:
	case BTF_KIND_DATASEC:
	case BTF_KIND_DECL_TAG:
		return false;
	default:
		return true;
	}
}

static bool check_name(struct check *check, unsigned number, uint32_t offset)
{
	return btf__str_by_offset(check->btf, offset) ? true : set_fault(check, number, "has a name that is not there");
}

static bool check_use(struct check *check, unsigned number, unsigned target)
{
	const struct btf_type *type = target < check->n_types ? btf__type_by_id(check->btf, target) : NULL;
	if (!type)
		return set_fault(check, number, "refers to type %u, and there are %u", target, check->n_types - 1);
	if (target && !is_plain(btf_kind(type)))
		return set_fault(check, number, "is made of %u, which is no type", target);
	return true;
}

static bool check_members(struct check *check, unsigned number, const struct btf_type *type)
{
	const struct btf_member *members = btf_members(type);
	for (unsigned i = 0; i < btf_vlen(type); i++)
		if (!check_name(check, number, members[i].name_off) || !check_use(check, number, members[i].type))
			return false;
	return true;
}

static bool check_values(struct check *check, unsigned number, const struct btf_type *type)
{
	unsigned size = type->size;
	if (size != 1 && size != 2 && size != 4 && size != 8 && (size || btf_vlen(type)))
		return set_fault(check, number, "is an enum of %u bytes", size);
	for (unsigned i = 0; i < btf_vlen(type); i++) {
		uint32_t name = btf_is_enum64(type) ? btf_enum64(type)[i].name_off : btf_enum(type)[i].name_off;
		if (!check_name(check, number, name))
			return false;
	}
	return true;
}

static bool check_params(struct check *check, unsigned number, const struct btf_type *type)
{
	const struct btf_param *params = btf_params(type);
	for (unsigned i = 0; i < btf_vlen(type); i++)
		if (!check_name(check, number, params[i].name_off) || !check_use(check, number, params[i].type))
			return false;
	return check_use(check, number, type->type);
}

static bool check_function(struct check *check, unsigned number, const struct btf_type *type)
{
	if (!check_use(check, number, type->type))
		return false;
	if (!btf_is_func_proto(btf__type_by_id(check->btf, type->type)))
		return set_fault(check, number, "is a function whose type %u is none", type->type);
	return true;
}

static bool check_type(struct check *check, unsigned number, const struct btf_type *type)
{
	if (!check_name(check, number, type->name_off))
		return false;
	switch (btf_kind(type)) {
	case BTF_KIND_INT:
	case BTF_KIND_FLOAT:
	case BTF_KIND_FWD:
	case BTF_KIND_DATASEC:
	case BTF_KIND_DECL_TAG: /* these are passed over: what they refer to does not matter */
		return true;
	case BTF_KIND_PTR:
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_TYPE_TAG:
	case BTF_KIND_VAR:
		return check_use(check, number, type->type);
	case BTF_KIND_ARRAY:
		return check_use(check, number, btf_array(type)->type);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return check_members(check, number, type);
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
		return check_values(check, number, type);
	case BTF_KIND_FUNC_PROTO:
		return check_params(check, number, type);
	case BTF_KIND_FUNC:
		return check_function(check, number, type);
	default:
		return set_fault(check, number, "is of the unknown kind %u", btf_kind(type));
	}
}

/* ---- the graphs ---- */

static unsigned count_edges(const struct btf_type *type, bool by_value)
{
	switch (btf_kind(type)) {
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_TYPE_TAG:
	case BTF_KIND_ARRAY:
		return 1;
	case BTF_KIND_PTR:
		return !by_value;
	case BTF_KIND_FUNC_PROTO:
		return by_value ? 0 : btf_vlen(type) + 1U;
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return by_value ? btf_vlen(type) : 0;
	default:
		return 0;
	}
}

static unsigned edge(const struct btf_type *type, unsigned i)
{
	if (btf_is_composite(type))
		return btf_members(type)[i].type;
	if (btf_is_array(type))
		return btf_array(type)->type;
	if (btf_is_func_proto(type) && i)
		return btf_params(type)[i - 1].type;
	return type->type;
}

static void sum_record(struct check *check, unsigned number, const struct btf_type *type)
{
	const struct btf_member *members = btf_members(type);
	uint32_t sum = 0;
	for (unsigned i = 0; i < btf_vlen(type) && sum <= LEAVES_MAX; i++)
		sum += members[i].name_off ? 1 : MAX(check->leaves[members[i].type], 1);
	if (sum > LEAVES_MAX)
		set_fault(check, number, "has more than %d fields in anonymous members", LEAVES_MAX);
	check->sizes[number] = type->size;
	check->leaves[number] = sum;
}

/* What is known of a type by value, from what it holds, which is known. */
static void sum_up(struct check *check, unsigned number, const struct btf_type *type)
{
	check->leaves[number] = 1;
	check->sizes[number] = 0;
	if (btf_is_composite(type)) {
		sum_record(check, number, type);
	} else if (btf_is_array(type)) {
		int64_t size = check->sizes[btf_array(type)->type], count = btf_array(type)->nelems;
		if (size && count > size_max / size)
			set_fault(check, number, "is an array that is too large");
		else
			check->sizes[number] = size * count;
	} else if (btf_is_ptr(type)) {
		check->sizes[number] = 8;
	} else if (count_edges(type, true)) {
		check->sizes[number] = check->sizes[type->type];
		check->leaves[number] = check->leaves[type->type];
	} else if (!btf_is_func_proto(type) && is_plain(btf_kind(type)) && !btf_is_fwd(type)) {
		check->sizes[number] = type->size;
	}
}

static unsigned visit(struct check *check, unsigned number, unsigned level)
{
	if (!number || check->fault)
		return 0;
	if (check->depths[number] == OPEN)
		return set_fault(check, number, "contains itself");
	if (check->depths[number])
		return check->depths[number];
	if (level > DEPTH_MAX)
		return set_fault(check, number, "nests deeper than %d types", DEPTH_MAX);
	const struct btf_type *type = btf__type_by_id(check->btf, number);
	unsigned depth = 0, n = count_edges(type, check->by_value);
	check->depths[number] = OPEN;
	for (unsigned i = 0; i < n && !check->fault; i++)
		depth = MAX(depth, visit(check, edge(type, i), level + 1));
	if (depth >= DEPTH_MAX)
		set_fault(check, number, "nests deeper than %d types", DEPTH_MAX);
	check->depths[number] = (uint16_t)(depth + 1);
	if (check->by_value && !check->fault)
		sum_up(check, number, type);
	return depth + 1;
}

static void check_graph(struct check *check, bool by_value)
{
	check->by_value = by_value;
	check->depths = g_new0(uint16_t, check->n_types);
	for (unsigned i = 1; i < check->n_types && !check->fault; i++)
		visit(check, i, 0);
	g_free(check->depths);
}

char *btf_find_fault(const struct btf *btf)
{
	struct check check = { .btf = btf, .n_types = btf__type_cnt(btf) };
	for (unsigned i = 1; i < check.n_types && !check.fault; i++)
		check_type(&check, i, btf__type_by_id(btf, i));
	check.sizes = g_new0(int64_t, check.n_types);
	check.leaves = g_new0(uint32_t, check.n_types);
	check_graph(&check, false);
	check_graph(&check, true);
	g_free(check.sizes);
	g_free(check.leaves);
	return check.fault;
}
