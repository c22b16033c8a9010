// flags: --default-macro-constant-type signed --allowlist-var '.*'
#include "inc/macros.h"
