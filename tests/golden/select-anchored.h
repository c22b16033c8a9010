// flags: --allowlist-function 'tree' --allowlist-var 'TREE_MAX|NAME'
#include "inc/select.h"
