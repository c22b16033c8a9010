// flags: --default-enum-style newtype
#include "inc/things.h"
