// Identifiers beyond ASCII, with their symbols.
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut g: größe_t = größe { länge: 1, ..Default::default() };
    g.set_höhe(15);
    unsafe {
        assert_eq!(zähle(&mut g, 100), 116);
        assert_eq!(größter, 41);
    }
    assert_eq!((KÜRZEL, färbung_ROT_Ü), (5, 1));
    assert_eq!(日本, "日本\0".as_bytes());
}
