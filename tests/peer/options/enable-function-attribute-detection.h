// flags: --enable-function-attribute-detection
#include "inc/things.h"
