#![allow(dead_code, non_camel_case_types, non_upper_case_globals)]
#[repr(u32)] #[derive(Clone, Copy)] pub enum closed { C_A = 0, C_B = 5 }
#[repr(u32)] #[derive(Clone, Copy)] pub enum renamed { A = 0, B = 1 }
#[repr(u32)] #[derive(Clone, Copy)] pub enum alias { S_A = 0 }
#[repr(u32)] #[derive(Clone, Copy)] pub enum wider { W_A = 0, W_B = 1 }
pub type plain = ::std::os::raw::c_uint;
pub const plain_P_A: plain = 0;
#[repr(transparent)] #[derive(Clone, Copy)] pub struct newtype(pub ::std::os::raw::c_uint);
impl newtype {
    pub const T_A: newtype = newtype(0);
}
