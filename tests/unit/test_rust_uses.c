/*
 * What --used-by reads from Rust: the names, their places and whether they must exist, and the errors.
 *
 * A case is the text of some files and what is expected: names that must exist as they are, others with '?' behind, patterns
 * with their '*', in order. Texts name the module "bindings".
 */
#include "read/rust.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 4 };

struct source {
	const char *path, *text;
};

struct sample {
	const char *name;
	struct source sources[FILES_MAX];
	const char *expected; /* with blanks between */
};

#define ONE(text) \
	{ \
		{ \
			"lib.rs", text \
		} \
	}

static const struct sample samples[] = {
	/* paths */
	{ "paths",
	  ONE("fn f() { bindings::a(); crate::bindings::b::C; $crate::bindings::c; kernel::bindings::d::e::<f>() }"),
	  "a b c d" },
	{ "types",
	  ONE("fn f(x: *mut bindings::a) -> Option<bindings::b> { x as *mut bindings::c; <bindings::d as T>::e() }"),
	  "a b c d" },
	{ "blanks", ONE("bindings /* x */ ::\n\t// y\n a; ::bindings::b"), "a b" },
	{ "once", ONE("bindings::b; bindings::a; bindings::b;"), "b a" },
	{ "others", ONE("other::a; my_bindings::b; bindings_x::c; bindings.d; bindings; bindings:e; x.bindings"), "" },
	{ "raw", ONE("bindings::r#type; r#bindings::r#match; bindings::r#a"), "type match a" },
	{ "unicode", ONE("bindings::größe; bindings::e\u0301t;"), "größe \u00e9t" },
	{ "end", ONE("bindings::"), "" },
	/* what is no token */
	{ "line comments", ONE("// bindings::a\n/// bindings::b\n//! bindings::c\nbindings::d // bindings::e"), "d" },
	{ "block comments",
	  ONE("/* bindings::a /* bindings::b */ bindings::c */ bindings::d /**/ /***/ bindings::e /*/ x */"), "d e" },
	{ "comment quote", ONE("// it's \"\nbindings::a; /* ' \" */ bindings::b"), "a b" },
	{ "strings",
	  ONE("\"bindings::a\"; \"\\\"bindings::b\"; \"\\\\\"; bindings::c; \"// \"; bindings::d; \"/*\"; bindings::e"),
	  "c d e" },
	{ "kinds of strings",
	  ONE("b\"bindings::a\\\"\"; c\"bindings::b\"; bindings::c; \"bindings::x\"bindings; bindings::d"), "c d" },
	{ "raw strings",
	  ONE("r\"\\\"; bindings::a; r#\"\"bindings::x\"#; bindings::b; br##\"\"#\"##; bindings::c; cr\"\\\"; "
	      "bindings::d"),
	  "a b c d" },
	{ "line in string", ONE("\"bindings::a\nbindings::b\\\n\"; bindings::c"), "c" },
	{ "characters",
	  ONE("'\"'; bindings::a; '\\''; bindings::b; b'\"'; bindings::c; b'\\''; bindings::d; '\\\\'; bindings::e; "
	      "'\u20ac'; bindings::f; '\\u{22}'; bindings::g; '/'; bindings::h"),
	  "a b c d e f g h" },
	{ "lifetimes",
	  ONE("fn f<'a>(x: &'a bindings::a, y: &'static bindings::b) { 'l: loop { break 'l; } bindings::c; "
	      "f::<'_>('x') } "
	      "'r#d bindings::e"),
	  "a b c e" },
	{ "numbers", ONE("1..bindings::a; 0x1f_u8; 1e5; 1.0f64; 2.max(bindings::b); x.0.1; 1_000.5e-3bindings::c"),
	  "a b" },
	{ "shell line", ONE("#!/usr/bin/run bindings::a \"\nbindings::b"), "b" },
	{ "no shell line", ONE("#![allow(bindings::a)]\nbindings::b"), "a b" },
	{ "byte order mark", ONE("\ufeff#!x '\nbindings::a"), "a" },
	/* use */
	{ "use", ONE("use bindings::a; use crate::bindings::b as c; pub(crate) use bindings::d::e;"), "a b d" },
	{ "tree", ONE("use bindings::{self, a, b as c, d::{e, f::*}, d2::*, r#type,};"), "a b d d2 type" },
	{ "deep tree", ONE("use crate::{x::y, bindings::{self as _, a::b, {c, {d}}}, bindings2::z, bindings::e};"),
	  "a c d e" },
	{ "alias", ONE("use crate::bindings as b; b::a(); x::b::no(); self::b::c(); b.no; use b::{d, e};"), "a c d e" },
	{ "self alias", ONE("use crate::{bindings::{self as sys, a}, x}; sys::b(); sys::c::D"), "a b c" },
	{ "extern crate", ONE("extern crate bindings as ffi; ffi::a();"), "a" },
	{ "capture", ONE("fn f<'a>() -> impl Sized + use<'a> { bindings::a() } use bindings::b;"), "a b" },
	{ "alias below",
	  { { "src/net.rs", "use crate::bindings as sys;" },
	    { "src/net/tcp.rs", "super::sys::a" },
	    { "src/udp.rs", "sys::b" } },
	  "a" },
	{ "public alias", { { "src/net.rs", "sys::a" }, { "src/z.rs", "pub use bindings as sys;" } }, "a" },
	{ "other module",
	  { { "src/fw.rs", "use v1 as bindings; bindings::a" },
	    { "src/fw/x.rs", "bindings::b" },
	    { "src/y.rs", "bindings::c" } },
	  "a? b? c" },
	/* everything */
	{ "glob", ONE("use bindings::*; fn f() { a(x.b, x.c(), 0..D) }"), "use? bindings? fn? f? a? x? D?" },
	{ "glob and path", ONE("use bindings::*; a(); bindings::a(); b();"), "use? bindings? a b?" },
	{ "glob in tree", ONE("use crate::{bindings::{self, *}};\na"), "use? crate? bindings? self? a?" },
	{ "glob below",
	  { { "s/m.rs", "use bindings::*;" },
	    { "s/m/n.rs", "use super::*; a" },
	    { "s/m/o.rs", "b" },
	    { "s/p.rs", "use x::*; c" } },
	  "use? bindings? super? a?" },
	{ "glob of another", ONE("use other::*; use bindings::x::*; a"), "x" },
	{ "include",
	  { { "src/lib.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/bindings.rs\"));" },
	    { "src/x.rs", "a" },
	    { "t/y.rs", "b" } },
	  "include? concat? env? a?" },
	{ "include another", ONE("include!(\"tables.rs\"); a"), "" },
	{ "inline module",
	  { { "src/lib.rs", "mod ffi { include!(\"bindings.rs\"); type a = u8; } b" },
	    { "src/x.rs", "ffi::c(); crate::ffi::a" } },
	  "include? type? a? u8? c?" },
	{ "own item", ONE("mod bindings { include!(\"bindings.rs\"); pub const a: u8 = 1; } bindings::a + bindings::b"),
	  "include? pub? const? a? u8? b" },
	{ "generated",
	  { { "bindings.rs", "/* automatically generated by braze 0.1.0 */ use bindings::*; a" },
	    { "x.rs", "bindings::b" } },
	  "b" },
	/* cfg */
	{ "cfg",
	  ONE("#[cfg(X)] fn f() { bindings::a } #[cfg(X)] #[inline] use bindings::{b, c}; bindings::d; #[cfg(X)] let x "
	      "= y{}.z(bindings::e); "
	      "bindings::f; S { #[cfg(X)] x: bindings::g, y: bindings::h } #[cfg_attr(X, y)] fn g() { bindings::i }"),
	  "a? b? c? d e? f g? h i" },
	{ "cfg and not", ONE("#[cfg(X)] fn f() { bindings::a } fn g() { bindings::b; bindings::a }"), "b a" },
	{ "cfg file",
	  { { "k/a.rs", "bindings::a" },
	    { "k/a/b.rs", "bindings::b" },
	    { "k/ab.rs", "bindings::c" },
	    { "k/lib.rs", "#[cfg(A)] pub mod a;" } },
	  "a? b? c" },
	{ "cfg crate", ONE("#![cfg(X)] bindings::a"), "a?" },
	/* pasted names */
	{ "paste",
	  ONE("macro_rules! m { ($op:ident) => { paste! { bindings::[<atomic_ $op _return>](); bindings::[< $op:lower "
	      "_init >] } } }"),
	  "atomic_*_return *_init" },
	{ "paste text",
	  ONE("bindings::[<a 1 \"b\" 'c _d>]; bindings::[<Ab:upper _ Cd:lower>]; bindings::[<AbC:snake _x>]; "
	      "bindings::[<r#type _a>]"),
	  "a1bc_d AB_cd *_x type_a" },
	{ "paste parts",
	  ONE("bindings::[<$a $b _x $ c:upper>]; bindings::[<x_ env!(\"A\")>]; bindings::[<y_ #z>]; "
	      "bindings::${concat(a_, $b, _c)}"),
	  "*_x* x_* y_* a_*_c" },
	{ "no paste", ONE("x[<T as U>::V]; [<atomic_ $op>]; bindings::[<>]; bindings::[a]; bindings::[<a]"), "" },
	{ "loose paste", ONE("use bindings::*; [<get_ $x>]; concat_idents!(set_, $y)"),
	  "use? bindings? get_* get_? x? concat_idents? set_* set_? y?" },
	/* macro variables */
	{ "variable",
	  ONE("macro_rules! m { ($f:ident) => { bindings::$f() } } m!(a); n!(b); m![c, d.e]; if x != (y) {}"),
	  "a? c? d?" },
	{ "through macros",
	  { { "a.rs", "macro_rules! m { ($f:ident) => { bindings::$f() } }" },
	    { "b.rs", "macro_rules! n { ($($f:ident)*) => { $($crate::m!($f x);)* } } n! { a b }" },
	    { "c.rs", "o!(c); macro o($x:ident) { n!($x) }" } },
	  "x? a? b? c?" },
	{ "by variable",
	  ONE("macro_rules! m { ($f:ident) => { bindings::$f() } } macro_rules! all { ($m:ident) => { $m!(a, b); } } "
	      "all!(m);"),
	  "a? b?" },
	{ "no call", ONE("macro_rules! m { ($f:ident) => { bindings::$f() } } fn g() {}"),
	  "macro_rules? m? ident? bindings? fn? g?" },
	{ "variable module", ONE("macro_rules! m { ($bindings:ident) => { $bindings::a() } }"), "a?" },
	{ "quoted",
	  { { "m/lib.rs", "#[proc_macro_attribute] pub fn export(x: T) -> T { quote! { ::kernel::bindings::#name } }" },
	    { "k/a.rs",
	      "#[export] pub unsafe extern \"C\" fn a() {} #[inline] fn b() {} #[macros::export]\n#[x] fn c() {}" } },
	  "a? c?" },
	{ "not quoted", ONE("#[proc_macro_attribute] fn x() {} #[x] fn a() {} m!(bindings::#call())"), "" },
};

static char *folder;

static void write_source(const struct source *source, size_t length, GPtrArray *paths)
{
	char *path = g_build_filename(folder, source->path, NULL), *parent = g_path_get_dirname(path);
	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, source->text, length, NULL));
	g_ptr_array_add(paths, path);
	g_free(parent);
}

static char *describe(const struct uses *uses)
{
	GString *text = g_string_new(NULL);
	for (unsigned i = 0; i < uses->all->len; i++) {
		const struct use *use = uses->all->pdata[i];
		g_string_append_printf(text, "%s%s%s", i > 0 ? " " : "", use->name,
				       use->must_exist || use->pattern ? "" : "?");
	}
	return g_string_free(text, FALSE);
}

static void test_sample(const void *data)
{
	const struct sample *sample = data;
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	struct uses uses;
	uses_init(&uses);
	for (unsigned i = 0; i < FILES_MAX && sample->sources[i].path; i++)
		write_source(&sample->sources[i], strlen(sample->sources[i].text), paths);
	g_assert_true(rust_uses_read(paths, "bindings", &uses));
	char *found = describe(&uses);
	g_assert_cmpstr(found, ==, sample->expected);
	g_assert_cmpuint(uses.files->len, ==, paths->len);
	g_free(found);
	uses_finish(&uses);
	for (unsigned i = 0; i < paths->len; i++)
		g_unlink(paths->pdata[i]);
	g_ptr_array_unref(paths);
}

/* Reads one file; returns whether that went well. */
static bool read_text(const char *text, size_t length, struct uses *uses)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	uses_init(uses);
	write_source(&(struct source){ "x.rs", text }, length, paths);
	bool ok = rust_uses_read(paths, "bindings", uses);
	g_unlink(paths->pdata[0]);
	g_ptr_array_unref(paths);
	return ok;
}

static void test_places(void)
{
	struct uses uses;
	g_assert_true(read_text("\n\tbindings::a;\n/* ä\n */ bindings::{b,\n c}; bindings::b",
				strlen("\n\tbindings::a;\n/* ä\n */ bindings::{b,\n c}; bindings::b"), &uses));
	static const unsigned expected[][2] = { { 2, 12 }, { 4, 16 }, { 5, 2 } };
	g_assert_cmpuint(uses.all->len, ==, G_N_ELEMENTS(expected));
	for (unsigned i = 0; i < G_N_ELEMENTS(expected); i++) {
		const struct use *use = uses.all->pdata[i];
		g_assert_true(g_str_has_suffix(use->file, "/x.rs"));
		g_assert_cmpuint(use->line, ==, expected[i][0]);
		g_assert_cmpuint(use->column, ==, expected[i][1]);
	}
	uses_finish(&uses);
}

static void test_match(void)
{
	static const char text[] =
		"macro_rules! m { ($t:ident $f:ident) => { bindings::[<$t _ $f>](); bindings::[<get_ $f>] } }\n"
		"m!(atomic add); m!(atomic64 fetch_add); bindings::a; bindings::b; use bindings::{c as d};";
	struct uses uses;
	g_assert_true(read_text(text, strlen(text), &uses));
	static const char *const yes[] = { "a", "c", "atomic_add", "atomic64_fetch_add", "get_anything", "get_" };
	static const char *const no[] = { "d", "aa", "", "list_add", "atomic_sub", "atomic", "xget_a", "bindings" };
	for (unsigned i = 0; i < G_N_ELEMENTS(yes); i++)
		g_assert_true(uses_match(&uses, yes[i]));
	for (unsigned i = 0; i < G_N_ELEMENTS(no); i++)
		g_assert_false(uses_match(&uses, no[i]));
	for (unsigned i = 0; i < uses.all->len; i++) {
		const struct use *use = uses.all->pdata[i];
		g_assert_cmpint(use->matched, ==, strcmp(use->name, "b") != 0);
	}
	uses_finish(&uses);
}

static void test_folder(void)
{
	static const struct source sources[] = { { "f/b.rs", "bindings::b" },   { "f/a/z.rs", "bindings::z" },
						 { "f/a.rs", "bindings::a" },   { "f/.h.rs", "bindings::no" },
						 { "f/t.txt", "bindings::no" }, { "f/c.rs/d.rs", "bindings::d" } };
	GPtrArray *written = g_ptr_array_new_with_free_func(g_free), *paths = g_ptr_array_new_with_free_func(g_free);
	struct uses uses;
	uses_init(&uses);
	for (unsigned i = 0; i < G_N_ELEMENTS(sources); i++)
		write_source(&sources[i], strlen(sources[i].text), written);
	char *loop = g_build_filename(folder, "f/loop", NULL);
	g_assert_cmpint(symlink(".", loop), ==, 0);
	g_ptr_array_add(written, loop);
	g_ptr_array_add(paths, g_build_filename(folder, "f", NULL));
	g_ptr_array_add(paths, g_build_filename(folder, "f/t.txt", NULL));
	g_assert_true(rust_uses_read(paths, "bindings", &uses));
	char *found = describe(&uses);
	g_assert_cmpstr(found, ==, "z a b d no");
	g_assert_cmpuint(uses.files->len, ==, 5);
	g_free(found);
	uses_finish(&uses);
	for (unsigned i = 0; i < written->len; i++)
		g_unlink(written->pdata[i]);
	g_ptr_array_unref(written);
	g_ptr_array_unref(paths);
}

/* One error each, and the names of other files are there all the same. */
static void test_errors(void)
{
	static const struct {
		const char *text;
		size_t length;
	} bad[] = {
#define BAD(text) { text, sizeof(text) - 1 }
		BAD("a /* b /* c */"), BAD("\"abc"),    BAD("\"abc\\\""), BAD("r#\"abc\""), BAD("br##\"a\"#"),
		BAD("c\"\\"),          BAD("a \xff b"), BAD("a \0 b"),    BAD("/*"),        BAD("/*/"),
		BAD("// \xc3"),
#undef BAD
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct uses uses;
		unsigned before = diag_count(SEVERITY_ERROR);
		g_assert_false(read_text(bad[i].text, bad[i].length, &uses));
		g_assert_cmpuint(diag_count(SEVERITY_ERROR), ==, before + 1);
		uses_finish(&uses);
	}
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	struct uses uses;
	unsigned before = diag_count(SEVERITY_ERROR);
	uses_init(&uses);
	g_ptr_array_add(paths, g_build_filename(folder, "none", NULL));
	write_source(&(struct source){ "x.rs", "bindings::a" }, strlen("bindings::a"), paths);
	g_assert_false(rust_uses_read(paths, "bindings", &uses));
	g_assert_cmpuint(diag_count(SEVERITY_ERROR), ==, before + 1);
	g_assert_true(uses_match(&uses, "a"));
	uses_finish(&uses);
	g_unlink(paths->pdata[1]);
	g_ptr_array_unref(paths);
}

/* No text that is cut off or has its tokens in another order leads to a crash; errors in it are fine. */
static void test_damaged(void)
{
	GRand *random = g_rand_new_with_seed(4);
	for (unsigned i = 0; i < G_N_ELEMENTS(samples); i++) {
		const char *text = samples[i].sources[0].text;
		size_t length = strlen(text);
		for (unsigned k = 0; k < 40; k++) {
			struct uses uses;
			char *copy = g_strdup(text);
			size_t cut = g_rand_int_range(random, 0, length + 1);
			for (unsigned n = 0; n < k / 8; n++)
				copy[g_rand_int_range(random, 0, length)] =
					"(){}[]<>$#:!\"'*/;"[g_rand_int_range(random, 0, 17)];
			(void)read_text(copy, k % 2 ? cut : length, &uses);
			uses_match(&uses, "atomic_add");
			uses_finish(&uses);
			g_free(copy);
		}
	}
	g_rand_free(random);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("rust_uses.XXXXXX", NULL);
	g_assert_nonnull(folder);
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
	for (unsigned i = 0; i < G_N_ELEMENTS(samples); i++) {
		char *path = g_strconcat("/rust_uses/", samples[i].name, NULL);
		g_test_add_data_func(path, &samples[i], test_sample);
		g_free(path);
	}
	g_test_add_func("/rust_uses/places", test_places);
	g_test_add_func("/rust_uses/match", test_match);
	g_test_add_func("/rust_uses/folder", test_folder);
	g_test_add_func("/rust_uses/errors", test_errors);
	g_test_add_func("/rust_uses/damaged", test_damaged);
	int status = g_test_run();
	char *remove[] = { "rm", "-r", folder, NULL };
	g_spawn_sync(NULL, remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
	g_free(folder);
	diag_finish();
	return status;
}
