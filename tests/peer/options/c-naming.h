// flags: --c-naming
#include "inc/things.h"
