// flags: --no-layout-tests
#include "inc/records.h"
