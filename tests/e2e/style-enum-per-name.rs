mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        assert_eq!(next(color::RED), color(5));
        assert_eq!(raise(level::LOW), level::STANDARD);
        assert_eq!(merge(flags::FLAG_A, flags::FLAG_TOP), flags::FLAG_A | flags::FLAG_TOP);
        assert_eq!(widen(wide::WIDE_BIG, shape::ROUND) as u64, wide::WIDE_BIG as u64);
        assert_eq!((words_self_, words_type_), (words(0), words(1)));
    }
}
