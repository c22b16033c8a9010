use std::ffi::CStr;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// A variable that the including file may change is no constant, and without a symbol it is nothing.
// rejects: E0425 mutable
// rejects: E0425 uninitialised
// rejects: E0425 hardware

/// What the bindings make of static data that is no scalar is theirs, as long as it links and is right: these stand in
/// for what they leave out.
mod fallback {
    pub const table: [i32; 4] = [1, 2, 3, 0];
    pub const text: &[u8; 5] = b"text\0";
}
mod both {
    pub use super::fallback::*;
    include!(env!("BINDINGS"));
}

const AS_A_CONSTANT: i32 = number + 1;

fn main() {
    unsafe {
        assert_eq!((AS_A_CONSTANT, large, ratio, single), (13, 0xfedcba9876543210, 0.1, 2.5));
        assert_eq!((letter as u8, truth, chosen, small, negative, computed), (b'l', true, kind_KIND_B, 200, -7, 24));
        let _: kind = chosen;
        assert_eq!(both::table[1] as i32 + both::table[3] as i32, 2);
        assert_eq!(both::text[3] as u8, b't');
        assert_eq!((exported, elsewhere, exported_pair.a, exported_pair.b), (44, 55, 7, 8));
        writable = 10;
        assert_eq!(bump(), 14);
        assert_eq!(writable, 11);
        assert_eq!(CStr::from_ptr(exported_text.as_ptr()).to_bytes(), b"exported");
        assert_eq!(CStr::from_ptr(exported_pointer).to_bytes(), b"after");
        assert_eq!(CStr::from_ptr(exported_const_pointer).to_bytes(), b"fixed");
    }
}
