// flags: --use-core -- --target=x86_64-linux-gnu
// rustc: --edition 2021
#include "inc/layouts.h"
