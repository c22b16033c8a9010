// flags: --default-macro-constant-type signed
#include "inc/things.h"
