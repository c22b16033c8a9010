// flags: --no-copy no_copy --default-non-copy-union-style manually_drop
#include "inc/unions.h"
