//! Calls a function that C inlines everywhere, so that no library has it.
include!(env!("BINDINGS"));

fn main() {
    unsafe { hello_world(c"world".as_ptr()) }
}
