const X: u64 = 0x0123_4567_89ab_cdef;
const A: u64 = 0x1_0000_0001;

extern "C" fn turned(x: u64, p: pair) -> pair {
    pair { high: p.low, low: p.high ^ x.rotate_left(32) }
}

unsafe fn run() -> Checked {
    check!(size_of_time() == core::mem::size_of::<time>() * 1000 + core::mem::offset_of!(time, nanoseconds));
    let t = normalize(time { unit: 7, seconds: 1 << 40, nanoseconds: 2_000_000_003 });
    check!(t.unit == 7 && t.seconds == (1 << 40) + 2 && t.nanoseconds == 3);
    let t = shifted(-1 << 33, time { unit: 8, seconds: 1 << 34, nanoseconds: 5 }, 3);
    check!(t.unit == 8 && t.seconds == 3 << 33 && t.nanoseconds == 5);
    let p = exchanged(pair { high: X, low: A });
    check!(p.high == A && p.low == X);
    let p = apply(Some(turned), pair { high: X, low: A });
    check!(p.high == A && p.low == X ^ X.rotate_left(32));
    check!(doubled(word { only: A }).only == A * 2);
    let s = swapped(small { a: 1, b: -2 });
    check!(s.a == -2 && s.b == 1);
    let b = parted(X);
    let low = if cfg!(target_endian = "little") { X & 0xff_ffff_ffff } else { X >> 24 };
    check!(b.low() == low && joined(b) == u64::from(b.high()) << 40 | low);
    check!(cfg!(target_endian = "big") || joined(b) == X);
    let a = next_aligned(aligned { c: 3, x: A, ..core::mem::zeroed() });
    check!(a.c == 3 && a.x == A + 1);
    let p = next_packed(packed { c: 3, x: A });
    check!(p.c == 3 && { p.x } == A + 1);
    let e = either_of(either { whole: A });
    check!(e.whole == A + 1);
    check!(real_of(1 << 52) == 4503599627370496.0 && whole_of(4503599627370497.0) == (1 << 52) + 1);
    Ok(())
}
