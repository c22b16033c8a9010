mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let mut f = fields::default();
        fill(&mut f);
        assert_eq!((f.minus(), f.plain(), f.tiny(), f.byte(), f.half()), (-1, 511, -4, 200, -1024));
        assert_eq!((f.wide(), f.full(), f.full_signed()), (-(1 << 44), !0, -2));
        assert_eq!((f.yes(), f.kind(), f.sign(), f.degrees()), (true, small_SMALL_B, negative_NEGATIVE_A, -273));
        assert_eq!((f.letter(), f.one(), f.after, f.last()), (-17, -1, 77, 0x7ffffffe));
        let degrees: temperature = f.degrees();
        assert_eq!(degrees, -273);
        f.set_minus(-64);
        f.set_plain(300);
        f.set_tiny(3);
        f.set_byte(129);
        f.set_half(1023);
        f.set_wide((1 << 44) - 1);
        f.set_full(0x8000000000000001);
        f.set_full_signed(i64::MIN);
        f.set_yes(false);
        f.set_kind(small_SMALL_A);
        f.set_sign(negative_NEGATIVE_B);
        f.set_degrees(2047);
        f.set_letter(31);
        f.set_one(0);
        f.after = -77;
        f.set_last(5);
        assert_eq!(check(&f), 1);
        assert_eq!((f.minus(), f.half(), f.letter()), (-64, 1023, 31));

        let mut w = window::default();
        fill_window(&mut w);
        assert_eq!((w.a(), w.b(), w.c(), w.d()), (0xfedcba987654321, 0xa, 0x7edcba9876543210, -1));
        assert_eq!((w.e(), w.f(), w.g(), w.h(), w.i()), (-65536, 0x1fff, 2, 0xfedcba9876, -8388608));
        w.set_a(0x123456789abcdef);
        w.set_b(5);
        w.set_c(0x123456789abcdef0);
        w.set_d(0);
        w.set_e(65535);
        w.set_f(0x1001);
        w.set_g(1);
        w.set_h(0x8000000001);
        w.set_i(8388607);
        assert_eq!(check_window(&w), 1);

        let mut t = tight::default();
        fill_tight(&mut t);
        assert_eq!((t.a(), t.b(), t.c(), t.d(), t.e()), (5, 0x2aaaaaaaaaaaaaaa, -5, -6, 1));
        t.set_a(2);
        t.set_b(0x1555555555555555);
        t.set_c(0x3fffffff);
        t.set_d(0x0123456789abcdef);
        t.set_e(0);
        assert_eq!(check_tight(&t), 1);

        let mut o: overlay = std::mem::zeroed();
        fill_overlay(&mut o);
        assert_eq!((o.low(), o.all), (-1, 0xabcdef9f));
        o.set_low(0);
        assert_eq!(o.all, 0xabcdef80);
    }
}
