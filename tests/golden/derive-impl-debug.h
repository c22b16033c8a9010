// flags: --impl-debug
#include "inc/records.h"
