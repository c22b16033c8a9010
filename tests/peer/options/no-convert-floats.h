// flags: --no-convert-floats
#include "inc/things.h"
