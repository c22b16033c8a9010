// flags: --allowlist-function 'add|mea.*'
#include "inc/things.h"
