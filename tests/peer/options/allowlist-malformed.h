// flags: --allowlist-type '(' --allowlist-function 'add'
#include "inc/things.h"
