// flags: --allowlist-function tree_fell --opaque-type branch
#include "inc/select.h"
