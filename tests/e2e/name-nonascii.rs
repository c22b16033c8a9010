// Identifiers beyond ASCII. Rust takes none in extern blocks: functions and variables get ASCII names and C's symbols.
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut g: größe_t = größe { länge: 1, ..Default::default() };
    g.set_höhe(15);
    unsafe {
        assert_eq!(z_u00e4_hle(&mut g, 100), 116);
        assert_eq!(gr_u00f6__u00df_ter, 41);
    }
    assert_eq!((KÜRZEL, färbung_ROT_Ü), (5, 1));
    assert_eq!(日本, "日本\0".as_bytes());
}
