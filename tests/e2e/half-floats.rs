use std::mem::{align_of, size_of, MaybeUninit};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// rejects: E0425 half
// rejects: E0425 bits

fn main() {
    unsafe {
        let here = [size_of::<has_half>(), align_of::<has_half>(), size_of::<has_bits>(), align_of::<has_bits>(),
            size_of::<has_wide_bits>(), align_of::<has_wide_bits>()];
        for (i, n) in here.iter().enumerate() {
            assert_eq!(*n as i32, sizes(i as i32), "number {i}");
        }
        let mut h = MaybeUninit::<has_half>::zeroed();
        let mut b = MaybeUninit::<has_bits>::zeroed();
        let mut w = MaybeUninit::<has_wide_bits>::zeroed();
        fill(h.as_mut_ptr(), b.as_mut_ptr(), w.as_mut_ptr());
        assert_eq!(h.assume_init().n, 77);
        assert_eq!(*(b.as_ptr() as *const u8).add(sizes(6) as usize), b'b');
        assert_eq!(*(w.as_ptr() as *const u8).add(sizes(7) as usize), b'w');
    }
}
