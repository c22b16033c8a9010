// flags: --with-derive-default
#include "inc/records.h"
