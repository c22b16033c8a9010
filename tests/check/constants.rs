#![allow(dead_code, non_upper_case_globals)]
pub const SAME: u32 = 3;
pub const SAME_U: u64 = 0xffff_ffff;
pub const OTHER: i32 = 5;
pub const NEGATIVE: u32 = 0xffff_ffff;
pub const TEXT: &[u8; 4] = b"abc\0";
pub const TEXT_OTHER: &[u8; 4] = b"abc\0";
pub const REAL: f64 = 1.5;
pub const REAL_OTHER: f64 = 2.5;
pub const FIRST: u32 = 10;
pub const SECOND: u32 = 12;
pub const scalar: i32 = 6;
