// flags: --fit-macro-constant-types --allowlist-var '.*'
#include "inc/macros.h"
