mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    assert_eq!(size_of::<sized>() as u64, unsafe { size() });
    assert_eq!(size_of::<small>(), 1);
}
