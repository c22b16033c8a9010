mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let c: color = RED;
        assert_eq!(next(c), GREEN);
        assert_eq!(raise(LOW), STANDARD);
        assert_eq!(widen(0, FLAT), WIDE_BIG);
        assert_eq!((LOOSE, self_, type_, INNER_B, NAMELESS_B), (7, 0, 1, 8, 12));
    }
}
