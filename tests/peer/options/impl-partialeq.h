// flags: --with-derive-partialeq --impl-partialeq
#include "inc/things.h"
