// flags: --wasm-import-module-name imports
#include "inc/things.h"
