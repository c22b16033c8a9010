// flags: --no-debug '.*' --with-derive-default --no-layout-tests
#include "inc/records.h"
