// flags: --allowlist-var '.*'
#include "inc/macros.h"
