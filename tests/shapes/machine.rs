// Sizes, byte order and relocations of other machines. On m68k gcc aligns to 2 what rustc aligns to 4 or 8.
// EXPECT-m68k: field-offset struct scalars.b
// EXPECT-m68k: size struct scalars
// EXPECT-m68k: alignment struct scalars
// EXPECT-m68k: alignment union any
// COUNT: types 5 fields 15 functions 1 parameters 3 variables 5
#![feature(no_core, lang_items, auto_traits)]
#![no_core]
#![allow(internal_features, dead_code, non_camel_case_types, non_upper_case_globals)]
#[lang = "pointee_sized"]
pub trait PointeeSized {}
#[lang = "meta_sized"]
pub trait MetaSized: PointeeSized {}
#[lang = "sized"]
pub trait Sized: MetaSized {}
#[lang = "copy"]
pub trait Copy {}
#[lang = "sync"]
pub trait Sync {}
#[lang = "freeze"]
pub unsafe auto trait Freeze {}
#[lang = "drop_in_place"]
unsafe fn drop_in_place<T: PointeeSized>(_: *mut T) {}
impl Copy for i32 {}

#[cfg(target_pointer_width = "64")]
type c_long = i64;
#[cfg(target_pointer_width = "32")]
type c_long = i32;
#[repr(C)]
pub struct scalars {
    a: u8,
    b: u64,
    c: f64,
    d: *mut scalars,
    e: [u16; 3],
    type_: bool,
    g: usize,
    h: f32,
    i: c_long,
}
#[repr(C, packed)]
pub struct packed {
    a: u8,
    b: u64,
}
#[repr(C)]
pub union any {
    a: u8,
    b: u64,
}
#[repr(u16)]
pub enum small {
    A = 32767,
    B = 7,
}
#[repr(C)]
pub struct calls {
    plain: unsafe extern "C" fn(i32, u8, *const scalars) -> i32,
    variadic: unsafe extern "C" fn(i32, ...),
}
#[no_mangle]
pub static mut use_scalars: *mut scalars = 0 as *mut scalars;
#[no_mangle]
pub static mut use_packed: *mut packed = 0 as *mut packed;
#[no_mangle]
pub static mut use_any: *mut any = 0 as *mut any;
#[no_mangle]
pub static mut use_small: *mut small = 0 as *mut small;
#[no_mangle]
pub static mut use_calls: *mut calls = 0 as *mut calls;
#[no_mangle]
pub extern "C" fn twice(a: i32, b: u8, p: *const scalars) -> i32 {
    a
}
