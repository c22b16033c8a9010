// flags: --default-enum-style rust
#include "inc/enums.h"
