// A function pointer's type has its convention and its `...` in its name only.
// EXPECT: field-type struct operations.quiet
// EXPECT: field-type struct operations.loud
// EXPECT: field-sign struct operations.sign
// EXPECT: field-type struct operations.many
// GAP: convention-unknown operations.windows
// COUNT: types 1 fields 11 variables 1
#![allow(dead_code, non_upper_case_globals, non_camel_case_types)]
use std::os::raw::{c_char, c_int};

pub enum file {}
#[repr(C)]
pub struct operations {
    open: Option<unsafe extern "C" fn(*mut file, *const c_char) -> c_int>,
    read: extern "C-unwind" fn(&mut file, Option<&mut c_char>, usize) -> isize,
    log: Option<unsafe extern "C" fn(*const c_char, ...) -> c_int>,
    stop: extern "C" fn() -> !,
    each: [Option<extern "C" fn(u32)>; 2],
    find: Option<extern "C" fn(Option<extern "C" fn(c_int) -> c_int>) -> Option<extern "C" fn()>>,
    quiet: Option<unsafe extern "C" fn(*const c_char) -> c_int>,
    loud: Option<unsafe extern "C" fn(*const c_char, ...) -> c_int>,
    sign: Option<unsafe extern "C" fn(i32) -> c_int>,
    many: Option<unsafe extern "C" fn(c_int) -> c_int>,
    windows: Option<extern "win64" fn(c_int) -> c_int>,
}
#[no_mangle]
pub static mut use_operations: *mut operations = std::ptr::null_mut();
