// flags: --blocklist-file '.*select-other\.h' --raw-line 'pub enum other {}'
#include "inc/select.h"
