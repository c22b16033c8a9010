#[repr(C)]
#[derive(Copy, Clone)]
pub struct outer {
    pub named: outer_inner,
    pub __bindgen_anon_1: outer__bindgen_ty_1,
    pub __bindgen_anon_2: outer__bindgen_ty_2,
    pub tagless: outer__bindgen_ty_3,
    pub mode: outer_mode,
}
const _: () = {
    assert!(::std::mem::size_of::<outer>() == 24, "size of outer is 24 in C");
    assert!(::std::mem::align_of::<outer>() == 4, "alignment of outer is 4 in C");
    assert!(::std::mem::offset_of!(outer, named) == 0, "offset of outer.named is 0 in C");
    assert!(
        ::std::mem::offset_of!(outer, __bindgen_anon_1) == 4,
        "offset of outer.__bindgen_anon_1 is 4 in C",
    );
    assert!(
        ::std::mem::offset_of!(outer, __bindgen_anon_2) == 12,
        "offset of outer.__bindgen_anon_2 is 12 in C",
    );
    assert!(::std::mem::offset_of!(outer, tagless) == 16, "offset of outer.tagless is 16 in C");
    assert!(::std::mem::offset_of!(outer, mode) == 20, "offset of outer.mode is 20 in C");
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct outer_inner {
    pub deep: ::std::os::raw::c_int,
}
const _: () = {
    assert!(::std::mem::size_of::<outer_inner>() == 4, "size of outer_inner is 4 in C");
    assert!(::std::mem::align_of::<outer_inner>() == 4, "alignment of outer_inner is 4 in C");
    assert!(::std::mem::offset_of!(outer_inner, deep) == 0, "offset of outer_inner.deep is 0 in C");
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct outer__bindgen_ty_1 {
    pub x: ::std::os::raw::c_int,
    pub nested: outer__bindgen_ty_1__bindgen_ty_1,
}
const _: () = {
    assert!(
        ::std::mem::size_of::<outer__bindgen_ty_1>() == 8,
        "size of outer__bindgen_ty_1 is 8 in C",
    );
    assert!(
        ::std::mem::align_of::<outer__bindgen_ty_1>() == 4,
        "alignment of outer__bindgen_ty_1 is 4 in C",
    );
    assert!(
        ::std::mem::offset_of!(outer__bindgen_ty_1, x) == 0,
        "offset of outer__bindgen_ty_1.x is 0 in C",
    );
    assert!(
        ::std::mem::offset_of!(outer__bindgen_ty_1, nested) == 4,
        "offset of outer__bindgen_ty_1.nested is 4 in C",
    );
};
#[repr(C)]
#[derive(Copy, Clone)]
pub union outer__bindgen_ty_2 {
    pub i: ::std::os::raw::c_int,
    pub f: f32,
}
const _: () = {
    assert!(
        ::std::mem::size_of::<outer__bindgen_ty_2>() == 4,
        "size of outer__bindgen_ty_2 is 4 in C",
    );
    assert!(
        ::std::mem::align_of::<outer__bindgen_ty_2>() == 4,
        "alignment of outer__bindgen_ty_2 is 4 in C",
    );
    assert!(
        ::std::mem::offset_of!(outer__bindgen_ty_2, i) == 0,
        "offset of outer__bindgen_ty_2.i is 0 in C",
    );
    assert!(
        ::std::mem::offset_of!(outer__bindgen_ty_2, f) == 0,
        "offset of outer__bindgen_ty_2.f is 0 in C",
    );
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct outer__bindgen_ty_3 {
    pub c: ::std::os::raw::c_char,
}
const _: () = {
    assert!(
        ::std::mem::size_of::<outer__bindgen_ty_3>() == 1,
        "size of outer__bindgen_ty_3 is 1 in C",
    );
    assert!(
        ::std::mem::align_of::<outer__bindgen_ty_3>() == 1,
        "alignment of outer__bindgen_ty_3 is 1 in C",
    );
    assert!(
        ::std::mem::offset_of!(outer__bindgen_ty_3, c) == 0,
        "offset of outer__bindgen_ty_3.c is 0 in C",
    );
};
pub const outer_mode_MODE_A: outer_mode = 0;
pub const outer_mode_MODE_B: outer_mode = 1;
pub type outer_mode = ::std::os::raw::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct outer__bindgen_ty_1__bindgen_ty_1 {
    pub y: ::std::os::raw::c_int,
}
const _: () = {
    assert!(
        ::std::mem::size_of::<outer__bindgen_ty_1__bindgen_ty_1>() == 4,
        "size of outer__bindgen_ty_1__bindgen_ty_1 is 4 in C",
    );
    assert!(
        ::std::mem::align_of::<outer__bindgen_ty_1__bindgen_ty_1>() == 4,
        "alignment of outer__bindgen_ty_1__bindgen_ty_1 is 4 in C",
    );
    assert!(
        ::std::mem::offset_of!(outer__bindgen_ty_1__bindgen_ty_1, y) == 0,
        "offset of outer__bindgen_ty_1__bindgen_ty_1.y is 0 in C",
    );
};
#[repr(C)]
#[derive(Copy, Clone)]
pub union either {
    pub part: either_part,
    pub i: ::std::os::raw::c_int,
}
const _: () = {
    assert!(::std::mem::size_of::<either>() == 4, "size of either is 4 in C");
    assert!(::std::mem::align_of::<either>() == 4, "alignment of either is 4 in C");
    assert!(::std::mem::offset_of!(either, part) == 0, "offset of either.part is 0 in C");
    assert!(::std::mem::offset_of!(either, i) == 0, "offset of either.i is 0 in C");
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct either_part {
    pub p: ::std::os::raw::c_int,
}
const _: () = {
    assert!(::std::mem::size_of::<either_part>() == 4, "size of either_part is 4 in C");
    assert!(::std::mem::align_of::<either_part>() == 4, "alignment of either_part is 4 in C");
    assert!(::std::mem::offset_of!(either_part, p) == 0, "offset of either_part.p is 0 in C");
};
pub const color_RED: color = 0;
pub const color_GREEN: color = 1;
pub type color = ::std::os::raw::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct numbers {
    pub l: ::std::os::raw::c_long,
    pub ul: ::std::os::raw::c_ulong,
    pub ll: ::std::os::raw::c_longlong,
}
const _: () = {
    assert!(::std::mem::size_of::<numbers>() == 24, "size of numbers is 24 in C");
    assert!(::std::mem::align_of::<numbers>() == 8, "alignment of numbers is 8 in C");
    assert!(::std::mem::offset_of!(numbers, l) == 0, "offset of numbers.l is 0 in C");
    assert!(::std::mem::offset_of!(numbers, ul) == 8, "offset of numbers.ul is 8 in C");
    assert!(::std::mem::offset_of!(numbers, ll) == 16, "offset of numbers.ll is 16 in C");
};
unsafe extern "C" {
    pub static mut counter: ::std::os::raw::c_int;
}
unsafe extern "C" {
    pub static greeting: [::std::os::raw::c_char; 6usize];
}
unsafe extern "C" {
    pub fn measure(
        text: *const ::std::os::raw::c_char,
        n: isize,
        address: usize,
        word: u32,
        f: f32,
        d: f64,
    ) -> usize;
}
unsafe extern "C" {
    pub fn act(
        a: *mut outer_inner,
        b: outer_mode,
        c: ::std::os::raw::c_uchar,
        d: ::std::os::raw::c_schar,
        e: ::std::os::raw::c_short,
        g: ::std::os::raw::c_ushort,
        h: bool,
        i: *mut ::std::os::raw::c_void,
    );
}
