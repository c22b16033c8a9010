mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        assert_eq!(next(color_RED), color_GREEN);
        let alias: color_alias = color_BLUE;
        assert_eq!(alias, color(6));
        assert_eq!(raise(level_LOW), level_STANDARD);
        assert_eq!((level_LOW.0, level_HIGH.0), (-1, 0x7fffffff));
        assert_eq!(merge(flags_FLAG_A, flags_FLAG_TOP).0, 0x8000_0001);
        assert_eq!(widen(wide(0), shape_FLAT), wide_WIDE_BIG);
        assert_eq!((LOOSE.0, words_self_, words_type_), (7, words(0), words(1)));
        let mut h: holder = std::mem::zeroed();
        fill(&mut h);
        assert_eq!((h.color, h.inner, h.shape, h.bits()), (color_GREEN, holder_inner_INNER_A, shape_FLAT, flags_FLAG_B));
        h.color = color_BLUE;
        h.inner = holder_inner_INNER_B;
        h.nameless = holder_NAMELESS_A;
        h.shape = shape_ROUND;
        h.set_bits(flags(3));
        assert_eq!(check(&h), 1);
    }
}
