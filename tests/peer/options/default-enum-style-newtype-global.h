// flags: --default-enum-style newtype_global
#include "inc/things.h"
