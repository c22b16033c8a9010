/*
 * Models of C and Rust out of a line of text, and what compare_views() finds between two of them: what the tests of src/compare share.
 *
 * A model is written as items, each ended by ';':
 *
 *     struct p 8/4 { i32 x@0, u32 a@32:3, &q in@32 }     size/alignment, members at bit offsets; name '-': anonymous, size -: incomplete
 *     enum e u32 { A=0, B=-1 }    typedef t *void    fn f(i32 flags, *&p, ...) u64    var v [4]i32    const N 3
 *
 * Types: void bool char i8 … u128 f32 f64 ld *T [N]T []T &NAME (an item) @(T, T)T (a function) vec cplx. Marks behind an item's kind: !bits !blob
 * !align !variadic !conv !transparent !newtype !value !noproto !noreturn !tls !local !win64 !omitted !origin !defined !rustenum, "scope:" in front of a name.
 * In what is expected, a difference is "kind subject.member", a gap "?id name".
 */
#pragma once

#include "compare/compare.h"

#include "api/origin.h"

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
		{ "char", INT_CHAR, 1 },  { "i8", INT_SCHAR, 1 }, { "u8", INT_UCHAR, 1 },   { "i16", INT_SHORT, 2 },
		{ "u16", INT_USHORT, 2 }, { "i32", INT_INT, 4 },  { "u32", INT_UINT, 4 },   { "i64", INT_LONG, 8 },
		{ "u64", INT_ULONG, 8 },  { "ll", INT_LLONG, 8 }, { "i128", INT_I128, 16 }, { "u128", INT_U128, 16 },
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
	type->float_kind = *word == 'l'    ? FLOAT_LONG_DOUBLE :
			   type->size == 4 ? FLOAT_FLOAT :
			   type->size == 2 ? FLOAT_FLOAT16 :
					     FLOAT_DOUBLE;
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
		{ "bits", UNKNOWN_BITFIELDS },      { "align", UNKNOWN_ALIGNMENT }, { "variadic", UNKNOWN_VARIADIC },
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
	else if (strcmp(mark, "defined") == 0)
		item->function.is_definition = true;
	else if (strcmp(mark, "rustenum") == 0)
		item->enumeration.style = ENUM_RUST;
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
			if (known->kind == ITEM_RECORD && !known->record.is_complete &&
			    g_strcmp0(known->name, name) == 0)
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
static void run_init(struct run *run, const char *left, const char *right, const char *left_triple,
		     const char *right_triple, bool is_rust)
{
	g_auto(GStrv) models = g_strsplit(right, "|", 2);

	memset(run, 0, sizeof(*run));
	run->left = (struct view){ .label = "C (GNU C17)", .apis = g_ptr_array_new() };
	run->right = (struct view){ .label = is_rust ? "Rust" : "headers (clang)",
				    .is_rust = is_rust,
				    .apis = g_ptr_array_new() };
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

static G_GNUC_UNUSED char *summary(const struct comparison *comparison)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < comparison->differences->len; i++) {
		const struct difference *d = &g_array_index(comparison->differences, struct difference, i);
		g_string_append_printf(out, "%s%s %s", out->len ? "; " : "", difference_kind_names[d->kind],
				       d->subject);
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

static G_GNUC_UNUSED const struct difference *difference_at(const struct run *run, guint i)
{
	g_assert_cmpuint(i, <, run->comparison->differences->len);
	return &g_array_index(run->comparison->differences, struct difference, i);
}

static G_GNUC_UNUSED void test_row(const void *data)
{
	const struct row *row = data;
	struct run run;

	run_init(&run, row->left, row->right, X64, X64, true);
	g_autofree char *found = summary(run.comparison);
	g_assert_cmpstr(found, ==, row->found);
	run_finish(&run);
}

/* One test for each row, "PREFIX/NUMBER". */
static G_GNUC_UNUSED void add_rows(const char *prefix, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *path = g_strdup_printf("%s/%zu", prefix, i);
		g_test_add_data_func(path, &rows[i], test_row);
	}
}
