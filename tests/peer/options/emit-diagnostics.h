// flags: --experimental --emit-diagnostics
#include "inc/things.h"
