mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let mut value: later = after(later_LATER_A);
        let _: u32 = value;
        assert_eq!(value, 0x8000_0000);
        let h = holder { pointer: &mut value };
        assert_eq!(before(h.pointer), 1);
        let b: u64 = after_big(big_BIG);
        assert_eq!(b, 0x123456789abcdeff);
        let n: *mut never = 16 as _;
        assert_eq!(opaque(n), n);
    }
}
