// flags: --with-derive-default
#include "inc/things.h"
