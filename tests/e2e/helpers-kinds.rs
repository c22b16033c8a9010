// rejects: E0425 variadic
// rejects: E0425 long_doubled
// rejects: E0425 added_vectors
// rejects: E0425 of_prototype
// rejects: E0425 without_name
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals, uncommon_codepoints, dead_code)]
#![deny(unused_must_use)]
include!(env!("BINDINGS"));

use std::ffi::CStr;
use std::mem::{transmute, zeroed};
use std::os::raw::{c_char, c_int, c_long};
use std::ptr::{addr_of_mut, null_mut};

unsafe extern "C" fn double(x: c_int) -> c_int {
    x * 2
}

unsafe extern "C" fn choose(_: c_int) -> unary {
    Some(double)
}

unsafe extern "C" fn caller(f: unary, x: c_int) -> c_int {
    f.unwrap()(x) + 1
}

static mut HEARD: c_int = 0;

unsafe extern "C" fn hear(n: c_int) {
    HEARD = n;
}

unsafe extern "C" fn stop(_: c_int) -> ! {
    loop {}
}

unsafe extern "win64" fn windows(a: c_int, b: c_int, c: c_long) -> c_int {
    a + b * 10 + c as c_int * 100
}

unsafe extern "C" fn negated(x: i16) -> i16 {
    -x
}

unsafe fn qualifiers() {
    let (mut x, y) = (5, 6);
    assert_eq!(const_result(1), 2);
    assert_eq!(const_pointer_result(&mut x), addr_of_mut!(x));
    assert_eq!(const_params(1, &mut x), 6);
    assert_eq!(volatile_param(3), 3);
    assert_eq!(both_qualifiers(c"x".as_ptr()), c"x".as_ptr());
    assert_eq!((restricted(&mut x, &y), x), (6, 1));
    let mut text = c"text".as_ptr() as *mut c_char;
    assert_eq!(restricted_inside(&mut text), text);
    assert_eq!(in_register(4), 4);
    let mut atomic = transmute(41);
    assert_eq!(load_atomic(&mut atomic), 42);
    let mut long: c_long = 5;
    assert_eq!(*atomic_result(addr_of_mut!(long).cast()) as c_long, 7);
}

unsafe fn arrays() {
    let mut a: four = [1, 2, 3, 4];
    let mut g: grid = [[1, 2, 3], [4, 5, 6]];
    assert_eq!((at_least(a.as_mut_ptr()), const_at_least(a.as_mut_ptr())), (4, 3));
    assert_eq!((of_typedef(a.as_mut_ptr()), of_const_typedef(a.as_ptr())), (2, 2));
    assert_eq!((to_array(&mut a), to_const_array(&a)), (2, 3));
    assert_eq!((two_dimensions(g.as_ptr()), of_grid(g.as_mut_ptr()), open_array(g.as_mut_ptr())), (6, 5, 6));
    assert_eq!(of_strings([c"a".as_ptr(), c"b".as_ptr()].as_ptr(), 1), b'b' as c_char);
    assert_eq!(variable(3, a.as_ptr()), 3);
    assert_eq!(two_variable(2, 3, addr_of_mut!(g).cast()), 6);
    assert_eq!(const_variable(2, a.as_ptr()), 3);
    assert_eq!(to_variable(4, a.as_mut_ptr()), 4);
    assert_eq!(to_unknown(addr_of_mut!(a).cast()), 2);
    assert_eq!((*array_result(&mut a))[3], 4);
    assert_eq!((*typedef_result(&mut a))[0], 1);
}

unsafe fn functions() {
    let mut double_pointer: unary_pointer = Some(double);
    assert_eq!(declared_by_typedef(1), 10);
    assert_eq!((function_param(Some(double), 4), typedef_param(Some(double), 5)), (8, 10));
    assert_eq!(through_pointer(&mut double_pointer, 6), 12);
    assert_eq!(function_result(Some(double)).unwrap()(7), 14);
    assert_eq!(chosen(Some(choose), 1).unwrap()(8), 16);
    assert_eq!(of_function(Some(caller), Some(double)), 41);
    like_signal(9, Some(hear)).unwrap();
    assert_eq!(HEARD, 9);
    assert_eq!(never_returning(Some(stop)), 1);
    assert_eq!(of_windows(Some(windows), 1), 321);
    assert_eq!(as_windows(1, 2, 3, 4, 5), 7);
    assert_eq!((no_prototype(None), no_params()), (0, 6));
    assert_eq!(call_list(Some(list), 7), 65 + 7);
    assert_eq!(call_list_pointer(Some(list_pointer), 7, 8), 8 + 72_000);
    let mut to = [0 as c_char; 20];
    assert_eq!(call_print(Some(print), to.as_mut_ptr(), 20, 42 as c_int, c"text".as_ptr()), 7);
    assert_eq!(CStr::from_ptr(to.as_ptr()), c"42-text");
}

unsafe fn numbers() {
    assert_eq!((wide(1 << 100), unsigned_wide(u128::MAX >> 1)), (1 << 101, 1 << 127));
    assert_eq!((half_of(3.0), double_half(5.0)), (1.5, 2.5));
    let z = turned(transmute([1.0f64, 2.0]));
    assert_eq!(transmute::<_, [f64; 2]>(z), [-2.0, 1.0]);
    let z = turned_float(transmute([1.0f32, 2.0]));
    assert_eq!(transmute::<_, [f32; 2]>(z), [-2.0, 1.0]);
    assert!(not(false) && !not(true));
    assert_eq!((character(b'a' as c_char), signed_character(-128 + 1)), (b'b' as c_char, 127));
    assert_eq!((shortened(1), wide_character(0x1f600)), (0xffff, 0x1f601));
    assert_eq!(next_colour(colour_RED), colour_GREEN);
    assert_eq!((opposite(sign_ZERO), opposite(sign_MINUS)), (sign_MINUS, sign_ZERO));
    let vector: vector = transmute([1, 2, 3, 4]);
    assert_eq!(second_of(&vector), 2);
}

unsafe fn records() {
    assert_eq!(sum_of(unnamed { a: 3, b: 4 }).b, 7);
    assert_eq!(one_more(unnamed_union { i: 4 }).i, 5);
    let mut x = 8;
    assert_eq!(transparent(either { i: &mut x }), 8);
    let mut b: bits = zeroed();
    b.set_b(9);
    b.d = 1 << 40;
    let b = more_bits(b);
    assert_eq!((b.a(), b.b(), b.c(), b.d), (7, 9, -1, (1 << 40) + 1));
    let memory = [2, i32::from_ne_bytes(*b"abcd")];
    assert_eq!(last_of(memory.as_ptr().cast()), b'b' as c_char);
    assert_eq!(more_large(large { a: [5; 10] }).a, [5, 5, 5, 5, 5, 5, 5, 5, 5, 6]);
    let p = more_packed(packed { c: 1, i: 70_000 });
    assert_eq!((p.c, { p.i }), (1, 70_001));
    assert_eq!(more_aligned(aligned { i: 6 }).i, 7);
    assert!(same(null_mut()).is_null());
    let mut o: outer = zeroed();
    o.in_.q = 5;
    assert_eq!((const_record(o).in_.q, inner_of(&o).q), (5, 5));
}

unsafe fn attributes() {
    let x = 5;
    assert_eq!((must_use(1), cold(1), pure_(&x), const_and_always(1)), (1, 2, 5, 3));
    assert_eq!(not_null(&x), &x as *const c_int);
    assert_eq!((deprecated(1), unused(1), apart(1), labelled(1)), (4, 5, 6, 7));
}

unsafe fn names() {
    assert_eq!((match_(6, 7), dyn_(1), self_(2), i32_(3), crate::c_int(4)), (42, 1, 2, 3, 4));
    assert_eq!((noname(1, 2), gr_u00f6__u00df_e(5), dollar__(6)), (3, 5, 6));
    assert_eq!((hidden(1), other(1), hidden_by_nothing(1), its_own(1)), (2, 1001, 3, 4));
    let mut tag = hidden_tag { a: 7 };
    assert_eq!(of_hidden(&mut tag, Some(negated)), -7);
    assert_eq!(take(6, &tag), 42);
}

fn main() {
    unsafe {
        qualifiers();
        arrays();
        functions();
        numbers();
        records();
        attributes();
        names();
    }
}
