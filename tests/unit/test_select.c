/*
 * Pass select over a small model, one table row for each set of options: what comes out written.
 *
 *     struct leaf { int x; };
 *     struct tree { struct leaf *first; struct { int y; }; struct node { struct other *z; } n; enum { ONE } k; };
 *     struct other;                 enum color { RED };             enum { SIZE, COUNT };
 *     typedef struct leaf leaf_t;   typedef uint8_t byte; (uint8_t is u8 in Rust, and its target hidden_t)
 *     void grow(struct tree *, leaf_t[3]);   byte *pick(enum color);   static void own(struct leaf); inline void fast(void);
 *     extern struct other *last;    #define LIMIT 3                 and a built-in type __list
 */
#include "pass/pass.h"

struct model {
	struct api *api;
	struct location main, other;
};

static struct type *add_type(struct model *model, enum type_kind kind, struct item *item)
{
	struct type *type = api_new_type(model->api, kind);

	type->item = item;
	return type;
}

static struct type *add_derived(struct model *model, enum type_kind kind, const struct type *element)
{
	struct type *type = api_new_type(model->api, kind);

	if (kind == TYPE_ARRAY)
		type->array.element = element;
	else
		type->element = element;
	return type;
}

static struct item *add_record(struct model *model, const char *name, struct item *parent, unsigned n_fields)
{
	struct item *item = api_add_item(model->api, ITEM_RECORD, name, model->main);

	item->is_anonymous = !name;
	item->parent = parent;
	item->record.n_fields = n_fields;
	item->record.fields = api_alloc(model->api, n_fields * sizeof(struct field));
	for (unsigned i = 0; i < n_fields; i++) {
		item->record.fields[i].name = "f";
		item->record.fields[i].type = api_new_type(model->api, TYPE_INT);
		item->record.fields[i].width = -1;
	}
	return item;
}

static struct item *add_enum(struct model *model, const char *name, struct item *parent, const char *a, const char *b)
{
	struct item *item = api_add_item(model->api, ITEM_ENUM, name, model->main);

	item->is_anonymous = !name;
	item->parent = parent;
	item->enumeration.n_values = b ? 2 : 1;
	item->enumeration.values = api_alloc(model->api, 2 * sizeof(struct enumerator));
	item->enumeration.values[0].name = a;
	item->enumeration.values[1].name = b;
	return item;
}

static struct item *add_function(struct model *model, const char *name, enum linkage linkage, const struct type *result,
				 const struct type *first, const struct type *second)
{
	struct item *item = api_add_item(model->api, ITEM_FUNCTION, name, model->main);
	struct type *type = api_new_type(model->api, TYPE_FUNCTION);

	type->function = api_alloc(model->api, sizeof(*type->function));
	type->function->result = result ? result : api_new_type(model->api, TYPE_VOID);
	type->function->n_params = !!first + !!second;
	type->function->params = api_alloc(model->api, 2 * sizeof(struct param));
	type->function->params[0] = (struct param){ .type = first, .as_written = first };
	type->function->params[1] = (struct param){ .type = second, .as_written = second };
	item->function.type = type;
	item->function.linkage = linkage;
	return item;
}

static struct item *add_typedef(struct model *model, const char *name, const struct type *type)
{
	struct item *item = api_add_item(model->api, ITEM_TYPEDEF, name, model->main);

	item->typedef_.type = type;
	return item;
}

static void model_fill(struct model *model)
{
	struct api *api = model->api;
	struct item *leaf = add_record(model, "leaf", NULL, 1), *tree = add_record(model, "tree", NULL, 2);
	struct item *node, *other, *color;
	struct item *leaf_t, *hidden, *uint8, *byte, *last, *limit, *list;

	add_record(model, NULL, tree, 1);
	node = add_record(model, "node", tree, 1);
	add_enum(model, NULL, tree, "ONE", NULL);
	other = add_record(model, "other", NULL, 0);
	color = add_enum(model, "color", NULL, "RED", NULL);
	add_enum(model, NULL, NULL, "SIZE", "COUNT");
	tree->record.fields[0].type = add_derived(model, TYPE_POINTER, add_type(model, TYPE_RECORD, leaf));
	node->record.fields[0].type = add_derived(model, TYPE_POINTER, add_type(model, TYPE_RECORD, other));
	leaf_t = add_typedef(model, "leaf_t", add_type(model, TYPE_RECORD, leaf));
	struct type *byte_type = api_new_type(api, TYPE_INT);
	byte_type->int_kind = INT_UCHAR;
	byte_type->size = byte_type->align = 1;
	hidden = add_typedef(model, "hidden_t", byte_type);
	uint8 = add_typedef(model, "uint8_t", add_type(model, TYPE_TYPEDEF, hidden));
	byte = add_typedef(model, "byte", add_type(model, TYPE_TYPEDEF, uint8));
	add_function(model, "grow", LINKAGE_EXTERNAL, NULL,
		     add_derived(model, TYPE_POINTER, add_type(model, TYPE_RECORD, tree)),
		     add_derived(model, TYPE_ARRAY, add_type(model, TYPE_TYPEDEF, leaf_t)));
	add_function(model, "pick", LINKAGE_EXTERNAL,
		     add_derived(model, TYPE_POINTER, add_type(model, TYPE_TYPEDEF, byte)),
		     add_type(model, TYPE_ENUM, color), NULL);
	add_function(model, "own", LINKAGE_INTERNAL, NULL, add_type(model, TYPE_RECORD, leaf), NULL);
	add_function(model, "fast", LINKAGE_INLINE, NULL, NULL, NULL);
	last = api_add_item(api, ITEM_VARIABLE, "last", model->main);
	last->variable.type = add_derived(model, TYPE_POINTER, add_type(model, TYPE_RECORD, other));
	limit = api_add_item(api, ITEM_CONSTANT, "LIMIT", model->other);
	limit->constant.type = api_new_type(api, TYPE_INT);
	list = add_record(model, "__list", NULL, 0);
	list->is_builtin = true;
	list->loc.line = 0;
	api_omit(api, "macro", "max", model->main, "function-like-macro", "function-like macro");
	api_omit(api, "macro", "min", model->other, "function-like-macro", "function-like macro");
}

struct row {
	const char *options; /* "allow_types=RE opaque_types=RE flag …" */
	const char *written; /* in the order of the model; a type without a name as "parent.N" */
};

#define TREE "leaf tree tree.0 node tree.1 other"
#define OTHERS "other color .0 leaf_t hidden_t uint8_t byte"

static const struct row rows[] = {
	{ "", "leaf tree tree.0 node tree.1 " OTHERS " grow pick last LIMIT; max min" },
	{ "builtins", "leaf tree tree.0 node tree.1 " OTHERS " grow pick last LIMIT __list; max min" },
	{ "generate_inline_functions", "leaf tree tree.0 node tree.1 " OTHERS " grow pick fast last LIMIT; max min" },
	/* roots and what they need */
	{ "allow_functions=grow", TREE " leaf_t grow" },
	{ "allow_functions=pick", "color uint8_t byte pick" },
	{ "allow_functions=gro", "" },
	{ "allow_functions=.*", TREE " color leaf_t uint8_t byte grow pick" },
	{ "allow_functions=own", "" },
	{ "allow_functions=fast generate_inline_functions", "fast" },
	{ "allow_vars=.*", "tree.1 other .0 last LIMIT; max min" },
	{ "allow_vars=m.*", "; max min" },
	{ "allow_vars=", "" },
	{ "allow_types=tree", TREE },
	{ "allow_types=leaf_t", "leaf leaf_t" },
	{ "allow_types=color", "color" },
	{ "allow_types=grow", "" },
	{ "allow_items=grow", TREE " leaf_t grow" },
	{ "allow_items=LIMIT|color", "color LIMIT" },
	{ "allow_items=max", "; max" },
	{ "allow_files=/b\\.h", "LIMIT; min" },
	{ "allow_files=b\\.h", "" },
	{ "allow_types=__list", "" },
	{ "allow_types=leaf allow_functions=pick", "leaf color uint8_t byte pick" },
	/* names of nested types and of those without one */
	{ "allow_types=node", "node other" },
	{ "allow_types=tree_node", "node other" },
	{ "allow_types=tree__bindgen_ty_1", "tree.0" },
	{ "allow_types=tree__bindgen_ty_2", "tree.1" },
	{ "allow_types=_bindgen_ty_1", ".0" },
	{ "allow_types=_bindgen_ty_2", "" },
	{ "allow_types=struct_leaf|enum_color c_naming", "leaf color" },
	{ "allow_vars=SIZE", ".0" },
	{ "allow_items=COUNT", ".0" },
	{ "allow_vars=RED", "" },
	/* without the closure */
	{ "allow_functions=grow no_recursive_allowlist", "grow" },
	{ "allow_types=tree no_recursive_allowlist", "tree tree.0 node tree.1" },
	/* blocked: not written, what it needs is */
	{ "block_types=tree", "leaf tree.0 node tree.1 " OTHERS " grow pick last LIMIT; max min" },
	{ "allow_functions=grow block_types=tree", "leaf tree.0 node tree.1 other leaf_t grow" },
	{ "allow_functions=.* block_functions=grow", TREE " color leaf_t uint8_t byte pick" },
	{ "allow_functions=.* block_items=pick", TREE " color leaf_t uint8_t byte grow" },
	{ "allow_vars=LIMIT|last block_vars=last", "other LIMIT" },
	{ "allow_vars=LIMIT|m.* block_files=.*b\\.h", "; max" },
	{ "block_vars=m.* block_types=.*", "grow pick last LIMIT" },
	/* opaque: the members are not followed, the types inside are */
	{ "allow_types=tree opaque_types=tree", "tree tree.0 node tree.1 other" },
	{ "allow_types=leaf_t opaque_types=leaf_t", "leaf_t" },
	/* kinds */
	{ "generate=types", "leaf tree tree.0 node tree.1 " OTHERS },
	{ "generate=functions", "grow pick" },
	{ "generate=vars", "last LIMIT; max min" },
	{ "ignore_functions", "leaf tree tree.0 node tree.1 " OTHERS " last LIMIT; max min" },
};

/* ---- running a row ---- */

static void set_patterns(struct config *config, const char *name, const char *text)
{
	const struct {
		const char *name;
		struct patterns *patterns;
	} lists[] = {
		{ "allow_types", &config->allow_types },         { "allow_functions", &config->allow_functions },
		{ "allow_vars", &config->allow_vars },           { "allow_items", &config->allow_items },
		{ "allow_files", &config->allow_files },         { "block_types", &config->block_types },
		{ "block_functions", &config->block_functions }, { "block_vars", &config->block_vars },
		{ "block_items", &config->block_items },         { "block_files", &config->block_files },
		{ "opaque_types", &config->opaque_types },
	};
	char *error;
	size_t offset;

	for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
		if (g_str_equal(lists[i].name, name))
			g_assert_true(patterns_add(lists[i].patterns, "--option", text, NULL, &error, &offset));
}

static void set_option(struct config *config, const char *option)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {
		{ "builtins", &config->builtins },
		{ "c_naming", &config->c_naming },
		{ "generate_inline_functions", &config->generate_inline_functions },
		{ "no_recursive_allowlist", &config->no_recursive_allowlist },
		{ "ignore_functions", &config->ignore_functions },
	};
	g_auto(GStrv) words = g_strsplit(option, "=", 2);

	for (unsigned i = 0; i < G_N_ELEMENTS(flags); i++)
		if (g_str_equal(flags[i].name, option))
			*flags[i].flag = true;
	if (words[0] && g_str_equal(words[0], "generate"))
		config->generate = g_str_equal(words[1], "types") ? GENERATE_TYPES :
				   g_str_equal(words[1], "vars")  ? GENERATE_VARS :
								    GENERATE_FUNCTIONS;
	else if (words[0] && words[1])
		set_patterns(config, words[0], words[1]);
}

/* Names of the items that are written, then those of the omissions that stay. */
static char *model_summary(const struct api *api)
{
	GString *out = g_string_new(NULL);
	g_autofree unsigned *counts = g_new0(unsigned, api->items->len + 1);

	for (unsigned i = 0; i < api->items->len; i++) {
		const struct item *item = api->items->pdata[i];
		unsigned number = item->is_anonymous ? counts[item->parent ? item->parent->id : api->items->len]++ : 0;

		if (!item_is_written(item))
			continue;
		g_string_append(out, out->len ? " " : "");
		if (item->is_anonymous)
			g_string_append_printf(out, "%s.%u", item->parent ? item->parent->name : "", number);
		else
			g_string_append(out, item->name);
	}
	for (unsigned i = 0; i < api->omissions->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "; ",
				       g_array_index(api->omissions, struct omission, i).name);
	return g_string_free(out, FALSE);
}

static struct model model_new(void)
{
	struct model model = { api_new(), { 1, 1, 1 }, { 2, 1, 1 } };

	g_ptr_array_add(model.api->files, (void *)"/a.h");
	g_ptr_array_add(model.api->files, (void *)"/b.h");
	model_fill(&model);
	return model;
}

static void model_select(struct model *model, const char *options)
{
	g_auto(GStrv) words = g_strsplit(options, " ", -1);
	struct config config;

	config_init(&config, PERSONALITY_BIND);
	for (unsigned i = 0; words[i]; i++)
		set_option(&config, words[i]);
	pass_select(model->api, &config);
	config_finish(&config);
}

static void test_row(const void *data)
{
	const struct row *row = data;
	struct model model = model_new();
	g_autofree char *written = NULL;

	model_select(&model, row->options);
	written = model_summary(model.api);
	g_assert_cmpstr(written, ==, row->written);
	api_free(model.api);
}

static struct item *model_find(struct model *model, const char *name)
{
	for (unsigned i = 0; i < model->api->items->len; i++) {
		struct item *item = model->api->items->pdata[i];

		if (g_strcmp0(item->name, name) == 0)
			return item;
	}
	return NULL;
}

/* What is wanted but has no symbol says so; what is not wanted says nothing. */
static void test_omitted(void)
{
	struct model model = model_new();

	model_select(&model, "");
	g_assert_cmpstr(model_find(&model, "own")->omitted_id, ==, "static-function");
	g_assert_cmpstr(model_find(&model, "fast")->omitted_id, ==, "inline-function");
	g_assert_null(model_find(&model, "grow")->omitted);
	api_free(model.api);

	model = model_new();
	model_select(&model, "allow_functions=own|grow block_functions=own");
	g_assert_null(model_find(&model, "own")->omitted);
	g_assert_null(model_find(&model, "fast")->omitted);
	api_free(model.api);
}

static void test_annotations(void)
{
	struct model model = model_new();

	model_find(&model, "leaf")->comment = "/** <div rustbindgen hide></div> */";
	model_find(&model, "tree")->comment = "/// text\n/// <div rustbindgen=\"true\" opaque></div>";
	model_find(&model, "other")->comment = "/** <div>hide</div> opaque */";
	model_select(&model, "");
	g_assert_true(model_find(&model, "leaf")->is_blocked);
	g_assert_false(model_find(&model, "leaf")->is_opaque);
	g_assert_true(model_find(&model, "tree")->is_opaque);
	g_assert_false(model_find(&model, "tree")->is_blocked);
	g_assert_false(model_find(&model, "other")->is_blocked || model_find(&model, "other")->is_opaque);
	api_free(model.api);
}

/* int ****…: as deep as a header may write it */
static void test_deep(void)
{
	struct model model = model_new();
	const struct type *type = add_type(&model, TYPE_RECORD, model_find(&model, "leaf"));
	g_autofree char *written = NULL;

	for (unsigned i = 0; i < 200000; i++)
		type = add_derived(&model, TYPE_POINTER, type);
	model_find(&model, "last")->variable.type = type;
	model_select(&model, "allow_vars=last");
	written = model_summary(model.api);
	g_assert_cmpstr(written, ==, "leaf last");
	api_free(model.api);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *name = g_strdelimit(g_strdup(rows[i].options), "/", '|');
		g_autofree char *path = g_strdup_printf("/select/rows/%s", *name ? name : "all");

		g_test_add_data_func(path, &rows[i], test_row);
	}
	g_test_add_func("/select/omitted", test_omitted);
	g_test_add_func("/select/annotations", test_annotations);
	g_test_add_func("/select/deep", test_deep);
	return g_test_run();
}
