// flags: --use-core -- --target=riscv64-linux-gnu
// target: riscv64gc-unknown-linux-gnu
#include "inc/layouts.h"
