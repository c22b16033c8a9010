// flags: --with-derive-partialord
#include "inc/records.h"
