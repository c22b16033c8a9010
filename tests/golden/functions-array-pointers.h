// flags: --use-array-pointers-in-arguments
#include "inc/functions.h"
