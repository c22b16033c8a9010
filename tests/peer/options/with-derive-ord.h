// flags: --with-derive-eq --with-derive-ord
#include "inc/things.h"
