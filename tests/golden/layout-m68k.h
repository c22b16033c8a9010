// flags: --use-core -- --target=m68k-linux-gnu
// target: m68k-unknown-linux-gnu
#include "inc/layouts.h"
