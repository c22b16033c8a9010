mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// rejects: E0425 GONE
// rejects: E0425 GONE_STRING
// rejects: E0425 DEPENDS_ON_GONE
// rejects: E0425 BECOMES_A_FUNCTION

fn main() {
    for (i, v) in [HZ, OUTER, PUSHED, SNAPSHOT, AND_BACK].iter().enumerate() {
        assert_eq!(*v as i32, unsafe { value(i as i32) });
    }
    assert_eq!((HZ, OUTER, PUSHED), (250, 2, 1));
    assert_eq!(TYPE_CHANGED, b"now a string\0");
}
