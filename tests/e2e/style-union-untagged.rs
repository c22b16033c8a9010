use std::mem::{align_of, size_of, zeroed};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    unsafe {
        let mut p: plain = zeroed();
        fill_plain(&mut p);
        assert_eq!(*p.f.as_ref(), 1.5);
        let mut g: guarded = zeroed();
        fill_guarded(&mut g);
        assert_eq!((*g.b.as_ref(), g.a.as_ref().n), (0x1122334455667788, 0x55667788));
        g.a.as_mut().n = 7;
        assert_eq!(read_guarded(&g), 7);
        assert_eq!((size_of::<guarded>(), align_of::<guarded>()), (16, 8));
        assert_eq!((size_of::<shared>(), align_of::<shared>()), (16, 8));
        let mut o: outer = zeroed();
        fill_outer(&mut o);
        assert_eq!(*o.__bindgen_anon_1.d.as_ref(), 2.5);
    }
}
