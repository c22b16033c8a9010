// flags: --time-phases
#include "inc/things.h"
