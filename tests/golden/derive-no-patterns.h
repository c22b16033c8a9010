// flags: --with-derive-default --with-derive-hash --with-derive-partialeq --no-copy plain --no-debug 'floats|bits' --no-default pointers --no-hash small_array --no-partialeq with_enum
#include "inc/records.h"
