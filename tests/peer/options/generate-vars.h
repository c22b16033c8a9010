// flags: --generate vars
#include "inc/things.h"
