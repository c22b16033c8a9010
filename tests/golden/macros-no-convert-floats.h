// flags: --no-convert-floats --allowlist-var 'FLOAT.*'
#include "inc/macros.h"
