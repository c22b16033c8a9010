// flags: --no-record-matches --allowlist-type point
#include "inc/things.h"
