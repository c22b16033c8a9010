// flags: --generate-cstr --rust-target 1.70
#include "inc/things.h"
