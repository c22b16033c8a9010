#![allow(dead_code, non_camel_case_types)]
#[repr(C)] pub struct type_ { pub match_: i32, pub r#loop: i32, pub box_: type__bindgen_ty_1 }
#[repr(C)] pub struct type__bindgen_ty_1 { pub in_: u32 }
#[repr(C)] pub struct handle_t { pub self_: u32 }
#[repr(C)] pub struct outer { pub n: outer_nested }
#[repr(C)] pub struct outer_nested { pub a: u32 }
pub type outer_t = outer;
pub type word = u32;
extern "C" {
    pub static mut handle: *mut handle_t;
    pub static mut outer: *mut outer_t;
    #[link_name = "rust_helper_go"]
    pub fn go(a: u32) -> i32;
}
