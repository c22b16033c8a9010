// flags: --generate-inline-functions
#include "inc/functions.h"
