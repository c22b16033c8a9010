// flags: --rust-target 1.64 --with-derive-default
#include "inc/things.h"
