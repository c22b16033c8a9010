// flags: --no-copy no_copy --disable-untagged-union
#include "inc/unions.h"
