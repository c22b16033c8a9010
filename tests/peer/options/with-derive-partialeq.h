// flags: --with-derive-partialeq
#include "inc/things.h"
