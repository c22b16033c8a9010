// flags: --no-size_t-is-usize
#include "inc/things.h"
