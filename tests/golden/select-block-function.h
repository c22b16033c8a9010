// flags: --blocklist-function 'tree_fell|other_.*'
#include "inc/select.h"
