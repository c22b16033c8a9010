// flags: --default-enum-style bitfield
#include "inc/enums.h"
