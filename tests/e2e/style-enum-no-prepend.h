// flags: --no-prepend-enum-name
#include "inc/enums.h"
