// flags: --allowlist-item 'colour|check|BIG|origin'
#include "inc/things.h"
