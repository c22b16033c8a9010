#![allow(dead_code, non_camel_case_types)]
use std::ffi::{c_char, c_int, c_long, c_uchar, c_uint, c_void};

#[repr(C)] pub struct missing { pub a: c_int, pub c: c_int }
#[repr(C)] pub struct extra { pub a: c_int, pub b: c_int, pub c: c_int }
#[repr(C)] pub struct swapped { pub b: c_int, pub a: c_int, pub c: c_long }
#[repr(C)] pub struct renamed { pub a: c_int, pub z: c_int }
#[repr(C)] pub struct size { pub a: c_long, pub b: c_long }
#[repr(C)] pub struct sign { pub a: c_int }
#[repr(C)] pub struct type_ { pub a: i64 }
#[repr(C)] pub struct array { pub a: [c_int; 3], pub b: c_int }
#[repr(C)] pub struct packed { pub a: c_char, pub b: c_int, pub c: c_long }
#[repr(C)] pub struct aligned { pub a: c_int }
#[repr(C)] pub struct truth { pub a: bool }
#[repr(C)] pub struct hole { pub a: c_char, pub h: c_uchar, pub b: c_int }
#[repr(C)] pub struct pad { pub a: c_char, pub _pad: [u8; 3], pub b: c_int }
#[repr(C)] pub union wide { pub a: c_int, pub b: f32 }
#[repr(C)] pub union kind { pub a: c_int }
#[repr(C)] pub struct first { pub a: c_int }
#[repr(C)] pub struct holder { pub in_: first, pub z: c_int }
#[repr(C)]
pub struct pointers {
    pub a: *mut c_uint,
    pub b: *mut c_uint,
    pub c: *mut *mut c_char,
    pub d: *mut holder,
    pub e: Option<unsafe extern "C" fn(c_uint) -> c_int>,
    pub f: *mut *mut c_int,
}
