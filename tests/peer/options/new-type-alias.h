// flags: --new-type-alias 'id|point_t'
#include "inc/things.h"
