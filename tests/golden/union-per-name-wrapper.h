// flags: --no-copy no_copy --default-non-copy-union-style manually_drop --bindgen-wrapper-union with_no_copy
#include "inc/unions.h"
