// crate
#![allow(unused_variables)]
#[no_mangle] pub extern "C" fn takes_bool(b: u8) {}
#[no_mangle] pub extern "C" fn takes_byte(b: bool) {}
#[no_mangle] pub extern "C" fn gives_bool() -> u8 { 2 }
#[no_mangle] pub extern "C" fn gives_byte() -> bool { true }
#[no_mangle] pub extern "C" fn width(n: i64) {}
#[no_mangle] pub extern "C" fn stops() -> ! { loop {} }
#[no_mangle] pub extern "C" fn comes_back() {}
