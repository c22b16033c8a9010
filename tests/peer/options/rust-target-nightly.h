// flags: --rust-target nightly --with-derive-default
#include "inc/things.h"
