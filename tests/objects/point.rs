//! Bindings of point.h, and the crate of the Rust objects of this suite.
#![allow(non_camel_case_types, non_upper_case_globals)]

#[repr(C)]
pub struct point {
    pub x: core::ffi::c_int,
    pub y: core::ffi::c_short,
    pub z: core::ffi::c_short,
    pub name: *mut core::ffi::c_char,
    pub next: *mut point,
}

extern "C" {
    pub fn draw(point: *mut point, color: core::ffi::c_int) -> core::ffi::c_int;
    pub static mut origin: point;
}

#[no_mangle]
pub extern "C" fn both(one: &point, other: point) -> core::ffi::c_int {
    one.x + other.x
}
