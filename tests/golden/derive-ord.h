// flags: --with-derive-ord
#include "inc/records.h"
