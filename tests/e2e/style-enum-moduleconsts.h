// flags: --default-enum-style moduleconsts
#include "inc/enums.h"
