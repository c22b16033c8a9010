// flags: --allowlist-var 'SEASON_AUTUMN|LOOSE_.*'
#include "inc/select.h"
