#[repr(C)] pub struct hidden { _unused: [u8; 0] }
extern "C" {
    pub static mut the_hidden: hidden;
}
