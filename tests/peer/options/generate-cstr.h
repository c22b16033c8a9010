// flags: --generate-cstr
#include "inc/things.h"
