// flags: --rust-target 1.77 --with-derive-default
#include "inc/things.h"
