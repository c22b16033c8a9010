// flags: --macro-types c --allowlist-var '.*'
#include "inc/macros.h"
