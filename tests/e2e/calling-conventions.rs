mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// rejects: E0425 kept
// rejects: E0425 blocked

fn main() {
    unsafe {
        let mut t: table = std::mem::zeroed();
        fill(&mut t);
        assert_eq!((t.before, t.after), (1, 2));
        assert_eq!(t.normal.unwrap()(21), 42);
        assert_eq!(t.windows.unwrap()(1, 2, 3), 123);
        assert_eq!(windows(4, 5, 6), 456);
        assert_eq!(unix_like(3), -3);
        // opaque: it can be passed on, not called
        let p = pick(std::mem::zeroed(), 0);
        assert_eq!(std::mem::size_of_val(&p), size_of::<usize>());
        let again = pick(p, 1);
        assert_eq!(std::mem::transmute_copy::<_, usize>(&p), std::mem::transmute_copy::<_, usize>(&again));
    }
}
