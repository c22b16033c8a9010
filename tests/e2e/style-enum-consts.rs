mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let c: color = color_RED;
        assert_eq!(next(c), color_GREEN);
        let _: color_alias = color_BLUE;
        assert_eq!(raise(level_LOW), level_STANDARD);
        assert_eq!((level_LOW, level_MIDDLE, level_HIGH), (-1, 0, 0x7fffffff));
        assert_eq!(merge(flags_FLAG_A, flags_FLAG_TOP), 0x8000_0001);
        assert_eq!(widen(0, shape_FLAT), wide_WIDE_BIG);
        assert_eq!((LOOSE, words_self_, words_type_), (7, 0, 1));
        let mut h: holder = std::mem::zeroed();
        fill(&mut h);
        assert_eq!((h.color, h.inner, h.nameless, h.shape, h.bits()), (color_GREEN, holder_inner_INNER_A, holder_NAMELESS_B, shape_FLAT, flags_FLAG_B));
        h.color = color_BLUE;
        h.inner = holder_inner_INNER_B;
        h.nameless = holder_NAMELESS_A;
        h.shape = shape_ROUND;
        h.set_bits(flags_FLAG_A | flags_FLAG_B);
        assert_eq!(check(&h), 1);
        let text = match h.color {
            color_RED => "red",
            color_BLUE => "blue",
            _ => "other",
        };
        assert_eq!(text, "blue");
    }
}
