// flags: --default-alias-style new_type --normal-alias 'id|handler'
#include "inc/things.h"
