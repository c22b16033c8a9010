#![allow(dead_code, non_camel_case_types)]
#[repr(C)]
#[repr(align(8))]
pub struct blob {
    pub _bindgen_opaque_blob: [u64; 2usize],
}
#[repr(C)]
#[repr(align(8))]
pub struct small {
    pub _bindgen_opaque_blob: [u64; 1usize],
}
#[repr(C)]
pub struct hidden {
    _unused: [u8; 0],
}
#[repr(C)]
#[repr(align(16))]
pub struct wide {
    pub a: u128,
    pub b: i128,
}
#[repr(C)]
pub struct mine {
    pub a: i32,
}
extern "C" {
    pub fn use_(h: *mut hidden);
    pub fn gone();
}
