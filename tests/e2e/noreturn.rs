// A function bound as `-> !` that returns would be undefined behaviour: the call must come back and be counted.
mod c {
    include!(env!("BINDINGS"));
}
use std::os::raw::c_int;

fn main() {
    let _: unsafe extern "C" fn() -> ! = c::ret;
    let _: unsafe extern "C" fn() -> ! = c::gnu;
    let says: unsafe extern "C" fn() -> () = c::says;
    let noreturn: unsafe extern "C" fn(c_int) -> () = c::noreturn;
    let end: unsafe extern "C" fn(c_int) -> ! = c::e;
    unsafe {
        c::runs(Some(c::ret));
        says();
        noreturn(40);
        assert_eq!(c::count(), 42);
        end(0)
    }
}
