#![allow(dead_code, non_camel_case_types)]
use std::ffi::{c_char, c_int, c_long, c_uint, c_ulong, c_void};

#[repr(C)] pub struct pair { pub a: c_int, pub b: c_int }
pub type mode = c_uint;

extern "C" {
    pub fn count(a: c_int) -> c_int;
    pub fn more(a: c_int, b: c_int) -> c_int;
    pub fn sign(a: c_int) -> c_int;
    pub fn width(a: c_int) -> c_int;
    pub fn real(a: f64) -> c_int;
    pub fn result() -> c_int;
    pub fn result_sign() -> c_int;
    pub fn nothing() -> c_int;
    pub fn variadic(format: *const c_char) -> c_int;
    pub fn fixed(format: *const c_char, ...) -> c_int;
    pub fn returns() -> !;
    pub fn by_value(p: pair) -> c_int;
    pub fn flat(p: u64) -> c_int;
    #[link_name = "mode"]
    pub fn mode_of(m: c_int) -> c_int;
    pub fn depth(list: *mut c_char) -> c_int;
    pub fn callback(f: Option<unsafe extern "C" fn(c_long) -> c_int>) -> c_int;
    pub fn fine(p: *const c_void, n: c_ulong, b: bool, q: *mut pair, m: mode, list: *mut c_int) -> c_int;
    pub static mut counter: c_uint;
    pub static mut total: c_uint;
    pub static table: [c_int; 5];
    pub static own: c_int;
}
