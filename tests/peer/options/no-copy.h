// flags: --no-copy 'point'
#include "inc/things.h"
