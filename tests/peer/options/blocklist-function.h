// flags: --blocklist-function 'add|.*e.*'
#include "inc/things.h"
