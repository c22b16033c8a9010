// flags: --default-non-copy-union-style manually_drop --no-copy no_copy
#include "inc/unions.h"
