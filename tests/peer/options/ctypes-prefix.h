// flags: --ctypes-prefix ffi::c
#include "inc/things.h"
