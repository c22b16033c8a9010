// flags: --allowlist-var 'LIMIT|count.*|GREEN'
#include "inc/things.h"
