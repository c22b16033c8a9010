// flags: --default-enum-style newtype
#include "inc/enums.h"
