use std::ffi::CStr;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let r = &*record_new(3);
        let body = &r.__bindgen_anon_1;
        assert_eq!((*body.__bindgen_anon_2).words.as_slice(3), [0x01010101, 0x02020202, 0x03030303]);
        assert_eq!((*body.__bindgen_anon_1).bytes.as_slice(5), [1, 1, 1, 1, 2]);

        let m = &*message_new();
        let string: &message__bindgen_ty_1 = &m.string;
        assert_eq!(string.n, 5);
        assert_eq!(CStr::from_ptr(string.text.as_ptr()), c"hello, longer than the union");
        assert_eq!(*m.number, 5);

        let l = &mut *list_new(4);
        assert_eq!(l.items.as_slice(l.count as usize), [0, -1, -2, -3]);
        l.items.as_mut_slice(4)[0] = 10;
        assert_eq!(list_sum(l), 4);
        let o = &*old_new(2);
        assert_eq!(o.items.as_slice(2), [100, 101]);
        let b = &*bits_new(3);
        assert_eq!((b.count(), b.kind()), (3, 0xabc));
        assert_eq!(b.bytes.as_slice(3), [200, 201, 202]);
        assert_eq!((size_of::<list>(), size_of::<old>(), size_of::<bits>(), size_of::<message>()), (8, 4, 4, 8));
    }
}
