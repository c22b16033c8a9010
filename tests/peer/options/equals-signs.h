// flags: --allowlist-type=point --rust-target=1.77 --default-enum-style=rust
#include "inc/things.h"
