// flags: --rust-target 1.85 --with-derive-default
#include "inc/things.h"
