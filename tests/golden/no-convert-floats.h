// flags: --no-convert-floats
#include "inc/names.h"
