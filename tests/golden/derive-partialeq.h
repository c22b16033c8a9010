// flags: --with-derive-partialeq
#include "inc/records.h"
