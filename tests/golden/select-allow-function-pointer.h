// flags: --allowlist-function other_tree
#include "inc/select.h"
