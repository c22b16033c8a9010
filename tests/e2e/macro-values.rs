// Every constant has C's value, whatever its Rust type is: C counts as many as are compared here.
use std::ffi::CStr;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// rejects: E0425 VALUES
// rejects: E0425 BIT
// rejects: E0425 INT64_C

fn main() {
    let mut seen = Vec::new();
    macro_rules! constants {
        ($($name:ident)*) => { $(seen.push((stringify!($name), $name as i128));)* };
    }
    constants!(V_ZERO V_HEX V_OCTAL V_BINARY V_MINUS V_INT_MAX V_UINT_MAX V_HEX_MAX V_NOT_0U V_NOT_0UL V_NOT_0 V_LONG_MIN
        V_ULLONG_MAX V_TOP_BIT V_TOP_BIT_INT V_BIG V_BIG_NEGATIVE V_NESTED V_CAST V_CAST_SIGNED V_CAST_GFP V_SIZEOF V_SIZEOF_SUM
        V_ALIGNOF V_OFFSETOF V_TERNARY V_COMPARE V_LOGICAL V_ENUMERATOR V_ENUMERATOR_TYPED V_ENUMERATOR_SUM V_CAST_ENUM V_CHARACTER
        V_CHARACTER_HIGH V_CHARACTER_WIDE V_INT64_C V_UINT64_C V_FUNCTION_LIKE V_UNSIGNED_MINUS V_MODULO V_SHIFT_NEGATIVE
        V_UNSIGNED_COMPARE V_COMMA_CAST V_MULTI_CHARACTER V_LINE_CONTINUED V_PASTED V_LAZY V_TRUTH);
    let mut entry = unsafe { entries.as_ptr() };
    for (name, value) in seen {
        let e = unsafe { &*entry };
        assert_eq!(unsafe { CStr::from_ptr(e.name) }.to_str().unwrap(), name);
        let expected = if e.negative != 0 { e.bits as i64 as i128 } else { e.bits as i128 };
        assert_eq!(value, expected, "{name}");
        entry = unsafe { entry.add(1) };
    }
    assert!(unsafe { (*entry).name.is_null() });

    // The types of plain integers are bindgen's: by value; a cast to a typedef keeps the typedef.
    let _: u32 = V_UINT_MAX;
    let _: u32 = V_HEX_MAX;
    let _: u32 = V_NOT_0U;
    let _: i32 = V_MINUS;
    let _: i32 = V_NOT_0;
    let _: u64 = V_NOT_0UL;
    let _: u64 = V_ULLONG_MAX;
    let _: u64 = V_TOP_BIT;
    let _: u64 = V_BIG;
    let _: i64 = V_BIG_NEGATIVE;
    let _: i64 = V_LONG_MIN;
    let _: u8 = V_CHARACTER;
    let _: gfp_t = V_CAST_GFP;
    let _: u16 = V_CAST;
}
