// flags: --with-derive-default --no-default 'point'
#include "inc/things.h"
