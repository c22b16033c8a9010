mod c {
    include!(env!("BINDINGS"));
}

unsafe extern "C" fn twice(x: i32) -> i32 {
    2 * x
}

fn main() {
    unsafe {
        let mut s = c::stat::default();
        assert_eq!(c::stat(c"/".as_ptr(), &mut s), b'/' as i32);
        assert_eq!(s.size, 5);
        let mut o = c::outer_inner::default();
        assert_eq!(size_of_val(&o), size_of_val(&o));
        // whatever the two types are called: C's functions can be called with them, and they have C's sizes
        let mut tag = std::mem::zeroed();
        let value = std::mem::zeroed();
        assert_eq!(c::use_both(&mut tag, value), 0);
        let mut union_ = std::mem::zeroed();
        let small = std::mem::zeroed();
        assert_eq!(c::use_other(&mut union_, small), 0);
        let sizes = (size_of_val(&tag) << 16 | size_of_val(&union_) << 8 | size_of_val(&small)) as u64;
        assert_eq!(sizes, c::sizes());
        assert_eq!((size_of_val(&tag), size_of_val(&value)), (8, 8));
        let mut i = std::mem::zeroed();
        let mut j = std::mem::zeroed();
        assert_eq!(c::use_inner(&mut i, &mut j), 0);
        assert_eq!((size_of_val(&i), size_of_val(&j)), (4, 8));
        let mut string = c::String { Option: 1 };
        let mut option = c::Option { Some: 2 };
        let mut default = c::Default { None: 3 };
        assert_eq!(c::use_prelude(&mut string, &mut option, &mut default, None), 6);
        assert_eq!(c::use_prelude(&mut string, &mut option, &mut default, Some(twice)), 8);
        let mut b: c::bits = std::mem::zeroed();
        assert_eq!(c::use_bits(&mut b), 0);
        b.set_a(1);
        assert_eq!(c::use_bits(&mut b), 100);
    }
}
