// flags: --blocklist-type 'branch|number' --raw-line 'pub type number = i32;' --raw-line '#[repr(C)] #[derive(Debug, Copy, Clone)] pub struct branch { l: *mut leaf, t: u32 }'
#include "inc/select.h"
