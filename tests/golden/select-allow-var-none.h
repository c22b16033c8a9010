// flags: --allowlist-var '' --allowlist-function tree_fell
#include "inc/select.h"
