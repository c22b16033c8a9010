// flags: --allowlist-function 'tree_.*'
#include "inc/select.h"
