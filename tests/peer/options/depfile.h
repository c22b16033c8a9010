// flags: --depfile out.d
#include "inc/things.h"
