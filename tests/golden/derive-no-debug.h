// flags: --no-derive-debug
#include "inc/records.h"
