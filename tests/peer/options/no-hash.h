// flags: --with-derive-hash --no-hash 'point'
#include "inc/things.h"
