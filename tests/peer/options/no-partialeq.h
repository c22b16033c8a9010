// flags: --with-derive-partialeq --no-partialeq 'point'
#include "inc/things.h"
