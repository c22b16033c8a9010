// flags: --opaque-type 'named|flags|tail|number|wide|tight'
#include "inc/things.h"
