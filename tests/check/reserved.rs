#[repr(C)] #[repr(align(16))] pub struct own_align_t { pub __nonce_1: ::std::os::raw::c_longlong, pub __padding: u64, pub __nonce_2: u128 }
#[repr(C)] pub struct mine { pub __named: i32, pub theirs_not: i32 }
extern "C" {
    pub static mut the_align: own_align_t;
    pub static mut the_mine: mine;
}
