mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        assert_eq!(next(color::RED), color::GREEN);
        let alias: color_alias = color::BLUE;
        assert_eq!(alias as u32, 6);
        assert_eq!(raise(level::LOW), level::STANDARD);
        assert_eq!((level::LOW as i32, level::MIDDLE, level::HIGH as i32), (-1, level::STANDARD, 0x7fffffff));
        assert_eq!(flags::FLAG_TOP as u32, 0x8000_0000);
        assert_eq!(widen(wide::WIDE_BIG, shape::FLAT) as u64, 0x1_0000_0000);
        assert_eq!((_bindgen_ty_1::LOOSE as u32, words::self_ as u32, words::type_ as u32), (7, 0, 1));
        let mut memory = std::mem::MaybeUninit::<holder>::zeroed();
        fill(memory.as_mut_ptr());
        let mut h = memory.assume_init();
        assert_eq!((h.color, h.inner, h.shape, h.bits()), (color::GREEN, holder_inner::INNER_A, shape::FLAT, flags::FLAG_B));
        assert_eq!(h.nameless, holder__bindgen_ty_1::NAMELESS_B);
        h.color = color::BLUE;
        h.inner = holder_inner::INNER_B;
        h.nameless = holder__bindgen_ty_1::NAMELESS_A;
        h.shape = shape::ROUND;
        h.set_bits(flags::FLAG_A);
        assert_eq!(check(&h), 0);
        let text = match h.color {
            color::RED => "red",
            color::GREEN => "green",
            color::BLUE => "blue",
        };
        assert_eq!(text, "blue");
    }
}
