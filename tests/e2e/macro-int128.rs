mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    assert_eq!(unsafe { pass(1u128 << 90, -1) }, (3u128 << 90) + 1);
    let w = unsafe { make() };
    assert_eq!(w.b, 1i128 << 100);
    assert_eq!(size_of::<wide>(), 32);
}
