// flags: --generate functions
#include "inc/things.h"
