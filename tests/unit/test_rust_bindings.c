/*
 * What the reader of bindings makes of Rust text.
 *
 * A case is a text, a target and the model that is expected, one line for each item:
 *
 *     struct s 8/4 {a@0 int; b@32:3 unsigned int}      size/align, fields with offset in bits and width
 *     enum e unsigned int {A=1; B=2}
 *     typedef t *const char
 *     function f int (int, ...) stdcall
 *     variable v int        macro M int = 5
 *     struct o: reason      left out
 */
#include "base/diag.h"
#include "read/rust_bindings.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct sample {
	const char *name, *target, *text, *expected;
};

#define X86_64 "x86_64-unknown-linux-gnu"
#define I686 "i686-unknown-linux-gnu"

static const struct sample samples[] = {
	/* layout */
	{ "struct", X86_64, "#[repr(C)] pub struct s { pub a: u8, pub b: u64, c: [u16; 3usize] }",
	  "struct s 24/8 {a@0 unsigned char; b@64 unsigned long; c@128 [3]unsigned short}\n" },
	{ "struct on i686", I686, "#[repr(C)] pub struct s { a: u8, b: u64, c: usize, d: f64 }",
	  "struct s 24/4 {a@0 unsigned char; b@32 unsigned long long; c@96 unsigned long; d@128 double}\n" },
	{ "struct on m68k", "m68k-unknown-linux-gnu", "#[repr(C)] struct s { a: u8, b: u32, c: u64, d: *const u8 }",
	  "struct s 20/4 {a@0 unsigned char; b@16 unsigned int; c@64 unsigned long long; d@128 *const unsigned "
	  "char}\n" },
	{ "packed", X86_64,
	  "#[repr(C, packed)] struct p { a: u8, b: u32 } #[repr(C, packed(2))] struct q { a: u8, b: u32 }",
	  "struct p 5/1 {a@0 unsigned char; b@8 unsigned int}\nstruct q 6/2 {a@0 unsigned char; b@16 unsigned int}\n" },
	{ "aligned", X86_64, "#[repr(C)] #[repr(align(32))] struct a { x: u8 } #[repr(C)] struct b { x: u8, y: a }",
	  "struct a 32/32 {x@0 unsigned char}\nstruct b 64/32 {x@0 unsigned char; y@256 a}\n" },
	{ "union", X86_64,
	  "#[repr(C)] pub union u { a: u8, b: ::std::mem::ManuallyDrop<s>, } #[repr(C)] struct s { x: [u16; 3] }",
	  "union u 6/2 {a@0 unsigned char; b@0 s}\nstruct s 6/2 {x@0 [3]unsigned short}\n" },
	{ "no repr", X86_64, "pub struct s { a: u8 } #[repr(C)] struct t { a: s } #[repr(C)] struct r { a: *mut s }",
	  "struct s: no repr(C): its layout is the compiler's\nstruct t: no repr(C): its layout is the compiler's\n"
	  "struct r 8/8 {a@0 *s}\n" },
	{ "in itself", X86_64, "#[repr(C)] struct s { a: s } #[repr(C)] struct l { next: *mut l }",
	  "struct s: it contains itself\nstruct l 8/8 {next@0 *l}\n" },
	{ "forward", X86_64, "#[repr(C)] pub struct f { _unused: [u8; 0] } pub enum g {} extern \"C\" { type h; }",
	  "struct f incomplete\nstruct g incomplete\nstruct h incomplete\n" },
	{ "opaque", X86_64, "#[repr(C)] #[repr(align(8))] pub struct o { pub _bindgen_opaque_blob: [u64; 2] }",
	  "struct o 16/8 bytes {}\n" },
	{ "unknown member", X86_64, "#[repr(C)]\nstruct s { a: u8,\nb: crate::elsewhere::t }",
	  "struct s: 't' is not in this file (line 3)\n" },
	{ "helpers", X86_64,
	  "#[repr(C)] struct s { a: u8, __bindgen_padding_0: [u8; 3], p: PhantomData<u64>, b: "
	  "__IncompleteArrayField<c_char>, }",
	  "struct s 4/1 {a@0 unsigned char; b@32 []char}\n" },
	{ "flexible", X86_64, "#[repr(C)] struct s<FAM: ?Sized = [c_int; 0]> { n: u8, data: FAM }",
	  "struct s 4/4 {n@0 unsigned char; data@32 []int}\n" },
	{ "wrapped union", X86_64,
	  "#[repr(C)] pub struct w { pub a: __BindgenUnionField<u8>, pub b: __BindgenUnionField<[u32; 2]>, "
	  "pub bindgen_union_field: [u32; 2usize] }",
	  "union w 8/4 {a@0 unsigned char; b@0 [2]unsigned int}\n" },
	{ "anonymous", X86_64,
	  "#[repr(C)] pub struct o { pub __bindgen_anon_1: o__bindgen_ty_1 } #[repr(C)] pub union o__bindgen_ty_1 { "
	  "type_: u8 }",
	  "struct o 1/1 {-@0 in o}\nunion in o 1/1 {type@0 unsigned char}\n" },
	{ "attributes", X86_64,
	  "#[repr(C)] struct s { #[cfg(target_arch = \"x86_64\")] a: u8, #[cfg(not(unix))] b: u8, #[cfg(all(test, x))] "
	  "c: u8 }"
	  "#[cfg(any(windows, target_pointer_width = \"32\"))] pub struct t {} "
	  "#[cfg_attr(target_endian = \"little\", repr(C))] struct u { a: u8 }",
	  "struct s 1/1 {a@0 unsigned char}\nstruct u 1/1 {a@0 unsigned char}\n" },
	{ "cfg_if", X86_64,
	  "cfg_if::cfg_if! { if #[cfg(windows)] { type a = u8; } else if #[cfg(feature = \"x\")] { type b = u8; } "
	  "else { type c = u8; } } cfg_if! { if #[cfg(unix)] { type d = u8; } else { type e = u8; } } type f = u8;",
	  "typedef b unsigned char\ntypedef c unsigned char\ntypedef d unsigned char\ntypedef f unsigned char\n" },
	/* bitfields */
	{ "bitfields", X86_64,
	  "#[repr(C)] pub struct b { pub x: u16, pub _bitfield_align_1: [u32; 0], pub _bitfield_1: "
	  "__BindgenBitfieldUnit<[u8; 4usize]>, }"
	  "impl b { pub fn a(&self) -> c_uint { unsafe { ::std::mem::transmute(self._bitfield_1.get(3usize, 2u8) as "
	  "u32) } }"
	  "pub fn set_a(&mut self, val: c_uint) { unsafe { self._bitfield_1.set(3usize, 2u8, val as u64) } }"
	  "pub unsafe fn a_raw(this: *const Self) -> c_uint { 0 }"
	  "pub fn type_(&self) -> bool { self._bitfield_1.get_const::<5usize, 1u8>() != 0 } }",
	  "struct b 8/4 {x@0 unsigned short; a@35:2 unsigned int; type@37:1 _Bool}\n" },
	{ "bitfields without methods", X86_64,
	  "#[repr(C)] pub struct b { _bitfield_1: __BindgenBitfieldUnit<[u8; 2]> }",
	  "struct b 2/1 bitfields unknown {_bitfield_1@0 [2]unsigned char}\n" },
	{ "bytes", X86_64,
	  "#[repr(C)] pub struct y { pub _bindgen_opaque_blob: [u8; 9] } impl y {"
	  "pub fn c(&self) -> c_char { unsafe { ((self as *const Self as *const u8).add(0) as *const "
	  "c_char).read_unaligned() } }"
	  "pub fn c_ptr(&self) -> *const c_char { unsafe { (self as *const Self as *const u8).add(0) as *const c_char "
	  "} }"
	  "pub fn d_ptr(&self) -> *const n { unsafe { (self as *const Self as *const u8).add(1) as *const n } }"
	  "pub fn f(&self) -> u8 { unsafe { let unit = self as *const Self as *const __BindgenBitfieldUnit<[u8; "
	  "9usize]>;"
	  "__BindgenBitfieldUnit::raw_get(unit, 40usize, 3u8) as u8 } } } #[repr(C)] struct n { x: [u8; 4] }",
	  "struct y 9/1 {c@0 char; d@8 n; f@40:3 unsigned char}\nstruct n 4/1 {x@0 [4]unsigned char}\n" },
	/* enums */
	{ "consts", X86_64,
	  "pub const e_A: e = 0; pub const e_B: e = 5; pub const other: e = 9; pub type e = ::std::os::raw::c_uint;"
	  "pub const X: _bindgen_ty_1 = -1; pub type _bindgen_ty_1 = c_int;",
	  "macro other e = 9\nenum e unsigned int {A=0; B=5}\nenum - int {X=-1}\n" },
	{ "newtype", X86_64,
	  "impl n { pub const A: n = n(1); pub const B: Self = Self(2); } #[repr(transparent)] pub struct n(pub "
	  "c_uint);"
	  "pub const g_C: g = g(3); #[repr(transparent)] pub struct g(pub i8);",
	  "enum n unsigned int {A=1; B=2}\nenum g signed char {C=3}\n" },
	{ "module", X86_64,
	  "pub mod m { pub type Type = c_int; pub const A: Type = -4; } extern \"C\" { fn f(x: m::Type); }",
	  "enum m int {A=-4}\nfunction f void (m x)\n" },
	{ "variants", X86_64,
	  "impl r { pub const D: r = r::B; } #[repr(u8)] #[non_exhaustive] pub enum r { A = 1, B, C = 10 } #[repr(C)] "
	  "enum c { X = -1 }"
	  "enum plain { A } #[repr(u8)] enum data { A(u8) }",
	  "enum r unsigned char {A=1; B=2; C=10; D=2}\nenum c int {X=-1}\nenum plain: no repr: its layout is the "
	  "compiler's\n"
	  "enum data: it has variants with data, or its repr is not understood\n" },
	/* names */
	{ "paths", X86_64,
	  "pub mod root { use self::super::root; pub mod ns { #[repr(C)] pub struct s { a: super::t } } pub type t = "
	  "u8;"
	  "pub type v = root::ns::s; } use root::ns as other; pub use root::t as w; type x = other::s; use "
	  "libc::c_long as l; type y = l;"
	  "mod g { use super::*; type z = root::t; }",
	  "struct s 1/1 {a@0 t}\ntypedef t unsigned char\ntypedef v s\ntypedef w t\ntypedef x s\ntypedef y "
	  "long\ntypedef z t\n" },
	{ "circles", X86_64,
	  "type a = b; type b = *mut a; type c = Option<extern \"C\" fn(c)>; use d as e; use e as d; type f = d;",
	  "typedef a: 'b' refers to itself (line 1)\ntypedef b: 'b' refers to itself (line 1)\n"
	  "typedef c: 'c' refers to itself (line 1)\ntypedef f: 'd' is not in this file (line 1)\n" },
	{ "c naming", X86_64,
	  "#[repr(C)] struct struct_s { a: u8 } #[repr(C)] union union_u { a: struct_s } pub type s = struct_s;",
	  "struct s 1/1 {a@0 unsigned char}\nunion u 1/1 {a@0 s}\ntypedef s s\n" },
	{ "own c_int", X86_64, "pub type c_int = i32; pub type c_char = u8; type a = c_int; type b = c_char;",
	  "typedef c_char unsigned char\ntypedef a int\ntypedef b c_char\n" },
	/* functions, variables */
	{ "functions", X86_64,
	  "unsafe extern \"C\" { pub fn type_(r#match: c_int, arg1: *const c_void, ...) -> !; pub safe fn g() -> f64;"
	  "#[link_name = \"\\u{1}real\"] pub fn h(cb: Option<unsafe extern \"C\" fn(x: u8) -> c_int>);"
	  "#[link_name = \"a$b\"] fn a_b(); }"
	  "extern \"stdcall\" { fn s(); } extern \"system-unwind\" { fn t(); } extern \"odd\" { fn u(); }"
	  "#[no_mangle] pub extern \"win64\" fn d(x: u8) {} extern \"C\" fn inner() {}",
	  "function type void (int match, *const void, ...) noreturn\nfunction g double ()\n"
	  "function h void (*int (unsigned char x) cb) link real\nfunction a$b void ()\nfunction s void () stdcall\n"
	  "function t void ()\nfunction u void () odd\nfunction d void (unsigned char x) win64\n" },
	{ "not for C", X86_64,
	  "extern \"C\" { fn a(x: &[u8]); fn b(x: fn()); fn c(x: Option<u32>); fn d(x: Option<NonNull<u8>>); }",
	  "function a: parameter 1: a pointer that is more than an address (line 1)\n"
	  "function b: parameter 1: a function with Rust's own calling convention (line 1)\n"
	  "function c: parameter 1: an Option that has no counterpart in C (line 1)\nfunction d void (*unsigned char "
	  "x)\n" },
	{ "variables", X86_64,
	  "extern \"C\" { pub static a: c_int; pub static mut b: *const *mut c_char; static c: [u8; 2]; }",
	  "variable a const int\nvariable b *const *char\nvariable c const [2]unsigned char\n" },
	/* constants */
	{ "integers", X86_64,
	  "const A: u32 = 0xffff_u32; const B: i64 = -9223372036854775808; const C: u64 = u64::MAX; const D: c_uint = "
	  "!0;"
	  "const E: u8 = (1 << 3 | 0b1) as u8 * 2; const F: c_int = A as c_int + 0o17; const G: usize = "
	  "size_of::<u64>() % 5;"
	  "const H: u32 = -1i32 as u32; const I: bool = true; const J: u8 = 97u8; const K: u8 = b'\\n'; const L: i32 = "
	  "-7 / 2;",
	  "macro A unsigned int = 65535\nmacro B long = -9223372036854775808\nmacro C unsigned long = "
	  "18446744073709551615\n"
	  "macro D unsigned int = 4294967295\nmacro E unsigned char = 18\nmacro F int = 65550\nmacro G unsigned long = "
	  "3\n"
	  "macro H unsigned int = 4294967295\nmacro I _Bool = 1\nmacro J unsigned char = 97\nmacro K unsigned char = "
	  "10\n"
	  "macro L int = -3\n" },
	{ "others", X86_64,
	  "const A: f64 = 1.5e-3; const B: f32 = -2.; const C: &[u8; 3] = b\"h\\x01\\0\"; const D: &CStr = "
	  "c\"h\\u{e9}\";"
	  "const E: &[i32; 2] = &[104, 0]; const F: f64 = f64::INFINITY; const Z: &[u8; 0] = b\"\"; const G: u32 = "
	  "f(); const H: u32 = H; const "
	  "I: u128 = 1 << 99;",
	  "macro A double = 0.0015\nmacro B float = -2\nmacro C *const [3]unsigned char = 104 1 0\nmacro D *const ? = "
	  "104 195 169 0\n"
	  "macro E *const [2]int = 104 0\nmacro F double = inf\nmacro Z *const [0]unsigned char =\nmacro G: its value "
	  "is in no form that is understood: "
	  "'f()'\n"
	  "macro H: its value is in no form that is understood: 'H'\nmacro I: its value is in no form that is "
	  "understood: '1 << 99'\n" },
};

/* ---- the model as text ---- */

static void put_type(GString *out, const struct type *type);

static void put_params(GString *out, const struct function_type *function)
{
	put_type(out, function->result);
	g_string_append(out, " (");
	for (unsigned i = 0; i < function->n_params; i++) {
		g_string_append(out, i ? ", " : "");
		put_type(out, function->params[i].type);
		if (function->params[i].name)
			g_string_append_printf(out, " %s", function->params[i].name);
	}
	g_string_append(out, function->is_variadic ? ", ...)" : ")");
}

static void put_name(GString *out, const struct item *item)
{
	if (item->name)
		g_string_append(out, item->name);
	else if (item->parent)
		g_string_append_printf(out, "in %s", item->parent->name);
	else
		g_string_append_c(out, '-');
}

static void put_type(GString *out, const struct type *type)
{
	g_string_append(out, type->is_const ? "const " : "");
	switch (type->kind) {
	case TYPE_VOID:
		g_string_append(out, "void");
		break;
	case TYPE_BOOL:
		g_string_append(out, "_Bool");
		break;
	case TYPE_INT:
		g_string_append(out, int_kind_names[type->int_kind]);
		break;
	case TYPE_FLOAT:
		g_string_append(out, float_kind_names[type->float_kind]);
		break;
	case TYPE_POINTER:
		g_string_append_c(out, '*');
		put_type(out, type->element);
		break;
	case TYPE_ARRAY:
		if (type->array.bound == ARRAY_COUNTED)
			g_string_append_printf(out, "[%d]", (int)type->array.count);
		else
			g_string_append(out, "[]");
		put_type(out, type->array.element);
		break;
	case TYPE_FUNCTION:
		put_params(out, type->function);
		break;
	case TYPE_RECORD:
	case TYPE_ENUM:
	case TYPE_TYPEDEF:
		put_name(out, type->item);
		break;
	default:
		g_string_append_c(out, '?');
	}
}

static void put_record(GString *out, const struct item *item)
{
	const struct record *record = &item->record;
	if (!record->is_complete) {
		g_string_append(out, " incomplete");
		return;
	}
	g_string_append_printf(out, " %d/%d%s%s {", (int)record->size, (int)record->align,
			       record->has_blob ? " bytes" : "",
			       item->unknown & UNKNOWN_BITFIELDS ? " bitfields unknown" : "");
	for (unsigned i = 0; i < record->n_fields; i++) {
		const struct field *field = &record->fields[i];
		g_string_append_printf(out, "%s%s@%d", i ? "; " : "", field->name ? field->name : "-",
				       (int)field->offset);
		if (field->width >= 0)
			g_string_append_printf(out, ":%d", field->width);
		g_string_append_c(out, ' ');
		put_type(out, field->type);
	}
	g_string_append_c(out, '}');
}

static void put_enum(GString *out, const struct enumeration *enumeration)
{
	g_string_append_c(out, ' ');
	put_type(out, enumeration->integer);
	g_string_append(out, " {");
	for (unsigned i = 0; i < enumeration->n_values; i++)
		g_string_append_printf(out, "%s%s=%" G_GINT64_FORMAT, i ? "; " : "", enumeration->values[i].name,
				       (gint64)enumeration->values[i].value);
	g_string_append_c(out, '}');
}

static void put_value(GString *out, const struct value *value)
{
	g_string_append(out, " =");
	if (value->kind == VALUE_INT)
		g_string_append_printf(out, value->is_negative ? " %" G_GINT64_FORMAT : " %" G_GUINT64_FORMAT,
				       value->integer);
	else if (value->kind == VALUE_FLOAT)
		g_string_append_printf(out, " %.9g", value->real);
	for (unsigned i = 0; value->kind == VALUE_STRING && i < value->n_elements; i++)
		g_string_append_printf(out, " %u",
				       value->element_size == 1 ? ((const guint8 *)value->elements)[i] :
								  ((const guint32 *)value->elements)[i]);
}

static void put_function(GString *out, const struct function *function)
{
	static const char *const conventions[] = { [CALL_STDCALL] = " stdcall", [CALL_WIN64] = " win64" };
	const struct function_type *type = function->type->function;
	g_string_append_c(out, ' ');
	put_params(out, type);
	if (type->conv == CALL_OTHER)
		g_string_append_printf(out, " %s", type->conv_name);
	else if (type->conv)
		g_string_append(out, conventions[type->conv]);
	g_string_append(out, type->is_noreturn ? " noreturn" : "");
	if (function->link_name)
		g_string_append_printf(out, " link %s", function->link_name);
}

static void put_item(GString *out, const struct item *item)
{
	g_string_append_printf(out, "%s ", item_kind_name(item));
	put_name(out, item);
	if (item->omitted) {
		g_string_append_printf(out, ": %s\n", item->omitted);
		return;
	}
	if (item->kind == ITEM_RECORD) {
		put_record(out, item);
	} else if (item->kind == ITEM_ENUM) {
		put_enum(out, &item->enumeration);
	} else if (item->kind == ITEM_FUNCTION) {
		put_function(out, &item->function);
	} else {
		g_string_append_c(out, ' ');
		put_type(out, item->kind == ITEM_TYPEDEF  ? item->typedef_.type :
			      item->kind == ITEM_VARIABLE ? item->variable.type :
							    item->constant.type);
		if (item->kind == ITEM_CONSTANT)
			put_value(out, &item->constant.value);
	}
	g_string_append_c(out, '\n');
}

static char *path;

static char *read_text(const char *text, const char *target, const char *module)
{
	struct api *api = api_new();
	GString *out = g_string_new(NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_true(target_set_triple(&api->target, target));
	if (!rust_bindings_read(path, module, api))
		g_string_append(out, "failed\n");
	for (unsigned i = 0; i < api->items->len; i++)
		put_item(out, api->items->pdata[i]);
	api_free(api);
	return g_string_free(out, FALSE);
}

static void test_sample(const void *data)
{
	const struct sample *sample = data;
	char *got = read_text(sample->text, sample->target, NULL);
	g_assert_cmpstr(got, ==, sample->expected);
	g_free(got);
}

/* ---- what is no table ---- */

static void test_module(void)
{
	char *got = read_text("pub mod a { pub type t = u8; } pub mod b { pub mod c { pub type u = super::super::a::t; "
			      "} } type v = u8;",
			      X86_64, "b");
	g_assert_cmpstr(got, ==, "typedef u t\ntypedef t unsigned char\n");
	g_free(got);
}

static void test_no_utf8(void)
{
	unsigned errors = diag_count(SEVERITY_ERROR);
	char *got = read_text("type a = u8; \xff", X86_64, NULL);
	g_assert_cmpstr(got, ==, "failed\n");
	g_assert_cmpuint(diag_count(SEVERITY_ERROR), ==, errors + 1);
	g_free(got);
}

/* Both generators' forms of assertions: only the ones that are wrong are reported. */
static void test_assertions(void)
{
	static const struct {
		const char *text;
		unsigned n_wrong;
	} cases[] = {
		{ "assert!(::std::mem::size_of::<s>() == 8, \"size\"); assert!(::std::mem::offset_of!(s, b) == 4);",
		  0 },
		{ "[\"Size of s\"][::std::mem::size_of::<s>() - 8usize]; [\"x\"][::std::mem::offset_of!(s, b) - "
		  "4usize];",
		  0 },
		{ "[\"size\"][(::std::mem::align_of::<s>() != 4) as usize];", 0 },
		{ "assert!(::std::mem::size_of::<s>() == 12, \"size\");", 1 },
		{ "[\"Alignment of s\"][::std::mem::align_of::<s>() - 8usize];", 1 },
		{ "[\"Offset of field: s::b\"][::std::mem::offset_of!(s, b) - 2usize];", 1 },
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		unsigned said = diag_count(SEVERITY_WARNING) + diag_count(SEVERITY_ERROR);
		char *text =
			g_strdup_printf("#[repr(C)] struct s { a: u8, b: u32 } const _: () = { %s };", cases[i].text);
		char *got = read_text(text, X86_64, NULL);
		g_assert_cmpstr(got, ==, "struct s 8/4 {a@0 unsigned char; b@32 unsigned int}\n");
		g_assert_cmpuint(diag_count(SEVERITY_WARNING) + diag_count(SEVERITY_ERROR) - said, ==,
				 cases[i].n_wrong);
		g_free(got);
		g_free(text);
	}
}

/* Text that is nested without end, or refers along long chains, ends in items all the same. */
static void test_depth(void)
{
	enum { N = 20000 };
	static const struct {
		const char *head, *part, *middle, *end, *tail;
	} cases[] = {
		{ "type a = ", "*const ", "u8", "", ";" },
		{ "type a = ", "Option<", "u8", ">", ";" },
		{ "const A: u8 = ", "(", "1", ")", ";" },
		{ "const A: u8 = ", "-", "1", "", ";" },
		{ "const A: u8 = 1", "+1", "", "", ";" },
		{ "", "mod a { ", "", "}", "" },
		{ "#[cfg(", "all(", "unix", ")", ")] type a = u8;" },
		{ "use ", "a::{", "b", "}", ";" },
		{ "type a = ", "Option<extern \"C\" fn(", "u8", ")>", ";" },
		{ "", "impl a<", "", "", "" },
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *text = g_string_new(cases[i].head);
		for (unsigned k = 0; k < N; k++)
			g_string_append(text, cases[i].part);
		g_string_append(text, cases[i].middle);
		for (unsigned k = 0; k < N; k++)
			g_string_append(text, cases[i].end);
		g_string_append(text, cases[i].tail);
		g_free(read_text(text->str, X86_64, NULL));
		g_string_free(text, TRUE);
	}
	GString *chain = g_string_new("type a0 = u8; const A0: u64 = 1;");
	for (unsigned i = 1; i < N; i++)
		g_string_append_printf(chain, "type a%u = a%u; const A%u: u64 = A%u + A%u;", i, i - 1, i, i - 1, i - 1);
	char *got = read_text(chain->str, X86_64, NULL);
	g_assert_nonnull(strstr(got, "typedef a19999 a19998\n"));
	g_assert_nonnull(strstr(got, "macro A63 unsigned long = 9223372036854775808\n"));
	g_free(got);
	g_string_free(chain, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, true);
	int file = g_file_open_tmp("braze-XXXXXX.rs", &path, NULL);
	g_assert_cmpint(file, >=, 0);
	close(file);
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		char *name = g_strdup_printf("/rust_bindings/%s", samples[i].name);
		g_test_add_data_func(name, &samples[i], test_sample);
		g_free(name);
	}
	g_test_add_func("/rust_bindings/one module", test_module);
	g_test_add_func("/rust_bindings/no UTF-8", test_no_utf8);
	g_test_add_func("/rust_bindings/assertions", test_assertions);
	g_test_add_func("/rust_bindings/depth", test_depth);
	int status = g_test_run();
	g_unlink(path);
	g_free(path);
	return status;
}
