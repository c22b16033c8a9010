// flags: --generate functions
#include "inc/names.h"
