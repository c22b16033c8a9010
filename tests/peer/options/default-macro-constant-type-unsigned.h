// flags: --default-macro-constant-type unsigned
#include "inc/things.h"
