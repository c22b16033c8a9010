// What Rust's library wraps is, in memory, what is wrapped; markers are nothing.
// COUNT: types 2 fields 14 variables 1
// GAP: opaque wrapped.last
#![allow(dead_code, non_upper_case_globals)]
use std::cell::{Cell, UnsafeCell};
use std::marker::{PhantomData, PhantomPinned};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::num::{NonZeroI64, NonZeroU32, Wrapping};
use std::sync::atomic::{AtomicBool, AtomicU32};

#[repr(C)]
pub struct inner {
    x: i32,
    c: i8,
}
#[repr(C)]
pub struct wrapped {
    dropped: ManuallyDrop<inner>,
    marker: PhantomData<inner>,
    uninit: MaybeUninit<inner>,
    both: UnsafeCell<MaybeUninit<inner>>,
    cell: UnsafeCell<i32>,
    counter: Cell<u64>,
    bytes: MaybeUninit<[u8; 12]>,
    atomic: AtomicU32,
    flag: AtomicBool,
    non_zero: NonZeroU32,
    maybe_non_zero: Option<NonZeroI64>,
    wrapping: Wrapping<u16>,
    // a value that is neither true nor false is none
    last: Option<bool>,
    pinned: PhantomPinned,
}
#[no_mangle]
pub static mut use_wrapped: *mut wrapped = std::ptr::null_mut();
