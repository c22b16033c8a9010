mod c {
    include!(env!("BINDINGS"));
}
use c::*;

// No symbol, no binding: otherwise the program would not link.
// rejects: E0425 in_header
// rejects: E0425 in_header_static
// rejects: E0425 only_inline
// rejects: E0425 hidden_function
// rejects: E0425 hidden_variable

fn main() {
    unsafe {
        assert_eq!(renamed(2), 4);
        assert_eq!(renamed_variable, 8);
        assert_eq!(dollar_sign_(2), 6);
        assert_eq!(weak_function(), 5);
        assert_eq!(ordinary(), 6);
    }
}
