// flags: --use-core
#include "inc/functions.h"
