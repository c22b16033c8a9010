// flags: --raw-line '// by hand' --raw-line 'pub const BY_HAND: u8 = 1;'
#include "inc/names.h"
