// flags: --allowlist-item 'tree_.*' --blocklist-function tree_fell
#include "inc/select.h"
