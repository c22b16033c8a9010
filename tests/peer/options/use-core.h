// flags: --use-core
#include "inc/things.h"
