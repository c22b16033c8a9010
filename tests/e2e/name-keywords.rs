mod c {
    include!(env!("BINDINGS"));
}
use c::*;

unsafe extern "C" fn add_one(x: i32) -> i32 {
    x + 1
}

fn main() {
    unsafe {
        let mut t = type_ { fn_: 1, self_: 2, Self_: 3, yield_: 4, move_: 5, async_: 6, ..Default::default() };
        assert_eq!(macro_(1, 2, 3, 4, 5, 6, 7), 28);
        assert_eq!(unsized_(10, 20, &mut t), 35);
        assert_eq!(virtual_, 17);
        let m = &mut *try_;
        assert_eq!((m.where_.loop_, m.as_(), m.in_()), (18, 19, -20));
        m.set_as(3);
        assert_eq!(m.as_(), 3);
        let mut u = use_ { let_: 5 };
        assert_eq!(yield_(&mut u, mod__box_, Some(add_one)), 5 + 4 + 2);
        assert_eq!(dyn_, 3);
        let mut i = isize_ { isize_: 1 };
        assert_eq!(isize_user(&mut i, 2, 3), 6);
        assert_eq!(f32_(1.5, 2.5), 4);
        assert_eq!(gen_(3), 3);
    }
}
