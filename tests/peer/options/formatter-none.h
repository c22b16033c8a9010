// flags: --formatter none
#include "inc/things.h"
