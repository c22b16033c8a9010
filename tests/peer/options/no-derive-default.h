// flags: --with-derive-default --no-derive-default
#include "inc/things.h"
