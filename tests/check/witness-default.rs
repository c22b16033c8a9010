// A function in bindings makes a value of a generic type by Default: the derive must stay in the witness file.
#[repr(C)]
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct unit<Storage> {
    storage: Storage,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct plain {
    pub a: i32,
}
impl plain {
    pub fn new_unit() -> unit<[u8; 4]> {
        let made: unit<[u8; 4]> = Default::default();
        made
    }
}
