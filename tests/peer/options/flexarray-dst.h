// flags: --flexarray-dst
#include "inc/things.h"
