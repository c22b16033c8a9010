// flags: --explicit-padding
#include "inc/records.h"
