// flags: --rust-target 1.82 --with-derive-default
#include "inc/things.h"
