// crate and text
#![allow(dead_code, non_camel_case_types)]
use std::ffi::{c_char, c_int, c_long, c_void};

#[repr(C)]
pub struct node {
    pub next: *mut node,
    pub name: *const c_char,
    pub length: usize,
    pub used: bool,
    pub tag: [u8; 3],
    pub visit: Option<unsafe extern "C" fn(*mut node, *mut c_void) -> c_int>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union number {
    pub i: c_long,
    pub d: f64,
}

extern "C" {
    pub fn node_new(name: *const c_char, length: usize) -> *mut node;
    pub fn number_of(node: *const node) -> number;
}

#[no_mangle]
pub unsafe extern "C" fn count(first: *const node) -> usize {
    unsafe { (*first).length + number_of(first).i as usize }
}
