// flags: --allowlist-item 'tree.*'
#include "inc/select.h"
