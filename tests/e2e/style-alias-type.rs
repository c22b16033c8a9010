mod c {
    include!(env!("BINDINGS"));
}
use c::*;

unsafe extern "C" fn double(value: plain, _data: *mut std::os::raw::c_void) -> i32 {
    value * 2
}

fn main() {
    let mut p = point_t { x: 1, y: 2 };
    let u = user { a: 1, b: 2, c: [0, 0, 0, 4], d: point { x: 5, y: 0 }, e: &mut p, f: Some(double) };
    unsafe {
        assert_eq!(convert(1, 2), 3);
        assert_eq!(use_(&u, p, Some(double)), 1 + 2 + 4 + 5 + 2 + 2 + 1 + 4);
    }
}
