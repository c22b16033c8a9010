
// crate and text
#[no_mangle]
pub extern "C" fn exported(a: &wider, b: &moved, c: &removed, d: &sign, e: &far, f: &unnamed, g: &nested) -> u64 {
    a.b() as u64 + b.b() as u64 + c.a() as u64 + d.b() as u64 + e.b() as u64 + f.b() as u64 + g.kind as u64
}
