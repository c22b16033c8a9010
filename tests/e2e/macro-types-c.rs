// With --macro-types c every constant has the type of the C expression: it fits C's parameters without a cast.
use std::os::raw::*;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let agreed = unsafe {
        take_types(C_INT, C_UINT, C_LONG, C_ULONG, C_LLONG, C_ULLONG, C_CHAR_CAST, C_SCHAR, C_SHORT, C_USHORT, C_GFP, C_U8,
            C_SIZE as c_ulong, C_DOUBLE, C_FLOAT, C_TRUTH)
    };
    assert_eq!(agreed, 1);
    let _: c_uint = C_HEX;
    assert_eq!(C_HEX, 0x8000_0000);
    assert_eq!(C_CHARACTER as u8, b'a');
}
