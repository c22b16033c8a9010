// Units are built by new_bitfield_N, read and written through raw pointers, and are transparent to transmute.
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let mut d = device {
        id: 3,
        _bitfield_align_1: [],
        _bitfield_1: device::new_bitfield_1(1, 0, -20, 9, 2),
        data: std::ptr::null_mut(),
        _bitfield_align_2: [],
        _bitfield_2: device::new_bitfield_2(0xabc),
        ..Default::default()
    };
    assert_eq!(unsafe { check_device(&d) }, 1);
    unsafe { fill_device(&mut d) };
    assert_eq!(unsafe { (device::link_raw(&d), device::state_raw(&d)) }, (1, -31));
    unsafe {
        device::set_state_raw(&mut d, -20);
        device::set_suspended_raw(&mut d, 1);
        device::set_suspended_raw(&mut d, 0);
    }
    assert_eq!(unsafe { check_device(&d) }, 1);
    let bytes: [u8; 2] = [0xff, 0x01];
    let unit: __BindgenBitfieldUnit<[u8; 2]> = __BindgenBitfieldUnit::new(bytes);
    assert!(unit.get_bit(8));
    assert_eq!(unit.get(4, 5), 0x1f);
    let mut unit = unsafe { std::mem::transmute::<u8, __BindgenBitfieldUnit<[u8; 1]>>(0x10) };
    unit.set(0, 2, 3);
    unit.set_bit(7, true);
    assert_eq!(unit.get(0, 8), 0x93);
}
