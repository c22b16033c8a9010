
// crate and text
#[no_mangle]
pub unsafe extern "C" fn exported(o: *mut outer, s: state) -> ::std::os::raw::c_int {
    unsafe {
        (*o).in_ = by_value(inner { a: 1, b: 2 }, 1.0);
        the_outer.in_.a += (*o).bb.c() as ::std::os::raw::c_int;
        outer_add(o, LIMIT, s)
    }
}
