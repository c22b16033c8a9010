// flags: --flexarray-dst
#include "inc/flexible.h"
