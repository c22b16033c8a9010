use std::mem::{align_of, offset_of, size_of};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut o = open::default();
    unsafe {
        fill(&mut o);
        assert_eq!(o.tag as u8, b't');
        assert_eq!((size_of::<secret>(), align_of::<secret>(), size_of::<sealed>(), align_of::<sealed>()), (16, 8, 16, 8));
        assert_eq!((offset_of!(open, secret), offset_of!(open, sealed)), (8, 24));
        let mut alias: secret_alias = o.secret;
        let _: [u64; 2] = alias._bindgen_opaque_blob;
        assert_eq!(check(&mut alias, o.sealed), 1);
    }
}
