// flags: --disable-name-namespacing
#include "inc/names.h"
