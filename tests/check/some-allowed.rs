#![allow(dead_code, non_camel_case_types)]
#[repr(C)] pub struct wire { pub a: i8, pub b: i32 }
#[repr(C)] pub struct other { pub a: i32 }
extern "C" { pub fn legacy(a: i32) -> i32; }
