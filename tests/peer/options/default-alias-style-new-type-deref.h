// flags: --default-alias-style new_type_deref
#include "inc/things.h"
