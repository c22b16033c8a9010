// flags: --use-core -- --target=i686-linux-gnu
// target: i686-unknown-linux-gnu
#include "inc/layouts.h"
