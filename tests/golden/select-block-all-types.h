// flags: --blocklist-type '.*' --allowlist-var '' --allowlist-function 'tree_.*' --raw-line 'pub enum tree {}' --raw-line 'pub type season = u32;'
#include "inc/select.h"
