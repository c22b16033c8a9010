// rejects: E0425 once
// rejects: E0425 assign
// rejects: E0425 each
// rejects: E0425 several
// rejects: E0425 literal
// rejects: E0425 variadic
#![allow(non_camel_case_types, non_snake_case, dead_code)]
include!(env!("BINDINGS"));

use std::ffi::CStr;
use std::os::raw::{c_char, c_int};

extern "C" {
    fn run_and_catch(f: unsafe extern "C" fn(c_int), code: c_int) -> c_int;
}

unsafe extern "C" fn double(x: c_int) -> c_int {
    x * 2
}

unsafe extern "C" fn length(x: c_int, text: *const c_char) -> c_int {
    x + CStr::from_ptr(text).to_bytes().len() as c_int
}

unsafe extern "C" fn do_stop(code: c_int) {
    stop(code);
}

fn functions() {
    unsafe {
        assert_eq!(add(2, 3), 5);
        assert_eq!(CStr::from_ptr(name_of(&point { x: 1, y: 0 })).to_bytes(), b"right");
        let value: c_int = 17;
        assert_eq!(read_volatile(&value), 17);
        assert_eq!(apply(Some(double), 21), 42);
        assert_eq!(apply_raw(Some(length), 10), 14);
        let p = mirror(point { x: 1, y: -2 });
        assert_eq!((p.x, p.y), (-1, 2));
        let w = scale(wide { a: 1.0, b: 2.0, c: 3.0 }, 2.0);
        assert_eq!((w.a, w.b, w.c), (2.0, 4.0, 6.0));
        assert_eq!(sum_array([1, 2, 3, 4].as_ptr()), 10);
        let mut rows = [[1, 2], [3, 4]];
        assert_eq!(sum_matrix(rows.as_mut_ptr(), 2), 10);
        assert!(is_even(4) && !is_even(5));
        assert_eq!(widen(1, 2), 1 << 32 | 2);
        let mut stored = 0;
        store(&mut stored, 9);
        assert_eq!(stored, 9);
        assert_eq!(choose(true).unwrap()(4), -4);
        assert_eq!(*constant_result(), 7);
        assert_eq!(keyword(6, 7), 42);
        assert_eq!(plain_inline(1), 101);
        assert_eq!(shadowed(1), 2);
        assert_eq!(run_and_catch(do_stop, 33), 33);
    }
}

fn macros() {
    unsafe {
        assert_eq!(last_error(), 5);
        assert!(!current_point().is_null());
        let memory = zeroed(4, 0x11) as *const u8;
        assert_eq!(std::slice::from_raw_parts(memory, 4), [0x11; 4]);
        assert_eq!(first_of(&point { x: 8, y: 0 }), 8);
        let mut p = point { x: 1, y: 2 };
        reset(&mut p);
        assert_eq!((p.x, p.y), (0, 0));
        barrier_like();
        assert_eq!(*the_table().add(3), 7);
        assert_eq!(other_name(20, 22), 42);
    }
}

fn main() {
    functions();
    macros();
}
