use std::mem::{align_of, offset_of, size_of, MaybeUninit};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let here = [size_of::<standard>(), align_of::<standard>(), offset_of!(standard, wide), offset_of!(standard, aligned),
            offset_of!(standard, list)];
        for (i, n) in here.iter().enumerate() {
            assert_eq!(*n as u64, sizes(i as i32), "number {i}");
        }
        let mut memory = MaybeUninit::<standard>::zeroed();
        fill(memory.as_mut_ptr());
        let s = memory.assume_init();
        let (a, b, c, d): (i8, u64, isize, usize) = (s.i8_, s.u64_, s.ip, s.size);
        assert_eq!((a, b, c, d), (i8::MIN, u64::MAX, -2, 9));
        let _: (i16, u16, i32, u32, i64, u8) = (s.i16_, s.u16_, s.i32_, s.u32_, s.i64_, s.u8_);
        let _: (usize, isize, bool) = (s.up, s.ssize, s.truth);
        assert_eq!((s.wide as u32, s.c16 as u32, s.c32 as u32, s.truth, s.fast), (0x20ac, 0x20ac, 0x1f600, true, -3));
        let text: [wchar_t; 3] = ['a' as wchar_t, 'b' as wchar_t, 0];
        assert_eq!(count(&s, std::ptr::null_mut(), text.as_ptr(), 5), 16);
    }
}
