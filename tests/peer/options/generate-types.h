// flags: --generate types
#include "inc/things.h"
