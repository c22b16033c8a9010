// The first example of a tutorial: struct, alias, function.
include!(env!("BINDINGS"));

fn main() {
    let mut h: hs_t = hello_struct { x: 1, y: 2 };
    unsafe { hello_function(4, &mut h) };
    assert_eq!((h.x, h.y), (5, 40));
    let copy = h;
    assert_eq!(format!("{:?}", copy), "hello_struct { x: 5, y: 40 }");
}
