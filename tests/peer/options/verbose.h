// flags: --verbose
#include "inc/things.h"
