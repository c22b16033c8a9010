// flags: --default-non-copy-union-style bindgen_wrapper --no-copy no_copy
#include "inc/unions.h"
