// flags: --default-alias-style new_type_deref
#include "inc/aliases.h"
