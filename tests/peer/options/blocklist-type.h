// flags: --blocklist-type 'point|inner'
#include "inc/things.h"
