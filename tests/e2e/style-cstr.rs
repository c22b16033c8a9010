mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let greeting: &std::ffi::CStr = GREETING;
    assert_eq!(unsafe { same(greeting.as_ptr()) }, 1);
    assert_eq!(HIGH.to_bytes(), b"\xff");
    // a zero inside cannot be in a CStr
    let bytes: &[u8; 4] = WITH_ZERO;
    assert_eq!(bytes, b"a\0b\0");
}
