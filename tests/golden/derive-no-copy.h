// flags: --no-derive-copy
#include "inc/records.h"
