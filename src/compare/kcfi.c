/*
 * Identifiers for kernel control flow integrity of all that is called through pointers and known to both languages.
 *
 *     struct file_operations { int (*flush)(struct file *, fl_owner_t); … };      pub flush: Option<unsafe extern "C" fn(*mut file, …) -> c_int>
 *     C     _ZTSFu3i32P4filePvE.normalized    0x8a3c14d0
 *     Rust  the same                          the same: a call passes the check
 *     enum lru_status (*isolate)(struct list_head *, …)                            Rust has u32 for the enum: #[cfi_encoding = "10lru_status"]
 *
 * What crosses are functions, the pointers to functions among their parameters and results, variables that are such pointers, and members
 * of structs and unions. Without objects that are built so this is a table and nothing more; with them what does not agree is a difference,
 * but for functions that are only ever called by their name, where nothing is checked.
 */
#include "compare/kcfi.h"

#include <string.h>

/* Fields of one record, anonymous ones opened: broken files have more. */
enum { NESTING_MAX = 16, SIGNATURES_MAX = 3, FIELDS_MAX = 100000 };

struct crossing {
	struct comparison *out;
	unsigned pair;
	struct kcfi_view c, rust;
	struct kcfi_mangler c_mangler, rust_mangler;
	bool c_is_left;
	GHashTable *seen; /* "k name" of what was looked at */
	unsigned budget;  /* fields of the record in hand that may still be looked at */
};

/* A place where a pointer crosses. */
struct spot {
	const char *name;    /* in the table: "file_operations.read" */
	const char *subject; /* of a difference: "struct file_operations" */
	const char *member;  /* "read"; NULL: the function itself */
	const struct item *c_function, *rust_function; /* NULL, or the functions themselves */
};

/* ---- what tells two names apart ---- */

static const struct reason {
	unsigned traits;
	const char *text;
} reasons[] = {
	{ KCFI_OPTION, "rustc takes Option of a pointer for a type of its library" },
	{ KCFI_RUST_ENUM, "rustc encodes an enum of Rust by its path" },
	{ KCFI_REFERENCE, "rustc encodes references other than pointers" },
	{ KCFI_NEVER, "rustc encodes '!' as such, and clang void" },
	{ KCFI_ARRAY, "rustc writes A3 for an array of three, and clang A3_" },
	{ KCFI_VOLATILE, "volatile, restrict and _Atomic are part of C's type only" },
	{ KCFI_NO_PROTOTYPE, "C has no prototype" },
	{ KCFI_CONST_RESULT, "the result is const in C" },
	{ KCFI_WIDE, "Rust has no such type as long double, complex numbers and vectors" },
	{ KCFI_TWINS, "clang tells pointers to C's integer types of one size apart, and rustc does not" },
	{ KCFI_FUNCTION, "rustc numbers a pointer to a function as one part of the name, and clang as two" },
};

static const char *reason_text(const struct crossing *x, unsigned traits)
{
	bool is_normalized = x->c_mangler.mode & x->rust_mangler.mode & KCFI_NORMALIZED;
	GString *text = g_string_new(NULL);
	if (traits & KCFI_INTEGER && !is_normalized)
		g_string_append(text, "integers are not normalised");
	for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
		bool is_last_resort = reasons[i].traits & (KCFI_TWINS | KCFI_FUNCTION) && text->len;
		if (traits & reasons[i].traits && !is_last_resort)
			g_string_append_printf(text, "%s%s", text->len ? "; " : "", reasons[i].text);
	}
	const char *interned =
		comparison_text(x->out, text->len ? text->str : "a type is another one, or has another name");
	g_string_free(text, TRUE);
	return interned;
}

static const char *needs_text(const struct crossing *x)
{
	const GPtrArray *enums = x->rust_mangler.enums;
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < enums->len; i++) {
		const char *name = ((const struct item *)g_ptr_array_index(enums, i))->name;
		g_string_append_printf(text, "%s#[cfi_encoding = \"%zu%s\"] on enum %s", text->len ? ", " : "",
				       strlen(name), name, name);
	}
	const char *interned = text->len ? comparison_text(x->out, text->str) : NULL;
	g_string_free(text, TRUE);
	return interned;
}

/* What it would take, and whether that would do. c_name NULL: nothing would. */
static void explain(struct crossing *x, struct kcfi_pair *pair, const char *c_name, const struct function_type *c,
		    const struct function_type *rust)
{
	unsigned traits = x->c_mangler.traits | x->rust_mangler.traits;
	x->rust_mangler.takes_c_enums = true;
	char *name = kcfi_mangle_rust(&x->rust_mangler, rust, c);
	x->rust_mangler.takes_c_enums = false;
	pair->needs = needs_text(x);
	if (!name || !c_name || strcmp(name, c_name) != 0)
		pair->why = reason_text(x, traits | x->rust_mangler.traits);
	g_free(name);
}

/* ---- one pair ---- */

/* What the compiler made of it, or else what it would make. */
static uint32_t left_id(const struct kcfi_pair *pair)
{
	return pair->in_left_object ? pair->left_object_id : pair->left_id;
}

static uint32_t right_id(const struct kcfi_pair *pair)
{
	return pair->in_right_object ? pair->right_object_id : pair->right_id;
}

static void add_gap(const struct crossing *x, const struct spot *spot, const char *reason)
{
	struct gap gap = {
		.pair = x->pair,
		.kind = "kcfi",
		.name = spot->name,
		.id = "kcfi-unknown",
		.reason = comparison_text(x->out, reason),
	};
	g_array_append_val(x->out->gaps, gap);
}

static const char *side_text(const struct crossing *x, uint32_t id, const char *type)
{
	if (!id)
		return comparison_text(x->out, "an identifier of its own");
	return comparison_format(x->out, "0x%08x%s%s", id, type ? ", " : "", type ? type : "");
}

static void add_difference(const struct crossing *x, const struct spot *spot, const struct kcfi_pair *pair)
{
	const char *help = pair->needs ? "; it needs " : "";
	struct difference difference = {
		.kind = DIFFERENCE_KCFI,
		.pair = x->pair,
		.subject = spot->subject,
		.member = spot->member,
		.left = side_text(x, left_id(pair), pair->left_type),
		.right = side_text(x, right_id(pair), pair->right_type),
		.layout = -1,
		.consequence = comparison_format(
			x->out,
			"a call through a pointer from one language to the other fails the check of kernel "
			"control flow integrity and stops the machine%s%s%s%s%s",
			help, pair->needs ? pair->needs : "", pair->why ? " (" : "", pair->why ? pair->why : "",
			pair->why ? ")" : ""),
	};
	g_array_append_val(x->out->differences, difference);
}

static void read_objects(const struct crossing *x, const struct spot *spot, struct kcfi_pair *pair)
{
	const char *symbol = spot->c_function ? spot->c_function->name : NULL;
	const struct kcfi_view *left = x->c_is_left ? &x->c : &x->rust, *right = x->c_is_left ? &x->rust : &x->c;
	pair->in_left_object = symbol && kcfi_view_identifier(left, symbol, &pair->left_object_id);
	pair->in_right_object = symbol && kcfi_view_identifier(right, symbol, &pair->right_object_id);
	pair->agrees = left_id(pair) == right_id(pair) && left_id(pair);
}

/*
 * Whether a call that is checked can come to it, and no difference of settings is behind it. A pointer to a function is taken where both
 * languages' objects have its identifier, or where Rust has the function, for C to call.
 */
static bool matters(const struct crossing *x, const struct spot *spot, const struct kcfi_pair *pair)
{
	if (pair->agrees || !(x->c.is_built || x->rust.is_built) || x->c_mangler.mode != x->rust_mangler.mode)
		return false;
	if (!spot->c_function)
		return true;
	return (pair->in_left_object && pair->in_right_object) || spot->rust_function->function.is_definition;
}

static void set_names(const struct crossing *x, struct kcfi_pair *pair, const char *c, const char *rust)
{
	const char *left = x->c_is_left ? c : rust, *right = x->c_is_left ? rust : c;
	pair->left_type = comparison_text(x->out, left);
	pair->right_type = comparison_text(x->out, right);
	pair->left_id = left ? kcfi_hash(left) : 0;
	pair->right_id = right ? kcfi_hash(right) : 0;
}

static void compare_signatures(struct crossing *x, const struct spot *spot, const struct function_type *c,
			       const struct function_type *rust)
{
	struct kcfi_pair pair = { .name = spot->name };
	char *c_name = kcfi_mangle_c(&x->c_mangler, c), *rust_name = NULL;
	if (c_name)
		rust_name = kcfi_mangle_rust(&x->rust_mangler, rust, NULL);
	if (c_name && (rust_name || x->rust_mangler.is_own)) {
		set_names(x, &pair, c_name, rust_name);
		read_objects(x, spot, &pair);
		pair.normalized = x->c_mangler.mode & x->rust_mangler.mode & KCFI_NORMALIZED;
		if (!pair.agrees)
			explain(x, &pair, c_name, c, rust);
		g_array_append_val(x->out->kcfi, pair);
		if (matters(x, spot, &pair))
			add_difference(x, spot, &pair);
	} else {
		add_gap(x, spot, c_name ? x->rust_mangler.unknown : x->c_mangler.unknown);
	}
	g_free(c_name);
	g_free(rust_name);
}

/* ---- what crosses ---- */

static void cross_signature(struct crossing *x, const struct spot *spot, const struct function_type *c,
			    const struct function_type *rust, unsigned depth);

/* A use of a type: it crosses if it is a pointer to a function, or an array of them. */
static void cross_type(struct crossing *x, const struct spot *spot, const struct type *c, const struct type *rust,
		       unsigned depth)
{
	c = type_resolve(c);
	rust = type_resolve(rust);
	for (int i = 0; i < NESTING_MAX && c->kind == TYPE_ARRAY && rust->kind == TYPE_ARRAY; i++) {
		c = type_resolve(c->array.element);
		rust = type_resolve(rust->array.element);
	}
	if (c->kind != TYPE_POINTER || rust->kind != TYPE_POINTER)
		return;
	c = type_resolve(c->element);
	rust = type_resolve(rust->element);
	if (c->kind != TYPE_FUNCTION || rust->kind != TYPE_FUNCTION)
		return;
	compare_signatures(x, spot, c->function, rust->function);
	cross_signature(x, spot, c->function, rust->function, depth + 1);
}

static void cross_parameter(struct crossing *x, const struct spot *outer, unsigned number, const struct param *param,
			    const struct type *rust, unsigned depth)
{
	const char *quote = param->name ? "'" : "", *name = param->name ? param->name : "";
	const char *what =
		comparison_format(x->out, "parameter %u%s%s%s%s", number + 1, *quote ? " " : "", quote, name, quote);
	struct spot spot = {
		.name = comparison_format(x->out, "%s, %s", outer->name, what),
		.subject = outer->subject,
		.member = outer->member ? comparison_format(x->out, "%s, %s", outer->member, what) : what,
	};
	cross_type(x, &spot, param->type, rust, depth);
}

static bool is_pointer(const struct type *type)
{
	return type_resolve(type)->kind == TYPE_POINTER;
}

/* The pointers among a function's own parameters, and its result. */
static void cross_signature(struct crossing *x, const struct spot *spot, const struct function_type *c,
			    const struct function_type *rust, unsigned depth)
{
	if (depth >= SIGNATURES_MAX)
		return;
	for (unsigned i = 0; i < MIN(c->n_params, rust->n_params); i++)
		if (is_pointer(c->params[i].type) &&
		    type_resolve(type_resolve(c->params[i].type)->element)->kind == TYPE_FUNCTION)
			cross_parameter(x, spot, i, &c->params[i], rust->params[i].type, depth);
	if (!is_pointer(c->result) || type_resolve(type_resolve(c->result)->element)->kind != TYPE_FUNCTION)
		return;
	struct spot result = {
		.name = comparison_format(x->out, "%s, result", spot->name),
		.subject = spot->subject,
		.member = spot->member ? comparison_format(x->out, "%s, result", spot->member) : "result",
	};
	cross_type(x, &result, c->result, rust->result, depth);
}

static void cross_function(struct crossing *x, const struct item *c, const struct item *rust)
{
	const char *name = comparison_format(x->out, "function %s", c->name);
	struct spot spot = { .name = name, .subject = name, .c_function = c, .rust_function = rust };
	struct function_type copy = *rust->function.type->function;
	if (rust->unknown & UNKNOWN_VARIADIC)
		copy.is_variadic = c->function.type->function->is_variadic;
	copy.is_noreturn |= rust->function.is_noreturn;
	compare_signatures(x, &spot, c->function.type->function, &copy);
	cross_signature(x, &spot, c->function.type->function, &copy, 0);
}

static void cross_variable(struct crossing *x, const struct item *c, const struct item *rust)
{
	const char *name = comparison_format(x->out, "variable %s", c->name);
	struct spot spot = { .name = name, .subject = name };
	cross_type(x, &spot, c->variable.type, rust->variable.type, 0);
}

/* ---- members ---- */

/* The names of a record's members, those of anonymous ones among them, to their fields. */
static void index_fields(struct crossing *x, GHashTable *table, const struct item *record, unsigned depth)
{
	for (unsigned i = 0; i < record->record.n_fields && depth < NESTING_MAX && x->budget; i++) {
		x->budget--;
		const struct field *field = &record->record.fields[i];
		const struct type *type = type_resolve(field->type);
		if (field->name)
			g_hash_table_insert(table, (void *)field->name, (void *)field);
		else if (type->kind == TYPE_RECORD)
			index_fields(x, table, type->item, depth + 1);
	}
}

static void cross_members(struct crossing *x, const struct item *record, GHashTable *fields, const char *subject,
			  const char *name, const char *path, unsigned depth);

static void cross_field(struct crossing *x, const struct type *c, const struct type *rust, const char *subject,
			const char *name, const char *path, unsigned depth)
{
	struct spot spot = { .name = name, .subject = subject, .member = path };
	c = type_resolve(c);
	rust = type_resolve(rust);
	if (c->kind != TYPE_RECORD) {
		cross_type(x, &spot, c, rust, 0);
		return;
	}
	if (rust->kind != TYPE_RECORD || c->item->name || depth >= NESTING_MAX)
		return;
	GHashTable *fields = g_hash_table_new(g_str_hash, g_str_equal);
	index_fields(x, fields, rust->item, 0);
	cross_members(x, c->item, fields, subject, name, path, depth + 1);
	g_hash_table_unref(fields);
}

/* Whether a field of this type may lead to a pointer to a function: names are made for such ones only. */
static bool is_of_interest(const struct type *type)
{
	type = type_resolve(type);
	for (int i = 0; i < NESTING_MAX && type->kind == TYPE_ARRAY; i++)
		type = type_resolve(type->array.element);
	if (type->kind == TYPE_RECORD)
		return !type->item->name;
	return type->kind == TYPE_POINTER && type_resolve(type->element)->kind == TYPE_FUNCTION;
}

static void cross_members(struct crossing *x, const struct item *record, GHashTable *fields, const char *subject,
			  const char *name, const char *path, unsigned depth)
{
	for (unsigned i = 0; i < record->record.n_fields && depth < NESTING_MAX && x->budget; i++) {
		x->budget--;
		const struct field *field = &record->record.fields[i];
		const struct type *type = type_resolve(field->type);
		if (!field->name && type->kind == TYPE_RECORD) {
			cross_members(x, type->item, fields, subject, name, path, depth + 1);
			continue;
		}
		if (!field->name || !is_of_interest(field->type))
			continue;
		const struct field *same = g_hash_table_lookup(fields, field->name);
		if (!same)
			continue;
		cross_field(x, field->type, same->type, subject, comparison_format(x->out, "%s.%s", name, field->name),
			    path ? comparison_format(x->out, "%s.%s", path, field->name) :
				   comparison_text(x->out, field->name),
			    depth);
	}
}

static void cross_record(struct crossing *x, const struct item *c, const struct item *rust)
{
	const char *subject = comparison_format(x->out, "%s %s", item_kind_name(c), c->name);
	GHashTable *fields = g_hash_table_new(g_str_hash, g_str_equal);
	x->budget = FIELDS_MAX;
	index_fields(x, fields, rust, 0);
	cross_members(x, c, fields, subject, c->name, NULL, 0);
	g_hash_table_unref(fields);
}

/* ---- all ---- */

static bool is_first(struct crossing *x, const struct item *item)
{
	char *key = g_strdup_printf("%d %s", (int)item->kind, item->name);
	return g_hash_table_add(x->seen, key);
}

static void cross_item(struct crossing *x, const struct item *item)
{
	if (!item->name || item->omitted || (item->kind == ITEM_RECORD && !item->record.is_complete))
		return;
	const struct item *rust = kcfi_view_find(&x->rust, item);
	if (!rust || !is_first(x, item))
		return;
	if (item->kind == ITEM_FUNCTION)
		cross_function(x, item, rust);
	else if (item->kind == ITEM_VARIABLE)
		cross_variable(x, item, rust);
	else
		cross_record(x, item, rust);
}

/* Each side as its objects show; what they leave open as the other side, or else as the kernel builds it. */
static void set_modes(struct crossing *x)
{
	int c = x->c.mode, rust = x->rust.mode;
	x->c_mangler.mode = c >= 0 ? (unsigned)c : rust >= 0 ? (unsigned)rust : KCFI_NORMALIZED;
	x->rust_mangler.mode = rust >= 0 ? (unsigned)rust : x->c_mangler.mode;
	x->rust_mangler.core = x->rust.core;
	x->rust_mangler.encodings = x->rust.encodings;
}

static const char *mode_text(unsigned mode)
{
	static const char *const texts[KCFI_MODES] = {
		[KCFI_PLAIN] = "types as they are",
		[KCFI_NORMALIZED] = "integers normalised",
		[KCFI_GENERALIZED] = "pointers generalised",
		[KCFI_NORMALIZED | KCFI_GENERALIZED] = "integers normalised, pointers generalised",
	};
	return texts[mode];
}

/* Whether the comparison of flags has found it out. */
static bool is_said(const struct comparison *comparison)
{
	for (guint i = 0; i < comparison->flags->len; i++) {
		const struct flag_pair *flag = &g_array_index(comparison->flags, struct flag_pair, i);
		if (flag->verdict == FLAG_WRONG && g_str_has_prefix(flag->property, "kcfi-"))
			return true;
	}
	return false;
}

/* Settings that differ make all identifiers differ: that is said once. */
static void compare_modes(const struct crossing *x)
{
	unsigned c = x->c_mangler.mode, rust = x->rust_mangler.mode;
	struct difference difference = {
		.kind = DIFFERENCE_KCFI,
		.pair = x->pair,
		.subject = "kcfi",
		.member = "settings",
		.left = mode_text(x->c_is_left ? c : rust),
		.right = mode_text(x->c_is_left ? rust : c),
		.layout = -1,
		.consequence =
			"calls through pointers from one language to the other fail the check of kernel control flow "
			"integrity and stop the machine",
	};
	if (c != rust && !is_said(x->out))
		g_array_append_val(x->out->differences, difference);
}

void compare_kcfi(struct comparison *comparison, const struct view *left, const struct view *right)
{
	if (left->is_rust == right->is_rust || !left->apis->len || !right->apis->len)
		return;
	struct crossing x = { .out = comparison, .c_is_left = !left->is_rust };
	const struct view *c = x.c_is_left ? left : right;
	x.pair = comparison->pairs->len ? comparison->pairs->len - 1 : 0;
	kcfi_view_init(&x.c, c);
	kcfi_view_init(&x.rust, x.c_is_left ? right : left);
	kcfi_mangler_init(&x.c_mangler, x.c.target);
	kcfi_mangler_init(&x.rust_mangler, x.rust.target);
	x.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	set_modes(&x);
	compare_modes(&x);
	for (guint i = 0; i < c->apis->len; i++) {
		const struct api *api = g_ptr_array_index(c->apis, i);
		for (guint k = 0; k < api->items->len; k++)
			cross_item(&x, g_ptr_array_index(api->items, k));
	}
	g_hash_table_unref(x.seen);
	kcfi_mangler_finish(&x.c_mangler);
	kcfi_mangler_finish(&x.rust_mangler);
	kcfi_view_finish(&x.c);
	kcfi_view_finish(&x.rust);
}
