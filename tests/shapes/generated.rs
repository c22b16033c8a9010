// What generators of bindings write for what Rust does not have.
// EXPECT: field-missing struct moved.b
// EXPECT: field-extra struct moved.c
// EXPECT: bitfield struct bad_bits.b
// GAP: bitfields-unknown bits
// GAP: bitfields-unknown bad_bits
// GAP: opaque opaque
// GAP: opaque padded.wide
#![allow(dead_code, non_upper_case_globals, non_camel_case_types)]
use std::marker::PhantomData;

#[repr(C)]
pub struct __BindgenBitfieldUnit<Storage> {
    storage: Storage,
}
#[repr(C)]
pub struct __IncompleteArrayField<T>(PhantomData<T>, [T; 0]);
#[repr(C)]
pub struct __BindgenUnionField<T>(PhantomData<T>);
#[repr(C)]
pub struct __BindgenComplex<T> {
    re: T,
    im: T,
}
#[repr(C)]
pub struct forward {
    _unused: [u8; 0],
}
#[repr(C)]
pub struct point {
    x: i16,
    y: i16,
}
#[repr(C)]
#[repr(align(4))]
pub struct bits {
    _bitfield_align_1: [u32; 0],
    _bitfield_1: __BindgenBitfieldUnit<[u8; 2]>,
    c: u8,
    __bindgen_padding_0: u8,
}
#[repr(C)]
#[repr(align(4))]
pub struct bad_bits {
    _bitfield_1: __BindgenBitfieldUnit<[u8; 1]>,
    __bindgen_padding_0: u8,
    c: u8,
}
#[repr(C)]
pub struct flexible {
    n: i32,
    points: __IncompleteArrayField<point>,
}
#[repr(C)]
pub struct overlay {
    number: __BindgenUnionField<i32>,
    point: __BindgenUnionField<point>,
    bindgen_union_field: u32,
}
#[repr(C)]
pub struct keywords {
    type_: i32,
    self_: i32,
    box_: i32,
}
#[repr(C)]
pub struct nested {
    r#in: nested__bindgen_ty_1,
    __bindgen_anon_1: nested__bindgen_ty_2,
}
#[repr(C)]
pub struct nested__bindgen_ty_1 {
    a: i32,
    __bindgen_anon_1: nested__bindgen_ty_1__bindgen_ty_1,
}
#[repr(C)]
pub union nested__bindgen_ty_1__bindgen_ty_1 {
    l: i64,
    d: f64,
}
#[repr(C)]
pub struct nested__bindgen_ty_2 {
    b: i32,
}
#[repr(C)]
pub struct opaque {
    _bindgen_opaque_blob: [u32; 4],
}
#[repr(C)]
pub struct padded {
    c: i8,
    __bindgen_padding_0: [u64; 1],
    wide: u128,
}
#[repr(C)]
pub struct complex {
    value: __BindgenComplex<f32>,
}
#[repr(C)]
pub struct moved {
    a: i32,
    c: i16,
}
#[repr(C)]
pub struct all {
    forward: *mut forward,
    bits: bits,
    bad_bits: bad_bits,
    flexible: *mut flexible,
    overlay: overlay,
    keywords: keywords,
    nested: nested,
    opaque: opaque,
    padded: padded,
    complex: complex,
    moved: moved,
}
#[no_mangle]
pub static mut use_all: *mut all = std::ptr::null_mut();
