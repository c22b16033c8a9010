// flags: --blocklist-item 'tree_grow|season|SEASON_.*|UNRELATED' 
#include "inc/select.h"
