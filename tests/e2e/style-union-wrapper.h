// flags: --no-copy no_copy --default-non-copy-union-style bindgen_wrapper
#include "inc/unions.h"
