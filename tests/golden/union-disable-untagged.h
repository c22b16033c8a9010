// flags: --disable-untagged-union
#include "inc/unions.h"
