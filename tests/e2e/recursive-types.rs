use std::ptr::null_mut;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

unsafe extern "C" fn enter(_: *mut visitor, t: *mut tree) -> i32 {
    unsafe { (*t).value }
}
unsafe extern "C" fn following(c: *mut chain) -> *mut chain {
    unsafe { c.add(1) }
}

fn main() {
    let mut left = tree { value: 2, ..Default::default() };
    let mut root = tree { children: [&mut left, null_mut()], value: 40, ..Default::default() };
    let mut v = visitor { enter: Some(enter), ..Default::default() };
    let mut links = [chain { next: Some(following), n: 1 }, chain_type { next: None, n: 2 }];
    let _: table = [None; 3];
    unsafe {
        assert_eq!(walk(&mut root, &mut v), 42);
        let p: chain_pointer = second(links.as_mut_ptr());
        assert_eq!((*p).n, 2);
        let g: generator = make();
        assert_eq!(g.unwrap()(1).unwrap()(41), 42);
        assert_eq!(inspect(conjure()), 42);
    }
}
