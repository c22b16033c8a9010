// crate
#![allow(dead_code, non_camel_case_types)]
pub struct reordered {
    pub a: i8,
    pub b: i64,
    pub c: i8,
}
#[no_mangle]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn take(r: &reordered) -> i64 {
    r.b + r.a as i64 + r.c as i64
}
