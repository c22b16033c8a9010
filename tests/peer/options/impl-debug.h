// flags: --impl-debug
#include "inc/things.h"
