// flags: --rust-target 1.71 --with-derive-default
#include "inc/things.h"
