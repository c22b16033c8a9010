// flags: --allowlist-type 'nothing_like_it'
#include "inc/things.h"
