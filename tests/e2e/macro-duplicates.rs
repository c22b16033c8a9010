// An enumerator that is a macro as well comes once; functions and variables stay what they are.
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    assert_eq!(unsafe { compute(2) }, 510 + 2 + 7 + 12);
    assert_eq!(unsafe { shared_counter }, 9);
    assert_eq!((IPPROTO_A as u32, IPPROTO_B as u32), (0, 255));
    assert_eq!((signal_SIG_ONE, signal_SIG_TWO, kind_KIND_X), (1, 2, 7));
    assert_eq!(limit, 12);
    let t = c::thing { x: 3 };
    assert_eq!(t.x, 3);
}
