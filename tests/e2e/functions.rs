use std::ffi::CStr;
use std::os::raw::{c_int, c_void};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

unsafe extern "C" fn triple(x: c_int) -> c_int {
    3 * x
}
unsafe extern "C" fn descending(a: *const c_void, b: *const c_void) -> c_int {
    unsafe { *b.cast::<c_int>() - *a.cast::<c_int>() }
}
unsafe extern "C" fn collect(context: *mut c_void, value: c_int) {
    unsafe { (*context.cast::<Vec<c_int>>()).push(value) };
}

fn main() {
    unsafe {
        let d: division = divide(17, 5);
        assert_eq!((d.quot, d.rem), (3, 2));
        let l = scale(large { x: 1.0, y: 2.0, z: 3.0 }, 2.0);
        assert_eq!((l.x, l.y, l.z), (2.0, 4.0, 6.0));
        let m = swap(mixed { a: 7.0, b: 9 });
        assert_eq!((m.a, m.b), (9.0, 7));
        assert_eq!(choose(choice { d: 1.25 }, true).d, 2.5);
        assert_eq!(sum(4, 1 as c_int, 2 as c_int, 3 as c_int, 4 as c_int), 10);
        let mut seen: Vec<c_int> = Vec::new();
        let ops = operations { apply: Some(triple), compare: Some(descending), each: Some(collect) };
        assert_eq!(call_table(&ops, (&raw mut seen).cast()), 3);
        assert_eq!(seen, [60, 1]);
        assert!(pick(0).is_none());
        assert_eq!(pick(1).unwrap()(5), -5);
        assert_eq!(pick_plain(1).unwrap()(6), -6);
        let mut values = [3, 1, 2];
        sort(values.as_mut_ptr(), 3, Some(descending));
        assert_eq!(values, [3, 2, 1]);
        assert_eq!(important(), 6);
        assert_eq!(CStr::from_ptr(*names().add(1)), c"second");
        assert_eq!(letter(-1, 2, 3), 4);
        assert_eq!(shorts(-1, 2), 1);
        assert_eq!(wide(1, 2, 3, 4), 10);
        let mut table: [Option<unsafe extern "C" fn(c_int) -> c_int>; 2] = [Some(triple), pick(1)];
        let mut result = 2;
        apply_all(table.as_mut_ptr(), 2, &mut result);
        assert_eq!(result, -6);
        let end: unsafe extern "C" fn(c_int) -> ! = never;
        end(0);
    }
}
