// flags: --c-naming
#include "inc/names.h"
