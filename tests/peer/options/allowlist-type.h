// flags: --allowlist-type 'named|o.*r'
#include "inc/things.h"
