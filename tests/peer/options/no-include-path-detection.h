// flags: --no-include-path-detection
#include "inc/things.h"
