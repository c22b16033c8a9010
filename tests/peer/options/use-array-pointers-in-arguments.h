// flags: --use-array-pointers-in-arguments
#include "inc/things.h"
