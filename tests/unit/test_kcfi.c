/*
 * compare_kcfi() and what it hashes: names of function types as clang and rustc mangle them, over types made by hand.
 *
 *     fn(t, INT, 2, ULONG, to(konst(CHAR)))    int (unsigned long, const char *)    "_ZTSFimPKcE", 0xacd9da01
 *
 * The names were read out of objects that clang 22 and rustc 1.96 made of the same types, with -fsanitize=cfi-icall and =kcfi; tests/kcfi asks
 * the compilers that are installed.
 */
#include "compare/kcfi.h"

#include "api/origin.h"

#include <string.h>

#define CORE "CscoScM8QT1vI_4core"
#define OPTION "u37NtNt" CORE "6option6OptionI"

struct test {
	struct api *api;
	struct kcfi_mangler mangler;
	const struct type *i, *u, *l, *ul, *ll, *c, *sc, *uc, *v, *b;
	struct item *foo, *bar, *colour;
};

/* ---- types ---- */

static const struct type *number(struct test *t, enum int_kind kind, int size)
{
	struct type *type = api_new_type(t->api, TYPE_INT);

	type->int_kind = kind;
	type->size = type->align = size;
	return type;
}

static const struct type *to(struct test *t, const struct type *element)
{
	struct type *type = api_new_type(t->api, TYPE_POINTER);

	type->element = element;
	type->size = type->align = 8;
	return type;
}

static struct type *copy(struct test *t, const struct type *type)
{
	struct type *copied = api_alloc(t->api, sizeof(*copied));

	*copied = *type;
	return copied;
}

static const struct type *konst(struct test *t, const struct type *type)
{
	struct type *copied = copy(t, type);

	copied->is_const = true;
	return copied;
}

static const struct type *array(struct test *t, int64_t count, const struct type *element)
{
	struct type *type = api_new_type(t->api, TYPE_ARRAY);

	type->array.element = element;
	type->array.count = count;
	type->array.bound = count ? ARRAY_COUNTED : ARRAY_INCOMPLETE;
	type->size = count * element->size;
	return type;
}

static const struct type *of(struct test *t, struct item *item)
{
	struct type *type = api_new_type(t->api, item->kind == ITEM_RECORD ? TYPE_RECORD :
						 item->kind == ITEM_ENUM   ? TYPE_ENUM :
									     TYPE_TYPEDEF);

	type->item = item;
	type->size = 4;
	return type;
}

static struct item *record(struct test *t, const char *name, unsigned n_fields)
{
	struct item *item = api_add_item(t->api, ITEM_RECORD, name, (struct location){ 0, 0, 0 });

	item->is_anonymous = !name;
	item->record.is_complete = true;
	item->record.n_fields = n_fields;
	item->record.fields = api_alloc(t->api, (n_fields + 1) * sizeof(struct field));
	return item;
}

static void set_field(struct test *t, struct item *item, unsigned i, const char *name, const struct type *type)
{
	item->record.fields[i] = (struct field){ .name = api_intern(t->api, name), .type = type, .width = -1 };
}

static struct item *enumeration(struct test *t, const char *name)
{
	struct item *item = api_add_item(t->api, ITEM_ENUM, name, (struct location){ 0, 0, 0 });

	item->enumeration.integer = t->u;
	item->enumeration.is_complete = true;
	return item;
}

static const struct type *alias(struct test *t, const char *name, const struct type *type)
{
	struct item *item = api_add_item(t->api, ITEM_TYPEDEF, name, (struct location){ 0, 0, 0 });

	item->typedef_.type = type;
	return of(t, item);
}

static struct type *fn(struct test *t, const struct type *result, int n, ...)
{
	struct type *type = api_new_type(t->api, TYPE_FUNCTION);
	va_list args;

	type->function = api_alloc(t->api, sizeof(*type->function));
	type->function->result = result;
	type->function->has_prototype = true;
	type->function->n_params = (unsigned)n;
	type->function->params = api_alloc(t->api, ((size_t)n + 1) * sizeof(struct param));
	va_start(args, n);
	for (int k = 0; k < n; k++)
		type->function->params[k].type = va_arg(args, const struct type *);
	va_end(args);
	return type;
}

static struct item *function(struct test *t, const char *name, const struct type *type)
{
	struct item *item = api_add_item(t->api, ITEM_FUNCTION, name, (struct location){ 0, 0, 0 });

	item->function.type = type;
	return item;
}

static void setup(struct test *t)
{
	*t = (struct test){ .api = api_new() };
	target_set_triple(&t->api->target, "x86_64-pc-linux-gnu");
	kcfi_mangler_init(&t->mangler, &t->api->target);
	t->i = number(t, INT_INT, 4);
	t->u = number(t, INT_UINT, 4);
	t->l = number(t, INT_LONG, 8);
	t->ul = number(t, INT_ULONG, 8);
	t->ll = number(t, INT_LLONG, 8);
	t->c = number(t, INT_CHAR, 1);
	t->sc = number(t, INT_SCHAR, 1);
	t->uc = number(t, INT_UCHAR, 1);
	t->v = api_new_type(t->api, TYPE_VOID);
	struct type *boolean = api_new_type(t->api, TYPE_BOOL);
	boolean->size = 1;
	t->b = boolean;
	t->foo = record(t, "foo", 0);
	t->bar = record(t, "bar", 0);
	t->colour = enumeration(t, "colour");
}

static void teardown(struct test *t)
{
	kcfi_mangler_finish(&t->mangler);
	api_free(t->api);
}

static void expect(const char *got, const char *expected)
{
	g_assert_cmpstr(got, ==, expected);
}

static void expect_c(struct test *t, const struct type *type, const char *plain, const char *normalized)
{
	t->mangler.mode = KCFI_PLAIN;
	g_autofree char *as_is = kcfi_mangle_c(&t->mangler, type->function);
	expect(as_is, plain);
	t->mangler.mode = KCFI_NORMALIZED;
	g_autofree char *changed = kcfi_mangle_c(&t->mangler, type->function);
	expect(changed, normalized);
}

static void expect_rust(struct test *t, const struct type *type, const char *normalized)
{
	t->mangler.mode = KCFI_NORMALIZED;
	g_autofree char *name = kcfi_mangle_rust(&t->mangler, type->function, NULL);
	expect(name, normalized);
}

/* ---- names ---- */

static void test_hash(void)
{
	g_assert_cmphex(kcfi_hash("_ZTSFimPKcE"), ==, 0xacd9da01);
	g_assert_cmphex(kcfi_hash("_ZTSFu3i32u3u64PKu2i8E"), ==, 0x0aa15648);
	g_assert_cmphex(kcfi_hash("_ZTSFu3i32u3u64PKu2i8E.normalized"), ==, 0x023e4533);
}

static void test_c_scalars(void)
{
	struct test t;

	setup(&t);
	expect_c(&t, fn(&t, t.i, 2, t.ul, to(&t, konst(&t, t.c))), "_ZTSFimPKcE", "_ZTSFu3i32u3u64PKu2i8E.normalized");
	expect_c(&t, fn(&t, t.v, 0), "_ZTSFvvE", "_ZTSFvvE.normalized");
	expect_c(&t, fn(&t, t.v, 5, t.b, t.uc, t.sc, t.c, t.u), "_ZTSFvbhacjE", "_ZTSFvu2u8S_u2i8S0_u3u32E.normalized");
	/* one substitution for both, but not for pointers to them */
	expect_c(&t, fn(&t, t.l, 4, t.l, t.ll, to(&t, konst(&t, t.l)), to(&t, konst(&t, t.ll))), "_ZTSFllxPKlPKxE",
		 "_ZTSFu3i64S_S_PKS_PKS_E.normalized");
	struct type *variadic = fn(&t, t.i, 1, to(&t, konst(&t, t.c)));
	variadic->function->is_variadic = true;
	expect_c(&t, variadic, "_ZTSFiPKczE", "_ZTSFu3i32PKu2i8zE.normalized");
	struct type *old = fn(&t, t.i, 0);
	old->function->has_prototype = false;
	expect_c(&t, old, "_ZTSFiE", "_ZTSFu3i32E.normalized");
	expect_c(&t, fn(&t, konst(&t, t.i), 0), "_ZTSFKivE", "_ZTSFKu3i32vE.normalized");
	teardown(&t);
}

static void test_c_pointers(void)
{
	struct test t;

	setup(&t);
	const struct type *foo = of(&t, t.foo), *cb = to(&t, fn(&t, t.i, 2, to(&t, foo), t.i));
	expect_c(&t, fn(&t, t.v, 3, to(&t, foo), to(&t, konst(&t, foo)), to(&t, foo)), "_ZTSFvP3fooPKS_S0_E",
		 "_ZTSFvP3fooPKS_S0_E.normalized");
	expect_c(&t, fn(&t, t.v, 2, to(&t, fn(&t, t.i, 1, t.i)), to(&t, t.v)), "_ZTSFvPFiiEPvE",
		 "_ZTSFvPFu3i32S_EPvE.normalized");
	expect_c(&t, fn(&t, t.v, 4, alias(&t, "cb_t", cb), cb, to(&t, foo), to(&t, foo)), "_ZTSFvPFiP3fooiES2_S0_S0_E",
		 "_ZTSFvPFu3i32P3fooS_ES3_S1_S1_E.normalized");
	struct type *restricted = copy(&t, to(&t, t.c)), *moving = copy(&t, t.i);
	restricted->is_restrict = moving->is_volatile = true;
	expect_c(&t, fn(&t, t.v, 3, restricted, to(&t, restricted), to(&t, konst(&t, moving))), "_ZTSFvPcPrS_PVKiE",
		 "_ZTSFvPu2i8PrS0_PVKu3i32E.normalized");
	/* a parameter's own qualifiers, and arrays */
	expect_c(&t, fn(&t, t.v, 3, konst(&t, to(&t, t.i)), array(&t, 3, t.i), to(&t, array(&t, 3, t.i))),
		 "_ZTSFvPiS_PA3_iE", "_ZTSFvPu3i32S0_PA3_S_E.normalized");
	const struct type *constant = konst(&t, alias(&t, "arr_t", array(&t, 4, t.i)));
	expect_c(&t, fn(&t, t.v, 3, to(&t, constant), to(&t, konst(&t, t.i)), to(&t, array(&t, 0, t.i))),
		 "_ZTSFvPA4_KiPS_PA_iE", "_ZTSFvPA4_Ku3i32PS0_PA_S_E.normalized");
	teardown(&t);
}

static void test_c_tags(void)
{
	struct test t;

	setup(&t);
	const struct type *colour = of(&t, t.colour);
	expect_c(&t, fn(&t, colour, 2, colour, to(&t, colour)), "_ZTSF6colourS_PS_E", "_ZTSF6colourS_PS_E.normalized");
	expect_c(&t, fn(&t, t.v, 1, alias(&t, "x_t", of(&t, t.foo))), "_ZTSFv3fooE", "_ZTSFv3fooE.normalized");
	struct type *complex = api_new_type(t.api, TYPE_COMPLEX), *wide = api_new_type(t.api, TYPE_FLOAT);
	wide->float_kind = FLOAT_LONG_DOUBLE;
	complex->element = wide;
	expect_c(&t, fn(&t, t.v, 2, wide, complex), "_ZTSFveCeE", "_ZTSFveCeE.normalized");
	target_set_triple(&t.api->target, "s390x-linux-gnu");
	expect_c(&t, fn(&t, t.v, 2, wide, t.c), "_ZTSFvgcE", "_ZTSFvgu2u8E.normalized");
	target_set_triple(&t.api->target, "aarch64-linux-gnu");
	expect_c(&t, fn(&t, t.v, 1, of(&t, record(&t, "__va_list", 0))), "_ZTSFvSt9__va_listE",
		 "_ZTSFvSt9__va_listE.normalized");
	expect_c(&t, fn(&t, t.v, 1, to(&t, of(&t, record(&t, NULL, 0)))), NULL, NULL);
	g_assert_cmpstr(t.mangler.unknown, ==, "clang numbers a struct without a name as it comes");
	teardown(&t);
}

static void test_c_conventions(void)
{
	struct test t;

	setup(&t);
	struct type *type = fn(&t, t.v, 1, t.i);
	const struct type *foo = to(&t, of(&t, t.foo));
	type->function->conv = CALL_WIN64;
	expect_c(&t, fn(&t, t.v, 3, to(&t, type), foo, foo), "_ZTSFvPU6ms_abiFviEP3fooS2_E",
		 "_ZTSFvPU6ms_abiFvu3i32EP3fooS3_E.normalized");
	target_set_triple(&t.api->target, "i686-linux-gnu");
	type->function->conv = CALL_STDCALL;
	expect_c(&t, fn(&t, t.v, 1, to(&t, type)), "_ZTSFvPU7stdcallFviEE", "_ZTSFvPU7stdcallFvu3i32EE.normalized");
	t.mangler.mode = KCFI_GENERALIZED;
	g_autofree char *name =
		kcfi_mangle_c(&t.mangler, fn(&t, t.i, 3, to(&t, konst(&t, t.c)), to(&t, type), to(&t, foo))->function);
	expect(name, "_ZTSFiPKvPvS1_E.generalized");
	teardown(&t);
}

/* More than 36 components: S_, S0_ … S9_, SA_ … SZ_, S10_. */
static void test_many(void)
{
	struct test t;
	GString *expected = g_string_new("_ZTSFv");

	setup(&t);
	struct type *type = fn(&t, t.v, 0);
	type->function->n_params = 80;
	type->function->params = api_alloc(t.api, 80 * sizeof(struct param));
	for (unsigned k = 0; k < 40; k++) {
		g_autofree char *name = g_strdup_printf("n%u", k);
		type->function->params[k].type = type->function->params[79 - k].type = of(&t, record(&t, name, 0));
		g_string_append_printf(expected, "%zu%s", strlen(name), name);
	}
	g_string_append(
		expected,
		"S12_S11_S10_SZ_SY_SX_SW_SV_SU_ST_SS_SR_SQ_SP_SO_SN_SM_SL_SK_SJ_SI_SH_SG_SF_SE_SD_SC_SB_SA_S9_S8_"
		"S7_S6_S5_S4_S3_S2_S1_S0_S_E");
	g_autofree char *name = kcfi_mangle_c(&t.mangler, type->function);
	expect(name, expected->str);
	g_string_free(expected, TRUE);
	teardown(&t);
}

/* Each pointer to a function has the one before twice: the type of 2^40 parts is given up. */
static void test_endless(void)
{
	struct test t;

	setup(&t);
	const struct type *type = to(&t, fn(&t, t.v, 0));
	for (int k = 0; k < 40; k++)
		type = to(&t, fn(&t, t.v, 2, type, type));
	g_assert_null(kcfi_mangle_c(&t.mangler, type->element->function));
	g_assert_nonnull(strstr(t.mangler.unknown, "parts"));
	t.mangler.core = CORE;
	g_assert_null(kcfi_mangle_rust(&t.mangler, type->element->function, NULL));
	g_assert_nonnull(strstr(t.mangler.unknown, "parts"));
	teardown(&t);
}

static void test_rust(void)
{
	struct test t;

	setup(&t);
	const struct type *foo = of(&t, t.foo);
	t.mangler.core = CORE;
	expect_rust(&t, fn(&t, t.i, 2, t.ul, to(&t, konst(&t, t.c))), "_ZTSFu3i32u3u64PKu2i8E.normalized");
	expect_rust(&t, fn(&t, t.v, 3, to(&t, foo), to(&t, konst(&t, foo)), to(&t, foo)),
		    "_ZTSFvP3fooPKS_S0_E.normalized");
	expect_rust(&t, fn(&t, t.l, 4, t.l, t.ll, to(&t, konst(&t, t.l)), to(&t, konst(&t, t.ll))),
		    "_ZTSFu3i64S_S_PKS_S1_E.normalized");
	expect_rust(&t, fn(&t, t.v, 2, to(&t, fn(&t, t.i, 1, t.i)), to(&t, t.v)),
		    "_ZTSFv" OPTION "PFu3i32S_EEPvE.normalized");
	expect_rust(&t, fn(&t, t.v, 1, to(&t, array(&t, 3, t.i))), "_ZTSFvPA3u3i32E.normalized");
	expect_rust(&t, fn(&t, t.v, 2, of(&t, t.colour), to(&t, of(&t, t.colour))), "_ZTSFvu3u32PS_E.normalized");
	struct type *never = fn(&t, t.v, 0);
	never->function->is_noreturn = true;
	expect_rust(&t, never, "_ZTSFu5nevervE.normalized");
	struct item *wrapper = record(&t, "wrapper", 1);
	wrapper->record.is_transparent = true;
	set_field(&t, wrapper, 0, "inner", t.u);
	expect_rust(&t, fn(&t, t.v, 2, of(&t, wrapper), t.b), "_ZTSFvu3u32u2u8E.normalized");
	struct type *reference = copy(&t, to(&t, foo)), *mutable = copy(&t, to(&t, foo));
	reference->spelling = "&'a foo";
	mutable->spelling = "&mut foo";
	expect_rust(&t, fn(&t, t.v, 2, reference, mutable), "_ZTSFvu3refI3fooEU3mutS0_E.normalized");
	t.colour->rust_name = "wire::colour";
	t.mangler.encodings = g_hash_table_new(g_str_hash, g_str_equal);
	g_hash_table_insert(t.mangler.encodings, "colour", "6colour");
	expect_rust(&t, fn(&t, t.v, 2, of(&t, t.colour), to(&t, of(&t, t.colour))), "_ZTSFv6colourPS_E.normalized");
	g_hash_table_unref(t.mangler.encodings);
	t.mangler.encodings = NULL;
	t.colour->enumeration.style = ENUM_RUST;
	expect_rust(&t, fn(&t, t.v, 1, of(&t, t.colour)), NULL);
	g_assert_true(t.mangler.is_own);
	teardown(&t);
}

/* ---- comparison ---- */

struct sides {
	struct test c, rust;
	struct view left, right;
	struct comparison *out;
};

static void setup_sides(struct sides *s)
{
	setup(&s->c);
	setup(&s->rust);
	s->left = (struct view){ .label = "C", .apis = g_ptr_array_new() };
	s->right = (struct view){ .label = "Rust", .is_rust = true, .apis = g_ptr_array_new() };
	g_ptr_array_add(s->left.apis, s->c.api);
	g_ptr_array_add(s->right.apis, s->rust.api);
	s->out = comparison_new();
}

static void teardown_sides(struct sides *s)
{
	comparison_free(s->out);
	g_ptr_array_unref(s->left.apis);
	g_ptr_array_unref(s->right.apis);
	teardown(&s->c);
	teardown(&s->rust);
}

static void add_identifier(struct test *t, const char *symbol, const char *name)
{
	struct object *object = api_add_object(t->api, "x.o");
	struct kcfi_entry entry = { symbol, kcfi_hash(name) };

	g_array_append_val(object->kcfi, entry);
}

static const struct kcfi_pair *find(const struct sides *s, const char *name)
{
	for (guint k = 0; k < s->out->kcfi->len; k++) {
		const struct kcfi_pair *pair = &g_array_index(s->out->kcfi, struct kcfi_pair, k);
		if (!strcmp(pair->name, name))
			return pair;
	}
	g_error("no pair '%s'", name);
}

/* struct ops { int (*read)(foo *); struct { void (*deep)(colour); }; void (*list[2])(void (*cb)(int)); } */
static void add_ops(struct test *t)
{
	struct item *ops = record(t, "ops", 3), *inner = record(t, NULL, 1);
	struct type *list = fn(t, t->v, 1, to(t, fn(t, t->v, 1, t->i)));

	list->function->params[0].name = "cb";
	set_field(t, inner, 0, "deep", to(t, fn(t, t->v, 1, of(t, t->colour))));
	set_field(t, ops, 0, "read", to(t, fn(t, t->i, 1, to(t, of(t, t->foo)))));
	set_field(t, ops, 1, NULL, of(t, inner));
	set_field(t, ops, 2, "list", array(t, 2, to(t, list)));
}

static void test_members(void)
{
	struct sides s;

	setup_sides(&s);
	add_ops(&s.c);
	add_ops(&s.rust);
	compare_kcfi(s.out, &s.left, &s.right);
	g_assert_cmpuint(s.out->kcfi->len, ==, 4);
	const struct kcfi_pair *pair = find(&s, "ops.read");
	g_assert_true(pair->agrees && pair->normalized);
	expect(pair->left_type, "_ZTSFu3i32P3fooE.normalized");
	pair = find(&s, "ops.deep");
	g_assert_false(pair->agrees);
	expect(pair->needs, "#[cfi_encoding = \"6colour\"] on enum colour");
	g_assert_null(pair->why);
	pair = find(&s, "ops.list");
	g_assert_true(!pair->agrees && !pair->right_id && !pair->needs);
	g_assert_nonnull(strstr(pair->why, "Option"));
	g_assert_true(find(&s, "ops.list, parameter 1 'cb'")->agrees);
	g_assert_cmpuint(s.out->differences->len, ==, 0); /* nothing was built so */
	teardown_sides(&s);
}

static void test_objects(void)
{
	struct sides s;

	setup_sides(&s);
	add_ops(&s.c);
	add_ops(&s.rust);
	function(&s.c, "paint", fn(&s.c, s.c.i, 1, of(&s.c, s.c.colour)));
	function(&s.rust, "paint", fn(&s.rust, s.rust.i, 1, of(&s.rust, s.rust.colour)))->function.is_definition = true;
	function(&s.c, "call", fn(&s.c, s.c.i, 1, of(&s.c, s.c.colour)));
	function(&s.rust, "call", fn(&s.rust, s.rust.i, 1, of(&s.rust, s.rust.colour)));
	add_identifier(&s.rust, "paint", "_ZTSFu3i32u3u32E");
	struct object *object = g_ptr_array_index(s.rust.api->objects, 0);
	g_hash_table_add(object->undefined, "_RNvNtCscoScM8QT1vH_4core9panicking5panic");
	compare_kcfi(s.out, &s.left, &s.right);
	const struct kcfi_pair *pair = find(&s, "function paint");
	g_assert_true(pair->in_right_object && !pair->in_left_object && !pair->agrees && !pair->normalized);
	g_assert_cmphex(pair->right_id, ==, pair->right_object_id);
	expect(pair->left_type, "_ZTSFi6colourE");
	g_assert_nonnull(strstr(find(&s, "ops.list")->right_type, OPTION));
	/* all but call(), which Rust only calls by its name */
	g_assert_cmpuint(s.out->differences->len, ==, 5);
	for (guint k = 0; k < s.out->differences->len; k++) {
		const struct difference *difference = &g_array_index(s.out->differences, struct difference, k);
		g_assert_cmpstr(difference->subject, !=, "function call");
		g_assert_cmpint(difference->kind, ==, DIFFERENCE_KCFI);
	}
	teardown_sides(&s);
}

static void test_settings(void)
{
	struct sides s;

	setup_sides(&s);
	function(&s.c, "f", fn(&s.c, s.c.i, 1, s.c.ul));
	function(&s.rust, "f", fn(&s.rust, s.rust.i, 1, s.rust.ul))->function.is_definition = true;
	add_identifier(&s.c, "f", "_ZTSFimE");
	add_identifier(&s.rust, "f", "_ZTSFu3i32u3u64E.normalized");
	compare_kcfi(s.out, &s.left, &s.right);
	g_assert_cmpuint(s.out->differences->len, ==, 1);
	const struct difference *difference = &g_array_index(s.out->differences, struct difference, 0);
	expect(difference->subject, "kcfi");
	expect(difference->left, "types as they are");
	expect(difference->right, "integers normalised");
	teardown_sides(&s);
}

static void test_gap(void)
{
	struct sides s;

	setup_sides(&s);
	function(&s.c, "f", fn(&s.c, s.c.i, 1, to(&s.c, of(&s.c, record(&s.c, NULL, 0)))));
	function(&s.rust, "f",
		 fn(&s.rust, s.rust.i, 1, to(&s.rust, of(&s.rust, record(&s.rust, "f__bindgen_ty_1", 0)))));
	compare_kcfi(s.out, &s.left, &s.right);
	g_assert_cmpuint(s.out->kcfi->len, ==, 0);
	g_assert_cmpuint(s.out->gaps->len, ==, 1);
	expect(g_array_index(s.out->gaps, struct gap, 0).id, "kcfi-unknown");
	compare_kcfi(s.out, &s.right, &s.left); /* the other way round, and two of one language */
	g_assert_cmpuint(s.out->gaps->len, ==, 2);
	compare_kcfi(s.out, &s.left, &s.left);
	g_assert_cmpuint(s.out->gaps->len, ==, 2);
	teardown_sides(&s);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kcfi/hash", test_hash);
	g_test_add_func("/kcfi/c-scalars", test_c_scalars);
	g_test_add_func("/kcfi/c-pointers", test_c_pointers);
	g_test_add_func("/kcfi/c-tags", test_c_tags);
	g_test_add_func("/kcfi/c-conventions", test_c_conventions);
	g_test_add_func("/kcfi/many", test_many);
	g_test_add_func("/kcfi/endless", test_endless);
	g_test_add_func("/kcfi/rust", test_rust);
	g_test_add_func("/kcfi/members", test_members);
	g_test_add_func("/kcfi/objects", test_objects);
	g_test_add_func("/kcfi/settings", test_settings);
	g_test_add_func("/kcfi/gap", test_gap);
	return g_test_run();
}
