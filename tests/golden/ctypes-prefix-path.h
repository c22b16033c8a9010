// flags: --ctypes-prefix crate::a::b --raw-line 'pub mod a { pub mod b { pub use ::core::ffi::*; } }'
#include "inc/names.h"
