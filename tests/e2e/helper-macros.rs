#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals, dead_code)]
include!(env!("BINDINGS"));

use std::os::raw::{c_int, c_long, c_short, c_uint, c_ulong, c_void};
use std::ptr;

unsafe extern "C" fn read_int(data: *mut c_void) -> c_int {
    *(data as *const c_int)
}

fn members() {
    unsafe {
        let mut node = node { next: ptr::null_mut(), weight: 12 };
        let mut array = array { array_lock: lock { held: 0 }, first: &mut node, n_nodes: 5 };
        let a: *mut array = &mut array;
        assert_eq!(array_trylock(a), 1);
        assert_eq!(array_trylock(a), 0);
        array_unlock(a);
        array_lock(a);
        assert_eq!((*a).array_lock.held, 2);
        with_lock(a, -2);
        assert_eq!(node_count(a), 7);
        assert_eq!((*a).array_lock.held, 2);
        assert_eq!(first_weight(a), 12);
        (*a).first = ptr::null_mut();
        assert_eq!(first_weight(a), -1);
        let mut h: halves = std::mem::zeroed();
        h.__bindgen_anon_1.whole = 0x0007_0003;
        let (high, low): (c_short, c_short) = (high_of(h), low_of(&mut h));
        assert_eq!(high + low, 10);
        check_and_lock(&mut (*a).array_lock);
        assert_eq!((*a).array_lock.held, 3);
        let itself: *const node = itself(&node);
        assert_eq!((*itself).weight, copied(itself));
    }
}

fn main() {
    members();
    unsafe {
        let mut raw = raw_lock { state: 0 };
        raw_lock_init(&mut raw);
        assert_eq!(raw.state, 3);
        let after: unsafe extern "C" fn(c_ulong, c_ulong) -> c_int = time_after;
        assert_eq!(after(3, 2), 1);
        assert_eq!(after(0, c_ulong::MAX), 1);
        assert_eq!(after(2, 2), 0);
        assert_eq!(negate_twice(5), 5);
        assert_eq!(negate_next(5), 0);
        let at: *mut c_void = ptr::null_mut();
        let size: unsafe extern "C" fn(*mut c_void, usize, c_uint) -> *mut c_void = resize;
        assert_eq!(size(at, 100, 1) as usize, 101);
        assert_eq!(resize_more(at, 100, 2) as usize, 102);
        assert_eq!(resize_again(at, 100, 3) as usize, 103);
        let mut value: c_int = 44;
        assert_eq!(run_named(Some(read_int), &mut value as *mut c_int as *mut c_void), 44);
        assert!(!std::ffi::CStr::from_ptr(last_name).to_bytes().is_empty());
        assert_eq!(negate_long(4 as c_long), -4);
    }
}
