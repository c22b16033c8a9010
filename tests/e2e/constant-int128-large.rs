// A local module offers exact values; what the bindings define shadows it and must be as exact.
mod exact {
    pub const LARGE: i128 = 1 << 100;
    pub const large: i128 = 1 << 100;
    pub const all: u128 = !0;
}
mod bindings {
    pub use super::exact::*;
    include!(env!("BINDINGS"));
}

fn main() {
    assert_eq!(bindings::LARGE as i128, 1i128 << 100);
    assert_eq!(bindings::large as i128, 1i128 << 100);
    assert_eq!(bindings::all as u128, !0u128);
    assert_eq!(unsafe { bindings::nothing_else() }, 1);
}
