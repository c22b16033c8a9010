// flags: --fit-macro-constant-types --default-macro-constant-type signed --allowlist-var '.*'
#include "inc/macros.h"
