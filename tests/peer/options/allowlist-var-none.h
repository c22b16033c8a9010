// flags: --allowlist-var '' --allowlist-function each
#include "inc/things.h"
