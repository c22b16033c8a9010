// flags: --rust-target 1.59 --with-derive-default
#include "inc/things.h"
