// flags: --default-enum-style newtype_global
#include "inc/enums.h"
