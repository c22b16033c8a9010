// flags: --no-derive-copy
#include "inc/things.h"
