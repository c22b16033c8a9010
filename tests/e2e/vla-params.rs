use std::os::raw::{c_char, c_int};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut m: [[c_int; 3]; 3] = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
    unsafe {
        // a variable array of arrays is flat: the elements follow each other, there are no row pointers
        let flat: *mut c_int = m.as_mut_ptr().cast();
        assert_eq!(trace(3, flat), 15);
        assert_eq!(star(3, flat), 15);
        assert_eq!(cube(1, 3, flat), 9);
        assert_eq!(pointer_to_row(3, flat), 3);
        assert_eq!(total(3, m[1].as_ptr()), 15);
        assert_eq!(at_least(m[2].as_ptr()), 15);
        let mut f: [[c_int; 3]; 2] = [[1, 2, 3], [4, 5, 6]];
        let rows: *mut [c_int; 3] = f.as_mut_ptr();
        assert_eq!(fixed(rows), 6);
        let mut names: [*mut c_char; 2] = [c"one".as_ptr() as _, c"two".as_ptr() as _];
        assert_eq!(strings(2, names.as_mut_ptr()), b't' as c_int);
    }
}
