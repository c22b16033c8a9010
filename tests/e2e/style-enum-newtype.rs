use std::collections::HashMap;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        assert_eq!(next(color::RED), color::GREEN);
        let alias: color_alias = color_alias::BLUE;
        assert_eq!(alias, color(6));
        assert_eq!(raise(level::LOW), level::STANDARD);
        assert_eq!((level::LOW.0, level::HIGH.0), (-1, 0x7fffffff));
        assert_eq!(merge(flags::FLAG_A, flags::FLAG_TOP).0, 0x8000_0001);
        assert_eq!(widen(wide(0), shape::FLAT), wide::WIDE_BIG);
        assert_eq!((LOOSE.0, words::self_, words::type_), (7, words(0), words(1)));
        let mut h: holder = std::mem::zeroed();
        fill(&mut h);
        assert_eq!((h.color, h.inner, h.shape, h.bits()), (color::GREEN, holder_inner::INNER_A, shape::FLAT, flags::FLAG_B));
        h.color = color::BLUE;
        h.inner = holder_inner::INNER_B;
        h.nameless = holder_NAMELESS_A;
        h.shape = shape::ROUND;
        h.set_bits(flags(3));
        assert_eq!(check(&h), 1);
        let text = match h.color {
            color::RED => "red",
            color::BLUE => "blue",
            _ => "other",
        };
        assert_eq!(text, "blue");
        let names = HashMap::from([(color::RED, "red"), (color::GREEN, "green")]);
        assert_eq!(names[&color::GREEN], "green");
    }
}
