// With --module, types of the same name elsewhere are nobody's binding.
// check: --module bindings
// COUNT: types 2 fields 4 variables 1
#![allow(dead_code, non_upper_case_globals, non_camel_case_types)]
pub mod bindings {
    #[repr(C)]
    pub struct point {
        x: i32,
        y: i32,
    }
    pub mod lines {
        #[repr(C)]
        pub struct line {
            from: super::point,
            to: super::point,
        }
    }
}
pub mod other {
    pub struct point(pub f64);
    pub struct line(pub point, pub u8);
}
#[no_mangle]
pub static mut use_line: *mut bindings::lines::line = std::ptr::null_mut();
pub static mut other_line: *mut other::line = std::ptr::null_mut();
