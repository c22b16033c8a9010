// flags: --wrap-unsafe-ops
#include "inc/records.h"
