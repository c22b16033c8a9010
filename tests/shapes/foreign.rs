// Types that are only declared, and lists of arguments, which debug information does not tell from '...'.
// GAP: incomplete session
// GAP: omitted prints
// GAP: omitted prints_list
// GAP: opaque holder.lanes
// COUNT: types 1 fields 3 variables 1
#![feature(extern_types, c_variadic)]
#![allow(dead_code, non_upper_case_globals, non_camel_case_types, improper_ctypes_definitions)]
use std::ffi::{c_char, VaList};

extern "C" {
    pub type session;
}
#[repr(C)]
pub struct holder {
    session: *mut session,
    print: Option<unsafe extern "C" fn(*const c_char, VaList) -> i32>,
    lanes: std::arch::x86_64::__m128i,
}
#[no_mangle]
pub unsafe extern "C" fn prints(_format: *const c_char, _arguments: ...) -> i32 {
    0
}
#[no_mangle]
pub unsafe extern "C" fn prints_list(_format: *const c_char, _list: VaList) -> i32 {
    0
}
#[no_mangle]
pub static mut use_holder: *mut holder = std::ptr::null_mut();
