// Every form of a pointer in Rust is one in C; slices are a pointer and a length.
// COUNT: types 6 fields 24 functions 1 parameters 3 variables 3
#![allow(dead_code, non_upper_case_globals, improper_ctypes_definitions)]
use std::pin::Pin;
use std::ptr::{null_mut, NonNull};
use std::sync::atomic::AtomicPtr;

#[repr(C)]
pub struct point {
    x: i32,
    r#type: i32,
}
#[repr(C)]
pub struct pointers {
    non_null: NonNull<point>,
    optional: Option<NonNull<point>>,
    owned: Box<point>,
    maybe_owned: Option<Box<point>>,
    shared: &'static point,
    maybe_shared: Option<&'static mut point>,
    pinned: Pin<&'static mut point>,
    nested: *mut *const point,
    opaque: *mut std::ffi::c_void,
    unit: *const (),
    array: *mut [u8; 4],
    several: [Option<NonNull<point>>; 3],
    atomic: AtomicPtr<u8>,
}
#[repr(C)]
pub struct list {
    next: *mut list,
    previous: Option<NonNull<list>>,
    owner: Option<Box<list>>,
}
#[repr(C)]
pub struct fat {
    bytes: &'static [u8],
    text: &'static str,
}
#[no_mangle]
pub extern "C" fn pointers_of(p: &point, q: Option<&mut point>, several: *mut NonNull<point>) -> *mut pointers {
    let _ = (p, q, several);
    null_mut()
}
#[no_mangle]
pub static mut use_pointers: *mut pointers = null_mut();
#[no_mangle]
pub static mut use_list: Option<NonNull<list>> = None;
#[no_mangle]
pub static mut use_fat: *mut fat = null_mut();
