// flags: --no-debug 'point|outer.*'
#include "inc/things.h"
