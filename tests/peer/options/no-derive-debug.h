// flags: --no-derive-debug
#include "inc/things.h"
