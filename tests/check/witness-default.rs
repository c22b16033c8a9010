// Functions in bindings that make a value of a generic type by Default, which the witness file must leave to them.
#[repr(C)]
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct unit<Storage> {
    storage: Storage,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct bits {
    pub bytes: unit<[u8; 4]>,
}
impl bits {
    pub fn new() -> unit<[u8; 4]> {
        let made: unit<[u8; 4]> = Default::default();
        made
    }
}
