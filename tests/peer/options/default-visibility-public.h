// flags: --default-visibility public
#include "inc/things.h"
