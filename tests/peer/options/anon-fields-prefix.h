// flags: --anon-fields-prefix unnamed_
#include "inc/things.h"
