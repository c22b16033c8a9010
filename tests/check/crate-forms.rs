// crate
#![allow(dead_code, non_camel_case_types)]
use std::ffi::{c_char, c_int, c_void};
use std::ptr::NonNull;

#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct fd_t(pub c_int);
#[repr(C)]
#[derive(Clone, Copy)]
pub struct id_t_ {
    pub value: u32,
}
#[repr(u32)]
#[derive(Clone, Copy)]
pub enum level {
    LOW = 0,
    HIGH = 200,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union word {
    pub whole: u32,
    pub bytes: [u8; 4],
}
#[repr(C)]
pub struct list {
    pub next: *mut list,
    pub prev: *mut *mut list,
}
#[repr(C, packed)]
#[derive(Clone, Copy)]
pub struct header {
    pub kind: u8,
    pub length: u32,
    pub crc: u16,
}
#[repr(C)]
pub struct forms {
    pub fd: fd_t,
    pub id: id_t_,
    pub level: level,
    pub word: word,
    pub list: list,
    pub name: *const c_char,
    pub opaque: *mut c_void,
    pub done: Option<unsafe extern "C" fn(*mut forms, c_int)>,
    pub must: unsafe extern "C" fn() -> c_int,
    pub header: header,
    pub grid: [[u8; 3]; 2],
    pub maybe: Option<NonNull<list>>,
    pub never: &'static list,
    pub flag: bool,
    pub ratio: f64,
    pub count: usize,
    pub tail: [c_char; 0],
}
#[no_mangle]
pub unsafe extern "C" fn total(f: *const forms) -> usize {
    unsafe { (*f).count + (*f).grid[1][2] as usize + (*f).header.kind as usize }
}
