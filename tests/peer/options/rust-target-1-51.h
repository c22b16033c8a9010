// flags: --rust-target 1.51 --with-derive-default
#include "inc/things.h"
