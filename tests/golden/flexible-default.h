// flags: --with-derive-default --default-non-copy-union-style manually_drop
#include "inc/flexible.h"
