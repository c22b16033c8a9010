#[repr(C)] pub struct written { pub by_rust: u8, pub by_c: bool }
extern "C" {
    pub static mut the_written: written;
    pub static mut flag: u8;
    pub fn takes_bool(b: u8);
    pub fn takes_byte(b: bool);
    pub fn gives_bool() -> u8;
    pub fn gives_byte() -> bool;
    pub fn fills(b: *mut u8);
}
