// flags: --generate types
#include "inc/names.h"
