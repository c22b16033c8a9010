// flags: --no-layout-tests
#include "inc/things.h"
