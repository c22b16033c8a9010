// Sizes, alignments and offsets are those that the C compiler of this build uses; values in unaligned fields arrive.
use std::mem::{align_of, offset_of, size_of};
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn check<T>(which: i32, offsets: &[usize]) {
    let p = unsafe { place_of(which) };
    assert_eq!(size_of::<T>() as u64, p.size, "size of {}", std::any::type_name::<T>());
    assert_eq!(align_of::<T>() as u64, p.align, "alignment of {}", std::any::type_name::<T>());
    for (i, o) in offsets.iter().enumerate() {
        assert_eq!(*o as u64, p.offsets[i], "offset {i} of {}", std::any::type_name::<T>());
    }
}

fn main() {
    check::<field_packed>(0, &[]);
    check::<field_aligned>(1, &[]);
    check::<field_both>(2, &[]);
    check::<pragma_two>(3, &[offset_of!(pragma_two, b), offset_of!(pragma_two, c), offset_of!(pragma_two, d), offset_of!(pragma_two, g)]);
    check::<pragma_four>(4, &[offset_of!(pragma_four, b), offset_of!(pragma_four, c), offset_of!(pragma_four, d)]);
    check::<arrays>(5, &[offset_of!(arrays, b), offset_of!(arrays, c), offset_of!(arrays, d)]);
    check::<odd>(6, &[]);
    check::<with_union>(7, &[offset_of!(with_union, u), offset_of!(with_union, b)]);
    check::<zero_inside>(8, &[]);
    check::<typedefs>(9, &[]);
    check::<has_array>(10, &[]);
    check::<useless>(11, &[]);
    check::<packed_union>(12, &[]);
}
