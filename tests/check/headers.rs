#![allow(dead_code, non_camel_case_types)]
pub type number = i32;
#[repr(C)] pub struct pair { pub a: number, pub b: number }
pub type two = u32;
extern "C" { pub fn sum(p: pair, t: two) -> number; }
