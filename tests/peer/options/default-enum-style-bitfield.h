// flags: --default-enum-style bitfield
#include "inc/things.h"
