// flags: --emit-ir
#include "inc/things.h"
