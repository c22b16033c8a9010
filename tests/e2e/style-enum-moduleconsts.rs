mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let c: color::Type = color::RED;
        assert_eq!(next(c), color::GREEN);
        let _: color_alias = color::BLUE;
        assert_eq!(raise(level::LOW), level::STANDARD);
        assert_eq!((level::LOW, level::HIGH), (-1, 0x7fffffff));
        assert_eq!(merge(flags::FLAG_A, flags::FLAG_TOP), 0x8000_0001);
        assert_eq!(widen(0, shape::FLAT), wide::WIDE_BIG);
        assert_eq!((_bindgen_ty_1::LOOSE, words::self_, words::type_), (7, 0, 1));
        let mut h: holder = std::mem::zeroed();
        fill(&mut h);
        assert_eq!((h.color, h.inner, h.shape, h.bits()), (color::GREEN, holder_inner::INNER_A, shape::FLAT, flags::FLAG_B));
        h.color = color::BLUE;
        h.inner = holder_inner::INNER_B;
        h.nameless = holder__bindgen_ty_1::NAMELESS_A;
        h.shape = shape::ROUND;
        h.set_bits(flags::FLAG_A | flags::FLAG_B);
        assert_eq!(check(&h), 1);
    }
}
