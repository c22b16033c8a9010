// flags: --generate vars
#include "inc/names.h"
