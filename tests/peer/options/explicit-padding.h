// flags: --explicit-padding
#include "inc/things.h"
