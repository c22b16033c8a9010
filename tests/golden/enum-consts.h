// flags: --default-enum-style consts
#include "inc/enums.h"
