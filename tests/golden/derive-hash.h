// flags: --with-derive-hash
#include "inc/records.h"
