// flags: --translate-enum-integer-types
#include "inc/enums.h"
