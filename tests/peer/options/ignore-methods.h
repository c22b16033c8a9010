// flags: --ignore-methods
#include "inc/things.h"
