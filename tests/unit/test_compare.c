/*
 * compare_views() over small models, one table row for each pair of them: what it finds.
 *
 * A model is written as items, each ended by ';':
 *
 *     struct p 8/4 { i32 x@0, u32 a@32:3, &q in@32 }     size/alignment, members at bit offsets; name '-': anonymous, size -: incomplete
 *     enum e u32 { A=0, B=-1 }    typedef t *void    fn f(i32 flags, *&p, ...) u64    var v [4]i32    const N 3
 *
 * Types: void bool char i8 … u128 f32 f64 ld *T [N]T []T &NAME (an item) @(T, T)T (a function) vec cplx. Marks behind an item's kind: !bits !blob
 * !align !variadic !conv !transparent !newtype !value !noproto !noreturn !tls !local !win64 !omitted !origin, "scope:" in front of a name.
 * In what is expected, a difference is "kind subject.member", a gap "?id name".
 */
#include "compare/compare.h"

#include "api/origin.h"
#include "base/diag.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- models out of text ---- */

struct parser {
	struct api *api;
	const char *p;
};

static const struct type *parse_type(struct parser *ps);

static void skip_space(struct parser *ps)
{
	while (g_ascii_isspace(*ps->p))
		ps->p++;
}

static bool eat(struct parser *ps, const char *token)
{
	skip_space(ps);
	if (!g_str_has_prefix(ps->p, token))
		return false;
	ps->p += strlen(token);
	return true;
}

static void need(struct parser *ps, const char *token)
{
	if (!eat(ps, token))
		g_error("'%s' is missing at '%s'", token, ps->p);
}

static const char *parse_word(struct parser *ps)
{
	skip_space(ps);
	size_t length = strcspn(ps->p, " \n@,;(){}=/");
	g_autofree char *word = g_strndup(ps->p, length);

	ps->p += length;
	return api_intern(ps->api, word);
}

static int64_t parse_number(struct parser *ps)
{
	char *end;
	int64_t value = g_ascii_strtoll(ps->p, &end, 0);

	g_assert_true(end != ps->p);
	ps->p = end;
	return value;
}

static struct type *new_sized(struct parser *ps, enum type_kind kind, int64_t size)
{
	struct type *type = api_new_type(ps->api, kind);

	type->size = type->align = size;
	return type;
}

/* The item of that name, or "#3": of that number; a struct that is only declared where there is none yet. */
static struct item *refer(struct parser *ps, const char *name)
{
	if (*name == '#')
		return ps->api->items->pdata[atoi(name + 1)];
	for (guint i = 0; i < ps->api->items->len; i++) {
		struct item *item = ps->api->items->pdata[i];
		if (item->name && strcmp(item->name, name) == 0 && item->kind <= ITEM_TYPEDEF)
			return item;
	}
	return api_add_item(ps->api, ITEM_RECORD, name, (struct location){ 0 });
}

static const struct type *scalar_type(struct parser *ps, const char *word)
{
	static const struct {
		const char *name;
		enum int_kind kind;
		int size;
	} integers[] = {
		{ "char", INT_CHAR, 1 }, { "i8", INT_SCHAR, 1 }, { "u8", INT_UCHAR, 1 },   { "i16", INT_SHORT, 2 },
		{ "u16", INT_USHORT, 2 }, { "i32", INT_INT, 4 },  { "u32", INT_UINT, 4 },  { "i64", INT_LONG, 8 },
		{ "u64", INT_ULONG, 8 }, { "ll", INT_LLONG, 8 }, { "i128", INT_I128, 16 }, { "u128", INT_U128, 16 },
	};
	struct type *type;

	for (unsigned i = 0; i < G_N_ELEMENTS(integers); i++)
		if (strcmp(integers[i].name, word) == 0) {
			type = new_sized(ps, TYPE_INT, integers[i].size);
			type->int_kind = integers[i].kind;
			return type;
		}
	if (strcmp(word, "bool") == 0)
		return new_sized(ps, TYPE_BOOL, 1);
	if (strcmp(word, "void") == 0)
		return api_new_type(ps->api, TYPE_VOID);
	if (strcmp(word, "odd") == 0)
		return new_sized(ps, TYPE_UNSUPPORTED, 16);
	if (strcmp(word, "vec") == 0 || strcmp(word, "cplx") == 0) {
		type = new_sized(ps, *word == 'v' ? TYPE_VECTOR : TYPE_COMPLEX, 16);
		if (*word == 'v') {
			type->array.element = scalar_type(ps, "i32");
			type->array.count = 4;
		} else {
			type->element = scalar_type(ps, "f64");
		}
		return type;
	}
	g_assert_true(*word == 'f' || strcmp(word, "ld") == 0);
	type = new_sized(ps, TYPE_FLOAT, *word == 'l' ? 16 : atoi(word + 1) / 8);
	type->float_kind = *word == 'l' ? FLOAT_LONG_DOUBLE : type->size == 4 ? FLOAT_FLOAT : type->size == 2 ? FLOAT_FLOAT16 : FLOAT_DOUBLE;
	return type;
}

static const struct type *parse_function(struct parser *ps)
{
	struct type *type = api_new_type(ps->api, TYPE_FUNCTION);
	struct function_type *function = type->function = api_alloc(ps->api, sizeof(*function));

	function->params = api_alloc(ps->api, 8 * sizeof(struct param));
	function->has_prototype = true;
	need(ps, "(");
	while (!eat(ps, ")")) {
		if (eat(ps, "...")) {
			function->is_variadic = true;
			continue;
		}
		struct param *param = &function->params[function->n_params++];
		param->type = param->as_written = parse_type(ps);
		skip_space(ps);
		if (g_ascii_isalpha(*ps->p))
			param->name = parse_word(ps);
		eat(ps, ",");
	}
	function->result = parse_type(ps);
	return type;
}

static const struct type *parse_type(struct parser *ps)
{
	if (eat(ps, "*")) {
		struct type *type = new_sized(ps, TYPE_POINTER, ps->api->target.pointer_size);
		type->element = parse_type(ps);
		return type;
	}
	if (eat(ps, "[")) {
		struct type *type = api_new_type(ps->api, TYPE_ARRAY);
		type->array.bound = *ps->p == ']' ? ARRAY_INCOMPLETE : ARRAY_COUNTED;
		type->array.count = *ps->p == ']' ? 0 : parse_number(ps);
		need(ps, "]");
		type->array.element = parse_type(ps);
		type->size = type->array.element->size * type->array.count;
		return type;
	}
	if (eat(ps, "@"))
		return parse_function(ps);
	if (!eat(ps, "&"))
		return scalar_type(ps, parse_word(ps));
	struct item *item = refer(ps, parse_word(ps));
	struct type *type = api_new_type(ps->api, item->kind == ITEM_ENUM    ? TYPE_ENUM :
						  item->kind == ITEM_TYPEDEF ? TYPE_TYPEDEF :
									       TYPE_RECORD);
	type->item = item;
	type->size = item->kind == ITEM_RECORD && item->record.is_complete ? item->record.size : -1;
	return type;
}

static void parse_members(struct parser *ps, struct item *item)
{
	struct record *record = &item->record;

	record->fields = api_alloc(ps->api, 16 * sizeof(struct field));
	need(ps, "{");
	while (!eat(ps, "}")) {
		struct field *field = &record->fields[record->n_fields++];
		field->type = parse_type(ps);
		field->name = parse_word(ps);
		field->loc = (struct location){ 1, 7, 3 };
		if (strcmp(field->name, "-") == 0)
			field->name = NULL;
		need(ps, "@");
		field->offset = parse_number(ps);
		field->width = eat(ps, ":") ? (int)parse_number(ps) : -1;
		eat(ps, ",");
	}
}

static void parse_values(struct parser *ps, struct item *item)
{
	struct enumeration *enumeration = &item->enumeration;

	enumeration->values = api_alloc(ps->api, 8 * sizeof(struct enumerator));
	need(ps, "{");
	while (!eat(ps, "}")) {
		struct enumerator *value = &enumeration->values[enumeration->n_values++];
		value->name = parse_word(ps);
		need(ps, "=");
		value->value = (uint64_t)parse_number(ps);
		eat(ps, ",");
	}
}

static void parse_constant(struct parser *ps, struct item *item)
{
	struct value *value = &item->constant.value;

	item->constant.type = scalar_type(ps, "i32");
	skip_space(ps);
	if (*ps->p == '"') {
		const char *end = strchr(++ps->p, '"');
		value->kind = VALUE_STRING;
		value->element_size = 1;
		value->n_elements = (uint64_t)(end - ps->p);
		g_autofree char *elements = g_strndup(ps->p, value->n_elements);
		value->elements = api_intern(ps->api, elements);
		ps->p = end + 1;
		value->n_elements += eat(ps, "0");
	} else if (strcspn(ps->p, ".") < strcspn(ps->p, ";")) {
		char *end;
		value->kind = VALUE_FLOAT;
		value->real = g_ascii_strtod(ps->p, &end);
		ps->p = end;
	} else {
		value->is_negative = *ps->p == '-';
		value->integer = (uint64_t)parse_number(ps);
	}
}

static void set_mark(struct item *item, struct api *api, const char *mark)
{
	static const struct {
		const char *name;
		unsigned unknown;
	} marks[] = {
		{ "bits", UNKNOWN_BITFIELDS },	      { "align", UNKNOWN_ALIGNMENT }, { "variadic", UNKNOWN_VARIADIC },
		{ "newtype", UNKNOWN_TRANSPARENT }, { "value", UNKNOWN_VALUE },     { "conv", UNKNOWN_CONVENTION },
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strcmp(marks[i].name, mark) == 0) {
			item->unknown |= marks[i].unknown;
			return;
		}
	if (strcmp(mark, "blob") == 0)
		item->record.has_blob = true;
	else if (strcmp(mark, "transparent") == 0)
		item->record.is_transparent = true;
	else if (strcmp(mark, "noproto") == 0)
		item->function.type->function->has_prototype = false;
	else if (strcmp(mark, "noreturn") == 0)
		item->function.is_noreturn = true;
	else if (strcmp(mark, "tls") == 0)
		item->variable.is_thread_local = true;
	else if (strcmp(mark, "local") == 0)
		item->function.linkage = LINKAGE_INTERNAL;
	else if (strcmp(mark, "win64") == 0)
		item->function.type->function->conv = CALL_WIN64;
	else if (strcmp(mark, "omitted") == 0)
		api_omit_item(api, item, "unsupported-type", "it is odd");
	else if (strcmp(mark, "origin") == 0)
		item->origin = 1;
	else if (g_str_has_prefix(mark, "link:"))
		item->function.link_name = api_intern(api, mark + 5);
	else
		g_error("mark '%s'", mark);
}

static struct item *parse_named(struct parser *ps, enum item_kind kind)
{
	const char *name = parse_word(ps), *scope = strstr(name, "::");
	struct item *item = NULL;

	if (kind == ITEM_RECORD && !scope)
		for (guint i = 0; i < ps->api->items->len && !item; i++) {
			struct item *known = ps->api->items->pdata[i];
			if (known->kind == ITEM_RECORD && !known->record.is_complete && g_strcmp0(known->name, name) == 0)
				item = known;
		}
	if (!item)
		item = api_add_item(ps->api, kind, NULL, (struct location){ 1, 5, 2 });
	item->loc = (struct location){ 1, 5, 2 };
	item->is_anonymous = strcmp(name, "-") == 0;
	item->name = item->is_anonymous ? NULL : api_intern(ps->api, scope ? scope + 2 : name);
	if (scope) {
		g_autofree char *copy = g_strndup(name, (size_t)(scope - name));
		item->scope = api_intern(ps->api, copy);
	}
	return item;
}

static void parse_item(struct parser *ps)
{
	const char *kind = parse_word(ps);
	g_autoptr(GPtrArray) marks = g_ptr_array_new();
	struct item *item;

	while (eat(ps, "!"))
		g_ptr_array_add(marks, (gpointer)parse_word(ps));
	if (strcmp(kind, "struct") == 0 || strcmp(kind, "union") == 0) {
		item = parse_named(ps, ITEM_RECORD);
		item->record.is_union = *kind == 'u';
		if (!eat(ps, "-")) {
			item->record.is_complete = true;
			skip_space(ps);
			item->record.size = parse_number(ps);
			need(ps, "/");
			item->record.align = parse_number(ps);
			parse_members(ps, item);
		}
	} else if (strcmp(kind, "enum") == 0) {
		item = parse_named(ps, ITEM_ENUM);
		if (!eat(ps, "-")) {
			item->enumeration.is_complete = true;
			item->enumeration.integer = parse_type(ps);
			parse_values(ps, item);
		}
	} else if (strcmp(kind, "typedef") == 0) {
		item = parse_named(ps, ITEM_TYPEDEF);
		item->typedef_.type = parse_type(ps);
	} else if (strcmp(kind, "fn") == 0) {
		item = parse_named(ps, ITEM_FUNCTION);
		item->function.type = parse_function(ps);
	} else if (strcmp(kind, "var") == 0) {
		item = parse_named(ps, ITEM_VARIABLE);
		item->variable.type = parse_type(ps);
	} else {
		g_assert_cmpstr(kind, ==, "const");
		item = parse_named(ps, ITEM_CONSTANT);
		parse_constant(ps, item);
	}
	for (guint i = 0; i < marks->len; i++)
		set_mark(item, ps->api, marks->pdata[i]);
	need(ps, ";");
}

static struct api *api_parse(const char *text, const char *triple, const char *file)
{
	struct parser ps = { api_new(), text };
	struct origin origin = { .source = "unit.c" };

	g_assert_true(target_set_triple(&ps.api->target, triple));
	g_ptr_array_add(ps.api->files, (gpointer)api_intern(ps.api, file));
	origin.object = api_add_object(ps.api, "lib.a(unit.o)");
	g_ptr_array_set_size(ps.api->objects, 0);
	api_add_origin(ps.api, &origin);
	for (skip_space(&ps); *ps.p; skip_space(&ps))
		parse_item(&ps);
	return ps.api;
}

/* ---- comparing them ---- */

struct run {
	struct api *apis[3];
	struct view left, right;
	struct comparison *comparison;
};

/* right may be two models, separated by '|'. */
static void run_init(struct run *run, const char *left, const char *right, const char *left_triple, const char *right_triple, bool is_rust)
{
	g_auto(GStrv) models = g_strsplit(right, "|", 2);

	memset(run, 0, sizeof(*run));
	run->left = (struct view){ .label = "C (GNU C17)", .apis = g_ptr_array_new() };
	run->right = (struct view){ .label = is_rust ? "Rust" : "headers (clang)", .is_rust = is_rust, .apis = g_ptr_array_new() };
	run->apis[0] = api_parse(left, left_triple, "a.h");
	run->apis[1] = api_parse(models[0] ? models[0] : "", right_triple, "b.rs");
	g_ptr_array_add(run->left.apis, run->apis[0]);
	g_ptr_array_add(run->right.apis, run->apis[1]);
	if (models[0] && models[1]) {
		run->apis[2] = api_parse(models[1], right_triple, "text.rs");
		g_ptr_array_add(run->right.apis, run->apis[2]);
	}
	run->comparison = comparison_new();
	compare_views(run->comparison, &run->left, &run->right);
}

static void run_finish(struct run *run)
{
	comparison_free(run->comparison);
	g_ptr_array_unref(run->left.apis);
	g_ptr_array_unref(run->right.apis);
	for (unsigned i = 0; i < G_N_ELEMENTS(run->apis); i++)
		api_free(run->apis[i]);
}

static char *summary(const struct comparison *comparison)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < comparison->differences->len; i++) {
		const struct difference *d = &g_array_index(comparison->differences, struct difference, i);
		g_string_append_printf(out, "%s%s %s", out->len ? "; " : "", difference_kind_names[d->kind], d->subject);
		if (d->member)
			g_string_append_printf(out, ".%s", d->member);
		/* what every difference must have */
		g_assert_nonnull(d->consequence);
		g_assert_true(d->left || d->right);
		if (d->layout >= 0)
			g_assert_cmpint(d->layout, <, (int)comparison->layouts->len);
	}
	for (guint i = 0; i < comparison->gaps->len; i++) {
		const struct gap *g = &g_array_index(comparison->gaps, struct gap, i);
		g_string_append_printf(out, "%s?%s %s", out->len ? "; " : "", g->id, g->name);
		g_assert_nonnull(g->reason);
	}
	return g_string_free(out, FALSE);
}

struct row {
	const char *left, *right;
	const char *found;
};

#define X64 "x86_64-unknown-linux-gnu"

static const struct row rows[] = {
	/* the same */
	{ "struct p 8/4 { i32 x@0, u32 y@32 };", "struct p 8/4 { i32 x@0, u32 y@32 };", "" },
	{ "struct p 16/8 { i64 a@0, ll b@64 };", "struct p 16/8 { ll a@0, i64 b@64 };", "" },
	{ "struct p 4/4 { i32 type@0 };", "struct p 4/4 { i32 type_@0 };", "" },
	{ "struct p 4/4 { i32 type@0 };", "struct p 4/4 { i32 r#type@0 };", "" },
	{ "struct type 4/4 { i32 a@0 };", "struct type_ 4/4 { i32 a@0 };", "" },
	{ "struct p 8/4 { i32 type@0, i32 type_@32 };", "struct p 8/4 { i32 type@0, i32 type_@32 };", "" },
	{ "struct p 4/4 { i32 a@0 };", "struct struct_p 4/4 { i32 a@0 };", "" },
	{ "struct p 0/1 { };", "struct p 0/1 { };", "" },
	/* records as a whole */
	{ "struct p 4/4 { i32 a@0 };", "union p 4/4 { i32 a@0 };", "kind struct p" },
	{ "union p 4/4 { i32 a@0 };", "struct p 4/4 { i32 a@0 };", "kind union p" },
	{ "struct p 16/16 { i32 a@0 };", "struct p 4/4 { i32 a@0 };", "size struct p; alignment struct p" },
	{ "struct p 4/4 { i32 a@0 };", "struct p 16/16 { i32 a@0 };", "size struct p; alignment struct p" },
	{ "struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/8 { i32 a@0, i32 b@32 };", "alignment struct p" },
	{ "struct !align p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/8 { i32 a@0, i32 b@32 };", "?alignment-unknown p" },
	{ "struct p 4/4 { i32 a@0 };", "struct p -;", "?incomplete p" },
	{ "struct p -;", "struct p 4/4 { i32 a@0 };", "?incomplete p" },
	{ "struct p -;", "struct p -;", "" },
	{ "struct p 4/4 { i32 a@0 };", "struct !blob p 0/1 { };", "?incomplete p" },
	{ "struct p 4/4 { i32 a@0 };", "struct !blob p 4/4 { };", "?opaque p" },
	{ "struct p 4/4 { i32 a@0 };", "struct !blob p 8/4 { };", "size struct p; ?opaque p" },
	{ "struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/4 { [8]u8 size@0 };", "?opaque p" },
	{ "struct !omitted p 8/4 { i32 a@0 };", "struct p 8/4 { i32 a@0 };", "?omitted p" },
	{ "struct p 8/4 { i32 a@0 };", "struct !omitted p 8/4 { i32 a@0 };", "?omitted p" },
	/* members */
	{ "struct p 12/4 { i32 a@0, i32 b@32, i32 c@64 };", "struct p 8/4 { i32 a@0, i32 c@32 };", "field-missing struct p.b; size struct p" },
	{ "struct p 8/4 { i32 a@0, i32 c@32 };", "struct p 12/4 { i32 a@0, i32 b@32, i32 c@64 };", "field-extra struct p.b; size struct p" },
	{ "struct p 8/4 { char a@0, i32 c@32 };", "struct p 8/4 { char a@0, u8 b@8, i32 c@32 };", "field-extra struct p.b" },
	{ "struct p 8/4 { char a@0, i32 c@32 };", "struct p 8/4 { char a@0, [3]u8 _pad@8, i32 c@32 };", "" },
	{ "struct p 8/4 { char a@0, i32 _pad@32 };", "struct p 8/4 { char a@0 };", "field-missing struct p._pad" },
	{ "struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/4 { i32 b@0, i32 a@32 };", "field-offset struct p.a" },
	{ "struct p 12/4 { char a@0, i32 b@32, i32 c@64 };", "struct p 9/1 { char a@0, i32 b@8, i32 c@40 };", "field-offset struct p.b; size struct p; alignment struct p" },
	{ "struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/4 { i32 a@0, i32 z@32 };", "field-missing struct p.b" },
	{ "struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/4 { i32 a@0, u32 z@32 };", "field-missing struct p.b; field-extra struct p.z" },
	{ "struct p 4/4 { i32 a@0 };", "struct p 4/4 { i32 __0@0 };", "" },
	{ "struct p 8/4 { i32 a@0, &z e@32, i32 b@32 }; struct z 0/1 { };", "struct p 8/4 { i32 a@0, i32 b@32 };", "" },
	{ "struct p 8/4 { u32 a@0 };", "struct p 8/4 { i32 a@0 };", "field-sign struct p.a" },
	{ "struct p 8/4 { i32 a@0 };", "struct p 8/4 { u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 8/8 { i32 a@0 };", "struct p 8/8 { i64 a@0 };", "field-size struct p.a" },
	{ "struct p 16/8 { i32 a@0, i32 b@32, i32 c@64 };", "struct p 24/8 { i64 a@0, i32 b@64, i32 c@96 };", "field-size struct p.a; size struct p" },
	{ "struct p 8/8 { f64 a@0 };", "struct p 8/8 { i64 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { f32 a@0 };", "struct p 8/8 { f64 a@0 };", "field-size struct p.a" },
	{ "struct p 8/8 { *void a@0 };", "struct p 8/8 { u64 a@0 };", "field-type struct p.a" },
	{ "struct p 16/4 { [4]i32 a@0 };", "struct p 16/4 { [3]i32 a@0 };", "array-length struct p.a" },
	{ "struct p 24/4 { [2][3]i32 a@0 };", "struct p 24/4 { [3][2]i32 a@0 };", "array-length struct p.a" },
	{ "struct p 24/4 { [2][3]i32 a@0 };", "struct p 24/4 { [2][3]u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 4/4 { i32 n@0, []i32 a@32 };", "struct p 4/4 { i32 n@0, [0]i32 a@32 };", "" },
	{ "struct p 4/4 { i32 n@0, []i32 a@32 };", "struct p 8/4 { i32 n@0, [1]i32 a@32 };", "array-length struct p.a; size struct p" },
	{ "struct p 4/4 { [4]char s@0 };", "struct p 4/4 { [4]u8 s@0 };", "" },
	{ "struct p 1/1 { char s@0 };", "struct p 1/1 { u8 s@0 };", "field-sign struct p.s" },
	{ "struct p 1/1 { char s@0 };", "struct p 1/1 { i8 s@0 };", "" },
	{ "struct p 1/1 { bool s@0 };", "struct p 1/1 { bool s@0 };", "" },
	{ "struct p 1/1 { bool s@0 };", "struct p 1/1 { u8 s@0 };", "" },
	{ "struct p 1/1 { u8 s@0 };", "struct p 1/1 { bool s@0 };", "field-type struct p.s" },
	{ "struct p 16/16 { ld s@0 };", "struct p 16/16 { u128 s@0 };", "?opaque p.s" },
	{ "struct p 16/16 { ld s@0 };", "struct p 16/16 { [2]u64 s@0 };", "?opaque p.s" },
	{ "struct p 16/16 { vec s@0 };", "struct p 16/16 { [4]i32 s@0 };", "?opaque p.s" },
	{ "struct p 16/8 { cplx s@0 };", "struct p 16/8 { &c s@0 }; struct c 16/8 { f64 re@0, f64 im@64 };", "?opaque p.s; ?only-right c" },
	{ "struct p 16/8 { odd s@0 };", "struct p 16/8 { [2]u64 s@0 };", "?unsupported p.s" },
	{ "struct p 16/8 { odd s@0 };", "struct p 16/8 { [1]u64 s@0 };", "field-size struct p.s" },
	{ "struct p 8/4 { i32 dwSize@0, i32 nKind@32 };", "struct p 8/4 { i32 dw_size@0, i32 n_kind@32 };", "" },
	{ "struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 16/8 { f64 x@0, f64 y@64 };", "kind struct p" },
	/* pointers */
	{ "struct p 8/8 { *i32 a@0 };", "struct p 8/8 { *u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 8/8 { *i32 a@0 };", "struct p 8/8 { *i64 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { **i32 a@0 };", "struct p 8/8 { *i32 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *i32 a@0 };", "struct p 8/8 { **i32 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *char a@0 };", "struct p 8/8 { *u8 a@0 };", "" },
	{ "struct p 8/8 { *u8 a@0 };", "struct p 8/8 { *char a@0 };", "" },
	{ "struct p 8/8 { *u8 a@0 };", "struct p 8/8 { *i8 a@0 };", "field-sign struct p.a" },
	{ "struct p 8/8 { **char a@0 };", "struct p 8/8 { **u8 a@0 };", "" },
	{ "struct p 8/8 { *void a@0 };", "struct p 8/8 { *&q a@0 }; struct q -;", "?only-right q" },
	{ "struct p 8/8 { *&q a@0 }; struct q -;", "struct p 8/8 { *void a@0 };", "" },
	{ "struct p 8/8 { *i32 a@0 };", "struct p 8/8 { *@()void a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *@()void a@0 };", "struct p 8/8 { *i32 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *@()void a@0 };", "struct p 8/8 { *void a@0 };", "" },
	{ "struct p 8/8 { *i32 a@0 };", "struct p 8/8 { *[4]i32 a@0 };", "" },
	{ "struct p 8/8 { *&p a@0 };", "struct p 8/8 { *&p a@0 };", "" },
	{ "struct p 8/8 { *&q a@0 }; struct q 8/8 { *&p b@0 };", "struct p 8/8 { *&q a@0 }; struct q 8/8 { *&p b@0 };", "" },
	{ "struct p 8/8 { *@(i32)i32 a@0 };", "struct p 8/8 { *@(i32)i32 a@0 };", "" },
	{ "struct p 8/8 { *@(i32)i32 a@0 };", "struct p 8/8 { *@(u32)i32 a@0 };", "field-sign struct p.a" },
	{ "struct p 8/8 { *@(i32)i32 a@0 };", "struct p 8/8 { *@(i64)i32 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *@(i32)i32 a@0 };", "struct p 8/8 { *@(i32, i32)i32 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *@(i32)i32 a@0 };", "struct p 8/8 { *@(i32)u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 8/8 { *@(i32, ...)i32 a@0 };", "struct p 8/8 { *@(i32)i32 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *@(i32, ...)i32 a@0 };", "struct !origin p 8/8 { *@(i32)i32 a@0 };", "field-type struct p.a" },
	{ "struct p 8/8 { *@(*@(u32)void)void a@0 };", "struct p 8/8 { *@(*@(i32)void)void a@0 };", "field-sign struct p.a" },
	/* bitfields */
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct p 4/4 { u8 a@0:3, u8 b@3:5 };", "" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct p 4/4 { u32 a@0:4, u32 b@4:5 };", "bitfield struct p.a" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct p 4/4 { u32 a@0:3, u32 b@3:6 };", "bitfield struct p.b" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct p 4/4 { u32 a@0:3, u32 b@8:5 };", "bitfield struct p.b" },
	{ "struct p 4/4 { u32 a@0:3 };", "struct p 4/4 { i32 a@0:3 };", "field-sign struct p.a" },
	{ "struct p 4/4 { bool a@0:1 };", "struct p 4/4 { u8 a@0:1 };", "" },
	{ "struct p 4/4 { u32 a@0:8 };", "struct p 4/4 { u8 a@0 };", "" },
	{ "struct p 4/4 { u32 a@0:8 };", "struct p 4/4 { u32 a@0 };", "bitfield struct p.a" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct p 4/4 { u32 a@0:3 };", "field-missing struct p.b" },
	{ "struct p 4/4 { u32 a@0:3, u32 -@3:5 };", "struct p 4/4 { u32 a@0:3 };", "" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct !bits p 4/4 { [1]u8 _bitfield_1@0 };", "?bitfields-unknown p" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:6 };", "struct !bits p 4/4 { [1]u8 _bitfield_1@0 };", "bitfield struct p.b; ?bitfields-unknown p" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct !bits p 4/4 { [1]u8 _bitfield_1@0 };|struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "" },
	{ "struct p 4/4 { u32 a@0:3, u32 b@3:5 };", "struct !bits p 4/4 { [1]u8 _bitfield_1@0 };|struct p 4/4 { u32 a@0:3, u32 b@3:4 };", "bitfield struct p.b" },
	{ "struct p 4/4 { u8 a@0, u8 b@8 };", "struct !bits p 4/4 { u8 a@0, [1]u8 _bitfield_1@8 };", "field-missing struct p.b; field-extra struct p._bitfield_1" },
	/* anonymous and nested */
	{ "union - 4/4 { i32 b@0, f32 c@0 }; struct p 8/4 { i32 a@0, &#0 -@32 };", "union p__bindgen_ty_1 4/4 { i32 b@0, f32 c@0 }; struct p 8/4 { i32 a@0, &#0 -@32 };", "" },
	{ "union - 4/4 { i32 b@0, f32 c@0 }; struct p 8/4 { i32 a@0, &#0 -@32 };", "union - 4/4 { i32 b@0, i32 c@0 }; struct p 8/4 { i32 a@0, &#0 -@32 };", "field-type struct p.c" },
	{ "union - 4/4 { i32 b@0, f32 c@0 }; struct p 8/4 { i32 a@0, &#0 -@32 };", "struct p 8/4 { i32 a@0, i32 b@32, f32 c@32 };", "" },
	{ "struct - 4/4 { i32 b@0 }; struct p 8/4 { i32 a@0, &#0 in@32 };", "struct p_in 4/4 { i32 b@0 }; struct p 8/4 { i32 a@0, &#0 in@32 };", "" },
	{ "struct - 4/4 { i32 b@0 }; struct p 8/4 { i32 a@0, &#0 in@32 };", "struct p_in 4/4 { u32 b@0 }; struct p 8/4 { i32 a@0, &#0 in@32 };", "field-sign struct p.in.b" },
	{ "struct inner 4/4 { i32 b@0 }; struct p 4/4 { &inner in@0 };", "struct p_inner 4/4 { u32 b@0 }; struct p 4/4 { &p_inner in@0 };", "field-sign struct inner.b" },
	{ "struct q 8/4 { i32 a@0, i32 b@32 }; struct p 12/4 { &q in@0, i32 z@64 };", "struct q 4/4 { i32 a@0 }; struct p 8/4 { &q in@0, i32 z@32 };",
	  "field-missing struct q.b; size struct q; field-offset struct p.z; size struct p" },
	{ "struct q 12/4 { [3]i32 a@0 }; struct p 24/8 { &q in@0, i64 z@128 };", "struct q 16/4 { [4]i32 a@0 }; struct p 24/8 { &q in@0, i64 z@128 };",
	  "array-length struct q.a; size struct q; field-size struct p.in" },
	/* two types that each have a partner */
	{ "struct q 4/4 { i32 a@0 }; struct r 4/4 { f32 b@0 }; struct p 8/8 { *&q a@0 };",
	  "struct q 4/4 { i32 a@0 }; struct r 4/4 { f32 b@0 }; struct p 8/8 { *&r a@0 };", "field-type struct p.a" },
	{ "struct q 4/4 { i32 a@0 }; struct r 4/4 { i32 a@0 }; struct p 8/8 { *&q a@0 };",
	  "struct q 4/4 { i32 a@0 }; struct r 4/4 { i32 a@0 }; struct p 8/8 { *&r a@0 };", "" },
	/* several of one name */
	{ "struct p 4/4 { i32 a@0 }; struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/4 { i32 a@0, i32 b@32 };", "" },
	{ "struct p 4/4 { i32 a@0 }; struct p 16/4 { i32 a@0, i32 b@32, i32 c@64, i32 d@96 };", "struct p 4/4 { u32 a@0 };", "field-sign struct p.a" },
	{ "struct p -; struct p 4/4 { i32 a@0 };", "struct p 4/4 { u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 4/4 { i32 a@0 };", "struct a::p 4/4 { i32 a@0 }; struct b::p 4/4 { u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 4/4 { i32 a@0 };", "struct std::p 4/4 { u32 a@0 };", "" },
	{ "struct p 4/4 { i32 a@0 };", "struct a::p 4/4 { u32 a@0 };|struct q 4/4 { i32 a@0 };", "?only-right q" },
	{ "struct p 4/4 { i32 a@0 };", "struct a::p 4/4 { i32 a@0 };|struct p 4/4 { u32 a@0 };", "" },
	/* tags and typedefs */
	{ "struct q 4/4 { i32 a@0 }; typedef p &q;", "struct p 4/4 { u32 a@0 };", "field-sign struct q.a" },
	{ "struct p 8/4 { i32 b@0 }; struct q 4/4 { i32 a@0 }; typedef p &q;", "struct p 4/4 { i32 a@0 };", "" },
	{ "struct p 4/4 { i32 a@0 }; typedef p &p;", "struct p 4/4 { u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 4/4 { i32 a@0 }; typedef p_t &p;", "struct p 4/4 { i32 a@0 }; typedef p_t &p;", "" },
	{ "typedef t i32;", "typedef t i32;", "" },
	{ "typedef t i32;", "typedef t u32;", "typedef typedef t" },
	{ "typedef t i32;", "typedef t i64;", "typedef typedef t" },
	{ "typedef t *void;", "typedef t *i32;", "" },
	{ "typedef t [4]i32;", "typedef t [5]i32;", "typedef typedef t" },
	{ "typedef t *@(i32)void;", "typedef t *@(u32)void;", "typedef typedef t" },
	{ "typedef t @(i32)void;", "typedef t *@(i32)void;", "" },
	{ "typedef t @(i32)void;", "typedef t *@(u32)void;", "typedef typedef t" },
	{ "typedef t @(i32)void;", "typedef t @(u32)void;", "typedef typedef t" },
	{ "typedef t @(i32)void; struct p 8/8 { *&t f@0 };", "struct p 8/8 { *@(i32)void f@0 };", "" },
	{ "typedef t i32;", "struct t 4/4 { i32 __0@0 };", "" },
	{ "typedef t i32;", "struct t 8/4 { i32 a@0, i32 b@32 };", "kind typedef t" },
	{ "struct t 8/4 { i32 a@0, i32 b@32 };", "typedef t i64;", "kind struct t" },
	/* enums */
	{ "enum e u32 { A=0, B=1 };", "enum e u32 { A=0, B=1 };", "" },
	{ "enum e u32 { A=0, B=1 };", "enum e i32 { A=0, B=1 };", "enum-sign enum e" },
	{ "enum e u8 { A=0, B=1 };", "enum e u32 { A=0, B=1 };", "enum-size enum e" },
	{ "enum e u32 { A=0, B=1 };", "enum e u8 { A=0, B=1 };", "enum-size enum e" },
	{ "enum e u32 { A=0, B=1 };", "enum e u32 { A=0, B=2 };", "enum-value enum e.B" },
	{ "enum e u32 { A=0, B=1, C=2 };", "enum e u32 { A=0 };", "" },
	{ "enum e u32 { A=0, B=1 };", "typedef e u32;", "" },
	{ "enum e u32 { A=0, B=1 };", "typedef e i32;", "enum-sign enum e" },
	{ "enum e u32 { A=0 }; struct p 4/4 { &e a@0 };", "struct p 4/4 { u32 a@0 };", "" },
	{ "enum e u32 { A=0 }; struct p 4/4 { &e a@0 };", "struct p 4/4 { i32 a@0 };", "field-sign struct p.a" },
	{ "enum e u32 { A=0 }; fn f(&e a) void;", "fn f(i32 a) void;", "parameter-sign function f.parameter 1 'a'" },
	{ "enum e -; struct p 8/8 { *&e a@0 };", "struct p 8/8 { *i32 a@0 };", "" },
	{ "enum - u32 { A=0, B=1 };", "enum _bindgen_ty_1 u32 { A=0, B=2 };", "enum-value enum of A.B" },
	{ "enum e u32 { A=0 };", "const e_A 0;", "" },
	{ "enum e u32 { A=0 };", "const A 1;", "constant-value constant A" },
	{ "enum e i32 { A=-1 };", "const A -1;", "" },
	/* functions */
	{ "fn f(i32 a, u32 b) i32;", "fn f(i32 a, u32 b) i32;", "" },
	{ "fn f(i32 a, u32 b) i32;", "fn f(i32 a) i32;", "parameter-count function f" },
	{ "fn f(i32 a) i32;", "fn f(i32 a, i32 b) i32;", "parameter-count function f" },
	{ "fn f(i32 a) i32;", "fn f(u32 a) i32;", "parameter-sign function f.parameter 1 'a'" },
	{ "fn f(i32) i32;", "fn f(i64) i32;", "parameter-type function f.parameter 1" },
	{ "fn f(*i32) i32;", "fn f(*u32) i32;", "parameter-sign function f.parameter 1" },
	{ "fn f(*i32) i32;", "fn f(**i32) i32;", "parameter-type function f.parameter 1" },
	{ "fn f(f32) f64;", "fn f(f64) f64;", "parameter-type function f.parameter 1" },
	{ "fn f(ld) void;", "fn f(u128) void;", "parameter-type function f.parameter 1" },
	{ "fn f(vec) void;", "fn f([4]i32) void;", "parameter-type function f.parameter 1" },
	{ "fn f() i32;", "fn f() u32;", "result-sign function f.result" },
	{ "fn f() i32;", "fn f() i64;", "result-type function f.result" },
	{ "fn f() i32;", "fn f() void;", "result-type function f.result" },
	{ "fn f() void;", "fn f() i32;", "result-type function f.result" },
	{ "fn f() void;", "fn !noreturn f() void;", "result-type function f.result" },
	{ "fn !noreturn f() void;", "fn f() void;", "" },
	{ "fn !noreturn f() void;", "fn !noreturn f() void;", "" },
	{ "fn f(i32, ...) void;", "fn f(i32) void;", "variadic function f" },
	{ "fn f(i32) void;", "fn f(i32, ...) void;", "variadic function f" },
	{ "fn f(i32, ...) void;", "fn !variadic f(i32) void;", "?variadic-unknown f" },
	{ "fn f(i32) void;", "fn !variadic f(i32) void;", "" },
	{ "fn f(i32, ...) void;", "fn !variadic f(i32) void;|fn f(i32, ...) void;", "" },
	{ "fn f(i32, ...) void;", "fn !variadic f(i32) void;|fn f(i32) void;", "variadic function f" },
	{ "fn !win64 f(i32) void;", "fn f(i32) void;", "calling-convention function f" },
	{ "fn f(i32) void;", "fn !win64 f(i32) void;", "calling-convention function f" },
	{ "fn !conv f(i32) void;", "fn !win64 f(i32) void;", "?convention-unknown f" },
	{ "fn !conv f(i32) void;", "fn f(i32) void;", "" },
	{ "fn !noproto f() i32;", "fn f(i32 a) i32;", "?no-prototype f" },
	{ "fn !noproto f() i32;", "fn f(i32 a) u32;", "result-sign function f.result; ?no-prototype f" },
	{ "fn f() void;", "var f i32;", "kind function f" },
	{ "var f i32;", "fn f() void;", "kind variable f" },
	{ "fn !local f(i64) void; fn f(i32) void;", "fn f(i64) void;", "parameter-type function f.parameter 1" },
	{ "fn rust_helper_f(i32) void;", "fn !link:rust_helper_f f(u32) void;", "parameter-sign function rust_helper_f.parameter 1" },
	{ "fn f(*&s) void; struct s 4/4 { i32 a@0 };", "fn f(*&s) void; struct s 4/4 { i32 a@0 };", "" },
	{ "struct s 4/4 { i32 a@0 }; fn f(&s) void;", "struct s 4/4 { i32 a@0 }; fn f(&s) void;", "" },
	{ "struct s 4/4 { i32 a@0 }; fn f(&s) void;", "fn f(i32) void;", "parameter-type function f.parameter 1" },
	{ "fn f(i32) void;", "struct !transparent s 4/4 { i32 a@0 }; fn f(&s) void;", "?only-right s" },
	{ "fn f(i32) void;", "struct s 4/4 { i32 a@0 }; fn f(&s) void;", "parameter-type function f.parameter 1; ?only-right s" },
	{ "enum e u32 { A=0 }; fn f(&e) void;", "enum !newtype e u32 { }; fn f(&e) void;", "?transparent-unknown f.parameter 1" },
	{ "enum e u32 { A=0 }; fn f(&e) void;", "enum !newtype e u32 { }; fn f(&e) void;|enum e u32 { };", "" },
	/* variables */
	{ "var v i32;", "var v i32;", "" },
	{ "var v i32;", "var v u32;", "variable-type variable v" },
	{ "var v [4]i32;", "var v [5]i32;", "variable-type variable v" },
	{ "var v []i32;", "var v [5]i32;", "" },
	{ "var v [5]i32;", "var v [0]i32;", "" },
	{ "var v []i32;", "var v [5]u32;", "variable-type variable v" },
	{ "var !tls v i32;", "var v i32;", "variable-type variable v" },
	{ "var v i32;", "var !tls v i32;", "variable-type variable v" },
	/* constants */
	{ "const N 3;", "const N 3;", "" },
	{ "const N 3;", "const N 4;", "constant-value constant N" },
	{ "const N -1;", "const N 4294967295;", "constant-value constant N" },
	{ "const N \"abc\"0;", "const N \"abc\";", "" },
	{ "const N \"abc\"0;", "const N \"abd\"0;", "constant-value constant N" },
	{ "const N \"abc\"0;", "const N \"ab\"0;", "constant-value constant N" },
	{ "const N 1.5;", "const N 1.5;", "" },
	{ "const N 1.5;", "const N 2.5;", "constant-value constant N" },
	{ "const N 1.0;", "const N 1;", "constant-value constant N" },
	{ "const !value N 0;", "const N 1;", "?value-unknown N" },
	/* of one side only */
	{ "fn f() void;", "", "" },
	{ "", "fn f() void;", "?only-right f" },
	{ "", "struct p 4/4 { i32 a@0 }; enum e u32 { A=0 }; typedef t i32; var v i32; const N 1;",
	  "?only-right p; ?only-right e; ?only-right t; ?only-right v; ?only-right N" },
	{ "", "fn f() void;|fn f() void;", "?only-right f" },
};

static void test_row(const void *data)
{
	const struct row *row = data;
	struct run run;

	run_init(&run, row->left, row->right, X64, X64, true);
	g_autofree char *found = summary(run.comparison);
	g_assert_cmpstr(found, ==, row->found);
	run_finish(&run);
}

/* ---- what a row does not show ---- */

static const struct difference *difference_at(const struct run *run, guint i)
{
	g_assert_cmpuint(i, <, run->comparison->differences->len);
	return &g_array_index(run->comparison->differences, struct difference, i);
}

static void test_texts(void)
{
	struct run run;

	run_init(&run, "struct !origin p 8/4 { char k@0, i32 x@32 };", "struct p 12/4 { char k@0, u8 y@8, u32 x@32, i32 z@64 };", X64, X64, true);
	const struct difference *sign = difference_at(&run, 0), *extra = difference_at(&run, 1), *behind = difference_at(&run, 2);
	g_assert_cmpstr(sign->left, ==, "offset 4, 4 bytes, int");
	g_assert_cmpstr(sign->right, ==, "offset 4, 4 bytes, u32");
	g_assert_cmpstr(sign->left_place, ==, "lib.a(unit.o), a.h:7");
	g_assert_cmpstr(sign->right_place, ==, "b.rs:7:3");
	g_assert_cmpstr(sign->consequence, ==, "Rust takes negative values of 'x' for large positive ones");
	g_assert_cmpstr(extra->consequence, ==, "Rust reads 'y' at byte 1, where C has padding");
	g_assert_null(extra->left);
	g_assert_cmpstr(behind->consequence, ==, "Rust reads 'z' at byte 8, where C has nothing any more");
	g_assert_cmpstr(difference_at(&run, 3)->consequence, ==, "Rust copies 12 bytes of what has 8 in C");
	g_assert_cmpint(difference_at(&run, 3)->kind, ==, DIFFERENCE_SIZE);
	run_finish(&run);

	run_init(&run, "struct p 12/4 { i32 a@0, i32 b@32, i32 c@64 };", "struct p 16/4 { i64 a@0, i32 b@64, i32 c@96 };", X64, X64, true);
	g_assert_cmpstr(difference_at(&run, 0)->consequence, ==,
			"Rust reads 'a' as 8 bytes, C writes 4 bytes, and 2 members behind it lie elsewhere");
	run_finish(&run);

	run_init(&run, "struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/4 { i32 b@0, i32 a@32 };", X64, X64, true);
	g_assert_cmpstr(difference_at(&run, 0)->consequence, ==,
			"'a' and 'b' have changed places: Rust reads 'a' at byte 4, where C has 'b'");
	run_finish(&run);

	run_init(&run, "fn f(u32 n) void;", "fn f(i32 n) void;", X64, X64, true);
	g_assert_cmpstr(difference_at(&run, 0)->consequence, ==,
			"C takes negative values of parameter 1 'n' for large positive ones");
	run_finish(&run);
}

/* Two views of C are told apart by their compilers. */
static void test_two_compilers(void)
{
	struct run run;

	run_init(&run, "struct p 8/4 { i32 a@0 };", "struct p 8/4 { u32 a@0 };", X64, X64, false);
	g_assert_cmpstr(difference_at(&run, 0)->right, ==, "offset 0, 4 bytes, unsigned int");
	g_assert_cmpstr(difference_at(&run, 0)->consequence, ==, "clang takes negative values of 'a' for large positive ones");
	run_finish(&run);
	/* C's namespaces are two */
	run_init(&run, "struct p 4/4 { i32 a@0 }; typedef p i32;", "typedef p i32;", X64, X64, false);
	g_autofree char *found = summary(run.comparison);
	g_assert_cmpstr(found, ==, "");
	run_finish(&run);
}

static void test_layout(void)
{
	static const struct {
		const char *left, *right;
		int left_offset, right_offset; /* of what there is */
		bool differs;
	} expected[] = {
		{ "kind", "kind", 0, 0, false }, { "", "", 8, 8, false }, { "x", "x", 32, 32, false }, { "y", NULL, 64, 0, true },
	};
	struct run run;

	run_init(&run, "struct p 12/4 { char kind@0, i32 x@32, i32 y@64 };", "struct p 8/4 { char kind@0, i32 x@32 };", X64, X64, true);
	g_assert_cmpuint(run.comparison->layouts->len, ==, 1);
	const struct layout *layout = run.comparison->layouts->pdata[0];
	g_assert_cmpstr(layout->subject, ==, "struct p");
	g_assert_cmpint(layout->left_size, ==, 12);
	g_assert_cmpint(layout->right_size, ==, 8);
	g_assert_cmpuint(layout->rows->len, ==, G_N_ELEMENTS(expected));
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
		const struct layout_row *row = &g_array_index(layout->rows, struct layout_row, i);
		g_assert_cmpstr(row->left.is_padding ? "" : row->left.name, ==, expected[i].left);
		g_assert_cmpstr(row->right.is_padding ? "" : row->right.name, ==, expected[i].right);
		g_assert_cmpint(row->left.offset, ==, expected[i].left_offset);
		g_assert_cmpint(row->right.offset, ==, expected[i].right_offset);
		g_assert_cmpint(row->differs, ==, expected[i].differs);
	}
	g_assert_cmpint(difference_at(&run, 0)->layout, ==, 0);
	g_assert_cmpint(difference_at(&run, 1)->layout, ==, 0);
	run_finish(&run);
}

static void test_counts(void)
{
	struct run run;

	run_init(&run,
		 "struct p 8/4 { i32 a@0, u32 b@32:3 }; enum e u32 { A=0, B=1 }; fn f(i32, i32) void; var v i32; const N 1; fn own() void;",
		 "struct p 8/4 { i32 a@0, u32 b@32:3 }; enum e u32 { A=0 }; fn f(i32, i32) void; var v i32; const N 1; const M 2;", X64, X64, true);
	const struct comparison_counts *counts = &g_array_index(run.comparison->pairs, struct comparison_pair, 0).counts;
	g_assert_cmpuint(counts->types, ==, 2);
	g_assert_cmpuint(counts->fields, ==, 1);
	g_assert_cmpuint(counts->bitfields, ==, 1);
	g_assert_cmpuint(counts->enumerators, ==, 1);
	g_assert_cmpuint(counts->functions, ==, 1);
	g_assert_cmpuint(counts->parameters, ==, 2);
	g_assert_cmpuint(counts->variables, ==, 1);
	g_assert_cmpuint(counts->constants, ==, 1);
	g_assert_cmpuint(counts->only_left, ==, 1);
	g_assert_cmpuint(counts->only_right, ==, 1);
	run_finish(&run);
}

/* Differences come in the order of the left model, whatever that of the right one is. */
static void test_order(void)
{
	struct run run;

	run_init(&run, "struct a 4/4 { i32 x@0 }; fn b(i32) void; struct c 4/4 { i32 x@0 };",
		 "struct c 4/4 { u32 x@0 }; fn b(u32) void; struct a 4/4 { u32 x@0 };", X64, X64, true);
	g_autofree char *found = summary(run.comparison);
	g_assert_cmpstr(found, ==, "field-sign struct a.x; parameter-sign function b.parameter 1; field-sign struct c.x");
	run_finish(&run);
}

static void test_target(void)
{
	static const struct {
		const char *left, *right, *found;
	} targets[] = {
		{ X64, "x86_64-pc-linux-gnu", "field-sign struct p.a" },
		{ "i686-linux-gnu", "i386-unknown-linux-gnu", "field-sign struct p.a" },
		{ "arm64-linux-gnu", "aarch64-unknown-linux-gnu", "field-sign struct p.a" },
		{ "i686-linux-gnu", X64, "target target" },
		{ X64, "i686-unknown-linux-gnu", "target target" },
		{ X64, "aarch64-unknown-linux-gnu", "target target" },
		{ "powerpc64-linux-gnu", "powerpc64le-unknown-linux-gnu", "target target" },
		{ "hppa-linux-gnu", "powerpc-unknown-linux-gnu", "field-sign struct p.a" },
		{ "hppa-linux-gnu", "i686-unknown-linux-gnu", "target target" },
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(targets); i++) {
		struct run run;
		run_init(&run, "struct p 4/4 { i32 a@0 };", "struct p 4/4 { u32 a@0 };", targets[i].left, targets[i].right, true);
		g_autofree char *found = summary(run.comparison);
		g_assert_cmpstr(found, ==, targets[i].found);
		run_finish(&run);
	}
}

/* That a type is a binding is a guess where only its name says so. */
static void test_guess(void)
{
	struct run run;

	run_init(&run, "struct p 4/4 { i32 a@0 };", "struct !origin mine::p 4/4 { u32 a@0 };", X64, X64, true);
	g_assert_cmpuint(run.comparison->notes->len, ==, 1);
	g_assert_nonnull(strstr(difference_at(&run, 0)->consequence, "'mine::p'"));
	run_finish(&run);
	run_init(&run, "struct p 4/4 { i32 a@0 };", "struct !origin mine::p 4/4 { u32 a@0 };|struct p 4/4 { u32 a@0 };", X64, X64, true);
	g_assert_cmpuint(run.comparison->notes->len, ==, 0);
	run_finish(&run);
}

/* Types that are as deep as a file may make them, or contain themselves. */
static void test_deep(void)
{
	struct run run;
	GString *left = g_string_new("var v "), *right;

	for (unsigned i = 0; i < 5000; i++)
		g_string_append_c(left, '*');
	right = g_string_new(left->str);
	g_string_append(left, "i32;");
	g_string_append(right, "u32;");
	run_init(&run, left->str, right->str, X64, X64, true);
	g_autofree char *found = summary(run.comparison);
	g_assert_cmpstr(found, ==, "?too-deep v");
	run_finish(&run);
	g_string_free(left, TRUE);
	g_string_free(right, TRUE);

	/* functions that take pointers to themselves, often: an exponential number of paths */
	const char *looping = "typedef t *@(&t a, &t b, &t c, &t d, &t e, &t f)&t; struct p 8/8 { &t a@0 };";
	run_init(&run, "", "", X64, X64, true);
	run_finish(&run);
	struct api *apis[2];
	for (unsigned i = 0; i < 2; i++) {
		struct parser ps = { api_new(), looping };
		struct item *t = api_add_item(ps.api, ITEM_TYPEDEF, "t", (struct location){ 0 });
		target_set_triple(&ps.api->target, X64);
		need(&ps, "typedef t");
		t->typedef_.type = parse_type(&ps);
		need(&ps, ";");
		parse_item(&ps);
		apis[i] = ps.api;
	}
	struct comparison *comparison = comparison_new();
	struct view views[2] = { { .label = "C", .apis = g_ptr_array_new() }, { .label = "Rust", .is_rust = true, .apis = g_ptr_array_new() } };
	for (unsigned i = 0; i < 2; i++)
		g_ptr_array_add(views[i].apis, apis[i]);
	compare_views(comparison, &views[0], &views[1]);
	g_assert_cmpuint(comparison->differences->len, ==, 0);
	comparison_free(comparison);
	for (unsigned i = 0; i < 2; i++) {
		g_ptr_array_unref(views[i].apis);
		api_free(apis[i]);
	}
}

/* A struct that has itself as anonymous member, which no compiler makes, but a broken file may have. */
static void test_cycle(void)
{
	struct run run;

	run_init(&run, "struct p 8/4 { i32 a@0, &p -@32, &p -@64 };", "struct p 8/4 { i32 a@0, &p -@32, &p -@64 };", X64, X64, true);
	g_assert_cmpuint(run.comparison->pairs->len, ==, 1);
	run_finish(&run);
}

/* ---- --allow ---- */

struct allow_row {
	const char *rules;
	const char *allowed; /* of the differences in the order of `sample`: 'a' for those that are allowed */
	bool ok;
	unsigned warnings;
};

static const char sample_left[] = "struct p 8/4 { i32 a@0, i32 b@32 }; struct q 4/4 { i32 c@0 }; fn f(i32 n) void;";
static const char sample_right[] = "struct p 8/4 { u32 a@0, u32 b@32 }; struct q 4/4 { u32 c@0 }; fn f(u32 n) void;";

static const struct allow_row allow_rows[] = {
	{ "", "----", true, 0 },
	{ "# nothing\n\n   \n\t# more\r\n", "----", true, 0 },
	{ "field-sign struct p.a", "a---", true, 0 },
	{ "field-sign struct p.a # why\r\nfield-sign struct q.c\r\n", "a-a-", true, 0 },
	{ "\xef\xbb\xbf" "field-sign struct p.a\n", "a---", true, 0 },
	{ "field-sign struct p", "aa--", true, 0 },
	{ "field-sign p.?", "aa--", true, 0 },
	{ "field-sign *.c", "--a-", true, 0 },
	{ "* struct *", "aaa-", true, 0 },
	{ "  parameter-*\tfunction f.parameter 1 'n'  # legacy", "---a", true, 0 },
	{ "parameter-sign f", "---a", true, 0 },
	{ "parameter-sign struct p", "----", true, 1 },
	{ "field-sign struct p.z\nfield-size struct *", "----", true, 2 },
	{ "field-sing struct p", "----", false, 0 },
	{ "field-sign", "----", false, 0 },
	{ "field-sign   # struct p", "----", false, 0 },
	{ "field-sign struct p.a\n\xff", "----", false, 0 },
};

static void test_allow_row(const void *data)
{
	const struct allow_row *row = data;
	g_autofree char *path = NULL, *allowed = g_strdup("----");
	struct run run;
	int file = g_file_open_tmp("allow-XXXXXX", &path, NULL);

	g_assert_cmpint(file, >=, 0);
	g_close(file, NULL);
	g_assert_true(g_file_set_contents(path, row->rules, -1, NULL));
	run_init(&run, sample_left, sample_right, X64, X64, true);
	unsigned errors = diag_count(SEVERITY_ERROR), warnings = diag_count(SEVERITY_WARNING);
	g_assert_cmpint(compare_allow(run.comparison, path), ==, row->ok);
	g_assert_cmpint(diag_count(SEVERITY_ERROR) > errors, ==, !row->ok);
	g_assert_cmpuint(diag_count(SEVERITY_WARNING) - warnings, ==, row->warnings);
	g_assert_cmpuint(run.comparison->differences->len, ==, 4);
	for (guint i = 0; i < 4; i++)
		allowed[i] = difference_at(&run, i)->allowed ? 'a' : '-';
	g_assert_cmpstr(allowed, ==, row->allowed);
	run_finish(&run);
	g_remove(path);
}

static void test_allow_reason(void)
{
	g_autofree char *path = NULL;
	struct run run;

	g_close(g_file_open_tmp("allow-XXXXXX", &path, NULL), NULL);
	g_assert_true(g_file_set_contents(path, "field-sign struct p.a # copied  bytewise \nfield-sign p.b\n", -1, NULL));
	run_init(&run, sample_left, sample_right, X64, X64, true);
	g_assert_true(compare_allow(run.comparison, path));
	g_assert_cmpstr(difference_at(&run, 0)->allowed, ==, "copied  bytewise");
	g_assert_cmpstr(difference_at(&run, 1)->allowed, ==, "");
	g_assert_cmpuint(comparison_count_differences(run.comparison), ==, 2);
	g_remove(path);
	g_assert_false(compare_allow(run.comparison, path));
	run_finish(&run);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf("/compare/rows/%u", i);
		g_test_add_data_func(path, &rows[i], test_row);
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(allow_rows); i++) {
		g_autofree char *path = g_strdup_printf("/compare/allow/%u", i);
		g_test_add_data_func(path, &allow_rows[i], test_allow_row);
	}
	g_test_add_func("/compare/texts", test_texts);
	g_test_add_func("/compare/two-compilers", test_two_compilers);
	g_test_add_func("/compare/layout", test_layout);
	g_test_add_func("/compare/counts", test_counts);
	g_test_add_func("/compare/order", test_order);
	g_test_add_func("/compare/target", test_target);
	g_test_add_func("/compare/guess", test_guess);
	g_test_add_func("/compare/deep", test_deep);
	g_test_add_func("/compare/cycle", test_cycle);
	g_test_add_func("/compare/allow/reason", test_allow_reason);
	return g_test_run();
}
