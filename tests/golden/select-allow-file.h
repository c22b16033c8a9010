// flags: --allowlist-file '.*select-other\.h'
#include "inc/select.h"
