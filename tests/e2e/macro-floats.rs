// Floating constants agree to the last bit, hexadecimal ones and negative zero included.
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn main() {
    let values = [F_PLAIN as f64, F_SINGLE as f64, F_HEX as f64, F_HEX_NEGATIVE as f64, F_SUM, F_HUGE, F_TINY, F_INFINITE, F_CAST,
        F_MIXED, F_NEGATIVE_ZERO, F_SINGLE_SUM as f64];
    for (i, v) in values.iter().enumerate() {
        assert_eq!(v.to_bits(), unsafe { bits(i as i32) }, "number {i}");
    }
    let _: f64 = F_PLAIN;
}
