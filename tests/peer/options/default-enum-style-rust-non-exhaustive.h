// flags: --default-enum-style rust_non_exhaustive
#include "inc/things.h"
