// flags: --vtable-generation
#include "inc/things.h"
