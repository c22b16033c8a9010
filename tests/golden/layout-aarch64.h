// flags: --use-core -- --target=aarch64-linux-gnu
// target: aarch64-unknown-linux-gnu
#include "inc/layouts.h"
