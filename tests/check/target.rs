// crate
#![allow(non_camel_case_types)]
#[repr(C)]
pub struct point {
    pub x: std::ffi::c_long,
}
#[no_mangle]
pub extern "C" fn take(p: &point) -> std::ffi::c_long {
    p.x
}
