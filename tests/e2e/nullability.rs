use std::ffi::CStr;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let (mut a, mut b) = (1, 2);
    let n = node { next: std::ptr::null_mut(), value: 3, visit: None };
    unsafe {
        assert_eq!(add(&a, &mut b), 3);
        assert_eq!(add(&a, std::ptr::null_mut()), 101);
        assert_eq!(CStr::from_ptr(name_of(&n as *const node as *mut node)), c"last");
        let p: nullable_pointer = &mut a;
        assert_eq!(first(p, std::ptr::null_mut()), 1);
    }
}
