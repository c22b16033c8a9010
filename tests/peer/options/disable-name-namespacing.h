// flags: --disable-name-namespacing
#include "inc/things.h"
