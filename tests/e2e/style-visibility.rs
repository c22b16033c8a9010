mod ffi {
    pub use std::os::raw::*;
}
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut p = point { x: 1, y: 2, ..Default::default() };
    p.set_bits(5);
    let n: size_t = 3;
    let _: ffi::c_ulong = n;
    assert_eq!(unsafe { measure(&p, n) }, 11);
}
