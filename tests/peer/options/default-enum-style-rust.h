// flags: --default-enum-style rust
#include "inc/things.h"
