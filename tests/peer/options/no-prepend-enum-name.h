// flags: --no-prepend-enum-name
#include "inc/things.h"
