// flags: --use-core --ctypes-prefix ffi
#include "inc/things.h"
