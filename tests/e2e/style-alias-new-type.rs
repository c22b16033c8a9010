mod c {
    include!(env!("BINDINGS"));
}
use c::*;

unsafe extern "C" fn double(value: plain, _data: *mut std::os::raw::c_void) -> i32 {
    value.0 * 2
}

fn main() {
    let mut p = point_t(point { x: 1, y: 2 });
    let u = user { a: plain(1), b: chained(plain(2)), c: bytes([0, 0, 0, 4]), d: point_t(point { x: 5, y: 0 }), e: point_ptr(&mut p.0), f: callback(Some(double)) };
    unsafe {
        assert_eq!(convert(plain(1), chained(plain(2))).0, 3);
        assert_eq!(use_(&u, p, callback(Some(double))), 1 + 2 + 4 + 5 + 2 + 2 + 1 + 4);
    }
}
