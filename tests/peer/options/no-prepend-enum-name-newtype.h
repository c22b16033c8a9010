// flags: --no-prepend-enum-name --default-enum-style newtype
#include "inc/things.h"
