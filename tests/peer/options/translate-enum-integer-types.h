// flags: --translate-enum-integer-types
#include "inc/things.h"
