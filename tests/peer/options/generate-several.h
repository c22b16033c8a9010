// flags: --generate functions,vars
#include "inc/things.h"
