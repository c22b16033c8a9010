mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut a = area::default();
    a.__bindgen_anon_1.__bindgen_anon_1.__bindgen_anon_1.vm_start = 1;
    a.__bindgen_anon_1.__bindgen_anon_1 = area__bindgen_ty_1__bindgen_ty_1 {
        __bindgen_anon_1: area__bindgen_ty_1__bindgen_ty_1__bindgen_ty_1 { vm_start: 1, vm_end: 2 },
    };
    a.__bindgen_anon_1.flags = 3;
    a.value = area__bindgen_ty_2 { f: 4.5 };
    a.points[1] = area__bindgen_ty_3 { x: 5, y: 6 };
    a.state = area_AREA_USED;
    let _: area__bindgen_ty_4 = a.state;
    a.owner = area_owner { id: 7, inner: area_owner__bindgen_ty_1 { a: 8 } };
    let mut deep = area__bindgen_ty_5 { deep: area__bindgen_ty_5__bindgen_ty_1 { c: 9 } };
    a.pointer = &mut deep;
    let o = area_owner { id: 10, ..Default::default() };
    let t = named_by_typedef { k: 11, __bindgen_anon_1: named_by_typedef__bindgen_ty_1 { n: 12 } };
    unsafe {
        global.x = LIMIT as i32;
        let _: _bindgen_ty_1 = LIMIT;
        let _: *const _bindgen_ty_2 = &raw const global;
        assert_eq!(check(&a, &o, t), 1);
    }
}
