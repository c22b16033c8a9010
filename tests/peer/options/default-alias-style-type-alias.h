// flags: --default-alias-style type_alias
#include "inc/things.h"
