// flags: --allowlist-type named --no-recursive-allowlist
#include "inc/things.h"
