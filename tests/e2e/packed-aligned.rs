// Where Rust has no attributes for a layout, the record is bytes of C's size and alignment with an accessor pair per field.
use std::mem::{align_of, offset_of, size_of};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn check<T>(which: i32) {
    let (size, align) = unsafe { (size_of_type(which), align_of_type(which)) };
    assert_eq!((size_of::<T>() as u64, align_of::<T>() as u64), (size, align), "{}", std::any::type_name::<T>());
}

fn main() {
    check::<trace_header>(0);
    check::<poll_config>(1);
    check::<peer_parameters>(2);
    check::<statistics>(3);
    check::<task>(4);
    check::<around>(5);
    check::<holder>(6);
    unsafe {
        let mut t: trace_header = std::mem::zeroed();
        fill_trace(&mut t);
        assert_eq!(({ t.namespace_id }, t.node_length(), t.overflow(), t.unused()), (0x1234, 21, 1, 2));
        assert_eq!((t.remaining(), t.more()), (100, 1));
        assert_eq!({ t.first }.value, 0xdeadbeef);

        let mut p = poll_config::default();
        fill_poll(&mut p);
        assert_eq!((p.address(), p.sense(), p.set(), p.mask()), (7, 1, 0, 0xcafef00d));

        let mut p = peer_parameters::default();
        fill_peer(&mut p);
        assert_eq!((p.association(), p.interval(), p.maximum(), p.path(), p.delay(), p.last()), (-3, 30, 40000, 50, 0x99aabbccddeeff00, 9));
        assert_eq!(p.address().word, 0x1122334455667788);
        p.set_association(12);
        p.set_interval(13);
        p.set_maximum(14);
        p.set_path(15);
        p.set_delay(16);
        p.set_last(17);
        assert_eq!(check_peer(&p), 1);

        let mut t = task::default();
        fill_task(&mut t);
        assert_eq!((t.state as u8, t.runtime), (b'R', 0x0123456789abcdef));
        assert_eq!(offset_of!(task, stats), 64);

        let mut a: around = std::mem::zeroed();
        fill_around(&mut a);
        assert_eq!((a.tag() as u8, a.line().word, a.end()), (b't', 0x1020304050607080, 0xabcd));
        a.set_tag(b'x' as _);
        a.set_end(0x5a5a);
        assert_eq!(check_around(&a), 1);

        let mut h: holder = std::mem::zeroed();
        fill_holder(&mut h);
        assert_eq!((h.c as u8, h.around.end(), h.peer.path()), (b'c', 0xabcd, 50));
    }
}
