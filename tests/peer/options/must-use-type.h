// flags: --must-use-type 'point|id|text'
#include "inc/things.h"
