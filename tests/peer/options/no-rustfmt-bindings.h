// flags: --no-rustfmt-bindings
#include "inc/things.h"
