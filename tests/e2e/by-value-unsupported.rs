use std::mem::{align_of, size_of, MaybeUninit};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// rejects: E0425 long_double_result
// rejects: E0425 long_double_argument
// rejects: E0425 vector_result
// rejects: E0425 quadruple
// rejects: E0425 struct_by_value

fn main() {
    unsafe {
        assert_eq!(plain(1), 2);
        let here = [size_of::<has_long_double>(), align_of::<has_long_double>(), size_of::<has_vector>(), align_of::<has_vector>(),
            size_of::<has_quadruple>(), align_of::<has_quadruple>(), size_of::<has_both>(), align_of::<has_both>(),
            size_of::<has_pointer>()];
        for (i, n) in here.iter().enumerate() {
            assert_eq!(*n as i32, sizes(i as i32), "number {i}");
        }
        let mut s = MaybeUninit::<has_long_double>::zeroed();
        let mut v = MaybeUninit::<has_vector>::zeroed();
        let mut q = MaybeUninit::<has_quadruple>::zeroed();
        let mut b = MaybeUninit::<has_both>::zeroed();
        struct_by_pointer(s.as_mut_ptr(), v.as_mut_ptr(), q.as_mut_ptr(), b.as_mut_ptr());
        assert_eq!(*(s.as_ptr() as *const u8).add(32), b's');
        assert_eq!(*(v.as_ptr() as *const u8).add(32).cast::<i32>(), 1234);

        let z = complex_double(__BindgenComplex { re: 1.5, im: 2.0 });
        assert_eq!((z.re, z.im), (3.0, -4.0));
        let z = complex_float(__BindgenComplex { re: 1.0, im: 2.0 }, __BindgenComplex { re: 10.0, im: 20.0 });
        assert_eq!((z.re, z.im), (11.0, -18.0));
    }
}
