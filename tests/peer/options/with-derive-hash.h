// flags: --with-derive-hash
#include "inc/things.h"
