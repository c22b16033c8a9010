// flags: --default-visibility crate
#include "inc/things.h"
