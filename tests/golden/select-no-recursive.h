// flags: --allowlist-type tree --allowlist-function tree_fell --no-recursive-allowlist --raw-line 'pub struct branch; pub struct other; pub type number = i32;' --no-layout-tests --no-derive-copy --no-derive-debug
#include "inc/select.h"
