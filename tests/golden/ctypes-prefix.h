// flags: --ctypes-prefix ffi --raw-line 'mod ffi { pub use ::core::ffi::*; }'
#include "inc/names.h"
