// Definitions that C can see: by their symbols, whatever Rust calls them. A mangled name is nobody's.
// EXPECT: parameter-sign function sign.parameter 1 'a'
// EXPECT: parameter-count function lacks
// EXPECT: parameter-type function bytes.parameter 1 'data'
// EXPECT: variable-type variable width
// EXPECT: result-type function leave.result
// GAP: variadic-unknown variadic
// COUNT: functions 8 variables 3
#![allow(dead_code, non_upper_case_globals, improper_ctypes_definitions)]
#[repr(C)]
pub struct point {
    x: i32,
    y: i32,
}
#[no_mangle]
pub extern "C" fn add(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}
#[no_mangle]
pub extern "C" fn sign(a: i32) -> u32 {
    a as u32 ^ 5
}
#[no_mangle]
pub extern "C" fn lacks(a: i32) -> i32 {
    a
}
pub mod inner {
    impl super::point {
        #[no_mangle]
        pub extern "C" fn flip(self) -> super::point {
            self
        }
    }
}
#[no_mangle]
pub extern "C" fn bytes(_data: &[u8]) {}
#[export_name = "renamed"]
pub extern "C" fn its_own_name(a: i64) -> i64 {
    a
}
pub extern "C" fn helper(a: i32) -> i32 {
    a
}
#[no_mangle]
pub unsafe extern "C" fn variadic(_format: *const std::os::raw::c_char) -> i32 {
    0
}
#[no_mangle]
pub extern "C" fn leave(_status: i32) -> ! {
    loop {}
}
#[no_mangle]
pub static mut counter: i32 = 0;
#[export_name = "table"]
pub static TABLE: [i32; 4] = [1, 0, 0, 0];
#[no_mangle]
pub static width: i32 = 0;
pub static local: u8 = 0;
