// flags: --blocklist-var 'TREE_MAX|tree_count|golden_leaf'
#include "inc/select.h"
