// flags: --ignore-functions
#include "inc/things.h"
