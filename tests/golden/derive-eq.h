// flags: --with-derive-eq
#include "inc/records.h"
