// flags: --generate functions,vars --raw-line 'pub enum outer_inner {}' --raw-line 'pub type outer_mode = u32;'
#include "inc/names.h"
