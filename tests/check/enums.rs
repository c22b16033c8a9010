#![allow(dead_code, non_camel_case_types, non_upper_case_globals)]
use std::ffi::{c_int, c_uint};

pub type sign = c_int;
pub const sign_S_A: sign = 0;
pub const sign_S_B: sign = 1;
pub type negative = c_int;
pub const negative_N_A: negative = -1;
pub type value = c_uint;
pub const value_V_A: value = 0;
pub const value_V_B: value = 8;
pub const value_V_C: value = 8;
pub type small = c_uint;
#[repr(u32)]
#[derive(Clone, Copy)]
pub enum rust { R_A = 0, R_B = 2 }
pub type later = c_int;
extern "C" {
    pub fn use_(l: later);
}
#[repr(C)] pub struct has { pub v: value, pub s: u8 }
