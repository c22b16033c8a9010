// flags: --raw-line 'use std::fmt;' --raw-line 'pub struct extra;' --raw-line='#[allow(unused)] const Y: u8 = 1;'
#include "inc/things.h"
