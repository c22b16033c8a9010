// flags: --with-derive-partialeq --with-derive-partialord
#include "inc/things.h"
