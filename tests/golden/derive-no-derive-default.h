// flags: --with-derive-default --no-derive-default
#include "inc/records.h"
