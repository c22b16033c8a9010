mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let thin: *mut list = list_new(4);
        let wide: &mut list<[i64]> = (*thin).flex_ref_mut(4);
        assert_eq!(wide.items, [0, 10, 20, 30]);
        wide.items[3] = 1;
        assert_eq!(list_sum(thin), 31);
        let (fixed, n): (&list<[i64; 0]>, usize) = wide.fixed();
        assert_eq!((fixed.count, n), (4, 4));
        assert_eq!(size_of::<list>(), 8);
    }
}
