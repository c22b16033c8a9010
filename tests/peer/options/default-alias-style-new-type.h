// flags: --default-alias-style new_type
#include "inc/things.h"
