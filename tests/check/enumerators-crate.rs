// crate
#![allow(dead_code, non_camel_case_types)]
#[repr(u32)] #[derive(Clone, Copy)] pub enum closed { C_A = 0, C_B = 5 }
#[repr(u32)] #[derive(Clone, Copy)] pub enum renamed { A = 0, B = 1 }
#[repr(u32)] #[derive(Clone, Copy)] pub enum wider { W_A = 0, W_B = 1 }
#[no_mangle] pub extern "C" fn keep(c: closed, r: renamed, w: wider) -> u32 { c as u32 + r as u32 + w as u32 }
