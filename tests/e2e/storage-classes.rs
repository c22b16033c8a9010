mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// rejects: E0425 per_thread
// rejects: E0425 per_thread_gnu
// rejects: E0425 stack_pointer

fn main() {
    unsafe {
        let mut w: with_atomics = std::mem::zeroed();
        set(&mut w);
        assert_eq!((w.a as i32, w.b as i64, w.c as i32, w.after), (1, -2, 3, 5));
        assert_eq!(sum(&w), 8);
        let mut n = 4;
        assert_eq!(take_atomic_pointer(&mut n), 5);
        tick();
        tick();
        assert_eq!((&raw const interrupt_count).read_volatile(), 2);
        assert_eq!((&raw const counter).read_volatile() as i32, 20);
        // `static mut`: only then may it change under Rust's feet
        let p: *mut i32 = &raw mut hardware;
        assert_eq!(p.read_volatile(), 1);
    }
}
