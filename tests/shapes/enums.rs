// Enums of C are enums without data, or an integer in a struct; one with data is bytes for C.
// EXPECT: enum-value enum colour.BLUE
// EXPECT: enum-sign enum level
// EXPECT: enum-size enum narrow
// EXPECT: field-size struct enums.narrow
// GAP: opaque variant
// GAP: transparent-unknown set_mode.result
// GAP: transparent-unknown set_mode.parameter 1 'mode'
#![allow(dead_code, non_upper_case_globals, non_camel_case_types, clippy::upper_case_acronyms)]
#[repr(u32)]
pub enum colour {
    RED,
    GREEN = 5,
    BLUE = 7,
}
#[repr(u32)]
pub enum level {
    LOW = 0xffff_fffd,
    HIGH = 0xffff_fffe,
}
pub struct mode(pub u32);
#[repr(u64)]
pub enum wide {
    WIDE = 0x1_0000_0000,
    OTHER = 1,
}
#[repr(u16)]
pub enum narrow {
    NARROW,
    OTHER,
}
#[repr(C)]
pub enum variant {
    NUMBER(i32),
    REAL(f32),
}
#[repr(C)]
pub struct enums {
    colour: colour,
    level: level,
    mode: mode,
    wide: wide,
    narrow: narrow,
    variant: variant,
}
#[no_mangle]
pub extern "C" fn set_mode(value: mode, _colour: colour) -> mode {
    value
}
#[no_mangle]
pub static mut use_enums: *mut enums = std::ptr::null_mut();
