// flags: --use-core --allowlist-var '.*' -- --target=i686-linux-gnu
// target: i686-unknown-linux-gnu
#include "inc/macros.h"
