mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        assert_eq!(next(color::RED), color::GREEN);
        let _: color_alias = color::BLUE;
        assert_eq!(raise(level::LOW), level::STANDARD);
        let mut f = merge(flags::FLAG_A, flags::FLAG_TOP);
        assert_eq!(f.0, 0x8000_0001);
        assert_eq!(f, flags::FLAG_A | flags::FLAG_TOP);
        assert_eq!(f & flags::FLAG_A, flags::FLAG_A);
        f |= flags::FLAG_B;
        f &= flags::FLAG_B;
        assert_eq!(f, flags::FLAG_B);
        assert_eq!(widen(wide(0), shape::FLAT), wide::WIDE_BIG);
        assert_eq!((LOOSE.0, words::self_, words::type_), (7, words(0), words(1)));
        let mut h: holder = std::mem::zeroed();
        fill(&mut h);
        assert_eq!((h.color, h.inner, h.shape, h.bits()), (color::GREEN, holder_inner::INNER_A, shape::FLAT, flags::FLAG_B));
        h.color = color::BLUE;
        h.inner = holder_inner::INNER_B;
        h.nameless = holder_NAMELESS_A;
        h.shape = shape::ROUND;
        h.set_bits(flags::FLAG_A | flags::FLAG_B);
        assert_eq!(check(&h), 1);
    }
}
