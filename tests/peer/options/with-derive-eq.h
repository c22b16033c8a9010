// flags: --with-derive-eq
#include "inc/things.h"
