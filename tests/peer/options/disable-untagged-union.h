// flags: --disable-untagged-union
#include "inc/things.h"
