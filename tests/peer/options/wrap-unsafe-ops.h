// flags: --wrap-unsafe-ops
#include "inc/things.h"
