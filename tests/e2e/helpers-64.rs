const X: u64 = 0x0123_4567_89ab_cdef;
const A: u64 = 0x1_0000_0001;

extern "C" fn mixed(a: u8, b: u64, c: i32, d: i64) -> u64 {
    (b << 8 | u64::from(a)).wrapping_add((d as u64).wrapping_mul(c as u64))
}

extern "C" {
    fn call_with_list(f: *const c_void, x: u64) -> u64;
}

unsafe fn scalars() -> Checked {
    check!(widen(0x01234567, 0x89abcdef) == X);
    check!(high_half(X) == 0x01234567);
    check!(negate(X as i64) == -(X as i64) && negate(i64::MIN + 1) == i64::MAX);
    check!(ull(A, A) == A.wrapping_mul(A) + 1);
    check!(scattered(1, A, -2, -1 << 40, true, 1 << 50) == 0u64.wrapping_add(1 + A * 2 + 5 + (6 << 50)).wrapping_sub(6 + (4 << 40)));
    check!(elapsed(A, &X) == X - A);
    let mut to = 0;
    store64(&mut to, X);
    check!(to == X && read_volatile64(&to) == X);
    check!(is_later(1 << 33, 1 << 32) && !is_later(-1 << 33, 1));
    check!(sum64([X, 1, A, 2].as_ptr()) == X + A + 3);
    check!(mix(Some(mixed), A) == (A << 8 | 1).wrapping_sub(A).wrapping_sub(A));
    check!(call_with_list(vararg as *const c_void, X) == X + 7);
    Ok(())
}

unsafe fn macros() -> Checked {
    check!(shifted_up(3, 33) == 3 << 33);
    check!(twice_up(3, 20) == 3 << 40);
    check!(current_ticks() == A);
    check!(ALL_ONES == u64::MAX && FAR == 1 << 40);
    Ok(())
}

unsafe fn run() -> Checked {
    scalars()?;
    macros()
}
