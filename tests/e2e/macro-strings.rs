// String constants hold C's bytes with the terminating zero; wide ones are arrays of whole characters, never bytes.
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

unsafe fn as_c<T: Copy>(table: *const text, i: usize) -> Vec<T> {
    let t = unsafe { &*table.add(i) };
    unsafe { std::slice::from_raw_parts(t.start as *const T, t.size as usize / size_of::<T>()).to_vec() }
}

fn main() {
    let plain: [&[u8]; 10] = [S_PLAIN, S_EMPTY, S_JOINED, S_ZERO, S_BYTES, S_UTF8, S_ALIAS, S_PARENTHESES, S_U8, S_STRINGIZED];
    for (i, s) in plain.iter().enumerate() {
        assert_eq!(s.to_vec(), unsafe { as_c::<u8>(texts.as_ptr(), i) }, "string {i}");
    }
    let _: &[u8; 5] = S_PLAIN;
    let s16: Vec<u32> = S_16.iter().map(|x| *x as u32).collect();
    let c16: Vec<u32> = unsafe { as_c::<u16>(texts_16.as_ptr(), 0) }.iter().map(|x| *x as u32).collect();
    assert_eq!(s16, c16);
    let wide: Vec<u32> = S_WIDE.iter().map(|x| *x as u32).collect();
    assert_eq!(wide, unsafe { as_c::<u32>(texts_32.as_ptr(), 0) });
    let s32: Vec<u32> = S_32.iter().map(|x| *x as u32).collect();
    assert_eq!(s32, unsafe { as_c::<u32>(texts_32.as_ptr(), 1) });
    assert_eq!(size_of_val(&S_WIDE[0]), 4);
    assert_eq!(size_of_val(&S_16[0]), 2);
}
