mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut a = area::default();
    a.__anon1.__anon1.__anon1.vm_start = 1;
    unsafe {
        assert_eq!(a.__anon1.__anon1.list, 1);
        let t = named_by_typedef { k: 11, __anon1: named_by_typedef__bindgen_ty_1 { n: 12 } };
        let mut deep = area__bindgen_ty_5 { deep: area__bindgen_ty_5__bindgen_ty_1 { c: 9 } };
        a.pointer = &mut deep;
        assert_eq!(check(&a, &a.owner, t), 0);
    }
}
