// flags: --fit-macro-constant-types
#include "inc/things.h"
