// What shop.c was a release ago: see tests/report/run.
pub type state = ::std::os::raw::c_uint;

#[repr(C)]
pub struct price {
    pub cents: ::std::os::raw::c_long,
    pub currency: [::std::os::raw::c_char; 3usize],
}

#[repr(C)]
pub struct order {
    pub id: ::std::os::raw::c_uint,
    pub boxes: ::std::os::raw::c_uchar,
    pub price: price,
    pub __bindgen_anon_1: order__bindgen_ty_1,
    pub state: state,
    pub n_items: ::std::os::raw::c_uint,
}

#[repr(C)]
#[derive(Copy, Clone)]
pub union order__bindgen_ty_1 {
    pub note: *const ::std::os::raw::c_char,
    pub code: ::std::os::raw::c_ulong,
}

#[repr(C)]
pub union any {
    pub number: ::std::os::raw::c_int,
    pub real: f32,
    pub text: [::std::os::raw::c_char; 12usize],
}

extern "C" {
    pub static mut orders_open: ::std::os::raw::c_uint;
    pub fn order_total(order: *const order) -> ::std::os::raw::c_int;
    pub fn order_send(order: *mut order, any: *mut any) -> state;
}
