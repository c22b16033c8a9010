// flags: --disable-nested-struct-naming
#include "inc/names.h"
