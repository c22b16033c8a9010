/*
 * compare_views() over small models, one table row for each pair of them: what it finds; and what a row does not show. model_text.h says how
 * they are written; test_compare_records.c has the records.
 */
#include "model_text.h"

static const struct row rows[] = {
	/* two types that each have a partner */
	{ "struct q 4/4 { i32 a@0 }; struct r 4/4 { f32 b@0 }; struct p 8/8 { *&q a@0 };",
	  "struct q 4/4 { i32 a@0 }; struct r 4/4 { f32 b@0 }; struct p 8/8 { *&r a@0 };", "field-type struct p.a" },
	{ "struct q 4/4 { i32 a@0 }; struct r 4/4 { i32 a@0 }; struct p 8/8 { *&q a@0 };",
	  "struct q 4/4 { i32 a@0 }; struct r 4/4 { i32 a@0 }; struct p 8/8 { *&r a@0 };", "" },
	/* several of one name */
	{ "struct p 4/4 { i32 a@0 }; struct p 8/4 { i32 a@0, i32 b@32 };", "struct p 8/4 { i32 a@0, i32 b@32 };", "" },
	{ "struct p 4/4 { i32 a@0 }; struct p 16/4 { i32 a@0, i32 b@32, i32 c@64, i32 d@96 };",
	  "struct p 4/4 { u32 a@0 };", "field-sign struct p.a" },
	{ "struct p -; struct p 4/4 { i32 a@0 };", "struct p 4/4 { u32 a@0 };", "field-sign struct p.a" },
	{ "struct p 4/4 { i32 a@0 };", "struct a::p 4/4 { i32 a@0 }; struct b::p 4/4 { u32 a@0 };",
	  "field-sign struct p.a" },
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
	{ "enum e u32 { A=0, B=1, C=2 };", "enum e u32 { A=0 };", "?only-left e.B; ?only-left e.C" },
	{ "enum e u32 { A=0, B=0 };", "enum e u32 { A=0 };", "?only-left e.B" },
	{ "enum e u32 { A=0 };", "enum e u32 { A=0, B=1 };", "?only-right e.B" },
	{ "enum e u32 { A=0, B=1 };", "enum e u32 { e_A=0, e_B=1 };", "" },
	{ "enum e u32 { A=0, B=1 };", "enum e u32 { };", "" },
	{ "enum e u32 { A=0, B=1 };", "enum !value e u32 { A=0 };", "" },
	{ "enum e u32 { A=0, B=1 };", "enum !rustenum e u32 { A=0, B=1 };", "" },
	{ "enum e u32 { A=0, B=1 };", "enum !rustenum e u32 { A=0 };", "enum-value enum e.B" },
	{ "enum e u32 { A=0, B=1 };", "enum !origin e u32 { A=0 };", "enum-value enum e.B" },
	{ "enum e i32 { A=0, B=-1 };", "enum !rustenum e i32 { A=0, N=-1 };", "" },
	{ "enum e u32 { A=0, B=0 };", "enum !rustenum e u32 { A=0 };", "" },
	{ "enum e u32 { A=0 };", "enum !rustenum e u32 { A=0, B=1 };", "enum-value enum e.B" },
	{ "enum e u8 { A=0, B=1 };", "enum !rustenum e u32 { A=0 };", "enum-size enum e" },
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
	/* a bool is read by the one that is called, as a result by the one that calls */
	{ "fn f(bool) void;", "fn f(u8) void;", "parameter-type function f.parameter 1" },
	{ "fn f(u8) void;", "fn f(bool) void;", "" },
	{ "fn f() bool;", "fn f() u8;", "" },
	{ "fn f() u8;", "fn f() bool;", "result-type function f.result" },
	{ "fn f(bool) void;", "fn !defined f(u8) void;", "" },
	{ "fn f(u8) void;", "fn !defined f(bool) void;", "parameter-type function f.parameter 1" },
	{ "fn f() bool;", "fn !defined f() u8;", "result-type function f.result" },
	{ "fn f() u8;", "fn !defined f() bool;", "" },
	{ "fn !defined f(bool) void;", "fn !defined f(u8) void;", "parameter-type function f.parameter 1" },
	{ "fn f(*bool) void;", "fn f(*u8) void;", "parameter-type function f.parameter 1" },
	{ "fn f(*u8) void;", "fn f(*bool) void;", "parameter-type function f.parameter 1" },
	{ "typedef t bool;", "typedef t u8;", "typedef typedef t" },
	{ "var v bool;", "var v u8;", "variable-type variable v" },
	{ "var v u8;", "var v bool;", "variable-type variable v" },
	{ "fn f() void;", "fn !defined !noreturn f() void;", "" },
	{ "fn !noreturn f() void;", "fn !defined f() void;", "result-type function f.result" },
	{ "fn !noreturn f() void;", "fn !defined !noreturn f() void;", "" },
	{ "fn f() void;", "var f i32;", "kind function f" },
	{ "var f i32;", "fn f() void;", "kind variable f" },
	{ "fn !local f(i64) void; fn f(i32) void;", "fn f(i64) void;", "parameter-type function f.parameter 1" },
	{ "fn !local f(i64) void;", "fn f(i32) void;", "?only-right f" },
	{ "fn !local f(i64) void;", "fn !link:rust_helper_f f(i32) void;", "parameter-type function f.parameter 1" },
	{ "fn rust_helper_f(i32) void;", "fn !link:rust_helper_f f(u32) void;",
	  "parameter-sign function rust_helper_f.parameter 1" },
	{ "fn f(*&s) void; struct s 4/4 { i32 a@0 };", "fn f(*&s) void; struct s 4/4 { i32 a@0 };", "" },
	{ "struct s 4/4 { i32 a@0 }; fn f(&s) void;", "struct s 4/4 { i32 a@0 }; fn f(&s) void;", "" },
	{ "struct s 4/4 { i32 a@0 }; fn f(&s) void;", "fn f(i32) void;", "parameter-type function f.parameter 1" },
	{ "fn f(i32) void;", "struct !transparent s 4/4 { i32 a@0 }; fn f(&s) void;", "?only-right s" },
	{ "fn f(i32) void;", "struct s 4/4 { i32 a@0 }; fn f(&s) void;",
	  "parameter-type function f.parameter 1; ?only-right s" },
	{ "enum e u32 { A=0 }; fn f(&e) void;", "enum !newtype e u32 { }; fn f(&e) void;",
	  "?transparent-unknown f.parameter 1" },
	{ "enum e u32 { A=0 }; fn f(&e) void;", "enum !newtype e u32 { }; fn f(&e) void;|enum e u32 { };", "" },
	/* variables */
	{ "var v i32;", "var v i32;", "" },
	{ "var v i32;", "var v u32;", "variable-type variable v" },
	{ "var v [4]i32;", "var v [5]i32;", "variable-type variable v" },
	{ "var v []i32;", "var v [5]i32;", "" },
	{ "var v [5]i32;", "var v [0]i32;", "" },
	{ "var v []i32;", "var v [5]u32;", "variable-type variable v" },
	{ "struct s -; var v &s;", "struct s 4/4 { i32 a@0 }; var v &s;", "?incomplete s; ?incomplete v" },
	{ "struct s 4/4 { i32 a@0 }; var v &s;", "struct s -; var v &s;", "?incomplete s; ?incomplete v" },
	{ "struct s 4/4 { i32 a@0 }; var v &s;", "struct !blob s 0/1 { }; var v &s;", "?incomplete s; ?incomplete v" },
	{ "struct s -; fn f(&s) void;", "struct s 4/4 { i32 a@0 }; fn f(&s) void;",
	  "?incomplete s; ?incomplete f.parameter 1" },
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

/* ---- what a row does not show ---- */

static void test_texts(void)
{
	struct run run;

	run_init(&run, "struct !origin p 8/4 { char k@0, i32 x@32 };",
		 "struct p 12/4 { char k@0, u8 y@8, u32 x@32, i32 z@64 };", X64, X64, true);
	const struct difference *sign = difference_at(&run, 0), *extra = difference_at(&run, 1),
				*behind = difference_at(&run, 2);
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

	run_init(&run, "struct p 12/4 { i32 a@0, i32 b@32, i32 c@64 };",
		 "struct p 16/4 { i64 a@0, i32 b@64, i32 c@96 };", X64, X64, true);
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
	g_assert_cmpstr(difference_at(&run, 0)->consequence, ==,
			"clang takes negative values of 'a' for large positive ones");
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
		{ "kind", "kind", 0, 0, false },
		{ "", "", 8, 8, false },
		{ "x", "x", 32, 32, false },
		{ "y", NULL, 64, 0, true },
	};
	struct run run;

	run_init(&run, "struct p 12/4 { char kind@0, i32 x@32, i32 y@64 };", "struct p 8/4 { char kind@0, i32 x@32 };",
		 X64, X64, true);
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
		 "struct p 8/4 { i32 a@0, u32 b@32:3 }; enum e u32 { A=0, B=1 }; fn f(i32, i32) void; var v i32; const "
		 "N 1; fn own() void;",
		 "struct p 8/4 { i32 a@0, u32 b@32:3 }; enum e u32 { A=0 }; fn f(i32, i32) void; var v i32; const N 1; "
		 "const M 2;",
		 X64, X64, true);
	const struct comparison_counts *counts =
		&g_array_index(run.comparison->pairs, struct comparison_pair, 0).counts;
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
	g_assert_cmpstr(found, ==,
			"field-sign struct a.x; parameter-sign function b.parameter 1; field-sign struct c.x");
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
		run_init(&run, "struct p 4/4 { i32 a@0 };", "struct p 4/4 { u32 a@0 };", targets[i].left,
			 targets[i].right, true);
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
	run_init(&run, "struct p 16/8 { char a@0, i64 b@64 };", "struct !origin mine::p 24/8 { i64 a@0, i64 b@64 };",
		 X64, X64, true);
	g_assert_cmpstr(
		difference_at(&run, 1)->consequence, ==,
		"Rust copies 24 bytes of what has 16 in C; that 'mine::p' is its binding is known from the name "
		"alone");
	run_finish(&run);
	run_init(&run, "struct p 12/4 { char a@0, i32 b@32, i32 c@64 };",
		 "struct !origin mine::p 16/4 { [8]char a@0, i32 b@64, i32 c@96 };", X64, X64, true);
	g_assert_cmpstr(
		difference_at(&run, 0)->consequence, ==,
		"Rust reads 'a' as 8 bytes, C writes 1 byte, and 2 members behind it lie elsewhere; that 'mine::p' "
		"is its binding is known from the name alone");
	run_finish(&run);
	run_init(&run, "struct p 4/4 { i32 a@0 };", "struct !origin mine::p 4/4 { u32 a@0 };|struct p 4/4 { u32 a@0 };",
		 X64, X64, true);
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
	struct view views[2] = { { .label = "C", .apis = g_ptr_array_new() },
				 { .label = "Rust", .is_rust = true, .apis = g_ptr_array_new() } };
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

	run_init(&run, "struct p 8/4 { i32 a@0, &p -@32, &p -@64 };", "struct p 8/4 { i32 a@0, &p -@32, &p -@64 };",
		 X64, X64, true);
	g_assert_cmpuint(run.comparison->pairs->len, ==, 1);
	run_finish(&run);
}

/* The consequence of the only difference. */
static void check_consequence(const char *left, const char *right, const char *consequence)
{
	struct run run;

	run_init(&run, left, right, X64, X64, true);
	g_assert_cmpuint(run.comparison->differences->len, ==, 1);
	g_assert_cmpstr(difference_at(&run, 0)->consequence, ==, consequence);
	run_finish(&run);
}

/* Who is called reads parameters and writes the result. */
static void test_callers(void)
{
	check_consequence("fn !defined f(i32 n) void;", "fn f(i64 n) void;",
			  "C reads parameter 1 'n' as 4 bytes, Rust writes 8 bytes");
	check_consequence("fn f(i32 n) void;", "fn !defined f(i64 n) void;",
			  "Rust reads parameter 1 'n' as 8 bytes, C writes 4 bytes");
	check_consequence("fn f() i32;", "fn f() i64;", "Rust reads the result as 8 bytes, C writes 4 bytes");
	check_consequence("fn f() i32;", "fn !defined f() i64;", "C reads the result as 4 bytes, Rust writes 8 bytes");
	check_consequence("fn f(i32 a) void;", "fn f() void;",
			  "C takes parameter 1 'a' from where Rust has put nothing");
	check_consequence("fn f(i32 a) void;", "fn !defined f() void;",
			  "C passes parameter 1 'a', which Rust does not take");
	check_consequence("fn f() void;", "fn !defined f(i32 a) void;",
			  "Rust takes parameter 1 'a' from where C has put nothing");
	check_consequence("fn f(i32, ...) void;", "fn f(i32) void;",
			  "Rust cannot pass the arguments that C takes from '...'");
	check_consequence("fn f(i32, ...) void;", "fn !defined f(i32) void;",
			  "C passes arguments as for '...', Rust does not look for them there");
	check_consequence("fn !noreturn f() void;", "fn !defined f() void;",
			  "C runs into whatever is behind the call when Rust returns from it");
	check_consequence("fn f(bool b) void;", "fn f(u8 b) void;",
			  "values of parameter 1 'b' other than 0 and 1 are undefined behaviour for C's _Bool");
	check_consequence("struct p 1/1 { bool a@0 };", "struct p 1/1 { u8 a@0 };",
			  "values of 'a' other than 0 and 1 that Rust writes are undefined behaviour for C's _Bool");
}

/* Sentences that are true of padding, and of one of a kind. */
static void test_words(void)
{
	struct run run;

	run_init(&run, "struct p 12/4 { u8 a@0, u32 b@32, u16 c@64 };", "struct p 7/1 { u8 a@0, u32 b@8, u16 c@40 };",
		 X64, X64, true);
	g_assert_cmpstr(difference_at(&run, 0)->consequence, ==,
			"Rust reads 'b' at byte 1, where C has padding, and 1 more member behind it lies elsewhere");
	run_finish(&run);
	check_consequence("struct p 8/4 { [1]i32 a@0, i32 b@32 };", "struct p 8/4 { [0]i32 a@0, i32 b@32 };",
			  "'a' has 1 element in C, 0 in Rust");
	check_consequence("struct p 4/4 { u32 a@0:1 };", "struct p 4/4 { u32 a@0:2 };",
			  "Rust takes bits 0 to 1 for 'a', C bit 0");
	check_consequence("enum e u32 { A=0, B=7 };", "enum !rustenum e u32 { A=0 };",
			  "Rust has no variant for 7: the value 'B' from C is undefined behaviour");
	check_consequence("enum e u32 { A=0 };", "enum !rustenum e u32 { A=0, B=7 };",
			  "Rust means 7 where it says 'B', a value that no enumerator of C has");
	check_consequence("struct p 8/8 { *@(i32)void f@0 };", "struct p 8/8 { *@()void f@0 };",
			  "C and Rust disagree on 'f': the function it points to has 1 parameter in C, 0 in Rust");
}

/* What follows from a typedef says so; the typedef itself does not. */
static void test_typedef_cause(void)
{
	static const char *const consequences[] = {
		"Rust reads values of the type as 8 bytes, C writes 4 bytes",
		"Rust reads values of the type as 8 bytes, C writes 4 bytes, which follows from typedef t",
		"Rust reads 'a' as 8 bytes, C writes 4 bytes, which follows from typedef t, and 1 member behind it "
		"lies "
		"elsewhere",
		"Rust copies 16 bytes of what has 8 in C",
		"C reads parameter 1 as 4 bytes, Rust writes 8 bytes, which follows from typedef t",
		"Rust reads the result as 8 bytes, C writes 4 bytes",
	};
	struct run run;

	run_init(&run, "typedef t i32; typedef t2 &t; struct p 8/4 { &t2 a@0, i32 b@32 }; fn f(&t2) void; fn g() i32;",
		 "typedef t i64; typedef t2 &t; struct p 16/8 { &t2 a@0, i32 b@64 }; fn f(&t2) void; fn g() &t2;", X64,
		 X64, true);
	g_assert_cmpuint(run.comparison->differences->len, ==, G_N_ELEMENTS(consequences));
	for (guint i = 0; i < G_N_ELEMENTS(consequences); i++)
		g_assert_cmpstr(difference_at(&run, i)->consequence, ==, consequences[i]);
	run_finish(&run);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	add_rows("/compare/rows", rows, G_N_ELEMENTS(rows));
	g_test_add_func("/compare/texts", test_texts);
	g_test_add_func("/compare/two-compilers", test_two_compilers);
	g_test_add_func("/compare/layout", test_layout);
	g_test_add_func("/compare/counts", test_counts);
	g_test_add_func("/compare/order", test_order);
	g_test_add_func("/compare/target", test_target);
	g_test_add_func("/compare/guess", test_guess);
	g_test_add_func("/compare/callers", test_callers);
	g_test_add_func("/compare/words", test_words);
	g_test_add_func("/compare/typedef-cause", test_typedef_cause);
	g_test_add_func("/compare/deep", test_deep);
	g_test_add_func("/compare/cycle", test_cycle);
	return g_test_run();
}
