// flags: --fit-macro-constant-types --default-macro-constant-type signed
#include "inc/things.h"
