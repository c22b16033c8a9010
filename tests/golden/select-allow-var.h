// flags: --allowlist-var 'golden_leaf|TREE_.*'
#include "inc/select.h"
