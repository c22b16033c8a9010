mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        assert_eq!(size_of::<microsoft>() as u64, size_microsoft());
        assert_eq!(size_of::<huge>() as u64, size_huge());
        assert_eq!(size_of::<huge_small>() as u64, size_huge_small());

        let mut m = microsoft::default();
        fill_microsoft(&mut m);
        assert_eq!((m.a(), m.b(), m.c(), m.d(), m.e as u8), (-8, -32, 0x7ffff, -256, b'e'));
        m.set_a(7);
        m.set_b(31);
        m.set_c(-1);
        m.set_d(255);
        m.e = b'f' as _;
        assert_eq!(check_microsoft(&m), 1);

        let mut h = huge::default();
        fill_huge(&mut h);
        assert_eq!(h.a(), -(1i128 << 64));
        assert_eq!(h.b(), 0x7edcba9876543210);
        assert_eq!(h.c(), (0xfffffffffu128 << 64) | 0x123456789abcdef0);
        h.set_a((1i128 << 64) - 1);
        h.set_b(1);
        h.set_c((0x800000000u128 << 64) | 7);
        assert_eq!(check_huge(&h), 1);

        let mut s = huge_small::default();
        fill_huge_small(&mut s);
        assert_eq!((s.before as u8, s.a(), s.after as u8), (b'b', 99, b'a'));
    }
}
