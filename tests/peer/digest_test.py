#!/usr/bin/env python3
"""Tests of digest.py, compare.py and proof.py: small texts in the forms that the two programs write."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import compare  # noqa: E402
import digest  # noqa: E402
import proof  # noqa: E402


def facets(text, name, space="type"):
    return digest.Digest.of_text(text).items[(space, name)].facets


def differences(ours, theirs):
    return compare.differences(digest.Digest.of_text(ours), digest.Digest.of_text(theirs))


class Tokens(unittest.TestCase):
    def test_numbers(self):
        for text, number in (("0x10u32", "16"), ("1_000", "1000"), ("1.50", "1.5"), ("1e3f64", "1000.0"), ("0b11", "3"), ("8usize", "8"),
                             ("5.", "5.0")):
            self.assertEqual(digest.number(text), number)

    def test_strings(self):
        self.assertEqual(digest.string_bytes(r'b"a\x01\0\n\""'), b'a\x01\0\n"')
        self.assertEqual(digest.string_bytes('c"ab"'), b"ab\0")
        self.assertEqual(digest.string_bytes('br"a\\b"'), b"a\\b")
        self.assertEqual(digest.string_bytes(r'"\u{e9}"'), "é".encode())

    def test_brackets(self):
        with self.assertRaises(digest.Malformed):
            digest.Digest.of_text("pub struct a { x: [u8; 2 }")
        with self.assertRaises(digest.Malformed):
            digest.Digest.of_text("pub mod a {")

    def test_brackets_in_text_are_none(self):
        text = '// {\n/* ( */ pub const A: &[u8; 2] = b"{\\0"; /// [\npub const B: u8 = b\'}\';'
        self.assertEqual(facets(text, "B", "value")["value"], "125")


class Items(unittest.TestCase):
    def test_constant(self):
        self.assertEqual(facets("pub const N : u32 = 0x5 ;", "N", "value"), {"kind": "const", "type": "u32", "value": "5"})
        self.assertEqual(facets("pub const N: i64 = -5i64;", "N", "value")["value"], "-5")
        self.assertEqual(facets("pub const S: &'static [u8; 2usize] = b\"x\\0\";", "S", "value"),
                         {"kind": "const", "type": "&[u8;2]", "value": '"x\\x00"'})

    def test_c_string(self):
        text = 'pub const S: &::std::ffi::CStr = c"x";'
        other = 'pub const S : & :: std :: ffi :: CStr = unsafe { :: std :: ffi :: CStr :: from_bytes_with_nul_unchecked (b"x\\0") } ;'
        self.assertEqual(differences(text, other), [])

    def test_static_and_function(self):
        text = 'unsafe extern "C" { #[link_name = "\\u{1}real"] pub static mut v: ::std::os::raw::c_int; #[must_use] pub fn f(a: *mut T, ...); }'
        self.assertEqual(facets(text, "v", "value"), {"kind": "static", "mut": "true", "type": "::std::os::raw::c_int",
                                                      "link": '"\\x01real"', "abi": '"C"'})
        self.assertEqual(facets(text, "f", "value"), {"kind": "fn", "abi": '"C"', "params": "(a:*mut T, ...)", "returns": "()",
                                                      "attrs": "#[must_use]"})

    def test_extern_blocks(self):
        text = 'extern "C" { pub fn a(); } extern "C" { pub fn b() -> !; }'
        self.assertEqual(digest.Digest.of_text(text).extern_blocks, 2)
        self.assertEqual(facets(text, "b", "value")["returns"], "!")

    def test_alias(self):
        self.assertEqual(facets("pub type cb = ::std::option::Option<unsafe extern \"C\" fn(a: u8, b: *const u8,) -> u8>;", "cb")["to"],
                         '::std::option::Option<unsafe extern "C" fn(a:u8,b:*const u8)->u8>')
        self.assertEqual(facets("pub use self::a as b;", "b"), {"kind": "use", "to": "self::a"})

    def test_struct(self):
        text = """#[repr(C, packed)] #[derive(Debug, ::core::clone::Clone)] /// text
            pub struct s { pub a: [u8; 4usize], b: u16, pub(crate) c: (), }
            impl ::std::default::Default for s { fn default() -> Self { loop {} } }"""
        self.assertEqual(facets(text, "s"), {
            "kind": "struct", "traits": "Clone Debug Default", "manual": "Default", "repr": "C packed(1)", "doc": "yes", "field_docs": "0",
            "fields": "a: [u8;4], private b: u16, pub(crate) c: ()"})

    def test_tuple_and_generics(self):
        self.assertEqual(facets("pub struct n(pub u32);", "n")["fields"], "u32")
        self.assertEqual(facets("pub struct g<T: ?Sized = [u8; 0]> { pub t: T }", "g")["generics"], "<T:?Sized=[u8;0]>")

    def test_enum_and_newtype(self):
        text = "#[repr(u32)] pub enum e { A = 0, B = 0x5, } impl e { pub const C: e = e::B; }"
        self.assertEqual(facets(text, "e")["variant B"], "5")
        self.assertEqual(facets(text, "e::C", "value")["value"], "e::B")

    def test_module(self):
        self.assertEqual(facets("pub mod e { pub type Type = u32; pub const A: Type = 1; }", "e::A", "value")["type"], "Type")

    def test_bitfield_methods(self):
        theirs = """impl s { #[inline] pub fn a(&self) -> u32 { unsafe { ::std::mem::transmute(self._bitfield_1.get(3usize, 5u8) as u32) } }
            #[inline] pub unsafe fn a_raw(this: *const Self) -> u32 { ::std::mem::transmute(<__BindgenBitfieldUnit<[u8; 6usize],>>::raw_get(
            ::std::ptr::addr_of!((*this)._bitfield_1), 3usize, 5u8) as u32) } }"""
        ours = "impl s { pub const fn a(&self) -> u32 { self._bitfield_1.get(3usize, 5u8) as u32 } }"
        self.assertEqual(facets(theirs, "s")["method a"], "fn (&self) -> u32 [3..8]")
        self.assertEqual(facets(theirs, "s")["method a_raw"], "unsafe fn (this:*const Self) -> u32 [3..8]")
        self.assertEqual(facets(ours, "s")["method a"], facets(theirs, "s")["method a"])

    def test_twice(self):
        self.assertIn(("value", "A (again)"), digest.Digest.of_text("pub const A: u8 = 1; pub const A: u8 = 2;").items)

    def test_layout_in_all_forms(self):
        ours = """pub struct s { pub a: u8 } const _: () = { assert!(::core::mem::size_of::<s>() == 8, "size of s is 9 in C");
            assert!(::core::mem::align_of::<s>() == 4, ""); assert!(::core::mem::offset_of!(s, a) == 2, ""); };"""
        new = """pub struct s { pub a: u8 } #[allow(clippy::identity_op)] const _: () = { ["Size of s"][::core::mem::size_of::<s>() - 8usize];
            ["Alignment of s"][::core::mem::align_of::<s>() - 4usize]; ["Offset of field: s::a"][::core::mem::offset_of!(s, a) - 2usize]; };"""
        old = """pub struct s { pub a: u8 } #[test] fn bindgen_test_layout_s() {
            const UNINIT: ::std::mem::MaybeUninit<s> = ::std::mem::MaybeUninit::uninit(); let ptr = UNINIT.as_ptr();
            assert_eq!(::std::mem::size_of::<s>(), 8usize, concat!("Size of: ", stringify!(s)));
            assert_eq!(::std::mem::align_of::<s>(), 4usize, "");
            assert_eq!(unsafe { ::std::ptr::addr_of!((*ptr).a) as usize - ptr as usize }, 2usize, ""); }"""
        for text in (ours, new, old):
            found = facets(text, "s")
            self.assertEqual((found["size"], found["align"], found["offset a"]), ("8", "4", "2"))


class Comparison(unittest.TestCase):
    def test_sides(self):
        found = differences("pub const A: u8 = 1; pub const B: u8 = 1;", "pub const B: u8 = 2; pub type C = u8;")
        self.assertEqual([(d.side, d.what, d.name) for d in found], [("ours", "const", "A"), ("both", "const.value", "B"), ("theirs", "alias", "C")])

    def test_kind(self):
        found = differences("pub struct a { pub x: u8 }", "pub union a { pub x: u8 }")
        self.assertEqual([d.what for d in found], ["struct.kind"])

    def test_never_defined(self):
        found = differences("pub struct a { _unused: [u8; 0] }", "#[derive(Default)] pub struct a { pub _address: u8 }")
        self.assertEqual([d.what for d in found], ["struct.incomplete"])

    def rows(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".differs") as f:
            f.write(text)
            f.flush()
            return compare.read_rows(f.name)

    def test_rows(self):
        row, = self.rows("# why\nboth const.value [A-Z]+\n    in kernel.*\n    ours 1\n    theirs -.*\n    since so\n")
        self.assertTrue(row.is_for("kernel-layout"))
        self.assertFalse(row.is_for("corpus-kernel"))
        self.assertTrue(row.matches(compare.Difference("both", "const.value", "A", "1", "-1")))
        self.assertFalse(row.matches(compare.Difference("both", "const.value", "A", "12", "-1")))
        self.assertFalse(row.matches(compare.Difference("ours", "const.value", "A", "1", "-1")))
        self.assertFalse(row.matches(compare.Difference("both", "const.value", "Ab", "1", "-1")))

    def test_less(self):
        row, = self.rows("any struct.fields .*\n    less , pad: [^,]*\n    since so\n")
        self.assertTrue(row.matches(compare.Difference("both", "struct.fields", "s", "a: u8, b: u8", "a: u8, pad: u8, b: u8")))
        self.assertFalse(row.matches(compare.Difference("both", "struct.fields", "s", "a: u8, b: u8", "a: u8, pad: u8, b: u16")))

    def test_rows_need_reasons(self):
        for text in ("both const .*\n", "const .*\n    since so\n", "both const .*\n    because so\n"):
            with self.assertRaises(digest.Malformed):
                self.rows(text)


class Proofs(unittest.TestCase):
    def test_constants(self):
        for name, value, text in (("A", "5", "_Static_assert((A) == (5LL) && ((A) < 0) == 0, \"\");"),
                                  ("A", "18446744073709551615", "_Static_assert((A) == 18446744073709551615ULL && ((A) < 0) == 0, \"\");"),
                                  ("A", "-1", "_Static_assert((A) == (-1LL) && ((A) < 0) == 1, \"\");"),
                                  ("A", "a::B", None), ("A", '"x"', None)):
            self.assertEqual(proof.constant(name, value), text)

    def test_compiler(self):
        compiler = os.environ.get("CLANG") or "clang"
        ours = digest.Digest.of_text("pub const A: u32 = 5; pub const B: u32 = 6; pub const S: &[u8; 2] = b\"x\\0\"; pub const F: f64 = 0.5;")
        rows = compare.Row("x.differs:1", "ours const .*")
        rows.keys["proof"].append("constant")
        found = [compare.Difference("ours", "const", name, "", "") for name in "ABSF"]
        with tempfile.TemporaryDirectory() as work:
            prover = proof.Prover([compiler], ["#define A 5", "#define B 7", '#define S "x"', "#define F 0.5f"], None, work)
            prover.row(rows, found, ours, ours)
            failures = prover.run()
        self.assertEqual(len(failures), 1, failures)
        self.assertIn("const B (x.differs:1, constant): not proved", failures[0])


if __name__ == "__main__":
    unittest.main()
