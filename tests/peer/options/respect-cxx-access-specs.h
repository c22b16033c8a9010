// flags: --respect-cxx-access-specs
#include "inc/things.h"
