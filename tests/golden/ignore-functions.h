// flags: --ignore-functions
#include "inc/names.h"
