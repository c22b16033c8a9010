// -Cdebuginfo=1 has functions without what they take: that is no `fn()`.
// rustc: -Cdebuginfo=1
// ERROR: 'rust.o' has no debug information
#[no_mangle]
pub extern "C" fn add(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}
#[no_mangle]
pub extern "C" fn nothing() {}
