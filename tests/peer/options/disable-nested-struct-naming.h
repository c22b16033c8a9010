// flags: --disable-nested-struct-naming
#include "inc/things.h"
