// flags: --with-derive-partialeq --impl-partialeq
#include "inc/records.h"
