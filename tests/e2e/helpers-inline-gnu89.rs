#![allow(non_camel_case_types, dead_code)]
include!(env!("BINDINGS"));

fn main() {
    unsafe {
        let all = [
            statically(1),
            the_other_way_round(1),
            gnu_spelling(1),
            without_inline(1),
            always(1),
            never(1),
            never_a_symbol(1),
            always_without(1),
        ];
        for (i, value) in all.into_iter().enumerate() {
            assert_eq!(value, i as i32 + 2);
        }
        assert_eq!((calls_it(1), recursive(5), c_calls(1)), (28, 120, 28));
        assert_eq!((with_state(), with_state()), (1, 2));
    }
}
