// flags: --enable-function-attribute-detection
#include "inc/functions.h"
