// crate
#![allow(dead_code, non_camel_case_types)]
#[repr(C)]
pub struct __BindgenBitfieldUnit<Storage> {
    storage: Storage,
}
#[repr(C)]
pub struct bits {
    pub _bitfield_align_1: [u8; 0],
    pub _bitfield_1: __BindgenBitfieldUnit<[u8; 1]>,
    pub __bindgen_padding_0: [u8; 3],
    pub d: i32,
}
#[repr(C)]
pub struct past {
    pub _bitfield_align_1: [u8; 0],
    pub _bitfield_1: __BindgenBitfieldUnit<[u8; 1]>,
    pub __bindgen_padding_0: [u8; 3],
    pub d: i32,
}
#[no_mangle]
pub extern "C" fn take(bits: &bits, past: &past) -> i32 {
    bits.d + past.d
}
