// flags: --generate functions,vars
#include "inc/names.h"
